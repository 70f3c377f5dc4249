//! Printing through a queue of a real CUPS, run privately, which prints to a real IPP printer.

#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, reason = "the helpers here are tests too")]

use std::{
    fs,
    net::{TcpListener, TcpStream},
    path::Path,
    process::{Child, Command, Stdio},
    sync::atomic::{AtomicU16, Ordering},
    time::{Duration, Instant},
};

use printing::{
    Document, JobSettings, Notice, PrintError, Printer, PrinterState, Profile, Progress,
    TestPrinter,
};

const A4: Option<(f64, f64)> = Some((210.0, 297.0));
/// A Japanese name, as an office gives it.
const QUEUE: &str = "窓口1";

/// A print service with one queue; ends with this value.
struct Cups {
    process: Child,
    server: String,
    _folder: tempfile::TempDir,
}

impl Cups {
    fn start(printer: &str) -> Self {
        let folder = tempfile::Builder::new().prefix("cups-").tempdir().unwrap();
        let root = folder.path();
        for name in ["root", "cache", "run", "spool", "tmp", "log"] {
            fs::create_dir(root.join(name)).unwrap();
        }
        let port = free_port();
        let dir = |name: &str| root.join(name).display().to_string();
        write(
            &root.join("cupsd.conf"),
            &format!(
                "Listen 127.0.0.1:{port}\nBrowsing No\nWebInterface No\nDefaultAuthType None\n\
                 <Location />\nOrder allow,deny\nAllow all\n</Location>\n\
                 <Policy default>\n<Limit All>\nOrder allow,deny\nAllow all\n</Limit>\n</Policy>\n"
            ),
        );
        write(
            &root.join("cups-files.conf"),
            &format!(
                "ServerRoot {}\nCacheDir {}\nStateDir {}\nRequestRoot {}\nTempDir {}\nErrorLog {}/error\n\
                 AccessLog {}/access\nPageLog {}/page\nPrintcap\n",
                dir("root"),
                dir("cache"),
                dir("run"),
                dir("spool"),
                dir("tmp"),
                dir("log"),
                dir("log"),
                dir("log"),
            ),
        );
        write(
            &root.join("root/printers.conf"),
            &format!(
                "<Printer {QUEUE}>\nInfo {QUEUE}\nDeviceURI {printer}\nState Idle\nAccepting Yes\n\
                 Shared No\nErrorPolicy retry-job\nOpPolicy default\n</Printer>\n"
            ),
        );
        // Started by root, CUPS hands jobs to a user of its own, who has to get as far as the folder.
        let mode = std::os::unix::fs::PermissionsExt::from_mode(0o755);
        fs::set_permissions(root, mode).unwrap();
        let mut process = Command::new("/usr/sbin/cupsd")
            .arg("-f")
            .arg("-c")
            .arg(root.join("cupsd.conf"))
            .arg("-s")
            .arg(root.join("cups-files.conf"))
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("cupsd is installed (Debian: cups-daemon)");
        let server = format!("127.0.0.1:{port}");
        let deadline = Instant::now() + Duration::from_secs(15);
        while TcpStream::connect(&server).is_err() {
            let log = || fs::read_to_string(root.join("log/error")).unwrap_or_default();
            let ended = process.try_wait().unwrap();
            assert_eq!(ended, None, "cupsd ended: {}", log());
            assert!(Instant::now() < deadline, "no cupsd: {}", log());
            std::thread::sleep(Duration::from_millis(50));
        }
        Self {
            process,
            server,
            _folder: folder,
        }
    }

    fn printer(&self, profile: Profile) -> Printer {
        Printer::for_cups_queue(&self.server, QUEUE, profile).unwrap()
    }
}

