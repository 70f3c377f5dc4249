//! Two PCs in a gymnasium without internet: one becomes the hub with one click, the other finds it, both have one list.
#![allow(
    clippy::unwrap_used,
    missing_docs,
    reason = "a story stops where it goes wrong"
)]

#[path = "../shelter/prepared.rs"]
#[allow(dead_code, reason = "shared with the shelter's own stories")]
mod prepared;

use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};

use prepared::{NAME, PLACE, give, prepared};
use stories::{Display, Pcscd, Windows};
use vault::Prepared;

const PATIENCE: Duration = Duration::from_mins(1);

fn picture(windows: &Windows, name: &str) {
    if let Some(folder) = std::env::var_os("KAZASHI_PICTURES") {
        windows.picture_of_staff(&PathBuf::from(folder).join(format!("{name}.png")));
    }
}

async fn opens(city: &Prepared) -> Windows {
    let windows = Windows::open(None).await;
    windows.stage("choosing").await;
    give(city, windows.home());
    windows.click("to-shelter").await;
    windows.act("clock-right").await;
    windows.tell("code", &city.keepers[0].1.to_print()).await;
    windows.act("code-enter").await;
    windows.tell("shelter-name-field", NAME).await;
    windows.tell("shelter-place", PLACE).await;
    windows.tell("shelter-capacity", "300").await;
    windows.act("mode-real").await;
    windows.act("open-shelter").await;
    windows.says("開設しました").await;
    windows
}

/// Waits for what the network brings.
async fn until(windows: &Windows, css: &str) {
    let start = Instant::now();
    while !windows.is_there(css).await {
        assert!(
            start.elapsed() < PATIENCE,
            "{css} did not come: {}",
            windows.log()
        );
        tokio::time::sleep(Duration::from_millis(250)).await;
    }
}

async fn registers(windows: &Windows, name: &str) {
    windows.act("tab-reception").await;
    windows.act("by-hand").await;
    windows.tell("member-name", name).await;
    windows.tell("member-age", "41").await;
    windows.act("member-help-no").await;
    windows.act("register").await;
    windows.says("登録しました").await;
    windows.act("next").await;
}

/// Looks until the other PC's person is there.
async fn finds(windows: &Windows, name: &str) {
    windows.act("tab-search").await;
    let start = Instant::now();
    loop {
        windows.tell("find-text", name).await;
        if !windows.shown("find-count").await.contains("見つかりません") {
            return;
        }
        assert!(start.elapsed() < PATIENCE, "{name} did not come");
        tokio::time::sleep(Duration::from_millis(500)).await;
    }
}

async fn joins(windows: &Windows, address: &str) {
    windows.act("tab-manage").await;
    // By what it hears where the network carries that, else by the address that the other shows.
    let start = Instant::now();
    while start.elapsed() < Duration::from_secs(20) {
        if windows.is_there("[data-act='hub-join']").await {
            picture(windows, "hub-2-found");
            windows.act("hub-join").await;
            return until(windows, "[data-act='hub'][data-place='elsewhere']").await;
        }
        tokio::time::sleep(Duration::from_millis(250)).await;
    }
    windows.act("hub-by-code").await;
    windows.tell("hub-address", address).await;
    windows.act("hub-enrol").await;
    until(windows, "[data-act='hub'][data-place='elsewhere']").await;
}

#[tokio::test]
async fn two_pcs_in_a_gymnasium_have_one_list_and_a_power_cut_loses_nothing() {
    let _pcscd = Pcscd::take();
    let city = prepared();
    let first = opens(&city).await;
    first.act("tab-manage").await;
    picture(&first, "hub-1-alone");
    first.act("hub-host").await;
    first.act("hub-host-yes").await;
    until(
        &first,
        "[data-act='hub'][data-place='here'][data-link='up_to_date']",
    )
    .await;
    let address = first.shown("hub-reach").await;

    let second = opens(&city).await;
    joins(&second, &address).await;
    until(&second, "[data-act='hub'][data-link='up_to_date']").await;
    picture(&second, "hub-3-joined");
    until(&first, "[data-act='hub-other']").await;
    picture(&first, "hub-4-hub");

    registers(&first, "架空　一郎").await;
    finds(&second, "一郎").await;
    registers(&second, "架空　二美").await;
    finds(&first, "二美").await;

    // The hub's PC loses its power; the other goes on, and says that nothing goes out.
    let home = first.keep_home();
    drop(first);
    registers(&second, "架空　三春").await;
    until(&second, "[data-act='hub-line']").await;
    // What waits is counted, though nobody can be told.
    until(&second, "[data-act='sync']:not([data-unsent='0'])").await;
    picture(&second, "hub-5-cut-off");

    // Back again: the hub is there without another click, and has what came meanwhile.
    let home = Arc::try_unwrap(home).expect("nobody else has the PC's folder");
    let first = Windows::open_in(
        home,
        Display::start(),
        None,
        &["resident_window = \"beside\""],
    )
    .await;
    first.act("clock-right").await;
    first.tell("code", &city.keepers[0].1.to_print()).await;
    first.act("code-enter").await;
    picture(&first, "hub-6-back");
    finds(&first, "三春").await;
    finds(&first, "二美").await;
    registers(&first, "架空　四秋").await;
    finds(&second, "四秋").await;
}
