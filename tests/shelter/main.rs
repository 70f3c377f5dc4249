//! A school becomes a shelter: three thousand people, cards, codes, a power cut, meals, and the way to the city.
#![allow(
    clippy::unwrap_used,
    missing_docs,
    reason = "a story stops where it goes wrong"
)]

mod prepared;
mod to_the_end;

use std::collections::BTreeSet;
use std::fs::OpenOptions;
use std::io::Write;
use std::path::PathBuf;
use std::time::Duration;

use shelter::plain::Item;
use shelter_desk::{ShelterDesk, Working};

use prepared::{NAME, PLACE, give, list_of, neighbour, prepared};
use stories::{Card, Effort, Pcscd, TestPrinter, Windows, person, printed_text};
use virtual_card::{Faults, Resident, Slot, TransitCard};

const PEOPLE: usize = 3_000;
/// At the desk itself: two cards, two by hand, one transit card.
const REGISTERED: usize = 5;

fn picture(windows: &Windows, name: &str) {
    if let Some(folder) = std::env::var_os("KAZASHI_PICTURES") {
        windows.picture_of_staff(&PathBuf::from(folder).join(format!("{name}.png")));
    }
}

/// The three fields.
async fn opens(windows: &Windows, code: &str, mode: &str) {
    windows.click("to-shelter").await;
    windows.act("clock-right").await;
    windows.tell("code", code).await;
    windows.act("code-enter").await;
    windows.tell("shelter-name-field", NAME).await;
    windows.tell("shelter-place", PLACE).await;
    windows.tell("shelter-capacity", "3500").await;
    windows.act(mode).await;
    windows.act("open-shelter").await;
    windows.says("開設しました").await;
}

/// What a way in took since then, for the table in `docs/benchmarks.md`.
fn measured(windows: &Windows, way: &str, since: Effort) {
    let Some(file) = std::env::var_os("KAZASHI_WAYS") else {
        return;
    };
    let now = windows.effort();
    let line = format!(
        "| {way} | {} | {} | {:.1} |\n",
        now.presses - since.presses,
        now.keys - since.keys,
        (now.at - since.at).as_secs_f64()
    );
    let mut file = OpenOptions::new()
        .create(true)
        .append(true)
        .open(file)
        .unwrap();
    file.write_all(line.as_bytes()).unwrap();
}

async fn registers(windows: &Windows) -> String {
    windows.act("register").await;
    windows.says("登録しました").await;
    picture(windows, "shelter-4-registered");
    let number = windows.shown("number").await;
    windows.act("next").await;
    number
}

#[tokio::test]
async fn a_school_becomes_a_shelter() {
    let _pcscd = Pcscd::take();
    let printer = TestPrinter::start().unwrap();
    let windows = Windows::open(Some(&printer.uri())).await;
    windows.stage("choosing").await;
    let city = prepared();
    give(&city, windows.home());
    let stick = tempfile::tempdir().unwrap();
    let other = tempfile::tempdir().unwrap();
    let mut next_desk = neighbour(&city, other.path());
    let bundle = list_of(&mut next_desk, PEOPLE, stick.path());

    // A keeper's code and three fields.
    let (_, keeper) = &city.keepers[0];
    opens(&windows, &keeper.to_print(), "mode-real").await;
    picture(&windows, "shelter-1-waiting");

    // The neighbouring desk's list comes on a stick.
    windows.act("tab-manage").await;
    windows.act("carry-other").await;
    windows.tell("bundle-file", bundle.to_str().unwrap()).await;
    windows.act("take-bundle").await;
    windows.says("新しい記録 3").await;
    picture(&windows, "shelter-2-manage");

    // A card that nobody knows yet: PIN, one question, registered.
    windows.act("tab-reception").await;
    let resident = person("ordinary");
    let since = windows.effort();
    let card = Card::of(&resident);
    windows.step("enter").await;
    windows.type_on_pad(resident.pin()).await;
    windows.click("pad-done").await;
    windows.act("member-help-no").await;
    picture(&windows, "shelter-3-card-read");
    let number = registers(&windows).await;
    measured(&windows, "PIN", since);
    let card = card.take_off();
    assert_eq!(card.tries_left().pin, 3);

    // The same card again: known, no PIN; out, and back.
    for act in ["move-out", "move-in"] {
        windows.act("tab-reception").await;
        let since = windows.effort();
        let on = Card::put_on(Card::issue(&resident), Faults::default());
        windows.act(act).await;
        windows.says("記録しました").await;
        measured(&windows, "card known here", since);
        drop(on.take_off());
    }
    drop(card);

    // The 14 digits of the card's face when the PIN is forgotten.
    let elder = person("long-name");
    let since = windows.effort();
    let card = Card::of(&elder);
    windows.step("enter").await;
    windows.click("use-face-code").await;
    windows.type_on_pad(elder.face_code()).await;
    windows.click("pad-done").await;
    windows.act("member-help-yes").await;
    registers(&windows).await;
    measured(&windows, "FaceCode", since);
    drop(card.take_off());

    without_a_my_number_card(&windows).await;
    on_the_other_pages(&windows, &resident).await;

    let text = printed_text(&paper(&printer).await);
    assert!(text.contains(&number), "the card says the number");

    // The power fails. Nothing is lost, and another PC's list becomes the same.
    let home = windows.keep_home();
    drop(windows);
    let today = station::today();
    let mut desk = ShelterDesk::start(home.path(), today);
    desk.code(&keeper.to_print(), today).unwrap();
    let list = desk.working_mut().unwrap();
    assert_eq!(list.registry().list().len(), PEOPLE + REGISTERED);
    let bundle = list.write_bundle(stick.path()).unwrap();
    let there = next_desk.working_mut().unwrap();
    there.take_bundle(&bundle).unwrap();
    assert_eq!(numbers(there), numbers(desk.working().unwrap()));
    let again = next_desk.working_mut().unwrap().take_bundle(&bundle);
    assert_eq!(again.unwrap().new, 0, "taking it in twice changes nothing");
}

