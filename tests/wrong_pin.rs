//! A wrong PIN: tries are shown, and nothing is sent by itself.
#![allow(
    clippy::unwrap_used,
    missing_docs,
    reason = "a story stops where it goes wrong"
)]

use std::time::Duration;

use stories::{Card, Pcscd, Windows, person};

/// INS of VERIFY (ISO 7816-4).
const VERIFY: u8 = 0x20;

/// How many times a secret, not a query, was sent.
fn secrets_sent(card: &Card) -> usize {
    card.exchanges()
        .iter()
        .filter(|exchange| exchange.header[1] == VERIFY && exchange.command_length > 4)
        .count()
}

#[tokio::test]
async fn tries_are_shown_and_nothing_is_sent_by_itself() {
    let _pcscd = Pcscd::take();
    let windows = Windows::open(None).await;
    windows.click("form-juminhyo-request").await;
    let card = Card::of(&person("ordinary"));
    windows.step("enter").await;
    windows.wait_for("[data-tries='3']").await;
    windows.type_on_pad("0000").await;
    windows.click("pad-done").await;
    windows.wait_for("[data-tries='2']").await;
    assert_eq!(secrets_sent(&card), 1);
    tokio::time::sleep(Duration::from_secs(2)).await;
    assert_eq!(secrets_sent(&card), 1, "only the resident sends a PIN");
    windows.type_on_pad(person("ordinary").pin()).await;
    windows.click("pad-done").await;
    windows.stage("filling").await;
    assert_eq!(secrets_sent(&card), 2);
    assert_eq!(card.take_off().tries_left().pin, 3);
    windows.close().await;
}

#[tokio::test]
async fn the_last_try_is_the_residents_to_spend() {
    let _pcscd = Pcscd::take();
    let windows = Windows::open(None).await;
    windows.click("form-juminhyo-request").await;
    let card = Card::of(&person("last-try"));
    windows.step("confirm_last_try").await;
    assert_eq!(secrets_sent(&card), 0);
    windows.click("last-try-yes").await;
    windows.step("enter").await;
    windows.type_on_pad("0000").await;
    windows.click("pad-done").await;
    windows.stage("locked").await;
    assert_eq!(secrets_sent(&card), 1);
    windows.click("use-face-code").await;
    windows.step("enter").await;
    windows.type_on_pad(person("last-try").face_code()).await;
    windows.click("pad-done").await;
    windows.stage("filling").await;
    assert_eq!(card.take_off().tries_left().pin, 0);
    windows.close().await;
}

#[tokio::test]
async fn the_keyboard_types_too() {
    let _pcscd = Pcscd::take();
    let windows = Windows::open(None).await;
    windows.click("form-juminhyo-request").await;
    let card = Card::of(&person("ordinary"));
    windows.step("enter").await;
    let pin = person("ordinary").pin().to_owned();
    let body = windows.wait_for("body").await;
    // A slip of the finger, taken back, before the right digits.
    body.send_keys("9").await.unwrap();
    body.send_keys(thirtyfour::Key::Backspace).await.unwrap();
    let (top_row, keypad) = pin.split_at(2);
    body.send_keys(top_row).await.unwrap();
    for digit in keypad.chars() {
        let code = u32::from('\u{E01A}') + digit.to_digit(10).unwrap();
        body.send_keys(char::from_u32(code).unwrap().to_string())
            .await
            .unwrap();
    }
    body.send_keys(thirtyfour::Key::Enter).await.unwrap();
    windows.stage("filling").await;
    drop(card);
    windows.close().await;
}
