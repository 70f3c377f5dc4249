//! A resident taps, types, and the filled form comes out of the printer.
#![allow(
    clippy::unwrap_used,
    missing_docs,
    reason = "a story stops where it goes wrong"
)]

use stories::{Pcscd, TestPrinter, Windows, person, printed_text};

fn without_spaces(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// Both windows stay in sight.
const BESIDE: &[&str] = &["resident_window = \"beside\""];

async fn tap_and_print(settings: &[&str], resident: &str, secret: &str, by_face_code: bool) {
    let _pcscd = Pcscd::take();
    let printer = TestPrinter::start().unwrap();
    let windows = Windows::open_with(Some(&printer.uri()), settings).await;
    windows.stage("choosing").await;
    windows.click("form-juminhyo-request").await;
    windows.stage("awaiting_card").await;
    windows.step("place_card").await;
    windows.staff().await;
    windows.click(&format!("training-insert-{resident}")).await;
    windows.stage("entering").await;
    windows.step("enter").await;
    if by_face_code {
        windows.click("use-face-code").await;
    }
    windows.type_on_pad(secret).await;
    windows.click("pad-done").await;
    windows.stage("filling").await;
    windows.step("take_card").await;
    windows.staff().await;
    windows
        .wait_for("[data-testid='preview'][src^='blob:']")
        .await;
    windows.click("training-remove").await;
    windows.click("print").await;
    windows.stage("printed").await;
    windows.stage("choosing").await;

    let sheets = printer.printed().unwrap();
    assert_eq!(sheets.len(), 1, "one sheet was asked for");
    let text = printed_text(&sheets[0]);
    let person = person(resident);
    for expected in [person.name(), person.address()] {
        assert!(
            text.contains(&without_spaces(expected)),
            "the page lacks what the card holds of {resident}"
        );
    }
    let counts = counted(windows.home());
    assert_eq!(counts, 1, "one printed form is counted");
    windows.close().await;
}

/// Visits with paper in the counts database, asked of the program's own library.
fn counted(home: &std::path::Path) -> u32 {
    // The day of Japan, as the program counts it: nine hours ahead of a machine in UTC.
    let today = station::today();
    let range = station::DayRange {
        first: today.yesterday().unwrap(),
        last: today,
    };
    let counts = station::Counts::open(&home.join("counts.sqlite")).unwrap();
    let summary = counts.summary(range).unwrap();
    summary.all.sessions - summary.all.given_up
}

#[tokio::test]
async fn by_pin() {
    tap_and_print(BESIDE, "ordinary", person("ordinary").pin(), false).await;
}

#[tokio::test]
async fn by_pin_when_clerk_and_resident_share_one_screen() {
    tap_and_print(&[], "long-name", person("long-name").pin(), false).await;
}

#[tokio::test]
async fn by_face_code_when_the_pin_is_forgotten() {
    let code = person("variants").face_code().to_owned();
    tap_and_print(BESIDE, "variants", &code, true).await;
}
