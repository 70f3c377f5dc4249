//! Slips on a receipt printer, which a listener of the test plays.

#![allow(clippy::unwrap_used, reason = "the helpers here are tests too")]

use std::{
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, AtomicU8, Ordering},
    },
    time::Duration,
};

use printing::{Fault, PrintError, Profile, Progress, Raster, ReceiptPrinter};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
};

const PROFILE: &str = r#"
title.ja = "受付票"
title.en = "Slips"
timeouts.poll_ms = 50
timeouts.busy_s = 1
timeouts.silence_s = 1

[receipt]
roll = "58mm"
"#;

/// What came out of the printer, read back from its commands.
#[derive(Default)]
struct Out {
    rows: Vec<Vec<u8>>,
    cuts: usize,
}

/// A receipt printer: it draws what it is told, and says how its paper is.
struct Device {
    uri: String,
    out: Arc<Mutex<Out>>,
    paper: Arc<AtomicU8>,
}

const PAPER_THERE: u8 = 0x12;
const PAPER_OUT: u8 = 0x72;

impl Device {
    async fn start(answers: bool) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let uri = format!("socket://{}", listener.local_addr().unwrap());
        let out = Arc::new(Mutex::new(Out::default()));
        let paper = Arc::new(AtomicU8::new(PAPER_THERE));
        let (drawn, level) = (Arc::clone(&out), Arc::clone(&paper));
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                // A connection that ends in the middle is the other side's error to tell.
                let _ = serve(stream, &drawn, &level, answers).await;
            }
        });
        Self { uri, out, paper }
    }

    fn printer(&self) -> ReceiptPrinter {
        let profile = Profile::parse("receipt.toml", PROFILE).unwrap();
        ReceiptPrinter::new(&self.uri, profile).unwrap()
    }
}

async fn serve(
    mut stream: TcpStream,
    out: &Mutex<Out>,
    paper: &AtomicU8,
    answers: bool,
) -> std::io::Result<()> {
    loop {
        let mut head = [0; 2];
        stream.read_exact(&mut head).await?;
        match &head {
            b"\x10\x04" => {
                let asked = stream.read_u8().await?;
                let answer = if asked == 4 {
                    paper.load(Ordering::Relaxed)
                } else {
                    PAPER_THERE
                };
                if answers {
                    stream.write_u8(answer).await?;
                }
            }
            b"\x1b@" => {}
            b"\x1dv" => {
                let mut size = [0; 6];
                stream.read_exact(&mut size).await?;
                assert_eq!(&size[..2], b"0\0", "a raster at its own size");
                let row = u16::from_le_bytes([size[2], size[3]]);
                for _ in 0..u16::from_le_bytes([size[4], size[5]]) {
                    let mut dots = vec![0; row.into()];
                    stream.read_exact(&mut dots).await?;
                    out.lock().unwrap().rows.push(dots);
                }
            }
            b"\x1bJ" => {
                stream.read_u8().await?;
            }
            b"\x1dV" => {
                assert_eq!(stream.read_u8().await?, 0);
                out.lock().unwrap().cuts += 1;
            }
            b"\x1dr" => {
                assert_eq!(stream.read_u8().await?, 1);
                stream.write_u8(0).await?;
            }
            other => panic!("no command that a slip needs: {other:02x?}"),
        }
    }
}

/// 384 × 600 dots, every row another.
fn picture() -> (Raster, Vec<Vec<u8>>) {
    let rows: Vec<Vec<u8>> = (0..600_u32)
        .map(|row| {
            (0..48_u32)
                .map(|byte| u8::try_from((row * 7 + byte * 13) % 256).unwrap())
                .collect()
        })
        .collect();
    (Raster::new(384, rows.concat()).unwrap(), rows)
}

async fn print(device: &Device) -> (Vec<Progress>, Result<(), PrintError>) {
    let mut shown = Vec::new();
    let (raster, _) = picture();
    let printer = device.printer();
    let result = printer
        .print(&raster, |progress| shown.push(progress))
        .await;
    (shown, result)
}

