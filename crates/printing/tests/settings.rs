//! What reaches a real IPP printer (`ippeveprinter`) of the settings of profile and job.

#![cfg(unix)]
#![allow(clippy::unwrap_used, reason = "the helpers here are tests too")]

use std::{collections::BTreeMap, time::Duration};

use printing::{
    Document, JobSettings, Notice, PrintError, Printer, Profile, Sides, Staple, Stock, TestPrinter,
    TestPrinterOptions,
};

const A4: Option<(f64, f64)> = Some((210.0, 297.0));
const A3: Option<(f64, f64)> = Some((297.0, 420.0));

const OFFICE: &str = r#"
title.ja = "複合機"
title.en = "Office machine"
sides = "two-sided-long-edge"
monochrome = true
quality = "high"
staple = "top-left"
timeouts.poll_ms = 100

[[paper]]
size = "A4"
tray = "tray-1"

[[paper]]
size = "A4"
tray = "by-pass-tray"
form = "juminhyo-request"

[[paper]]
size = "A3"
tray = "tray-2"
"#;

fn profile() -> Profile {
    Profile::parse("office.toml", OFFICE).unwrap()
}

fn office() -> (TestPrinter, Printer) {
    let device = TestPrinter::start_with(&TestPrinterOptions {
        office: true,
        ..TestPrinterOptions::default()
    });
    let device = device.unwrap();
    let printer = Printer::new(&device.uri(), profile()).unwrap();
    (device, printer)
}

fn document() -> Document {
    Document::new(b"%PDF-1.7\n%%EOF\n".to_vec())
}

/// Prints; what the printer was told about the job.
async fn told(
    device: &TestPrinter,
    printer: &Printer,
    page: Option<(f64, f64)>,
    settings: &JobSettings,
) -> BTreeMap<String, String> {
    printer
        .print_document(document(), page, "試し刷り", settings, |_| {})
        .await
        .unwrap();
    device.job_attributes().unwrap().pop().unwrap()
}

fn tray(attributes: &BTreeMap<String, String>) -> &str {
    let column = attributes["IPP_MEDIA_COL"].as_str();
    let (_, tray) = column.split_once("media-source=").unwrap();
    tray.trim_end_matches('}')
}

#[tokio::test]
async fn everything_that_the_profile_says_arrives() {
    let (device, printer) = office();
    let settings = JobSettings::default();
    assert_eq!(printer.notices(A4, &settings).await, Ok(vec![]));
    let told = told(&device, &printer, A4, &settings).await;
    for (name, value) in [
        (
            "IPP_MEDIA_COL",
            "{media-size={x-dimension=21000 y-dimension=29700} media-source=tray-1}",
        ),
        ("IPP_SIDES", "two-sided-long-edge"),
        ("IPP_PRINT_COLOR_MODE", "monochrome"),
        ("IPP_PRINT_QUALITY", "high"),
        ("IPP_FINISHINGS", "staple-top-left"),
        ("IPP_PRINT_SCALING", "none"),
        ("IPP_COPIES", "1"),
    ] {
        assert_eq!(told.get(name).map(String::as_str), Some(value), "{name}");
    }
}

#[tokio::test]
async fn a_job_may_choose_for_itself() {
    let (device, printer) = office();
    let settings = JobSettings {
        copies: 2,
        sides: Some(Sides::One),
        tray: Some("by-pass-tray".to_owned()),
        staple: Some(Staple::None),
        ..JobSettings::default()
    };
    let told = told(&device, &printer, A4, &settings).await;
    assert_eq!(tray(&told), "by-pass-tray");
    assert_eq!(told["IPP_SIDES"], "one-sided");
    assert_eq!(told["IPP_COPIES"], "2");
    assert!(!told.contains_key("IPP_FINISHINGS"), "{told:?}");
}

