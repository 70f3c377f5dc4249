//! What a window shows is what the desk has, whichever thread told it last.
#![allow(
    clippy::unwrap_used,
    missing_docs,
    reason = "a story stops where it goes wrong"
)]

use std::time::Duration;

use stories::{Card, Pcscd, Windows, person};
use virtual_card::Faults;

const LONGEST: Duration = Duration::from_mins(2);

/// Sessions begin and end while another thread has news of the printer; gives back what is shown though it is over.
const ROUNDS: &str = r"
const done = arguments[arguments.length - 1];
const { invoke } = window.__TAURI_INTERNALS__;
const main = document.querySelector('main');
const wait = (ms) => new Promise((go) => setTimeout(go, ms));
(async () => {
    const wrong = [];
    for (let round = 0; round < 100; round += 1) {
        const asked = [
            invoke('check_printer'),
            invoke('choose_form', { form: 'juminhyo-request' }),
        ];
        await wait(round % 10);
        await Promise.all([...asked, invoke('end_session')]);
        // What is told late comes soon; what was told in time a busy machine may show late.
        await wait(40);
        for (let looks = 0; looks < 40 && main.dataset.stage !== 'choosing'; looks += 1) await wait(50);
        if (main.dataset.stage !== 'choosing') wrong.push(`${round}: ${main.dataset.stage}`);
    }
    return wrong;
})().then(done, (error) => done([String(error)]));
";

#[tokio::test]
async fn a_window_never_goes_back_to_what_was_before() {
    let _pcscd = Pcscd::take();
    let windows = Windows::open(None).await;
    windows.stage("choosing").await;
    let driver = windows.driver();
    driver.set_script_timeout(LONGEST).await.unwrap();
    let wrong = driver.execute_async(ROUNDS, vec![]).await.unwrap();
    let wrong: Vec<String> = wrong.convert().unwrap();
    assert!(wrong.is_empty(), "shown although it was over: {wrong:?}");
    windows.close().await;
}

const PLACES: &str = "return [...document.querySelectorAll('main button')]\
    .map((button) => button.dataset.testid + ' ' + button.getBoundingClientRect().top);";

/// Else the hand that is on its way to one form would begin another.
#[tokio::test]
async fn buttons_stay_where_they_are_when_a_card_comes_and_goes() {
    let _pcscd = Pcscd::take();
    let windows = Windows::open(Some("ipp://127.0.0.1:9/ipp/print")).await;
    windows.stage("choosing").await;
    windows.wait_for("[data-code]").await;
    let before = places(&windows).await;
    windows.click("form-juminhyo-request").await;
    let card = Card::put_on(Card::issue(&person("ordinary")), Faults::default());
    windows.stage("entering").await;
    windows.click("end").await;
    windows.wait_for("[data-testid='card-left']").await;
    assert_eq!(places(&windows).await, before, "with a card left behind");
    drop(card);
    windows.wait_for_many("[data-testid='card-left']", 0).await;
    assert_eq!(places(&windows).await, before, "with the card taken");
    windows.close().await;
}

async fn places(windows: &Windows) -> Vec<String> {
    let found = windows.driver().execute(PLACES, vec![]).await.unwrap();
    found.convert().unwrap()
}
