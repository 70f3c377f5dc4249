//! The polling desk in its real window.
#![allow(
    clippy::unwrap_used,
    missing_docs,
    reason = "a story stops where it goes wrong"
)]

#[path = "../city_page/city.rs"]
#[allow(dead_code, reason = "shared with the story of the city's page")]
mod city;

mod at_hub;
mod election_day;
mod officers_day;
mod prepared;
mod three_ways;
mod voice;

use std::path::PathBuf;
use std::time::Duration;

use stories::{Display, TestPrinter, Windows};

fn picture(windows: &Windows, name: &str) {
    if let Some(folder) = std::env::var_os("KAZASHI_PICTURES") {
        windows.picture_of_staff(&PathBuf::from(folder).join(format!("{name}.png")));
    }
}

/// The program on a PC that has been set up already, with its clock confirmed.
async fn taken_up(home: tempfile::TempDir, printer: &TestPrinter) -> Windows {
    let beside = &["resident_window = \"beside\""];
    let windows = Windows::open_in(home, Display::start(), Some(&printer.uri()), beside).await;
    windows.act("clock-right").await;
    windows
}

async fn logs_in(windows: &Windows, code: &str) {
    windows.tell("code", code).await;
    windows.act("code-enter").await;
}

/// From the page of who was chosen to the ballot box; the slip is printed.
async fn votes(windows: &Windows, name: &str) {
    windows.act("reason-2").await;
    windows.act("print-slip").await;
    windows
        .wait_for("[data-act='slip'][data-state='printed']")
        .await;
    windows.act("slip-received").await;
    picture(windows, &format!("polling-{name}-ready"));
    windows.act("accept").await;
    windows.shown("accepted").await;
    picture(windows, &format!("polling-{name}-accepted"));
    hands_out(windows).await;
    windows.act("left-desk").await;
    windows.says("受付を終わりました").await;
}

/// Kind by kind: the next is handed out when the last one is written down.
async fn hands_out(windows: &Windows) {
    const TO_ISSUE: &str = "[data-progress='to_issue']";
    let kinds = windows.count(TO_ISSUE).await;
    for left in (0..kinds).rev() {
        windows.act("issued").await;
        windows.wait_for_many(TO_ISSUE, left).await;
    }
}

/// A sheet that comes out, counted from 0.
async fn paper(printer: &TestPrinter, at: usize) -> PathBuf {
    for _ in 0..100 {
        if let Some(sheet) = printer.printed().unwrap().into_iter().nth(at) {
            return sheet;
        }
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
    panic!("nothing was printed");
}
