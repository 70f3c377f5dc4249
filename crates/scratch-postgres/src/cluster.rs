//! One server.

use std::fs::{self, File};
use std::io::Write as _;
use std::os::unix::fs::{OpenOptionsExt as _, PermissionsExt as _};
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use tempfile::TempDir;

use crate::Problem;
use crate::port::free_port;
use crate::programs::{hand_over, program, run};
use crate::tls;

/// The superuser, and the password of a cluster that asks for one.
const USER: &str = "postgres";
const PASSWORD: &str = "invented";

/// How long a server may take to start.
const PATIENCE: Duration = Duration::from_mins(1);

/// Waits until its standard input ends, which is when its parent has let go or is dead, and removes a cluster.
const WATCH: &str = r#"cat > /dev/null
pid=$(head -n 1 "$0/data/postmaster.pid" 2>/dev/null)
if [ -n "$pid" ] && tr '\0' ' ' < "/proc/$pid/cmdline" | grep -qF "$0"; then
    kill -QUIT "$pid"
    i=0
    while kill -0 "$pid" 2>/dev/null && [ $i -lt 100 ]; do sleep 0.05; i=$((i + 1)); done
fi
rm -rf -- "$0""#;

/// What a cluster is to be like.
#[derive(Debug, Clone, Default)]
pub struct Settings {
    /// Only over TLS, and with a password.
    pub tls: bool,
    /// Waits for the disk at each commit. Without it a killed server loses nothing, only a power cut would.
    pub durable: bool,
    /// More of PostgreSQL's settings, such as `max_connections=300`.
    pub more: Vec<String>,
}

/// A running server of one's own.
pub struct Cluster {
    /// Named like `…/data` and `…/authority.pem` below it.
    pub(crate) folder: PathBuf,
    pub(crate) settings: Settings,
    port: u16,
    server: Option<Child>,
    /// Its standard input ends with us.
    watch: Child,
}

impl Cluster {
    /// A server that trusts everybody on this machine, and is fast rather than safe from power cuts.
    pub fn start() -> Result<Self, Problem> {
        Self::with(Settings::default())
    }

    /// A server with these settings.
    pub fn with(settings: Settings) -> Result<Self, Problem> {
        let mut cluster = Self::folder_only(settings)?;
        let data = cluster.data();
        let mut initdb = program("initdb")?;
        initdb.args(["--username", USER, "--auth=trust", "--encoding=UTF8"]);
        initdb.args(["--locale=C", "--no-sync", "--no-instructions", "--pgdata"]);
        initdb.arg(&data);
        if cluster.settings.tls {
            let password = cluster.folder.join("password");
            cluster.write("password", PASSWORD)?;
            initdb.arg("--pwfile").arg(password);
        }
        run(&mut initdb)?;
        if cluster.settings.tls {
            let made = tls::make()?;
            cluster.write("authority.pem", &made.authority)?;
            cluster.write("server.pem", &made.certificate)?;
            cluster.write("server.key", &made.key)?;
            cluster.write(
                "data/pg_hba.conf",
                "hostssl all all 127.0.0.1/32 scram-sha-256\n",
            )?;
        }
        cluster.run_server()?;
        Ok(cluster)
    }

    /// A folder without a server.
    pub(crate) fn folder_only(settings: Settings) -> Result<Self, Problem> {
        let folder = TempDir::with_prefix("scratch-postgres-")?.keep();
        let mut watch = Command::new("sh");
        watch.args(["-c", WATCH]).arg(&folder);
        watch
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        // A key that ends the owner must not end this too.
        let watch = watch.process_group(0).spawn()?;
        let cluster = Self {
            folder,
            settings,
            port: free_port(),
            server: None,
            watch,
        };
        hand_over(&cluster.folder)?;
        Ok(cluster)
    }

    /// The port on 127.0.0.1.
    pub fn port(&self) -> u16 {
        self.port
    }

    /// How to reach a database; `postgres` is always there.
    pub fn url(&self, database: &str) -> String {
        let port = self.port;
        if self.settings.tls {
            let roots = self.authority().display().to_string();
            return format!(
                "postgresql://{USER}:{PASSWORD}@127.0.0.1:{port}/{database}\
                 ?sslmode=verify-full&sslrootcert={roots}"
            );
        }
        format!("postgresql://{USER}@127.0.0.1:{port}/{database}")
    }

    /// The authority that vouches for the server's certificate, where it has one.
    pub fn authority(&self) -> PathBuf {
        self.folder.join("authority.pem")
    }

    /// Makes an empty database and gives how to reach it.
    pub fn database(&self, name: &str) -> Result<String, Problem> {
        self.sql(&format!("CREATE DATABASE {name}"))?;
        Ok(self.url(name))
    }

    /// Says something to the server by its own client, and gives the answer's rows as text.
    pub fn sql(&self, sql: &str) -> Result<String, Problem> {
        self.sql_in("postgres", sql)
    }

