//! A city's hub: the real program on a file of its own.

use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use stories::{free_port, program_beside};
use tempfile::TempDir;
use vault::Prepared;

/// A `kazashi-hub` with one disaster or election.
pub struct City {
    folder: TempDir,
    port: u16,
    process: Option<Child>,
}

impl City {
    pub fn start(prepared: &Prepared) -> Self {
        Self::start_with(prepared, &[], |_| String::new())
    }

    /// With further arguments to `realm add`, and with something done in its folder before it is started, which gives
    /// more lines for the end of the configuration.
    pub fn start_with(
        prepared: &Prepared,
        more: &[&str],
        before: impl FnOnce(&Path) -> String,
    ) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let port = free_port();
        let config = folder.path().join("hub.toml");
        let address = format!("https://127.0.0.1:{port}");
        let arguments = [
            "--name",
            "見本市 集約サーバ",
            "--address",
            &address,
            "--folder",
        ];
        let mut init = hub(&config);
        init.arg("init").args(arguments).arg(folder.path());
        said(&mut init);
        // The port of this test instead of the usual one.
        let text = std::fs::read_to_string(&config).unwrap();
        let text: String = text
            .lines()
            .filter(|line| !line.starts_with("monitor"))
            .map(|line| {
                if line.starts_with("listen") {
                    format!("listen = [\"127.0.0.1:{port}\"]\n")
                } else {
                    format!("{line}\n")
                }
            })
            .collect();
        std::fs::write(&config, text).unwrap();

        let package = folder.path().join("city.kazashi-package");
        prepared.package.save(&package).unwrap();
        let code = folder.path().join("code");
        std::fs::write(&code, prepared.city.to_print().as_str()).unwrap();
        let mut add = hub(&config);
        add.args(["realm", "add"])
            .arg(&package)
            .arg("--code-file")
            .arg(&code)
            .args(more);
        said(&mut add);

        let lines = before(folder.path());
        let text = std::fs::read_to_string(&config).unwrap();
        std::fs::write(&config, format!("{text}\n{lines}")).unwrap();

        let mut city = Self {
            folder,
            port,
            process: None,
        };
        city.serves();
        city
    }

    /// The service, also again after it was killed.
    pub fn serves(&mut self) {
        let log = std::fs::File::create(self.folder.path().join("hub.log")).unwrap();
        let mut serve = hub(&self.config());
        serve.arg("serve").stdout(Stdio::null()).stderr(log);
        self.process = Some(serve.spawn().unwrap());
        self.until_it_answers();
    }

    /// As when its power fails.
    pub fn is_killed(&mut self) {
        if let Some(mut process) = self.process.take() {
            let _ = process.kill();
            let _ = process.wait();
        }
    }

    /// What a command says.
    pub fn does(&self, arguments: &[&str]) -> String {
        said(hub(&self.config()).args(arguments))
    }

    fn until_it_answers(&self) {
        let start = Instant::now();
        while std::net::TcpStream::connect(("127.0.0.1", self.port)).is_err() {
            assert!(start.elapsed() < Duration::from_secs(30), "{}", self.log());
            std::thread::sleep(Duration::from_millis(50));
        }
    }

    /// An account with its first password.
    pub fn user(&self, account: &str, roles: &[&str]) -> String {
        let mut add = vec!["user", "add", account, "--name", "架空　職員"];
        add.extend(roles.iter().flat_map(|role| ["--role", role]));
        let told = self.does(&add);
        told.split_whitespace().last().unwrap().to_owned()
    }

    fn config(&self) -> PathBuf {
        self.folder.path().join("hub.toml")
    }

    /// What it logged.
    pub fn log(&self) -> String {
        std::fs::read_to_string(self.folder.path().join("hub.log")).unwrap_or_default()
    }

    /// Where desks reach it.
    pub fn address(&self) -> String {
        format!("https://127.0.0.1:{}", self.port)
    }

    /// Where staff do.
    pub fn page(&self) -> String {
        format!("{}/page/", self.address())
    }
}

impl Drop for City {
    fn drop(&mut self) {
        self.is_killed();
    }
}

fn hub(config: &Path) -> Command {
    let program = program_beside("kazashi-hub").expect("kazashi-hub is not built");
    let mut command = Command::new(program);
    command.arg("--config").arg(config);
    command
}

fn said(command: &mut Command) -> String {
    let output = command.output().unwrap();
    let told = String::from_utf8(output.stderr).unwrap();
    assert!(output.status.success(), "{told}");
    String::from_utf8(output.stdout).unwrap()
}
