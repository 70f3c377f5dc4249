//! An X server without a screen.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};

/// An X server of its own.
pub struct Display {
    process: Child,
    number: String,
}

impl Display {
    /// Starts one on the first free number, wide enough for both windows.
    pub fn start() -> Self {
        // The server says which display it took on the descriptor it is told.
        let mut process = Command::new("Xvfb")
            .args(["-displayfd", "1", "-screen", "0", "2304x900x24"])
            .args(["-nolisten", "tcp"])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(process.stdout.take().unwrap())
            .read_line(&mut line)
            .unwrap();
        Self {
            process,
            number: format!(":{}", line.trim()),
        }
    }

    /// A picture of a part of the screen, `WIDTHxHEIGHT+LEFT+TOP` in pixels, as PNG.
    ///
    /// Not by WebDriver, whose picture of the second window never comes.
    pub fn picture(&self, area: &str, file: &Path) {
        let status = Command::new("import")
            .args(["-display", &self.number, "-window", "root"])
            .args(["-crop", area, "+repage"])
            .arg(file)
            .status()
            .unwrap();
        assert!(status.success(), "no picture was taken: {status}");
    }

    /// What programs find in `DISPLAY`.
    pub fn number(&self) -> &str {
        &self.number
    }
}

impl Drop for Display {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
