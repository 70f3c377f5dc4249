//! The smart card service, where no init system starts it.

use std::io;
use std::process::{Child, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use crate::shell::{Failure, as_root, run, succeeds};

const START_LIMIT: Duration = Duration::from_secs(5);

/// A service that this program started; stopped when dropped.
pub struct Started(Child);

/// Starts the service unless it answers already.
pub fn start_if_needed() -> Result<Option<Started>, Failure> {
    if !cfg!(target_os = "linux") || answers() {
        return Ok(None);
    }
    println!("the smart card service does not answer: pcscd is started for this run");
    run(as_root("mkdir").args(["-p", "/run/pcscd"]))?;
    let child = as_root("pcscd")
        .arg("--foreground")
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .map_err(|error| Failure::new(format!("cannot start pcscd: {error}")))?;
    let mut started = Started(child);
    let start = Instant::now();
    while !answers() {
        if let Ok(Some(status)) = started.0.try_wait() {
            return Err(Failure::new(format!("pcscd stopped at once ({status})")));
        }
        if start.elapsed() > START_LIMIT {
            return Err(Failure::new(
                "pcscd does not answer; run `pcscd --foreground --debug` to see why",
            ));
        }
        sleep(Duration::from_millis(50));
    }
    Ok(Some(started))
}

/// Connecting also wakes a service that systemd starts on demand.
#[cfg(unix)]
fn answers() -> bool {
    let result: io::Result<_> = std::os::unix::net::UnixStream::connect("/run/pcscd/pcscd.comm");
    result.is_ok()
}

#[cfg(not(unix))]
fn answers() -> bool {
    true
}

impl Drop for Started {
    fn drop(&mut self) {
        // TERM, not KILL: pcscd removes its socket only when it may end by itself.
        let asked = succeeds(as_root("kill").arg(self.0.id().to_string()));
        if asked {
            let _ = self.0.wait();
        } else {
            println!("pcscd ({}) still runs", self.0.id());
        }
    }
}