impl Drop for Cups {
    fn drop(&mut self) {
        // It can only be gone already, which is what is wanted.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// Below those that outgoing connections get: nobody takes it before cupsd listens, and waiting for it to
/// answer does not connect to itself.
fn free_port() -> u16 {
    static NEXT: AtomicU16 = AtomicU16::new(0);
    let own = u16::try_from(std::process::id() % 1_000).unwrap();
    loop {
        let port = 8_000 + (own + NEXT.fetch_add(1, Ordering::Relaxed)) % 1_000;
        if TcpListener::bind(("127.0.0.1", port)).is_ok() {
            return port;
        }
    }
}

fn write(file: &Path, text: &str) {
    fs::write(file, text).unwrap();
}

fn profile() -> Profile {
    let mut profile = Profile::generic_a4();
    profile.timeouts.poll = Duration::from_millis(100);
    profile.timeouts.job = Duration::from_secs(40);
    profile
}

fn pdf() -> Vec<u8> {
    let mut pdf = b"%PDF-1.7\n".to_vec();
    pdf.extend((0..=u8::MAX).cycle().take(30_000));
    pdf.extend_from_slice(b"\n%%EOF\n");
    pdf
}

#[tokio::test]
async fn the_pdf_goes_through_the_queue_byte_for_byte_and_is_followed() {
    let device = TestPrinter::start().unwrap();
    device.set_job_duration(Duration::from_secs(2)).unwrap();
    let cups = Cups::start(&device.uri());
    let printer = cups.printer(profile());
    let status = printer.status().await.unwrap();
    assert_eq!(
        (status.state, status.accepts_pdf),
        (PrinterState::Idle, true)
    );
    let mut shown = Vec::new();
    let settings = JobSettings {
        copies: 2,
        ..JobSettings::default()
    };
    printer
        .print_document(
            Document::new(pdf()),
            A4,
            "試し刷り",
            &settings,
            |progress| {
                shown.push(progress);
            },
        )
        .await
        .unwrap();
    assert_eq!(shown.first(), Some(&Progress::Sending));
    assert!(shown.contains(&Progress::Printing), "{shown:?}");
    assert_eq!(shown.last(), Some(&Progress::Done));
    assert!(device.last_printed().unwrap() == pdf(), "other bytes");
    let told = device.job_attributes().unwrap().remove(0);
    for (name, value) in [
        ("IPP_MEDIA", "iso_a4_210x297mm"),
        ("IPP_SIDES", "one-sided"),
        ("IPP_PRINT_SCALING", "none"),
        ("IPP_COPIES", "2"),
    ] {
        assert_eq!(told.get(name).map(String::as_str), Some(value), "{name}");
    }
}

#[tokio::test]
async fn a_tray_is_said_to_be_out_of_reach_and_the_paper_still_arrives() {
    let device = TestPrinter::start().unwrap();
    let cups = Cups::start(&device.uri());
    let mut profile = profile();
    profile.papers[0].tray = "manual".to_owned();
    let printer = cups.printer(profile);
    let settings = JobSettings::default();
    let notices = printer.notices(A4, &settings).await.unwrap();
    assert_eq!(notices, [Notice::TrayLeftToQueue]);
    printer.print(pdf(), "試し刷り", 1, |_| {}).await.unwrap();
    let told = device.job_attributes().unwrap().remove(0);
    assert_eq!(told["IPP_MEDIA"], "iso_a4_210x297mm");
}

#[tokio::test]
async fn a_job_for_a_printer_that_is_off_behind_the_queue_is_taken_back() {
    let mut device = TestPrinter::start().unwrap();
    let cups = Cups::start(&device.uri());
    device.stop();
    let mut profile = profile();
    profile.timeouts.job = Duration::from_secs(4);
    let printer = cups.printer(profile);
    let result = printer.print(pdf(), "試し刷り", 1, |_| {}).await;
    // CUPS tries again and again and gives no reason meanwhile.
    let expected = PrintError::JobTimedOut {
        fault: None,
        canceled: true,
    };
    assert_eq!(result, Err(expected));
    // cupsd takes a job off the list when its backend has ended, which takes it a moment.
    let mut left = 1;
    for _ in 0..60 {
        left = printer.status().await.unwrap().queued_jobs;
        if left == 0 {
            break;
        }
        tokio::time::sleep(Duration::from_millis(500)).await;
    }
    assert_eq!(left, 0);
}

#[tokio::test]
async fn a_queue_that_is_not_there_and_a_service_that_is_off_are_told_apart() {
    let device = TestPrinter::start().unwrap();
    let cups = Cups::start(&device.uri());
    let printer = Printer::for_cups_queue(&cups.server, "窓口9", profile()).unwrap();
    let result = printer.print(pdf(), "試し刷り", 1, |_| {}).await;
    let queue = "窓口9".to_owned();
    assert_eq!(result, Err(PrintError::QueueUnknown { queue }));
    let server = cups.server.clone();
    drop(cups);
    let printer = Printer::for_cups_queue(&server, QUEUE, profile()).unwrap();
    let result = printer.print(pdf(), "試し刷り", 1, |_| {}).await;
    assert_eq!(result, Err(PrintError::SpoolerNotRunning));
}
