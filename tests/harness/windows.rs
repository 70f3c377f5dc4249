//! The program's two windows under Xvfb, driven through WebDriver.

use std::fmt::Write as _;
use std::net::TcpListener;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicU16, AtomicU32, Ordering};
use std::time::{Duration, Instant};

use tempfile::TempDir;
use thirtyfour::prelude::*;
use thirtyfour::{Capabilities, WindowHandle};

use super::Display;

pub(super) const PATIENCE: Duration = Duration::from_secs(20);

/// The program with both windows.
pub struct Windows {
    driver: WebDriver,
    staff: WindowHandle,
    resident: WindowHandle,
    home: Arc<TempDir>,
    log: PathBuf,
    driver_process: Child,
    display: Display,
    presses: AtomicU32,
    keys: AtomicU32,
}

/// What hands had to do so far, and when.
#[derive(Debug, Clone, Copy)]
pub struct Effort {
    /// Buttons pressed, in both windows; each digit of a pad is one.
    pub presses: u32,
    /// Letters and digits typed into fields.
    pub keys: u32,
    /// When.
    pub at: Instant,
}

/// Below those that outgoing connections get: nobody takes it before the program listens.
pub fn free_port() -> u16 {
    static NEXT: AtomicU16 = AtomicU16::new(0);
    let own = u16::try_from(std::process::id() % 1_000).unwrap();
    loop {
        let port = 9_000 + (own + NEXT.fetch_add(1, Ordering::Relaxed)) % 1_000;
        if TcpListener::bind(("127.0.0.1", port)).is_ok() {
            return port;
        }
    }
}

/// The built program lies beside the test's own folder.
pub fn program() -> PathBuf {
    program_beside("kazashi-app")
        .expect("kazashi-app is not built: cargo build -p kazashi-app --all-features")
}

/// A program of ours that was built with this one.
pub fn program_beside(name: &str) -> Option<PathBuf> {
    let test = std::env::current_exe().unwrap();
    test.ancestors()
        .map(|folder| folder.join(name))
        .find(|program| program.is_file())
}

fn tauri_driver() -> PathBuf {
    let cache = std::env::var_os("KAZASHI_CACHE").map_or_else(
        || PathBuf::from(std::env::var_os("HOME").unwrap()).join(".cache/kazashi"),
        PathBuf::from,
    );
    let cached = cache.join("tools/bin/tauri-driver");
    if cached.is_file() {
        cached
    } else {
        PathBuf::from("tauri-driver")
    }
}

/// The checkout.
pub fn workspace() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .unwrap()
        .to_owned()
}

impl Windows {
    /// Opens the program with this printer, the resident's window beside the clerk's, logging all it can.
    pub async fn open(printer: Option<&str>) -> Self {
        Self::open_with(printer, &["resident_window = \"beside\""]).await
    }

    /// Opens the program with further lines in its settings file.
    pub async fn open_with(printer: Option<&str>, settings: &[&str]) -> Self {
        Self::open_on(Display::start(), printer, settings).await
    }

    /// Opens the program on this display.
    pub async fn open_on(display: Display, printer: Option<&str>, settings: &[&str]) -> Self {
        Self::open_in(tempfile::tempdir().unwrap(), display, printer, settings).await
    }

