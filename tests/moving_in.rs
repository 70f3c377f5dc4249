//! A family of four moves in: five questions, three cards and one child by hand, six forms on paper.
#![allow(
    clippy::unwrap_used,
    missing_docs,
    reason = "a story stops where it goes wrong"
)]

use std::path::PathBuf;
use std::time::Duration;

use stories::{Pcscd, TestPrinter, Windows, person, printed_text};

/// What the clerk and the resident say to each question of the event.
const ANSWERS: [(&str, &str); 7] = [
    ("move-origin", "domestic"),
    ("move-joins_insurance", "yes"),
    ("move-children", "yes"),
    ("move-school_children", "yes"),
    ("move-care", "no"),
    ("move-cards", "yes"),
    ("move-in_extras", "juminhyo"),
];

/// In the order in which they come out.
const FORMS: [&str; 6] = [
    "ido-todoke",
    "kokuho-join",
    "child-allowance",
    "child-medical",
    "mynumber-card",
    "juminhyo-request",
];

fn picture(windows: &Windows, name: &str) {
    if let Some(folder) = std::env::var_os("KAZASHI_PICTURES") {
        windows.picture_of_staff(&PathBuf::from(folder).join(format!("{name}.png")));
    }
}

/// Puts a card on and types the PIN.
async fn reads_card_of(windows: &Windows, resident: &str) {
    windows.stage("awaiting_card").await;
    windows.click(&format!("training-insert-{resident}")).await;
    windows.step("enter").await;
    windows.type_on_pad(person(resident).pin()).await;
    windows.click("pad-done").await;
    windows.stage("filling").await;
    windows.click("training-remove").await;
}

/// Opens what is known of a member of the family.
async fn unfolds(windows: &Windows, number: u8) {
    let person = format!("[data-testid='person-family-{number}']");
    let is_open = windows.wait_for(&person).await.attr("open").await.unwrap();
    if is_open.is_none() {
        windows.click(&format!("fold-family-{number}")).await;
    }
}

#[tokio::test]
async fn four_people_three_cards_six_forms() {
    let _pcscd = Pcscd::take();
    let printer = TestPrinter::start().unwrap();
    let windows = Windows::open(Some(&printer.uri())).await;
    windows.stage("choosing").await;
    picture(&windows, "1-choosing");
    windows.click("guide-moving-in").await;
    windows.stage("guiding").await;
    for (name, value) in ANSWERS {
        windows.click(&format!("ask-{name}-{value}")).await;
    }
    for form in FORMS {
        windows
            .wait_for(&format!("[data-testid='want-{form}']"))
            .await;
    }
    picture(&windows, "2-guiding");
    windows.click("to-forms").await;
    reads_card_of(&windows, "ordinary").await;
    picture(&windows, "3-filling");

    let family = [("variants", "spouse"), ("long-name", "parent")];
    for (number, (resident, relation)) in (1..).zip(family) {
        windows.click("add-family-card").await;
        reads_card_of(&windows, resident).await;
        unfolds(&windows, number).await;
        windows
            .click(&format!("ask-family-{number}-relation-{relation}"))
            .await;
    }
    windows.click("add-family-hand").await;
    windows.type_into("ask-family-3-name", "見本　海").await;
    windows.type_into("ask-family-3-kana", "みほん　うみ").await;
    windows
        .type_into("ask-family-3-birth_date-year", "R1")
        .await;
    windows
        .type_into("ask-family-3-birth_date-month", "06")
        .await;
    windows.type_into("ask-family-3-birth_date-day", "01").await;
    windows.click("ask-family-3-relation-child").await;
    windows.click("ask-family-3-sex-male").await;
    tokio::time::sleep(Duration::from_secs(1)).await;
    picture(&windows, "4-people");
    windows.answer_what_is_missing().await;
    picture(&windows, "5-ready");

    windows.click("print").await;
    windows
        .stage_within("printed", Duration::from_secs(90))
        .await;
    picture(&windows, "6-printed");
    windows.stage("choosing").await;

    let sheets = printer.printed().unwrap();
    assert_eq!(sheets.len(), FORMS.len(), "each form once, in one go");
    let texts: Vec<String> = sheets.iter().map(|sheet| printed_text(sheet)).collect();
    let without_spaces = |text: &str| text.split_whitespace().collect::<String>();
    let name = without_spaces(person("ordinary").name());
    let with_name = texts.iter().filter(|text| text.contains(&name)).count();
    assert!(with_name >= 5, "one reading fills the forms: {with_name}");
    for (form, text) in FORMS.iter().zip(&texts) {
        assert!(text.contains(form), "{form} comes in its turn");
    }
    for who in ["variants", "long-name"] {
        let name = without_spaces(person(who).name());
        assert!(texts[0].contains(&name), "everybody moves");
    }
    for (at, expected) in [
        (0, "見本海"),
        (2, "見本海"),
        (3, "見本海"),
        (2, "ミホンウミ"),
    ] {
        assert!(
            texts[at].contains(expected),
            "{} lacks {expected}",
            FORMS[at]
        );
    }
    windows.close().await;
}