#[tokio::test]
async fn every_dot_of_the_picture_arrives_and_the_slip_is_cut() {
    let device = Device::start(true).await;
    let (shown, result) = print(&device).await;
    result.unwrap();
    assert_eq!(
        shown,
        [Progress::Sending, Progress::Printing, Progress::Done]
    );
    let out = device.out.lock().unwrap();
    assert!(out.rows == picture().1, "other dots");
    assert_eq!(out.cuts, 1);
}

#[tokio::test]
async fn paper_out_is_shown_and_the_slip_comes_when_paper_is_put_in() {
    let device = Device::start(true).await;
    device.paper.store(PAPER_OUT, Ordering::Relaxed);
    assert_eq!(device.printer().status().await, Ok(Some(Fault::OutOfPaper)));
    let paper = Arc::clone(&device.paper);
    let seen = Arc::new(AtomicBool::new(false));
    let (raster, rows) = picture();
    let mut shown = Vec::new();
    let mark = Arc::clone(&seen);
    let printer = device.printer();
    let refill = async {
        while !seen.load(Ordering::Relaxed) {
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        assert!(device.out.lock().unwrap().rows.is_empty());
        paper.store(PAPER_THERE, Ordering::Relaxed);
    };
    let job = printer.print(&raster, |progress| {
        mark.fetch_or(progress == Progress::OutOfPaper, Ordering::Relaxed);
        shown.push(progress);
    });
    let (result, ()) = tokio::join!(job, refill);
    result.unwrap();
    assert_eq!(shown.first(), Some(&Progress::OutOfPaper));
    assert_eq!(shown.last(), Some(&Progress::Done));
    assert!(device.out.lock().unwrap().rows == rows);
}

#[tokio::test]
async fn without_paper_it_is_given_up_and_nothing_is_sent() {
    let device = Device::start(true).await;
    device.paper.store(PAPER_OUT, Ordering::Relaxed);
    let (_, result) = print(&device).await;
    let fault = Some(Fault::OutOfPaper);
    assert_eq!(result, Err(PrintError::StayedBusy { fault }));
    assert!(device.out.lock().unwrap().rows.is_empty());
}

#[tokio::test]
async fn a_printer_that_answers_no_questions_prints_all_the_same() {
    let device = Device::start(false).await;
    let (shown, result) = print(&device).await;
    result.unwrap();
    assert_eq!(shown, [Progress::Sending, Progress::Done]);
    tokio::time::sleep(Duration::from_millis(100)).await;
    assert!(device.out.lock().unwrap().rows == picture().1);
}

#[tokio::test]
async fn a_printer_that_is_off_is_told_at_once() {
    let gone = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let uri = format!("socket://{}", gone.local_addr().unwrap());
    drop(gone);
    let profile = Profile::parse("receipt.toml", PROFILE).unwrap();
    let printer = ReceiptPrinter::new(&uri, profile).unwrap();
    let result = printer.print(&picture().0, |_| {}).await;
    assert_eq!(result, Err(PrintError::ConnectionRefused));
}

#[tokio::test]
async fn a_printer_that_goes_silent_in_the_middle_is_given_up() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let uri = format!("socket://{}", listener.local_addr().unwrap());
    tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.unwrap();
        let mut asked = [0; 6];
        stream.read_exact(&mut asked).await.unwrap();
        stream.write_all(&[PAPER_THERE; 2]).await.unwrap();
        // It takes everything from here on and says no more.
        let mut all = Vec::new();
        stream.read_to_end(&mut all).await.unwrap();
    });
    let profile = Profile::parse("receipt.toml", PROFILE).unwrap();
    let printer = ReceiptPrinter::new(&uri, profile).unwrap();
    let result = printer.print(&picture().0, |_| {}).await;
    assert_eq!(result, Err(PrintError::PrinterGone));
}

#[test]
fn a_slip_goes_to_no_printer_of_pages_and_a_page_to_no_receipt_printer() {
    let receipt = Profile::parse("receipt.toml", PROFILE).unwrap();
    let wrong = Some(PrintError::OtherKindOfPrinter);
    let page = printing::Printer::new("ipp://192.0.2.1/ipp/print", receipt).err();
    assert_eq!(page, wrong);
    let slip = ReceiptPrinter::new("socket://192.0.2.1", Profile::generic_a4()).err();
    assert_eq!(slip, wrong);
}
