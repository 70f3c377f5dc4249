//! `kazashi read` on a real pcscd.

use std::io::Write;
use std::process::Stdio;
use std::time::Duration;

use serde_json::{Value, json};
use virtual_card::{Faults, Resident, Slot, VirtualCard};

use crate::machine::{FIRST, Machine, Ran, Readers, card_of, resident, wait_until_empty};

const BY_PIN: [&str; 3] = ["read", "--pin-stdin", "--json"];

fn object(ran: &Ran) -> Value {
    ran.assert_done();
    serde_json::from_str(&ran.out).unwrap()
}

fn expected(resident: &Resident, sex: &str) -> Value {
    json!({
        "name": resident.name(),
        "address": resident.address(),
        "birth_date": resident.birth_date().to_string(),
        "sex": sex,
    })
}

fn line(digits: &str) -> String {
    format!("{digits}\n")
}

fn wrong(resident: &Resident) -> String {
    let other = if resident.pin() == "0000" {
        "1111"
    } else {
        "0000"
    };
    line(other)
}

#[test]
fn residents_are_read_by_pin() {
    let readers = Readers::take();
    let machine = Machine::new();
    for (id, sex) in [
        ("ordinary", "male"),
        ("long-name", "female"),
        ("sex-not-stated", "not_applicable"),
        ("variants", ""),
    ] {
        let person = resident(id);
        let _on = readers.insert(card_of(&person), Slot::First, Faults::default());
        let read = object(&machine.run_with_input(&BY_PIN, &line(person.pin())));
        let sex = if sex.is_empty() {
            read["sex"].as_str().unwrap().to_owned()
        } else {
            sex.to_owned()
        };
        assert_eq!(read, expected(&person, &sex));
    }
}

#[test]
fn a_locked_card_is_read_by_the_number_on_its_face() {
    let readers = Readers::take();
    let machine = Machine::new();
    let person = resident("locked");
    let _on = readers.insert(card_of(&person), Slot::First, Faults::default());

    let by_pin = machine.run_with_input(&BY_PIN, &line(person.pin()));
    by_pin.assert_error(21, "pin-locked");
    let by_face = machine.run_with_input(
        &["read", "--face-code-stdin", "--json"],
        &line(person.face_code()),
    );
    assert_eq!(object(&by_face), expected(&person, "male"));
}

#[test]
fn a_wrong_pin_costs_one_try_and_says_how_many_are_left() {
    let readers = Readers::take();
    let machine = Machine::new();
    let person = resident("ordinary");
    let on = readers.insert(card_of(&person), Slot::First, Faults::default());

    let refused = machine.run_with_input(&BY_PIN, &wrong(&person));
    refused.assert_error(20, "wrong-pin");
    assert!(refused.err.contains("Tries left: 2"), "{}", refused.err);
    assert_eq!(refused.out, "");
    assert_eq!(on.remove().tries_left().pin, 2);
}

#[test]
fn the_last_try_is_spent_only_when_it_is_allowed() {
    let readers = Readers::take();
    let machine = Machine::new();
    let person = resident("last-try");
    let on = readers.insert(card_of(&person), Slot::First, Faults::default());

    machine
        .run_with_input(&BY_PIN, &line(person.pin()))
        .assert_error(22, "pin-last-try");
    let allowed = ["read", "--pin-stdin", "--json", "--last-try"];
    let read = object(&machine.run_with_input(&allowed, &line(person.pin())));
    assert_eq!(read, expected(&person, "male"));

    let card = on.remove();
    assert_eq!(card.tries_left().pin, 3);
}

#[test]
fn a_lost_last_try_locks_and_says_so() {
    let readers = Readers::take();
    let machine = Machine::new();
    let person = resident("last-try");
    let on = readers.insert(card_of(&person), Slot::First, Faults::default());
    machine
        .run_with_input(&["read", "--pin-stdin", "--last-try"], &wrong(&person))
        .assert_error(21, "pin-locked");
    assert_eq!(on.remove().tries_left().pin, 0);
}

