//! The one pcscd of the machine.

use std::fs::File;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// Port of vpcd's first slot.
const FIRST_SLOT: u16 = 35963;

/// Holds pcscd for one test: it exists once per machine, and so do its virtual readers.
pub struct Pcscd {
    _lock: File,
}

impl Pcscd {
    /// Waits for other tests, and starts pcscd when nothing answers.
    pub fn take() -> Self {
        let lock = File::create(std::env::temp_dir().join("kazashi-pcscd.lock")).unwrap();
        lock.lock().unwrap();
        if !answers() {
            std::fs::create_dir_all("/run/pcscd").unwrap();
            let started = Command::new("pcscd").stdin(Stdio::null()).status().unwrap();
            assert!(started.success(), "pcscd does not start: {started}");
            let deadline = Instant::now() + Duration::from_secs(10);
            while !answers() {
                assert!(Instant::now() < deadline, "pcscd does not answer");
                std::thread::sleep(Duration::from_millis(50));
            }
        }
        Self { _lock: lock }
    }
}

/// The socket alone may be a dead one's: the reader driver must listen too.
fn answers() -> bool {
    let running = Command::new("pgrep")
        .args(["-x", "pcscd"])
        .stdout(Stdio::null())
        .status()
        .is_ok_and(|status| status.success());
    running && std::path::Path::new("/run/pcscd/pcscd.comm").exists() && slot_listens()
}

fn slot_listens() -> bool {
    // Connecting would count as inserting a card, so only the kernel's table is read.
    let port = format!(":{FIRST_SLOT:04X} ");
    std::fs::read_to_string("/proc/net/tcp")
        .unwrap_or_default()
        .lines()
        .any(|line| line.contains(&port) && line.contains(" 0A "))
}
