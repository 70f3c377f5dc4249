//! Printing on a real IPP printer (`ippeveprinter`), the way the application does it.

#![cfg(unix)]
#![allow(clippy::unwrap_used, reason = "the helpers here are tests too")]

use std::{
    io::BufRead,
    sync::{Arc, Mutex},
    time::{Duration, Instant},
};

use printing::{
    Fault, PaperSize, PaperTray, PrintError, Printer, PrinterState, Profile, Progress, Sides,
    Stock, TestPrinter, TestPrinterOptions, WaitReason,
};
use tokio::{
    io::{AsyncReadExt, copy_bidirectional},
    net::{TcpListener, TcpStream},
};

const BUSY: Progress = Progress::Waiting {
    reason: WaitReason::Busy,
};
const EARLIER: Progress = Progress::Waiting {
    reason: WaitReason::EarlierJob,
};

/// Bytes that start like a PDF and hold every byte value, as compressed streams do.
fn pdf(length: usize) -> Vec<u8> {
    let mut pdf = b"%PDF-1.7\n".to_vec();
    pdf.extend((0..=u8::MAX).cycle().take(length));
    pdf.extend_from_slice(b"\n%%EOF\n");
    pdf
}

fn quick() -> Profile {
    let mut profile = Profile::generic_a4();
    profile.timeouts.poll = Duration::from_millis(100);
    profile.timeouts.job = Duration::from_secs(30);
    profile.timeouts.busy = Duration::from_secs(30);
    profile.timeouts.silence = Duration::from_secs(1);
    profile
}

fn start() -> (TestPrinter, Printer) {
    let device = TestPrinter::start().unwrap();
    let printer = Printer::new(&device.uri(), quick()).unwrap();
    (device, printer)
}

/// Prints and gives back what the clerk was shown together with the result.
async fn print(printer: &Printer, pdf: Vec<u8>) -> (Vec<Progress>, Result<(), PrintError>) {
    let mut shown = Vec::new();
    let result = printer
        .print(pdf, "住民票の写し等交付請求書", 1, |progress| {
            shown.push(progress);
        })
        .await;
    (shown, result)
}

/// Prints in the background; what the clerk is shown can be looked at meanwhile.
struct Background {
    shown: Arc<Mutex<Vec<Progress>>>,
    task: tokio::task::JoinHandle<Result<(), PrintError>>,
}

impl Background {
    fn print(printer: &Arc<Printer>, pdf: Vec<u8>) -> Self {
        let shown = Arc::new(Mutex::new(Vec::new()));
        let (printer, seen) = (Arc::clone(printer), Arc::clone(&shown));
        let task = tokio::spawn(async move {
            printer
                .print(pdf, "試し刷り", 1, |progress| {
                    seen.lock().unwrap().push(progress);
                })
                .await
        });
        Self { shown, task }
    }