#[test]
fn a_malformed_pin_never_reaches_the_card() {
    let readers = Readers::take();
    let machine = Machine::new();
    let on = readers.insert(
        card_of(&resident("ordinary")),
        Slot::First,
        Faults::default(),
    );
    for (input, number, code) in [
        ("", 11, "secret-missing"),
        ("123\n", 13, "secret-wrong-length"),
        ("12345\n", 13, "secret-wrong-length"),
        ("12a4\n", 14, "secret-not-digits"),
        (" 1234\n", 14, "secret-not-digits"),
    ] {
        machine
            .run_with_input(&BY_PIN, input)
            .assert_error(number, code);
    }
    assert_eq!(on.exchanges(), 0);
}

#[test]
fn a_card_lifted_at_any_moment_is_named_and_costs_no_try() {
    let readers = Readers::take();
    let machine = Machine::new();
    let person = resident("ordinary");
    let mut card = card_of(&person);

    let on = readers.insert(card, Slot::First, Faults::default());
    object(&machine.run_with_input(&BY_PIN, &line(person.pin())));
    let whole = u32::try_from(on.exchanges()).unwrap();
    assert!(whole >= 3);
    card = on.remove();

    // The last exchange only takes the rights away again: without it the reading is done.
    for answered in 0..whole - 1 {
        wait_until_empty();
        let faults = Faults {
            gone_after: Some(answered),
            ..Faults::default()
        };
        let on = readers.insert(card, Slot::First, faults);
        let lifted = machine.run_with_input(&BY_PIN, &line(person.pin()));
        lifted.assert_error(27, "card-removed");
        assert_eq!(lifted.out, "");
        card = on.remove();
        assert_eq!(card.tries_left().pin, 3, "after {answered} answers");
    }
}

#[test]
fn no_card_is_an_error_and_waiting_finds_the_next_one() {
    let readers = Readers::take();
    let machine = Machine::new();
    let person = resident("ordinary");
    machine
        .run_with_input(&BY_PIN, &line(person.pin()))
        .assert_error(26, "no-card");
    machine
        .run_with_input(
            &["read", "--pin-stdin", "--reader", "no such"],
            &line(person.pin()),
        )
        .assert_error(16, "reader-unknown");

    let mut waiting = machine
        .command(&["read", "--pin-stdin", "--wait", "20"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    waiting
        .stdin
        .take()
        .unwrap()
        .write_all(line(person.pin()).as_bytes())
        .unwrap();
    std::thread::sleep(Duration::from_millis(500));
    assert!(waiting.try_wait().unwrap().is_none());
    let _on = readers.insert(card_of(&person), Slot::First, Faults::default());
    let output = waiting.wait_with_output().unwrap();
    assert!(output.status.success());
    let read: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(read, expected(&person, "male"));
}

#[test]
fn of_two_cards_one_must_be_named() {
    let readers = Readers::take();
    let machine = Machine::new();
    let (first, second) = (resident("ordinary"), resident("foreign"));
    let _first = readers.insert(card_of(&first), Slot::First, Faults::default());
    let _second = readers.insert(card_of(&second), Slot::Second, Faults::default());

    let refused = machine.run_with_input(&BY_PIN, &line(first.pin()));
    refused.assert_error(15, "several-cards");
    assert!(refused.err.contains(FIRST) && refused.err.contains("Virtual PCD 00 01"));
    let named = ["read", "--pin-stdin", "--reader", "Virtual PCD 00 01"];
    let read = object(&machine.run_with_input(&named, &line(second.pin())));
    assert_eq!(read["name"], second.name());
}

#[test]
fn another_kind_of_card_is_named() {
    let readers = Readers::take();
    let machine = Machine::new();
    let _on = readers.insert(
        VirtualCard::without_applications(),
        Slot::First,
        Faults::default(),
    );
    machine
        .run_with_input(&BY_PIN, "1234\n")
        .assert_error(40, "not-my-number-card");
}

#[test]
fn errors_speak_japanese_when_the_locale_does() {
    let _readers = Readers::take();
    let machine = Machine::new();
    let mut command = machine.command(&BY_PIN);
    command.env("LANG", "ja_JP.UTF-8");
    let ran = crate::machine::run(command, "1234\n");
    ran.assert_error(26, "no-card");
    assert!(ran.err.contains("カードが置かれていません"), "{}", ran.err);
    let english = machine.run_with_input(&["read", "--pin-stdin", "--lang", "en"], "1234\n");
    assert!(english.err.is_ascii(), "{}", english.err);
}
