//! The watcher over restarts of the service, with readers and without.
//!
//! The machine's own pcscd belongs to everybody, so this test runs one of its own: in a mount namespace, with its
//! socket in a temporary folder, where a child of this test finds it by the variable that pcsc-lite reads.

use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use mynacard::ChannelError;
use mynacard::pcsc::{ReaderState, Watcher, readers};

const FOLDER: &str = "MYNACARD_TEST_PCSCD";
const DRIVER: &str = "/usr/lib/pcsc/drivers/serial/libifdvpcd.so";
/// Not the ports of the machine's own virtual readers.
const PORT: &str = "0x9C7B";

#[test]
fn the_watcher_survives_restarts() {
    if std::env::var_os(FOLDER).is_some() {
        return;
    }
    let folder = std::env::temp_dir().join(format!("mynacard-{}", std::process::id()));
    std::fs::create_dir_all(folder.join("run")).expect("a folder");
    std::fs::create_dir_all(folder.join("readers")).expect("a folder");
    let child = Command::new(std::env::current_exe().expect("this test"))
        .args([
            "--exact",
            "--ignored",
            "--nocapture",
            "with_a_service_of_its_own",
        ])
        .env(FOLDER, &folder)
        .env("PCSCLITE_CSOCK_NAME", folder.join("run/pcscd.comm"))
        .output()
        .expect("this test again");
    let _ = std::fs::remove_dir_all(&folder);
    let said = String::from_utf8_lossy(&child.stdout);
    assert!(
        child.status.success() && said.contains("1 passed"),
        "{said}"
    );
}

#[test]
#[ignore = "run by the other test, with its environment"]
fn with_a_service_of_its_own() {
    let folder = PathBuf::from(std::env::var_os(FOLDER).expect("run by the other test"));
    let mut watcher = Watcher::new();
    let stopped = Err(ChannelError::ServiceStopped);
    assert_eq!(readers(), Err(ChannelError::ServiceStopped));
    let start = Instant::now();
    assert_eq!(watcher.wait(Duration::from_millis(400)), stopped);
    assert!(start.elapsed() >= Duration::from_millis(400));

    plug_in(&folder);
    let service = Service::start(&folder);
    assert_eq!(names(watcher.wait(Duration::from_secs(15))).len(), 2);
    assert_eq!(watcher.wait(Duration::from_millis(300)), Ok(None));

    drop(service);
    let start = Instant::now();
    assert_eq!(watcher.wait(Duration::from_secs(10)), stopped);
    assert!(start.elapsed() < Duration::from_secs(5));

    pull_out(&folder);
    let service = Service::start(&folder);
    assert_eq!(names(watcher.wait(Duration::from_secs(15))).len(), 0);
    assert_eq!(readers(), Ok(Vec::new()));

    drop(service);
    assert_eq!(watcher.wait(Duration::from_secs(10)), stopped);
    plug_in(&folder);
    let _service = Service::start(&folder);
    assert_eq!(names(watcher.wait(Duration::from_secs(15))).len(), 2);
}

fn names(told: Result<Option<Vec<ReaderState>>, ChannelError>) -> Vec<String> {
    let told = told.expect("the service runs").expect("something changed");
    told.into_iter().map(|reader| reader.name).collect()
}

fn plug_in(folder: &Path) {
    let reader = format!(
        "FRIENDLYNAME \"Private PCD\"\nDEVICENAME /dev/null:{PORT}\nLIBPATH {DRIVER}\nCHANNELID {PORT}\n"
    );
    std::fs::write(folder.join("readers/vpcd"), reader).expect("the reader's file");
}

fn pull_out(folder: &Path) {
    std::fs::remove_file(folder.join("readers/vpcd")).expect("the reader's file");
}

struct Service {
    process: Child,
}

impl Service {
    fn start(folder: &Path) -> Self {
        let process = Command::new("unshare")
            .args(["--mount", "sh", "-c"])
            .arg("mkdir -p /run/pcscd && mount --bind \"$1/run\" /run/pcscd && exec pcscd --foreground --config \"$1/readers\"")
            .arg("sh")
            .arg(folder)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("unshare");
        Self { process }
    }
}

impl Drop for Service {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