    async fn until_shown(&self, progress: Progress) {
        let deadline = Instant::now() + Duration::from_secs(15);
        while !self.shown.lock().unwrap().contains(&progress) {
            assert!(
                Instant::now() < deadline && !self.task.is_finished(),
                "{progress:?} is not shown, only {:?}",
                self.shown.lock().unwrap()
            );
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }

    async fn end(self) -> (Vec<Progress>, Result<(), PrintError>) {
        let result = self.task.await.unwrap();
        (self.shown.lock().unwrap().clone(), result)
    }
}

#[tokio::test]
async fn the_pdf_arrives_byte_for_byte_with_its_settings_and_is_followed_to_the_end() {
    let (device, printer) = start();
    let sent = pdf(100_000);
    let mut shown = Vec::new();
    let title = "住民票の写し等交付請求書";
    printer
        .print(sent.clone(), title, 3, |progress| shown.push(progress))
        .await
        .unwrap();
    assert_eq!(shown.first(), Some(&Progress::Sending));
    assert_eq!(shown.last(), Some(&Progress::Done));
    assert_eq!(device.printed().unwrap().len(), 1);
    assert!(
        device.last_printed().unwrap() == sent,
        "other bytes arrived"
    );
    let jobs = device.job_attributes().unwrap();
    for (name, value) in [
        ("IPP_MEDIA", "iso_a4_210x297mm"),
        ("IPP_SIDES", "one-sided"),
        ("IPP_PRINT_SCALING", "none"),
        ("IPP_COPIES", "3"),
        ("IPP_JOB_NAME", title),
        ("IPP_JOB_ORIGINATING_USER_NAME", "kazashi"),
        ("IPP_DOCUMENT_FORMAT_SUPPLIED", "application/pdf"),
    ] {
        assert_eq!(jobs[0].get(name).map(String::as_str), Some(value), "{name}");
    }
}

#[tokio::test]
async fn a_job_that_takes_a_while_is_shown_printing() {
    let (device, printer) = start();
    device.set_job_duration(Duration::from_secs(1)).unwrap();
    let (shown, result) = print(&printer, pdf(10)).await;
    result.unwrap();
    assert!(shown.contains(&Progress::Printing), "{shown:?}");
    assert_eq!(shown.last(), Some(&Progress::Done));
}

#[tokio::test]
async fn tray_and_both_sides_of_the_profile_reach_the_printer() {
    let device = TestPrinter::start().unwrap();
    let mut profile = quick();
    profile.sides = Sides::TwoLongEdge;
    profile.papers.insert(
        0,
        PaperTray {
            size: PaperSize::B5,
            tray: "auto".to_owned(),
            stock: Stock::Plain,
        },
    );
    profile.papers[1].tray = "manual".to_owned();
    let printer = Printer::new(&device.uri(), profile).unwrap();
    printer
        .print_pages(pdf(10), (210.0, 297.0), "試し刷り", 1, |_| {})
        .await
        .unwrap();
    let jobs = device.job_attributes().unwrap();
    assert_eq!(jobs[0]["IPP_SIDES"], "two-sided-long-edge");
    assert_eq!(
        jobs[0]["IPP_MEDIA_COL"],
        "{media-size={x-dimension=21000 y-dimension=29700} media-source=manual}"
    );
    assert!(!jobs[0].contains_key("IPP_MEDIA"));
}

#[tokio::test]
async fn the_status_says_what_the_printer_is_and_can_do() {
    let (device, printer) = start();
    let status = printer.status().await.unwrap();
    assert_eq!(status.name, "Kazashi");
    assert_eq!(status.state, PrinterState::Idle);
    assert!(status.accepts_pdf && status.accepts_jobs);
    assert!(status.media.contains(&"iso_a4_210x297mm".to_owned()));
    assert!(status.trays.contains(&"manual".to_owned()));
    assert_eq!((status.most_copies, status.queued_jobs), (999, 0));
    assert_eq!((status.faults, status.blocked_by), (vec![], None));
    device.set_toner_empty(true).unwrap();
    device.set_paper_empty(true).unwrap();
    let status = printer.status().await.unwrap();
    assert_eq!(status.faults, [Fault::OutOfPaper, Fault::OutOfToner]);
}

#[tokio::test]
async fn out_of_paper_is_shown_and_the_job_goes_on_when_paper_is_put_in() {
    let (device, printer) = start();
    let printer = Arc::new(printer);
    device.set_paper_empty(true).unwrap();
    let job = Background::print(&printer, pdf(1000));
    job.until_shown(Progress::OutOfPaper).await;
    let status = printer.status().await.unwrap();
    assert_eq!(status.blocked_by, Some(Fault::OutOfPaper));
    assert!(device.printed().unwrap().is_empty());
    device.set_paper_empty(false).unwrap();
    let (shown, result) = job.end().await;
    result.unwrap();
    assert_eq!(shown.last(), Some(&Progress::Done));
    assert!(device.last_printed().unwrap() == pdf(1000));
}

#[tokio::test]
async fn without_paper_the_job_is_taken_back_when_its_time_is_over() {
    let device = TestPrinter::start().unwrap();
    let mut profile = quick();
    profile.timeouts.job = Duration::from_secs(1);
    let printer = Printer::new(&device.uri(), profile).unwrap();
    device.set_paper_empty(true).unwrap();
    let (_, result) = print(&printer, pdf(10)).await;
    let expected = PrintError::JobTimedOut {
        fault: Some(Fault::OutOfPaper),
        canceled: true,
    };
    assert_eq!(result, Err(expected));
    // ippeveprinter looks at the cancel when it has paper again.
    device.set_paper_empty(false).unwrap();
    until_canceled(&device);
}

#[tokio::test]
async fn a_job_that_nobody_wants_any_more_is_taken_back() {
    let (device, printer) = start();
    let printer = Arc::new(printer);
    device.set_paper_empty(true).unwrap();
    let job = Background::print(&printer, pdf(1));
    job.until_shown(Progress::OutOfPaper).await;
    printer.cancel_handle().cancel();
    let (_, result) = job.end().await;
    assert_eq!(result, Err(PrintError::JobCanceled));
    device.set_paper_empty(false).unwrap();
    until_canceled(&device);
}

#[tokio::test]
async fn a_second_job_of_ours_waits_its_turn_and_prints() {
    let (device, printer) = start();
    let printer = Arc::new(printer);
    device.set_paper_empty(true).unwrap();
    let first = Background::print(&printer, pdf(1));
    first.until_shown(Progress::OutOfPaper).await;
    let second = Background::print(&printer, pdf(2));
    second.until_shown(EARLIER).await;
    device.set_paper_empty(false).unwrap();
    first.end().await.1.unwrap();
    let (shown, result) = second.end().await;
    result.unwrap();
    assert_eq!(shown.last(), Some(&Progress::Done));
    assert_eq!(device.printed().unwrap().len(), 2);
    assert!(device.last_printed().unwrap() == pdf(2));
}

#[tokio::test]
async fn a_printer_busy_for_someone_else_is_asked_again_until_it_is_free() {
    let (device, printer) = start();
    device.set_job_duration(Duration::from_secs(2)).unwrap();
    let other = Arc::new(Printer::new(&device.uri(), quick()).unwrap());
    let theirs = Background::print(&other, pdf(1));
    theirs.until_shown(Progress::Printing).await;
    let printer = Arc::new(printer);
    // Large, because the printer answers before it has read it all.
    let ours = Background::print(&printer, pdf(5_000_000));
    ours.until_shown(BUSY).await;
    theirs.end().await.1.unwrap();
    ours.end().await.1.unwrap();
    assert!(device.last_printed().unwrap() == pdf(5_000_000));
}

#[tokio::test]
async fn a_printer_that_stays_busy_is_given_up_with_the_reason() {
    let device = TestPrinter::start().unwrap();
    let mut profile = quick();
    profile.timeouts.busy = Duration::from_secs(1);
    let printer = Printer::new(&device.uri(), profile).unwrap();
    device.set_paper_empty(true).unwrap();
    let other = Arc::new(Printer::new(&device.uri(), quick()).unwrap());
    let theirs = Background::print(&other, pdf(1));
    theirs.until_shown(Progress::OutOfPaper).await;
    let (shown, result) = print(&printer, pdf(2)).await;
    let fault = Some(Fault::OutOfPaper);
    assert_eq!(result, Err(PrintError::StayedBusy { fault }));
    assert_eq!(shown, [Progress::Sending, Progress::OutOfPaper]);
    device.set_paper_empty(false).unwrap();
    theirs.end().await.1.unwrap();
    assert_eq!(device.printed().unwrap().len(), 1);
}

#[tokio::test]
async fn a_printer_that_is_off_is_told_at_once() {
    let (mut device, printer) = start();
    device.stop();
    let (shown, result) = print(&printer, pdf(10)).await;
    assert_eq!(result, Err(PrintError::ConnectionRefused));
    assert_eq!(shown, []);
    assert_eq!(printer.status().await, Err(PrintError::ConnectionRefused));
}

#[tokio::test]
async fn a_printer_that_accepts_no_connection_is_given_up_after_three_seconds() {
    // A listener that never accepts, with its queue of connections full.
    let listener = tokio::net::TcpSocket::new_v4().unwrap();
    listener.bind("127.0.0.1:0".parse().unwrap()).unwrap();
    let listener = listener.listen(1).unwrap();
    let address = listener.local_addr().unwrap();
    let waiting: Vec<_> = (0..4)
        .map(|_| tokio::spawn(TcpStream::connect(address)))
        .collect();
    tokio::time::sleep(Duration::from_millis(200)).await;
    let printer = Printer::new(&format!("ipp://{address}/ipp/print"), quick()).unwrap();
    let begun = Instant::now();
    assert_eq!(printer.status().await, Err(PrintError::NoAnswer));
    let took = begun.elapsed();
    assert!(
        took > Duration::from_millis(2800) && took < Duration::from_secs(10),
        "{took:?}"
    );
    drop(waiting);
}

#[tokio::test]
async fn an_unknown_host_is_its_own_error() {
    let printer = Printer::new("ipp://no-such-printer.invalid/ipp/print", quick()).unwrap();
    assert_eq!(printer.status().await, Err(PrintError::UnknownHost));
}

#[tokio::test]
async fn an_address_without_a_printer_behind_it_is_its_own_error() {
    let (device, _) = start();
    let wrong = device.uri().replace("/ipp/print", "/nothing/here");
    let printer = Printer::new(&wrong, quick()).unwrap();
    assert_eq!(printer.status().await, Err(PrintError::NoPrinterThere));
    let unusable = Printer::new("lpd://192.0.2.1/q", quick());
    assert_eq!(unusable.err(), Some(PrintError::AddressUnusable));
}

#[tokio::test]
async fn paper_that_the_printer_has_not_is_refused_before_anything_is_sent() {
    let device = TestPrinter::start().unwrap();
    let mut profile = quick();
    profile.papers[0].size = PaperSize::B4;
    let printer = Printer::new(&device.uri(), profile).unwrap();
    let (shown, result) = print(&printer, pdf(10)).await;
    let expected = PrintError::PaperNotSupported {
        paper: "B4",
        tray: "auto".to_owned(),
    };
    assert_eq!(result, Err(expected));
    assert_eq!(shown, []);
    let result = printer
        .print_pages(pdf(10), (210.0, 297.0), "試し刷り", 1, |_| {})
        .await;
    let expected = PrintError::PaperNotInProfile {
        width_mm: 210,
        height_mm: 297,
    };
    assert_eq!(result, Err(expected));
}

#[tokio::test]
async fn a_tray_that_the_printer_has_not_is_told_with_paper_and_tray() {
    let device = TestPrinter::start().unwrap();
    let mut profile = quick();
    profile.papers[0].tray = "tray-9".to_owned();
    let printer = Printer::new(&device.uri(), profile).unwrap();
    let (_, result) = print(&printer, pdf(10)).await;
    let expected = PrintError::PaperNotSupported {
        paper: "A4",
        tray: "tray-9".to_owned(),
    };
    assert_eq!(result, Err(expected));
    assert!(device.printed().unwrap().is_empty());
}

#[tokio::test]
async fn copies_out_of_range_are_refused() {
    let (_device, printer) = start();
    for asked in [0, 1000] {
        let result = printer.print(pdf(1), "試し刷り", asked, |_| {}).await;
        let most = 999;
        assert_eq!(result, Err(PrintError::CopiesOutOfRange { asked, most }));
    }
}

#[tokio::test]
async fn a_printer_without_pdf_is_told_from_one_that_has_it() {
    let device = TestPrinter::start_with(&TestPrinterOptions {
        formats: "image/jpeg,image/pwg-raster".to_owned(),
        ..TestPrinterOptions::default()
    })
    .unwrap();
    let printer = Printer::new(&device.uri(), quick()).unwrap();
    assert!(!printer.status().await.unwrap().accepts_pdf);
    let (shown, result) = print(&printer, pdf(10)).await;
    assert_eq!((shown, result), (vec![], Err(PrintError::PdfNotAccepted)));
}

#[tokio::test]
async fn a_printer_that_dies_in_the_middle_of_a_job_is_told() {
    let (mut device, printer) = start();
    device.set_job_duration(Duration::from_secs(20)).unwrap();
    let job = Background::print(&Arc::new(printer), pdf(10));
    job.until_shown(Progress::Printing).await;
    device.stop();
    let (shown, result) = job.end().await;
    assert_eq!(result, Err(PrintError::PrinterGone));
    let no_answer = Progress::Waiting {
        reason: WaitReason::NoAnswer,
    };
    assert_eq!(shown.last(), Some(&no_answer));
}

#[tokio::test]
async fn a_job_that_the_printer_gives_up_is_an_error() {
    let (device, printer) = start();
    device.set_jobs_fail(true).unwrap();
    let (shown, result) = print(&printer, pdf(10)).await;
    assert_eq!(result, Err(PrintError::JobAborted));
    assert!(!shown.contains(&Progress::Done));
    device.set_jobs_fail(false).unwrap();
    print(&printer, pdf(10)).await.1.unwrap();
}

#[tokio::test]
async fn a_job_canceled_by_someone_else_is_an_error() {
    let (device, printer) = start();
    device.set_paper_empty(true).unwrap();
    let job = Background::print(&Arc::new(printer), pdf(10));
    job.until_shown(Progress::OutOfPaper).await;
    // By another program than ours; ippeveprinter looks at it when it has paper again.
    assert!(
        device
            .ipptool("Cancel-Job", "STATUS successful-ok")
            .unwrap()
    );
    device.set_paper_empty(false).unwrap();
    assert_eq!(job.end().await.1, Err(PrintError::JobCanceled));
}

fn until_canceled(device: &TestPrinter) {
    let deadline = Instant::now() + Duration::from_secs(10);
    let canceled = "EXPECT job-state WITH-VALUE 7";
    while !device.ipptool("Get-Job-Attributes", canceled).unwrap() {
        assert!(Instant::now() < deadline, "the job was not canceled");
        std::thread::sleep(Duration::from_millis(100));
    }
}

#[tokio::test]
async fn an_encrypted_printer_is_trusted_by_the_certificate_named_in_the_profile_alone() {
    let device = TestPrinter::start().unwrap();
    let uri = device.encrypted_uri();
    let unknown = Printer::new(&uri, quick()).unwrap().status().await;
    let Err(PrintError::CertificateUntrusted { sha256 }) = unknown else {
        panic!("a certificate nobody vouched for was taken: {unknown:?}");
    };
    let profile = |digest: &str| {
        let text = format!(
            "certificate_sha256 = '{digest}'\n{}",
            include_str!("../../../printer-profiles/generic-a4.toml")
        );
        Profile::parse("p.toml", &text).unwrap()
    };
    let printer = Printer::new(&uri, profile(&sha256)).unwrap();
    print(&printer, pdf(50_000)).await.1.unwrap();
    assert!(device.last_printed().unwrap() == pdf(50_000));
    let other = Printer::new(&uri, profile(&"00".repeat(32))).unwrap();
    assert_eq!(
        other.status().await,
        Err(PrintError::CertificateUntrusted { sha256 })
    );
}

/// A way to the printer that is cut in the middle of its n-th connection, counted from 0.
async fn cable_cut_at(device: &TestPrinter, cut: usize) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let printer = format!("127.0.0.1:{}", port_of(&device.uri()));
    tokio::spawn(async move {
        for number in 0.. {
            let (mut near, _) = listener.accept().await.unwrap();
            if number == cut {
                near.read_exact(&mut [0; 100]).await.unwrap();
                continue;
            }
            let mut far = TcpStream::connect(&printer).await.unwrap();
            tokio::spawn(async move { copy_bidirectional(&mut near, &mut far).await });
        }
    });
    format!("ipp://{address}/ipp/print")
}

