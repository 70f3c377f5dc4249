//! Nothing personal reaches standard error or a file that was not asked for, however much is logged.

use std::fs;
use std::path::Path;
use std::process::Command;

use printing::TestPrinter;
use virtual_card::{Faults, Resident, Slot};

use crate::machine::{Machine, Ran, Readers, card_of, run, wait_until_empty};

/// An invented person whose every item can be found again in a text.
const MARKED: &str = r#"
id = "marked"
invented = true
title = { ja = "目印", en = "Marked" }
hint = { ja = "目印", en = "Marked" }
[person]
name = "鸚鵡崎　蘆薈之介"
address = "試験県架空市鼬鼠谷字鷦鷯９８７６番地"
birth_date = "1973-09-17"
sex = 1
number = "999900000016"
[card]
serial = "999990000007391"
municipality = "99999"
expires = "2037-09-17"
pin = "7391"
face_code = "48091720377391"
sign_password = "TRAINING91"
"#;

const VALUES: &str = r#"{
"person.name": "鸚鵡崎　蘆薈之介",
"person.address": "試験県架空市鼬鼠谷字鷦鷯９８７６番地",
"person.birth_date": "1973-09-17",
"person.sex": "male",
"city.name": "架空市", "city.mayor": "架空市長",
"request.kind": "household", "request.copies": "1", "request.relation": "self", "request.purpose": "bank"
}"#;

/// Every mark, also as the bytes that a dump of a command or of memory would show.
fn marks() -> Vec<String> {
    let texts = ["鸚鵡崎", "蘆薈之介", "鼬鼠谷", "鷦鷯", "９８７６"];
    let digits = ["7391", "48091720377391", "19730917", "1973-09-17"];
    texts
        .into_iter()
        .chain(digits)
        .flat_map(|mark| {
            let each = |form: fn(&u8) -> String, between: &str| {
                let bytes: Vec<String> = mark.as_bytes().iter().map(form).collect();
                bytes.join(between)
            };
            [
                mark.to_owned(),
                each(|byte| format!("{byte:02x}"), ""),
                each(|byte| format!("{byte:02X}"), ""),
                each(|byte| format!("{byte:02x}"), " "),
                each(|byte| format!("{byte:02X}"), " "),
                each(ToString::to_string, ", "),
                each(|byte| format!("\\x{byte:02x}"), ""),
            ]
        })
        .collect()
}

/// Text without the time at the beginning of each line of the log, which may hold any digits.
fn without_times(text: &str) -> String {
    let line = |line: &str| match line.split_once(' ') {
        Some((time, rest)) if time.starts_with("20") && time.ends_with('Z') => rest.to_owned(),
        _ => line.to_owned(),
    };
    text.lines().map(line).collect::<Vec<_>>().join("\n")
}

#[track_caller]
fn assert_silent(what: &str, text: &str) {
    let text = without_times(text);
    for mark in marks() {
        assert!(!text.contains(&mark), "{mark} stands in {what}:\n{text}");
    }
}

/// The program with everything that could make it talk.
fn loud(machine: &Machine, arguments: &[&str]) -> Command {
    let mut arguments = arguments.to_vec();
    arguments.push("-vvv");
    let mut command = machine.command(&arguments);
    command
        .env("RUST_LOG", "trace")
        .env("RUST_BACKTRACE", "full");
    command
}

fn says(ran: &Ran, code: &str) {
    assert!(
        ran.err.contains(&format!("{code}: ")),
        "not {code}: {}",
        ran.err
    );
    assert!(!ran.err.contains("panicked"), "{}", ran.err);
    assert_silent("standard error", &ran.err);
    assert_silent("standard output", &ran.out);
}

fn files_below(dir: &Path) -> Vec<std::path::PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files.extend(files_below(&path));
        } else {
            files.push(path);
        }
    }
    files
}