    /// Opens the program on a PC that has been in use: with what lies in this folder.
    pub async fn open_in(
        home: TempDir,
        display: Display,
        printer: Option<&str>,
        settings: &[&str],
    ) -> Self {
        write_settings(home.path(), printer, settings);
        std::fs::create_dir_all(home.path().join("tmp")).unwrap();
        let log = home.path().join("stderr.log");
        let (port, native_port) = (free_port(), free_port());
        let driver_process = Command::new("dbus-run-session")
            .arg("--")
            .arg(tauri_driver())
            .args([
                "--port",
                &port.to_string(),
                "--native-port",
                &native_port.to_string(),
            ])
            .env("DISPLAY", display.number())
            .env("KAZASHI_CONFIG_DIR", home.path())
            .env("KAZASHI_DATA_DIR", home.path())
            // Whatever the program and its WebView may write, they write here.
            .env("TMPDIR", home.path().join("tmp"))
            .env("XDG_CACHE_HOME", home.path().join("cache"))
            .env("XDG_DATA_HOME", home.path().join("share"))
            .env("KAZASHI_FORMS_DIR", workspace().join("forms"))
            .env("KAZASHI_PROFILES_DIR", workspace().join("printer-profiles"))
            .env("RUST_LOG", "trace")
            .env("RUST_BACKTRACE", "full")
            .env("WEBKIT_DISABLE_DMABUF_RENDERER", "1")
            .process_group(0)
            .stdin(Stdio::null())
            .stdout(std::fs::File::create(home.path().join("stdout.log")).unwrap())
            .stderr(std::fs::File::create(&log).unwrap())
            .spawn()
            .unwrap();
        let driver = connect(port).await;
        let (staff, resident) = find_windows(&driver).await;
        Self {
            driver,
            staff,
            resident,
            home: Arc::new(home),
            log,
            driver_process,
            display,
            presses: AtomicU32::new(0),
            keys: AtomicU32::new(0),
        }
    }

    /// The WebDriver, for what the helpers here do not do.
    pub fn driver(&self) -> &WebDriver {
        &self.driver
    }

    /// Folder with the program's settings, counts and logs.
    pub fn home(&self) -> &Path {
        self.home.path()
    }

    /// That folder, also after the program was killed.
    pub fn keep_home(&self) -> Arc<TempDir> {
        Arc::clone(&self.home)
    }

    /// All that the program and its parts wrote on standard error and standard output.
    pub fn log(&self) -> String {
        let out = std::fs::read(self.home.path().join("stdout.log")).unwrap_or_default();
        let err = std::fs::read(&self.log).unwrap_or_default();
        [out, err]
            .map(|bytes| String::from_utf8_lossy(&bytes).into_owned())
            .concat()
    }

    /// The process under which all of the program runs.
    pub fn root_process(&self) -> u32 {
        self.driver_process.id()
    }

    /// What hands had to do since the start.
    pub fn effort(&self) -> Effort {
        Effort {
            presses: self.presses.load(Ordering::Relaxed),
            keys: self.keys.load(Ordering::Relaxed),
            at: Instant::now(),
        }
    }

    /// Counts a press.
    pub(super) fn pressed(&self) {
        self.presses.fetch_add(1, Ordering::Relaxed);
    }

    /// Counts what is typed into a field.
    pub(super) fn typed(&self, text: &str) {
        let keys = u32::try_from(text.chars().count()).unwrap_or(u32::MAX);
        self.keys.fetch_add(keys, Ordering::Relaxed);
    }

    /// Looks at the clerk's window.
    pub async fn staff(&self) {
        self.driver
            .switch_to_window(self.staff.clone())
            .await
            .unwrap();
    }

    /// Looks at the resident's window.
    pub async fn resident(&self) {
        self.driver
            .switch_to_window(self.resident.clone())
            .await
            .unwrap();
    }

    /// Waits until the clerk's window shows this stage.
    pub async fn stage(&self, stage: &str) {
        self.staff().await;
        self.wait_for(&format!("main[data-stage='{stage}']")).await;
    }

    /// Waits for a stage that takes longer than a click: paper moves.
    pub async fn stage_within(&self, stage: &str, patience: Duration) {
        self.staff().await;
        self.wait_within(&format!("main[data-stage='{stage}']"), patience)
            .await;
    }

    /// Waits until the resident's window shows this step.
    pub async fn step(&self, step: &str) {
        self.resident().await;
        self.wait_for(&format!("main[data-step='{step}']")).await;
    }

    /// Waits for an element in the window that is looked at.
    pub async fn wait_for(&self, css: &str) -> WebElement {
        self.wait_within(css, PATIENCE).await
    }

