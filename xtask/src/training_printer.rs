//! A printer in software that keeps what it prints as files, for training without a printer.

use std::fs;
use std::io::{BufRead, BufReader};
use std::net::{Ipv4Addr, TcpListener};
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
    fs::create_dir_all(&out)
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