#[test]
fn reading_says_nothing_personal() {
    let readers = Readers::take();
    let machine = Machine::new();
    let person = Resident::parse(MARKED).unwrap();
    let mut card = card_of(&person);
    let by_pin = ["read", "--pin-stdin", "--json"];
    let by_face = ["read", "--face-code-stdin", "--json"];

    says(&run(loud(&machine, &by_pin), "7391\n"), "no-card");
    let on = readers.insert(card, Slot::First, Faults::default());
    for (arguments, digits) in [(by_pin, "7391\n"), (by_face, "48091720377391\n")] {
        let ran = run(loud(&machine, &arguments), digits);
        assert_eq!(ran.code, 0, "{}", ran.err);
        assert!(ran.out.contains("鸚鵡崎　蘆薈之介"));
        assert!(
            !ran.err.is_empty(),
            "the most verbose run logs nothing: this test sees nothing"
        );
        assert_silent("standard error", &ran.err);
    }
    says(
        &run(loud(&machine, &by_pin), "73917391\n"),
        "secret-wrong-length",
    );
    says(
        &run(loud(&machine, &by_pin), "7391x\n"),
        "secret-not-digits",
    );
    says(
        &run(loud(&machine, &by_face), "7391\n"),
        "secret-wrong-length",
    );
    says(
        &run(loud(&machine, &["read", "--pin-stdin", "7391"]), "7391\n"),
        "usage",
    );
    let exchanges = u32::try_from(on.exchanges()).unwrap();
    card = on.remove();

    for answered in 0..exchanges / 2 {
        for garbled in [false, true] {
            wait_until_empty();
            let faults = Faults {
                gone_after: (!garbled).then_some(answered),
                garble_after: garbled.then_some(answered),
                ..Faults::default()
            };
            let on = readers.insert(card, Slot::First, faults);
            let ran = run(loud(&machine, &by_pin), "7391\n");
            assert!(!ran.err.contains("panicked"), "{}", ran.err);
            assert_silent("standard error", &ran.err);
            card = on.remove();
        }
    }
    assert_eq!(
        files_below(machine.dir.path()),
        Vec::<std::path::PathBuf>::new()
    );
}

/// The PIN of the marked person is wrong for this card, and still nobody's business.
#[test]
fn a_wrong_pin_is_not_repeated() {
    let readers = Readers::take();
    let machine = Machine::new();
    let person = Resident::parse(&MARKED.replace("pin = \"7391\"", "pin = \"1111\"")).unwrap();
    let _on = readers.insert(card_of(&person), Slot::First, Faults::default());
    for code in ["wrong-pin", "pin-last-try"] {
        // The second run spends the second try, the third is refused.
        let ran = run(loud(&machine, &["read", "--pin-stdin"]), "7391\n");
        if code == "pin-last-try" {
            says(
                &run(loud(&machine, &["read", "--pin-stdin"]), "7391\n"),
                code,
            );
        } else {
            says(&ran, code);
        }
    }
}

#[test]
fn forms_and_printing_say_nothing_personal() {
    let machine = Machine::new();
    let printer = TestPrinter::start().unwrap();
    let uri = printer.uri();
    machine.write("values.json", VALUES);
    let render = [
        "forms",
        "render",
        "juminhyo-request",
        "--values",
        "values.json",
        "--out",
        "out.pdf",
    ];
    let print = [
        "print",
        "juminhyo-request",
        "--values",
        "values.json",
        "--printer",
        &uri,
    ];

    for arguments in [&render[..], &print[..]] {
        let ran = run(loud(&machine, arguments), "");
        assert_eq!(ran.code, 0, "{}", ran.err);
        assert!(
            !ran.err.is_empty(),
            "the most verbose run logs nothing: this test sees nothing"
        );
        assert_silent("standard error", &ran.err);
        assert_silent("standard output", &ran.out);
    }
    for (from, to, code) in [
        ("\"1973-09-17\"", "\"1973-09-17x\"", "field-invalid-date"),
        ("\"household\"", "\"鸚鵡崎\"", "field-unknown-option"),
        ("\"1\"", "\"7391\"", "field-number-out-of-range"),
        ("\"male\"", "[\"鸚鵡崎\"]", "value-not-text"),
        ("\"male\"", "鸚鵡崎", "values-not-json"),
        ("person.sex", "person.name", "value-twice"),
        ("person.sex", "person.sexes", "value-unknown"),
        ("person.sex", "鸚鵡崎", "value-unknown"),
        ("person.sex", "7391", "value-unknown"),
    ] {
        machine.write("values.json", &VALUES.replacen(from, to, 1));
        says(&run(loud(&machine, &render), ""), code);
    }
    machine.write("values.json", VALUES);
    printer.set_jobs_fail(true).unwrap();
    says(&run(loud(&machine, &print), ""), "print-job-aborted");
    drop(printer);
    says(
        &run(loud(&machine, &print), ""),
        "printer-connection-refused",
    );

    let mut left = files_below(machine.dir.path());
    left.sort();
    assert_eq!(left, [machine.path("out.pdf"), machine.path("values.json")]);
}