    /// The same in another database.
    pub fn sql_in(&self, database: &str, sql: &str) -> Result<String, Problem> {
        let mut psql = program("psql")?;
        psql.args(["--no-psqlrc", "--quiet", "--tuples-only", "--no-align"]);
        psql.args(["--set=ON_ERROR_STOP=1", "--command", sql, "--dbname"]);
        psql.arg(self.url(database));
        let output = run(&mut psql)?;
        Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned())
    }

    /// Waits for a standby at each commit from now on, or no longer.
    pub fn wait_for_standby(&self, waits: bool) -> Result<(), Problem> {
        let names = if waits { "*" } else { "" };
        self.sql(&format!(
            "ALTER SYSTEM SET synchronous_standby_names = '{names}'"
        ))?;
        self.sql("SELECT pg_reload_conf()")?;
        // Each session reads it at its next question.
        let set = || self.sql("SHOW synchronous_standby_names");
        self.wait_until(|| Ok(set()? == names))
    }

    /// Kills the server and all its processes at once, as a power cut of the machine would but for what the disk has.
    pub fn kill(&mut self) -> Result<(), Problem> {
        let Some(mut server) = self.server.take() else {
            return Ok(());
        };
        let mut pids = vec![server.id()];
        pids.extend(self.processes());
        signal("KILL", &pids)?;
        server.wait()?;
        // Until the last of them is gone, the server's memory is not free.
        let gone = || {
            pids.iter()
                .all(|pid| !Path::new(&format!("/proc/{pid}")).exists())
        };
        self.wait_until(|| Ok(gone()))
    }

    /// Kills the process of one session, upon which the server ends all sessions and recovers. `false` if none of this
    /// application is there.
    pub fn kill_session(&self, application: &str) -> Result<bool, Problem> {
        let pid = self.sql(&format!(
            "SELECT pid FROM pg_stat_activity WHERE application_name = '{application}'
             ORDER BY state = 'active' DESC, query_start DESC LIMIT 1"
        ))?;
        match pid.parse() {
            Ok(pid) => signal("KILL", &[pid]).map(|()| true),
            Err(_) => Ok(false),
        }
    }

    /// Starts a killed server again.
    pub fn restart(&mut self) -> Result<(), Problem> {
        self.run_server()
    }

    pub(crate) fn data(&self) -> PathBuf {
        self.folder.join("data")
    }

    fn write(&self, name: &str, text: &str) -> Result<(), Problem> {
        let path = self.folder.join(name);
        let mut options = File::options();
        options.create(true).write(true).truncate(true).mode(0o600);
        options.open(&path)?.write_all(text.as_bytes())?;
        if name == "authority.pem" {
            fs::set_permissions(&path, fs::Permissions::from_mode(0o644))?;
        }
        hand_over(&path)
    }

    pub(crate) fn run_server(&mut self) -> Result<(), Problem> {
        let mut server = program("postgres")?;
        server.arg("-D").arg(self.data());
        let flag = |on| if on { "on" } else { "off" };
        let mut settings = vec![
            format!("port={}", self.port),
            "listen_addresses=127.0.0.1".to_owned(),
            "unix_socket_directories=".to_owned(),
            format!("fsync={}", flag(self.settings.durable)),
            "max_connections=200".to_owned(),
            "shared_buffers=128MB".to_owned(),
            format!("ssl={}", flag(self.settings.tls)),
        ];
        if self.settings.tls {
            for (name, file) in [("cert", "server.pem"), ("key", "server.key")] {
                let file = self.folder.join(file);
                settings.push(format!("ssl_{name}_file={}", file.display()));
            }
        }
        settings.extend(self.settings.more.iter().cloned());
        for setting in settings {
            server.arg("-c").arg(setting);
        }
        let log = File::options()
            .create(true)
            .append(true)
            .open(self.folder.join("log"))?;
        server
            .stdin(Stdio::null())
            .stdout(log.try_clone()?)
            .stderr(log);
        self.server = Some(server.spawn()?);
        self.wait_until_ready()
    }

    /// Waits until the server answers.
    pub(crate) fn wait_until_ready(&mut self) -> Result<(), Problem> {
        let port = self.port.to_string();
        let begun = Instant::now();
        loop {
            let mut ready = program("pg_isready")?;
            ready.args(["--quiet", "--host=127.0.0.1", "--port", &port]);
            if ready.status()?.success() {
                return Ok(());
            }
            let ended = match &mut self.server {
                Some(server) => server.try_wait()?.is_some(),
                None => true,
            };
            if ended || begun.elapsed() > PATIENCE {
                return Err(self.no_answer());
            }
            sleep(Duration::from_millis(20));
        }
    }

    pub(crate) fn wait_until(
        &self,
        mut is_so: impl FnMut() -> Result<bool, Problem>,
    ) -> Result<(), Problem> {
        let begun = Instant::now();
        while !is_so()? {
            if begun.elapsed() > PATIENCE {
                return Err(self.no_answer());
            }
            sleep(Duration::from_millis(10));
        }
        Ok(())
    }

    fn no_answer(&self) -> Problem {
        let log = fs::read_to_string(self.folder.join("log")).unwrap_or_default();
        let end = log.lines().rev().take(20).collect::<Vec<_>>();
        Problem::NoAnswer {
            log: end.into_iter().rev().collect::<Vec<_>>().join("\n"),
        }
    }

    /// The processes that the server has started.
    pub(crate) fn processes(&self) -> Vec<u32> {
        let Some(server) = &self.server else {
            return Vec::new();
        };
        let pid = server.id();
        let children = fs::read_to_string(format!("/proc/{pid}/task/{pid}/children"));
        let children = children.unwrap_or_default();
        children
            .split_whitespace()
            .filter_map(|pid| pid.parse().ok())
            .collect()
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        // The end of its input; it stops the server and removes the folder.
        drop(self.watch.stdin.take());
        let server = self.server.as_mut().map(Child::wait);
        let _ = (server, self.watch.wait());
    }
}

/// Sends a signal.
pub(crate) fn signal(name: &str, pids: &[u32]) -> Result<(), Problem> {
    let pids = pids.iter().map(u32::to_string).collect::<Vec<_>>();
    // One that has just ended is no failure.
    let script = format!("kill -{name} {} 2>/dev/null || true", pids.join(" "));
    run(Command::new("sh").args(["-c", &script])).map(drop)
}
