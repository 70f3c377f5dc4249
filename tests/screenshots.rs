//! Pictures of each screen: `cargo xtask screenshots`.
#![allow(
    clippy::unwrap_used,
    missing_docs,
    reason = "a story stops where it goes wrong"
)]

use std::path::PathBuf;

use stories::{Card, Pcscd, TestPrinter, Windows, person};
use virtual_card::Faults;

struct Album {
    windows: Windows,
    folder: PathBuf,
}

impl Album {
    async fn shoot(&self, name: &str) {
        // The page has drawn the state; one more frame lets its pictures settle.
        tokio::time::sleep(std::time::Duration::from_millis(400)).await;
        let file = self.folder.join(format!("{name}.png"));
        if name.starts_with("staff") {
            self.windows.picture_of_staff(&file);
        } else {
            self.windows.picture_of_resident(&file);
        }
    }
}

#[tokio::test]
#[ignore = "writes docs/screenshots; run it with cargo xtask screenshots"]
async fn every_screen() {
    let _pcscd = Pcscd::take();
    let printer = TestPrinter::start().unwrap();
    let folder =
        std::env::var_os("KAZASHI_SCREENSHOTS").map_or_else(std::env::temp_dir, PathBuf::from);
    std::fs::create_dir_all(&folder).unwrap();
    let album = Album {
        windows: Windows::open(Some(&printer.uri())).await,
        folder,
    };
    let windows = &album.windows;

    windows.stage("choosing").await;
    album.shoot("staff-choosing").await;
    album.shoot("resident-welcome").await;
    windows.staff().await;
    windows.click("guide-moving-in").await;
    windows.stage("guiding").await;
    for answer in ["origin-domestic", "joins_insurance-yes", "children-yes"] {
        windows.click(&format!("ask-move-{answer}")).await;
    }
    album.shoot("staff-guiding").await;
    windows.click("end").await;
    windows.stage("choosing").await;
    windows.click("form-juminhyo-request").await;
    windows.stage("awaiting_card").await;
    album.shoot("staff-awaiting-card").await;
    album.shoot("resident-place-card").await;
    windows.click("training-insert-variants").await;
    windows.stage("entering").await;
    windows.step("enter").await;
    for language in ["ja", "en", "easy"] {
        windows.click(&format!("lang-{language}")).await;
        album.shoot(&format!("resident-pin-{language}")).await;
    }
    windows.type_on_pad("0000").await;
    windows.click("pad-done").await;
    windows.wait_for("[data-tries='2']").await;
    album.shoot("resident-wrong-pin").await;
    windows.click("use-face-code").await;
    windows.wait_for("[data-tries='10']").await;
    album.shoot("resident-face-code").await;
    windows.type_on_pad(person("variants").face_code()).await;
    windows.click("pad-done").await;
    windows.stage("filling").await;
    windows
        .wait_for("[data-testid='preview'][src^='blob:']")
        .await;
    album.shoot("staff-filling").await;
    album.shoot("resident-take-card").await;
    printer.set_paper_empty(true).unwrap();
    windows.click("print").await;
    windows.wait_for("[data-code='printer-out-of-paper']").await;
    album.shoot("staff-out-of-paper").await;
    printer.set_paper_empty(false).unwrap();
    windows.stage("printed").await;
    album.shoot("staff-printed").await;
    windows.click("training-remove").await;
    windows.stage("choosing").await;

    windows.click("form-juminhyo-request").await;
    windows.click("training-insert-last-try").await;
    windows.step("confirm_last_try").await;
    album.shoot("resident-last-try").await;
    windows.staff().await;
    windows.click("training-remove").await;
    windows.stage("awaiting_card").await;
    album.shoot("staff-card-taken").await;
    windows.click("training-insert-locked").await;
    windows.stage("locked").await;
    album.shoot("staff-locked").await;
    album.shoot("resident-locked").await;
    windows.click("training-remove").await;
    windows.stage("awaiting_card").await;

    let lifted = Card::put_on(
        Card::issue(&person("ordinary")),
        Faults {
            gone_after: Some(1),
            ..Faults::default()
        },
    );
    windows.stage("problem").await;
    album.shoot("staff-card-lifted").await;
    album.shoot("resident-card-lifted").await;
    drop(lifted);
    album.windows.close().await;
}
