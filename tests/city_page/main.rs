//! Headquarters look at all shelters on one page: logged in with a second factor, live, searched with a reason, recorded.
#![allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::print_stdout,
    clippy::unwrap_used,
    missing_docs,
    reason = "a story stops where it goes wrong"
)]

#[path = "../shelter/prepared.rs"]
#[allow(dead_code, reason = "shared with the shelter's own stories")]
mod prepared;

mod city;
mod desk;
mod filling;
mod large;

use std::path::PathBuf;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use stories::Browser;
use sync::client::Line;
use totp_rs::{Algorithm, Secret, TOTP};

use city::City;
use desk::Gymnasium;
use prepared::prepared;

const NEW_PASSWORD: &str = "tanuki-no-kazashi-2026";

async fn picture(browser: &Browser, name: &str) {
    if let Some(folder) = std::env::var_os("KAZASHI_PICTURES") {
        browser
            .picture(&PathBuf::from(folder).join(format!("{name}.png")))
            .await;
    }
}

/// What the app on the phone shows.
fn six_digits(secret: &str) -> String {
    let secret: String = secret.chars().filter(|it| !it.is_whitespace()).collect();
    let bytes = Secret::Encoded(secret).to_bytes().unwrap();
    let totp = TOTP::new(Algorithm::SHA1, 6, 1, 30, bytes).unwrap();
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap();
    totp.generate(now.as_secs())
}

/// First password, the phone, recovery codes put away, a password of one's own.
async fn logs_in(browser: &Browser, account: &str, password: &str) {
    browser.tell("account", account).await;
    browser.tell("password", password).await;
    browser.act("next").await;
    let secret = browser.says("[data-act='secret']").await;
    assert!(!browser.says("[data-act='recovery']").await.is_empty());
    browser.axe_finds_nothing("the second factor").await;
    picture(browser, "page-1-second-factor").await;
    browser.act("kept").await;
    browser.tell("code", &six_digits(&secret)).await;
    browser.act("log-in").await;
    browser.tell("old-password", password).await;
    browser.tell("new-password", NEW_PASSWORD).await;
    browser.tell("repeat-password", NEW_PASSWORD).await;
    browser.act("change-password").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn headquarters_see_all_shelters_at_once() {
    let prepared = prepared();
    let city = City::start(&prepared);
    let password = city.user(
        "honbu",
        &["headquarters", "keeper", "administrator", "auditor"],
    );
    let gymnasium = Gymnasium::opens(&prepared);
    gymnasium.registers("架空　太郎");
    let uplink = gymnasium.joins(&city).await;

    let browser = Browser::open().await;
    browser.goes_to(&city.page()).await;
    browser.wait_for("[data-act='account']").await;
    browser.axe_finds_nothing("the login").await;
    logs_in(&browser, "honbu", &password).await;

    // One shelter with one person; the next is there without anybody touching the page.
    let total = "[data-act='total-people']";
    browser.until_it_says(total, "1").await;
    browser.axe_finds_nothing("all shelters").await;
    gymnasium.registers("架空　花子");
    uplink.wake();
    browser.until_it_says(total, "2").await;
    picture(&browser, "page-2-all-shelters").await;

    // Nobody is looked for without a reason, and each look is on record.
    browser.act("page-people").await;
    browser.tell("reason", "家族からの照会（架空）").await;
    browser.act("begin").await;
    browser.tell("text", "花子").await;
    browser.act("find").await;
    browser.wait_for("[data-act^='hit-']").await;
    browser.axe_finds_nothing("who was found").await;
    picture(&browser, "page-3-found").await;
    browser.act("page-audit").await;
    browser
        .until_it_says("main", "家族からの照会（架空）")
        .await;
    browser.act("verify").await;
    browser.wait_for("[data-act='verdict']").await;
    browser.axe_finds_nothing("the record of looks").await;
    picture(&browser, "page-4-record").await;

    // The gymnasium's PC is lost, and out at once.
    browser.act("page-devices").await;
    let device = gymnasium.device();
    browser.act(&format!("revoke-{device}")).await;
    browser.axe_finds_nothing("the devices").await;
    browser.act("decide-yes").await;
    let start = Instant::now();
    while uplink.view().line != Line::Revoked {
        assert!(start.elapsed() < Duration::from_secs(40), "still let in");
        uplink.wake();
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
    browser.close().await;
    uplink.stop();
}