/// By hand, with one who cannot say a name; and somebody who has a transit card and nothing else.
async fn without_a_my_number_card(windows: &Windows) {
    let since = windows.effort();
    windows.act("by-hand").await;
    windows.tell("member-name", "手書　太郎").await;
    windows.tell("member-age", "71").await;
    windows.act("member-help-no").await;
    windows.act("add-member").await;
    windows.act("nameless").await;
    windows
        .tell("member-description", "青い上着、話せない")
        .await;
    windows.tell("member-age", "3-5").await;
    windows.act("member-help-yes").await;
    picture(windows, "shelter-5-family");
    registers(windows).await;
    measured(windows, "by hand, two people", since);

    // A transit card of one who has nothing else.
    let since = windows.effort();
    let transit = TransitCard::builtin().remove(0);
    let on = virtual_card::insert(transit, Slot::First, Faults::default()).unwrap();
    windows.tell("member-name", "交通　花子").await;
    windows.tell("member-age", "44").await;
    windows.act("member-help-no").await;
    registers(windows).await;
    measured(windows, "transit card, new", since);
    let _ = on.remove();
}

/// Search while typing, a page of a person, a meal, the board and the report.
async fn on_the_other_pages(windows: &Windows, resident: &Resident) {
    windows.act("tab-search").await;
    windows.tell("find-text", "見本").await;
    windows.act("find-choose").await;
    picture(windows, "shelter-6-person");
    windows.act("print-card").await;
    windows.says("印刷").await;

    // A meal.
    windows.act("tab-serve").await;
    windows.act("offer-dinner").await;
    let card = Card::put_on(Card::issue(resident), Faults::default());
    windows.shown("served-now").await;
    picture(windows, "shelter-7-meal");
    drop(card.take_off());

    windows.act("tab-board").await;
    windows.shown("board").await;
    picture(windows, "shelter-8-board");

    windows.act("tab-report").await;
    windows.act("send-report").await;
    picture(windows, "shelter-9-report");
}

fn numbers(list: &Working) -> BTreeSet<(String, String)> {
    let people = list.registry().list().persons();
    people
        .map(|(_, person)| {
            let number = person.number().map(|number| number.to_string());
            let name = person.item(Item::Name).unwrap_or_default().to_owned();
            (number.unwrap_or_default(), name)
        })
        .collect()
}

/// The first sheet that comes out.
async fn paper(printer: &TestPrinter) -> PathBuf {
    for _ in 0..100 {
        if let Some(sheet) = printer.printed().unwrap().into_iter().next() {
            return sheet;
        }
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
    panic!("nothing was printed");
}
