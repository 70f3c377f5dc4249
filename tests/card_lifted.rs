//! The card is lifted at each exchange in turn.
#![allow(
    clippy::unwrap_used,
    missing_docs,
    reason = "a story stops where it goes wrong"
)]

use stories::{Card, Pcscd, Windows, person};
use virtual_card::Faults;

/// More exchanges than one reading with its query takes; the last rounds read to the end.
const MOST: u32 = 12;

#[tokio::test]
async fn the_error_is_right_the_tries_stay_and_the_desk_goes_on() {
    let _pcscd = Pcscd::take();
    let windows = Windows::open(None).await;
    let pin = person("ordinary").pin().to_owned();
    let mut card = Card::issue("ordinary");
    let mut lifted = 0;
    for exchanges in 0..MOST {
        windows.staff().await;
        windows.click("form-juminhyo-request").await;
        let on_reader = Card::put_back(
            card,
            Faults {
                gone_after: Some(exchanges),
                ..Faults::default()
            },
        );
        if reaches_the_pad(&windows).await {
            windows.type_on_pad(&pin).await;
            windows.click("pad-done").await;
            if ends_in_problem(&windows).await {
                lifted += 1;
            }
        } else {
            lifted += 1;
        }
        card = on_reader.take_off();
        assert_eq!(card.tries_left().pin, 3, "after {exchanges} exchanges");
        windows.staff().await;
        windows.click("end").await;
        windows.stage("choosing").await;
    }
    assert!(lifted >= 5, "the card was lifted in {lifted} rounds only");
    assert!(lifted < MOST, "no reading came to its end");

    windows.click("form-juminhyo-request").await;
    let card = Card::put_back(card, Faults::default());
    windows.step("enter").await;
    windows.type_on_pad(&pin).await;
    windows.click("pad-done").await;
    windows.stage("filling").await;
    drop(card);
    windows.close().await;
}

/// Waits for the pad, or for the error of a card that is gone.
async fn reaches_the_pad(windows: &Windows) -> bool {
    windows.staff().await;
    let main = windows
        .wait_for("main[data-stage='entering'], main[data-stage='problem']")
        .await;
    if main.attr("data-stage").await.unwrap().as_deref() == Some("entering") {
        return true;
    }
    right_error(windows).await;
    false
}

async fn ends_in_problem(windows: &Windows) -> bool {
    windows.staff().await;
    let main = windows
        .wait_for("main[data-stage='filling'], main[data-stage='problem'], main[data-stage='awaiting_card']")
        .await;
    match main.attr("data-stage").await.unwrap().as_deref() {
        Some("problem") => {
            right_error(windows).await;
            true
        }
        Some("awaiting_card") => true,
        _ => false,
    }
}

/// The clerk is told that the card is gone, and nothing else.
async fn right_error(windows: &Windows) {
    let shown = windows.wait_for("[data-code]").await;
    let code = shown.attr("data-code").await.unwrap().unwrap();
    assert!(
        ["card-removed", "no-card"].contains(&code.as_str()),
        "lifting the card was shown as {code}"
    );
}
