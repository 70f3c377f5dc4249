//! An X server without a screen.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};

/// A graphics card in software with as many outputs as are switched on.
const TWO_SCREENS: &str = r#"
Section "Device"
  Identifier "card"
  Driver "dummy"
  VideoRam 256000
EndSection
Section "Monitor"
  Identifier "monitor"
  HorizSync 5.0-1000.0
  VertRefresh 5.0-200.0
EndSection
Section "Screen"
  Identifier "screen"
  Device "card"
  Monitor "monitor"
  DefaultDepth 24
  SubSection "Display"
    Depth 24
    Virtual 2304 1024
    Modes "1280x1024" "1024x768"
  EndSubSection
EndSection
Section "ServerFlags"
  Option "AutoAddDevices" "false"
EndSection
"#;

/// An X server of its own.
pub struct Display {
    process: Child,
    number: String,
}

impl Display {
    /// Starts one on the first free number, wide enough for both windows.
    pub fn start() -> Self {
        let mut server = Command::new("Xvfb");
        server.args(["-screen", "0", "2304x900x24"]);
        Self::of(server)
    }

    /// One with two screens, the second of 1024x768 pixels right of the first; Xvfb can have only one.
    pub fn with_two_screens(folder: &Path) -> Self {
        let config = folder.join("xorg.conf");
        std::fs::write(&config, TWO_SCREENS).unwrap();
        let mut server = Command::new("Xorg");
        server
            .arg("-config")
            .arg(&config)
            .arg("-logfile")
            .arg(folder.join("xorg.log"))
            .args(["-noreset", "-novtswitch", "-sharevts"]);
        let display = Self::of(server);
        display.xrandr("--addmode DUMMY1 1024x768");
        display.xrandr("--output DUMMY1 --mode 1024x768 --right-of DUMMY0");
        // Counts as disconnected until somebody asks.
        display.xrandr("--query");
        display
    }

    fn of(mut server: Command) -> Self {
        // The server says which display it took on the descriptor it is told.
        let mut process = server
            .args(["-displayfd", "1", "-nolisten", "tcp"])
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

    fn xrandr(&self, arguments: &str) {
        let status = Command::new("xrandr")
            .args(["--display", &self.number])
            .args(arguments.split(' '))
            .stdout(Stdio::null())
            .status()
            .unwrap();
        assert!(status.success(), "xrandr {arguments}: {status}");
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
