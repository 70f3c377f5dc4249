//! The printer is off, or out of paper: the clerk is told, and nothing is lost.
#![allow(
    clippy::unwrap_used,
    missing_docs,
    reason = "a story stops where it goes wrong"
)]

use std::time::{Duration, Instant};

use stories::{Card, Pcscd, TestPrinter, Windows, person};

async fn fill(windows: &Windows) -> Card {
    windows.staff().await;
    windows.click("form-juminhyo-request").await;
    let card = Card::of(&person("ordinary"));
    windows.step("enter").await;
    windows.type_on_pad(person("ordinary").pin()).await;
    windows.click("pad-done").await;
    windows.stage("filling").await;
    card
}

/// Prints a filled form on a printer without paper, up to where the clerk is told.
async fn print_without_paper(windows: &Windows, printer: &TestPrinter) -> Card {
    let card = fill(windows).await;
    printer.set_paper_empty(true).unwrap();
    windows.click("print").await;
    windows.wait_for("[data-code='printer-out-of-paper']").await;
    card
}

#[tokio::test]
async fn out_of_paper_is_said_and_the_job_goes_on_after_refilling() {
    let _pcscd = Pcscd::take();
    let printer = TestPrinter::start().unwrap();
    let windows = Windows::open(Some(&printer.uri())).await;
    let card = print_without_paper(&windows, &printer).await;
    printer.set_paper_empty(false).unwrap();
    windows.stage("printed").await;
    assert_eq!(printer.printed().unwrap().len(), 1);
    card.take_off();
    windows.stage("choosing").await;
    windows.close().await;
}

#[tokio::test]
async fn what_waits_at_the_printer_when_the_session_ends_is_taken_back() {
    let _pcscd = Pcscd::take();
    let printer = TestPrinter::start().unwrap();
    let windows = Windows::open(Some(&printer.uri())).await;
    let card = print_without_paper(&windows, &printer).await;
    windows.click("end").await;
    windows.click("end-yes").await;
    windows.stage("choosing").await;
    card.take_off();
    // Longer than the pause between two looks at the job; this printer heeds a cancel once it has paper.
    tokio::time::sleep(Duration::from_secs(2)).await;
    printer.set_paper_empty(false).unwrap();
    let deadline = Instant::now() + Duration::from_secs(10);
    let canceled = "EXPECT job-state WITH-VALUE 7";
    while !printer.ipptool("Get-Job-Attributes", canceled).unwrap() {
        assert!(Instant::now() < deadline, "the job was not taken back");
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
    windows.close().await;
}

#[tokio::test]
async fn a_printer_that_is_off_keeps_the_form_on_the_screen() {
    let _pcscd = Pcscd::take();
    let mut printer = TestPrinter::start().unwrap();
    let uri = printer.uri();
    let windows = Windows::open(Some(&uri)).await;
    let card = fill(&windows).await;
    printer.stop();
    windows.click("print").await;
    windows
        .wait_for("[data-code='printer-connection-refused']")
        .await;
    windows.stage("filling").await;
    windows.wait_for("[data-testid='preview']").await;
    drop(card);
    windows.close().await;
}