#[tokio::test]
async fn each_paper_comes_from_its_own_tray() {
    let (device, printer) = office();
    let plain = JobSettings::default();
    let preprinted = JobSettings {
        stock: Stock::Preprinted {
            form_id: "juminhyo-request".to_owned(),
        },
        ..JobSettings::default()
    };
    assert_eq!(tray(&told(&device, &printer, A4, &plain).await), "tray-1");
    assert_eq!(tray(&told(&device, &printer, A3, &plain).await), "tray-2");
    let stock = told(&device, &printer, A4, &preprinted).await;
    assert_eq!(tray(&stock), "by-pass-tray");
}

#[tokio::test]
async fn pre_printed_paper_that_no_tray_holds_is_never_replaced_by_plain() {
    let (device, printer) = office();
    let settings = JobSettings {
        stock: Stock::Preprinted {
            form_id: "ido-todoke".to_owned(),
        },
        ..JobSettings::default()
    };
    let refused = PrintError::StockNotInProfile {
        form_id: "ido-todoke".to_owned(),
    };
    assert_eq!(
        printer.notices(A4, &settings).await,
        Err(refused.clone()),
        "before printing"
    );
    let ended = printer.print_document(document(), A4, "試し刷り", &settings, |_| {});
    assert_eq!(ended.await, Err(refused));
    assert!(device.printed().unwrap().is_empty());
}

#[tokio::test]
async fn a_tray_that_the_machine_has_not_is_said_before_printing() {
    let (_device, printer) = office();
    let settings = JobSettings {
        tray: Some("tray-7".to_owned()),
        ..JobSettings::default()
    };
    let said = printer.notices(A4, &settings).await;
    let expected = PrintError::PaperNotSupported {
        paper: "A4",
        tray: "tray-7".to_owned(),
    };
    assert_eq!(said, Err(expected));
}

#[tokio::test]
async fn what_a_machine_does_not_know_is_said_before_and_left_out() {
    let device = TestPrinter::start().unwrap();
    let mut profile = profile();
    for paper in &mut profile.papers {
        "auto".clone_into(&mut paper.tray);
    }
    let printer = Printer::new(&device.uri(), profile).unwrap();
    let settings = JobSettings::default();
    let notices = printer.notices(A4, &settings).await.unwrap();
    assert_eq!(notices, [Notice::NotStapled]);
    let told = told(&device, &printer, A4, &settings).await;
    assert!(!told.contains_key("IPP_FINISHINGS"), "{told:?}");
    assert_eq!(told["IPP_MEDIA"], "iso_a4_210x297mm");
    assert_eq!(told["IPP_PRINT_COLOR_MODE"], "monochrome");
}

#[tokio::test]
async fn when_a_printer_dies_in_the_middle_another_prints_the_same_bytes() {
    let mut first = TestPrinter::start().unwrap();
    let second = TestPrinter::start().unwrap();
    first.set_job_duration(Duration::from_secs(30)).unwrap();
    let mut profile = Profile::generic_a4();
    profile.timeouts.poll = Duration::from_millis(50);
    profile.timeouts.silence = Duration::from_millis(600);
    let printers = [&first, &second].map(|device| {
        let printer = Printer::new(&device.uri(), profile.clone());
        std::sync::Arc::new(printer.unwrap())
    });
    let mut bytes = b"%PDF-1.7\n".to_vec();
    bytes.extend((0..=u8::MAX).cycle().take(50_000));
    let document = Document::new(bytes.clone());
    let settings = JobSettings::default();

    let (arrived, mut seen) = tokio::sync::mpsc::unbounded_channel();
    let (printer, copy) = (printers[0].clone(), document.clone());
    let job = tokio::spawn(async move {
        let settings = JobSettings::default();
        printer
            .print_document(copy, A4, "試し刷り", &settings, |progress| {
                // Nobody listens any more once printing was seen.
                let _ = arrived.send(progress);
            })
            .await
    });
    while seen.recv().await.unwrap() != printing::Progress::Printing {}
    first.stop();
    let error = job.await.unwrap().unwrap_err();
    assert_eq!(error, PrintError::PrinterGone);
    assert!(error.may_have_printed());

    printers[1]
        .print_document(document, A4, "試し刷り", &settings, |_| {})
        .await
        .unwrap();
    assert!(second.last_printed().unwrap() == bytes, "other bytes");
    assert!(first.printed().unwrap().is_empty());
}
