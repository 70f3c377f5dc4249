//! A printer in software that keeps what it prints as files, for training without a printer.

use std::fs;
use std::io::{BufRead, BufReader};
use std::net::{Ipv4Addr, TcpListener};
use std::path::Path;
use std::process::{Child, Stdio};

use crate::places;
use crate::shell::{Failure, program};

/// A printer that this program started; stopped when dropped.
pub struct Started {
    child: Child,
    pub uri: String,
}

/// Starts the printer on a free port; it is built already.
pub fn start() -> Result<Started, Failure> {
    let out = places::root().join("target/training-printer");
    empty_folder(&out)
        .map_err(|error| Failure::new(format!("cannot make {}: {error}", out.display())))?;
    let port = free_port()?;
    let mut child = program(&places::built("training-printer"))
        .args(["--port", &port.to_string(), "--out"])
        .arg(&out)
        .stdout(Stdio::piped())
        .spawn()
        .map_err(|error| Failure::new(format!("cannot start the training printer: {error}")))?;
    // It writes its address when it is up; it writes nothing when it could not start.
    let mut uri = String::new();
    if let Some(stdout) = child.stdout.take() {
        let _ = BufReader::new(stdout).read_line(&mut uri);
    }
    let started = Started {
        child,
        uri: uri.trim().to_owned(),
    };
    if started.uri.is_empty() {
        return Err(Failure::new("the training printer did not start"));
    }
    println!(
        "training printer: what is printed arrives in {}",
        out.display()
    );
    Ok(started)
}

/// For this user's eyes, and without what was printed before: with a real reader it may be a real person's.
fn empty_folder(folder: &Path) -> std::io::Result<()> {
    if folder.exists() {
        fs::remove_dir_all(folder)?;
    }
    fs::create_dir_all(folder)?;
    #[cfg(unix)]
    fs::set_permissions(folder, std::os::unix::fs::PermissionsExt::from_mode(0o700))?;
    Ok(())
}

fn free_port() -> Result<u16, Failure> {
    TcpListener::bind((Ipv4Addr::LOCALHOST, 0))
        .and_then(|listener| listener.local_addr())
        .map(|address| address.port())
        .map_err(|error| Failure::new(format!("no free port: {error}")))
}

impl Drop for Started {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