    /// How many of them are in the window that is looked at.
    pub async fn count(&self, css: &str) -> usize {
        self.driver.find_all(By::Css(css)).await.unwrap().len()
    }

    /// Waits until there are as many of them.
    pub async fn wait_for_many(&self, css: &str, count: usize) {
        let deadline = Instant::now() + PATIENCE;
        loop {
            let found = self.count(css).await;
            if found == count {
                return;
            }
            assert!(
                Instant::now() < deadline,
                "{found} of {css}, and not {count}"
            );
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }

    async fn wait_within(&self, css: &str, patience: Duration) -> WebElement {
        let deadline = Instant::now() + patience;
        loop {
            if let Some(element) = self.find(css).await {
                return element;
            }
            assert!(
                Instant::now() < deadline,
                "never came: {css}\n{}",
                self.seen().await
            );
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }

    /// A picture of the clerk's window, where it lies beside the resident's.
    pub fn picture_of_staff(&self, file: &Path) {
        self.display.picture("1280x860+0+0", file);
    }

    /// A picture of the resident's window, where it lies beside the clerk's.
    pub fn picture_of_resident(&self, file: &Path) {
        self.display.picture("1024x768+1280+0", file);
    }

    /// Closes the windows and ends what was started.
    pub async fn close(self) {
        let _ = self.driver.clone().quit().await;
    }

    pub(super) async fn find(&self, css: &str) -> Option<WebElement> {
        self.driver.find(By::Css(css)).await.ok()
    }

    /// What the window that is looked at shows, for a story that went wrong.
    pub async fn seen(&self) -> String {
        super::seen::seen(&self.driver).await
    }
}

impl Drop for Windows {
    fn drop(&mut self) {
        // Saying goodbye to a driver that is killed below would take its two minutes.
        let _ = self.driver.clone().leak();
        // The whole group: a story that failed leaves a session with its bus, driver and program.
        let group = format!("-{}", self.driver_process.id());
        let _ = Command::new("kill").args(["-KILL", "--", &group]).status();
        let _ = self.driver_process.wait();
    }
}

fn write_settings(home: &Path, printer: Option<&str>, more: &[&str]) {
    let mut text = String::from("city_name = \"見本市\"\nmayor = \"見本市長\"\n");
    if let Some(uri) = printer {
        writeln!(text, "printer_uri = \"{uri}\"").unwrap();
        writeln!(text, "printer_profile = \"generic-a4\"").unwrap();
    }
    for line in more {
        text += line;
        text.push('\n');
    }
    std::fs::write(home.join("kazashi.toml"), text).unwrap();
}

async fn connect(port: u16) -> WebDriver {
    // WebDriver is plain HTTP, but its client wants to know who would encrypt.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let mut capabilities = Capabilities::new();
    capabilities
        .set(
            "tauri:options",
            serde_json::json!({ "application": program() }),
        )
        .unwrap();
    let deadline = Instant::now() + PATIENCE;
    loop {
        match WebDriver::new(format!("http://127.0.0.1:{port}"), capabilities.clone()).await {
            Ok(driver) => return driver,
            Err(error) => assert!(Instant::now() < deadline, "no session: {error}"),
        }
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
}

async fn find_windows(driver: &WebDriver) -> (WindowHandle, WindowHandle) {
    let deadline = Instant::now() + PATIENCE;
    loop {
        let (mut staff, mut resident) = (None, None);
        for handle in driver.windows().await.unwrap() {
            driver.switch_to_window(handle.clone()).await.unwrap();
            // A PC that was set up for another desk starts with that one.
            let staffs = By::Css("main[data-stage], main[data-phase]");
            if driver.find(staffs).await.is_ok() {
                staff = Some(handle);
            } else if driver.find(By::Css("main[data-step]")).await.is_ok() {
                resident = Some(handle);
            }
        }
        if let (Some(staff), Some(resident)) = (staff, resident) {
            return (staff, resident);
        }
        assert!(Instant::now() < deadline, "both windows never came");
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
}