fn port_of(uri: &str) -> u16 {
    let digits = |text: &str| text.split('/').next()?.parse().ok();
    digits(uri.rsplit_once(':').unwrap().1).unwrap()
}

#[tokio::test]
async fn a_cable_cut_while_sending_sends_the_clerk_to_the_tray_and_nothing_is_sent_twice() {
    let device = TestPrinter::start().unwrap();
    // The first connection asks for the status, the second carries the document.
    let uri = cable_cut_at(&device, 1).await;
    let printer = Printer::new(&uri, quick()).unwrap();
    let (shown, result) = print(&printer, pdf(1_000_000)).await;
    assert_eq!(result, Err(PrintError::SendingInterrupted));
    assert_eq!(shown, [Progress::Sending]);
    assert!(device.job_attributes().unwrap().is_empty());
}

#[tokio::test]
async fn a_short_silence_in_the_middle_of_a_job_is_got_over() {
    let device = TestPrinter::start().unwrap();
    device.set_job_duration(Duration::from_secs(1)).unwrap();
    let uri = cable_cut_at(&device, 2).await;
    let mut profile = quick();
    profile.timeouts.silence = Duration::from_secs(20);
    let printer = Printer::new(&uri, profile).unwrap();
    let (shown, result) = print(&printer, pdf(10)).await;
    result.unwrap();
    let no_answer = Progress::Waiting {
        reason: WaitReason::NoAnswer,
    };
    assert_eq!(
        shown[..3],
        [Progress::Sending, no_answer, Progress::Printing]
    );
}

#[tokio::test]
async fn nothing_of_the_training_printer_stays_behind_when_it_is_killed() {
    let out = tempfile::tempdir().unwrap();
    let free = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = free.local_addr().unwrap().port();
    drop(free);
    let mut training = std::process::Command::new(env!("CARGO_BIN_EXE_training-printer"))
        .args(["--port", &port.to_string(), "--out"])
        .arg(out.path())
        .stdout(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    let mut uri = String::new();
    std::io::BufReader::new(training.stdout.as_mut().unwrap())
        .read_line(&mut uri)
        .unwrap();
    assert_eq!(port_of(uri.trim()), port);
    let printer = Printer::new(&uri, quick()).unwrap();
    print(&printer, pdf(10)).await.1.unwrap();
    assert_eq!(std::fs::read_dir(out.path()).unwrap().count(), 1);
    // As hard as it gets: the program can do nothing about it itself.
    training.kill().unwrap();
    training.wait().unwrap();
    let deadline = Instant::now() + Duration::from_secs(10);
    while printer.status().await != Err(PrintError::ConnectionRefused) {
        assert!(Instant::now() < deadline, "ippeveprinter is still there");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}
