//! The card is lifted at each exchange in turn.
#![allow(
    clippy::unwrap_used,
    missing_docs,
    reason = "a story stops where it goes wrong"
)]

use std::time::{Duration, Instant};

use stories::{Card, Pcscd, Windows, person};
use virtual_card::Faults;

/// More exchanges than one reading with its query takes; the last rounds read to the end.
const MOST: u32 = 12;

/// Within this the desk sees that a card is gone, and the window what the desk sees.
const TOLD: Duration = Duration::from_secs(1);

#[tokio::test]
async fn the_error_is_right_the_tries_stay_and_the_desk_goes_on() {
    let _pcscd = Pcscd::take();
    let windows = Windows::open(None).await;
    let resident = person("ordinary");
    let mut card = Card::issue(&resident);
    let mut lifted = 0;
    for exchanges in 0..MOST {
        windows.staff().await;
        windows.click("form-juminhyo-request").await;
        let faults = Faults {
            gone_after: Some(exchanges),
            ..Faults::default()
        };
        let on_reader = Card::put_on(card, faults);
        match asked(&windows, &on_reader).await {
            Asked::Problem => right_error(&windows).await,
            Asked::GoneAgain => {}
            Asked::Entering => {
                windows.type_on_pad(resident.pin()).await;
                windows.click("pad-done").await;
                if until(&windows, ["filling", "problem"]).await == "problem" {
                    right_error(&windows).await;
                }
            }
        }
        lifted += u32::from(!on_reader.is_present());
        card = on_reader.take_off();
        assert_eq!(card.tries_left().pin, 3, "after {exchanges} exchanges");
        end(&windows).await;
    }
    assert!(lifted >= 5, "the card was lifted in {lifted} rounds only");
    assert!(lifted < MOST, "no reading came to its end");

    windows.click("form-juminhyo-request").await;
    let card = Card::put_on(card, Faults::default());
    windows.step("enter").await;
    windows.type_on_pad(resident.pin()).await;
    windows.click("pad-done").await;
    windows.stage("filling").await;
    drop(card);
    windows.close().await;
}

/// Where the question for the tries ended.
enum Asked {
    /// Unanswered.
    Problem,
    /// Answered, and lifted with the last answer: nothing is typed for a card that is away.
    GoneAgain,
    /// Answered by a card that still lies there.
    Entering,
}

/// Waits until the desk has asked this card for its tries, or found it gone.
async fn asked(windows: &Windows, on_reader: &Card) -> Asked {
    let mut away = None;
    loop {
        let stage = until(windows, ["awaiting_card", "entering", "problem"]).await;
        match (stage.as_str(), on_reader.is_present()) {
            ("problem", _) => return Asked::Problem,
            ("entering", true) => return Asked::Entering,
            ("awaiting_card", false) => {
                let since = away.get_or_insert_with(Instant::now);
                if since.elapsed() > TOLD {
                    return Asked::GoneAgain;
                }
            }
            _ => away = None,
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

/// Waits for one of these stages in the clerk's window, and says which it was.
async fn until<const N: usize>(windows: &Windows, stages: [&str; N]) -> String {
    windows.staff().await;
    let css = stages.map(|stage| format!("main[data-stage='{stage}']"));
    let main = windows.wait_for(&css.join(", ")).await;
    main.attr("data-stage").await.unwrap().unwrap()
}

/// Ends the session; a filled form asks first.
async fn end(windows: &Windows) {
    let filled = until(windows, ["filling", "problem", "awaiting_card"]).await == "filling";
    windows.click("end").await;
    if filled {
        windows.click("end-yes").await;
    }
    windows.stage("choosing").await;
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
