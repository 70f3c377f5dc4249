//! `kazashi forms`.

use std::fs;

use crate::machine::{Machine, repository, text_of};

/// An invented person.
pub const VALUES: &str = r#"{
  "person.name": "見本　花子",
  "person.address": "試験県架空市見本町１丁目２番３号",
  "person.birth_date": "1980-03-02",
  "person.sex": "female",
  "city.name": "架空市",
  "city.mayor": "架空市長",
  "request.kind": "household",
  "request.copies": "2",
  "request.relation": "self",
  "request.purpose": "bank"
}"#;

/// A copy of the repository's forms, with a broken one beside.
fn with_a_broken_form() -> (Machine, tempfile::TempDir) {
    let forms = tempfile::tempdir().unwrap();
    let good = forms.path().join("juminhyo-request");
    let broken = forms.path().join("broken");
    for dir in [&good, &broken] {
        fs::create_dir(dir).unwrap();
    }
    let text = fs::read_to_string(repository().join("forms/juminhyo-request/form.toml")).unwrap();
    fs::write(good.join("form.toml"), &text).unwrap();
    let text = text
        .replacen("id = \"juminhyo-request\"", "id = \"broken\"", 1)
        .replacen("\"person.name\"", "\"person.nmae\"", 1);
    fs::write(broken.join("form.toml"), text).unwrap();
    (Machine::with_forms(forms.path()), forms)
}

#[test]
fn every_form_of_the_repository_passes() {
    let machine = Machine::new();
    let checked = machine.run(&["forms", "check"]);
    checked.assert_done();
    assert!(
        checked.out.contains("juminhyo-request\t"),
        "{}",
        checked.out
    );
}

#[test]
fn a_broken_form_is_pointed_at_and_takes_no_other_down() {
    let (machine, _forms) = with_a_broken_form();

    let checked = machine.run(&["forms", "check"]);
    assert_eq!(checked.code, 61, "{}", checked.err);
    let first = checked.err.lines().next().unwrap();
    assert!(first.starts_with("form-unknown-name: "), "{first}");
    assert!(first.contains("broken/form.toml:"), "{first}");
    assert!(
        first.contains("person.nmae") && first.contains("field "),
        "{first}"
    );
    assert!(
        checked.out.contains("juminhyo-request\t"),
        "{}",
        checked.out
    );

    let listed = machine.run(&["forms", "list"]);
    listed.assert_done();
    assert!(listed.out.contains("broken\t-\t"), "{}", listed.out);
    assert!(listed.out.contains("Request for a copy"), "{}", listed.out);
    assert!(
        machine
            .run(&["forms", "list", "--lang", "ja"])
            .out
            .contains("住民票の写し等交付請求書")
    );

    machine
        .run(&["forms", "check", "juminhyo-request"])
        .assert_done();
    assert_eq!(machine.run(&["forms", "check", "broken"]).code, 61);
    machine
        .run(&["forms", "check", "none"])
        .assert_error(57, "form-unknown");
}

#[test]
fn forms_that_ask_the_same_differently_are_told() {
    let forms = tempfile::tempdir().unwrap();
    for (id, kind) in [("first", "\"date\""), ("second", "\"text\"\nmax_chars = 9")] {
        let dir = forms.path().join(id);
        fs::create_dir(&dir).unwrap();
        let text = format!(
            r#"format = 1
id = "{id}"
version = "1"
title = {{ ja = "試験", en = "Test" }}
basis = "なし"
paper = "A4"
[[ask]]
name = "move.date"
label = {{ ja = "異動日", en = "Date of move" }}
kind = {kind}
[[field]]
name = "異動日"
type = "wareki"
value = "move.date"
box = [20, 20, 60, 8]
size = 10
"#
        );
        fs::write(dir.join("form.toml"), text).unwrap();
    }
    let checked = Machine::with_forms(forms.path()).run(&["forms", "check"]);
    checked.assert_error(61, "form-asked-otherwise");
    assert!(
        checked.err.contains("second/form.toml:8:"),
        "{}",
        checked.err
    );
    assert!(
        checked.out.contains("first\t1") && !checked.out.contains("second\t"),
        "{}",
        checked.out
    );
    let alone = Machine::with_forms(forms.path()).run(&["forms", "check", "second"]);
    alone.assert_done();
}

#[test]
fn a_folder_is_checked_where_it_lies() {
    let (_, forms) = with_a_broken_form();
    let machine = Machine::new();
    let folder = forms.path().join("broken");
    let checked = machine.run(&["forms", "check", folder.to_str().unwrap()]);
    assert_eq!(checked.code, 61, "{}", checked.err);

    let text = fs::read_to_string(folder.join("form.toml")).unwrap();
    machine.write("broken/form.toml", &text);
    for name in ["broken", "broken/", "./broken"] {
        let checked = machine.run(&["forms", "check", name]);
        assert_eq!(checked.code, 61, "{name}: {}", checked.err);
        assert!(checked.err.contains("person.nmae"), "{}", checked.err);
    }
    machine
        .run(&["forms", "check", "nowhere"])
        .assert_error(57, "form-unknown");
}

#[test]
fn a_printed_word_that_no_font_has_is_pointed_at() {
    let (_, forms) = with_a_broken_form();
    let machine = Machine::new();
    let good = fs::read_to_string(forms.path().join("juminhyo-request/form.toml")).unwrap();
    let text = good.replacen(
        "\ntext = [",
        "\ntext = [{ text = \"\\uE000\", box = [1, 1, 8, 4], size = 8 },",
        1,
    );
    machine.write("juminhyo-request/form.toml", &text);
    let checked = machine.run(&["forms", "check", "juminhyo-request/"]);
    checked.assert_error(61, "form-not-allowed");
    assert!(
        checked.err.contains("form.toml:83:") && checked.err.contains("U+E000"),
        "{}",
        checked.err
    );
}

#[test]
fn warnings_are_told_and_the_form_is_filled() {
    let machine = Machine::new();
    machine.write(
        "values.json",
        &VALUES.replacen("1980-03-02", "1980-00-00", 1).replacen(
            "見本　花子",
            "見\u{E01EF}本　花子",
            1,
        ),
    );
    let filled = machine.run(&[
        "forms",
        "render",
        "juminhyo-request",
        "--values",
        "values.json",
        "--out",
        "out.pdf",
    ]);
    assert_eq!(filled.code, 0, "{}", filled.err);
    let mut codes: Vec<&str> = filled
        .err
        .lines()
        .filter_map(|line| Some(line.split_once(": ")?.0))
        .collect();
    codes.sort_unstable();
    assert_eq!(
        codes,
        ["field-date-incomplete", "field-missing-variant"],
        "{}",
        filled.err
    );
    assert!(
        !filled.err.contains("花子") && !filled.err.contains("1980"),
        "{}",
        filled.err
    );
    assert!(machine.path("out.pdf").exists());
}

#[test]
fn a_filled_form_holds_its_values() {
    let machine = Machine::new();
    machine.write("values.json", VALUES);
    let out = machine.path("out.pdf");
    machine
        .run(&[
            "forms",
            "render",
            "juminhyo-request",
            "--values",
            "values.json",
            "--out",
            "out.pdf",
        ])
        .assert_done();
    let text = text_of(&out);
    for expected in [
        "見本花子",
        "試験県架空市見本町",
        "架空市長",
        "住民票の写し等交付請求書",
    ] {
        assert!(text.contains(expected), "{expected} is not in {text}");
    }
}

#[test]
fn the_city_comes_from_the_settings_when_the_values_are_silent() {
    let machine = Machine::new();
    machine.write(
        "config/kazashi.toml",
        "city_name = \"見本野市\"\nmayor = \"見本野市長\"\n",
    );
    let silent: String = VALUES
        .lines()
        .filter(|line| !line.contains("city."))
        .collect();
    machine.write("values.json", &silent);
    machine
        .run(&[
            "forms",
            "render",
            "juminhyo-request",
            "--values",
            "values.json",
            "--out",
            "out.pdf",
        ])
        .assert_done();
    assert!(text_of(&machine.path("out.pdf")).contains("見本野市長"));
}

#[test]
fn wrong_values_leave_no_file() {
    let machine = Machine::new();
    let render = [
        "forms",
        "render",
        "juminhyo-request",
        "--values",
        "values.json",
        "--out",
        "out.pdf",
    ];
    machine.run(&render).assert_error(6, "values-unreadable");
    for (from, to, number, code) in [
        ("person.name", "person.nmae", 10, "value-unknown"),
        ("\"2\"", "true", 8, "value-not-text"),
        ("\"2\"", "\"2", 7, "values-not-json"),
        ("\"2\"", "\"99\"", 87, "field-number-out-of-range"),
        ("1980-03-02", "1980-02-31", 85, "field-invalid-date"),
        ("見本　花子", "見本\u{E000}", 81, "field-missing-glyph"),
    ] {
        machine.write("values.json", &VALUES.replacen(from, to, 1));
        let refused = machine.run(&render);
        refused.assert_error(number, code);
        assert!(!machine.path("out.pdf").exists());
    }
    let refused = {
        machine.write(
            "values.json",
            &VALUES.replacen("request.kind", "request.knid", 1),
        );
        machine.run(&render)
    };
    assert!(
        refused.err.contains("values.json, line 8") && refused.err.contains("request.knid"),
        "{}",
        refused.err
    );
}

#[test]
fn an_output_that_cannot_be_written_is_left_as_it_was() {
    let machine = Machine::new();
    machine.write("values.json", VALUES);
    let to = |out: &str| {
        machine.run(&[
            "forms",
            "render",
            "juminhyo-request",
            "--values",
            "values.json",
            "--out",
            out,
        ])
    };
    to("no/such/folder/out.pdf").assert_error(5, "out-unwritable");
    fs::create_dir(machine.path("out.pdf")).unwrap();
    to("out.pdf").assert_error(5, "out-unwritable");
    let left: Vec<_> = fs::read_dir(machine.dir.path())
        .unwrap()
        .map(|e| e.unwrap().file_name())
        .collect();
    assert_eq!(left.len(), 2, "{left:?}");
}

#[test]
fn broken_settings_name_file_line_and_field() {
    let machine = Machine::new();
    machine.write("values.json", VALUES);
    machine.write(
        "config/kazashi.toml",
        "city_name = \"架空市\"\nidle_seconds = 1\n",
    );
    let refused = machine.run(&[
        "forms",
        "render",
        "juminhyo-request",
        "--values",
        "values.json",
        "--out",
        "out.pdf",
    ]);
    refused.assert_error(47, "settings-invalid");
    assert!(
        refused
            .err
            .contains("kazashi.toml, line 2, field 'idle_seconds'"),
        "{}",
        refused.err
    );
}

#[test]
fn a_proof_sheet_is_written_for_every_form_and_names_what_does_not_fit() {
    let machine = Machine::new();
    let ran = machine.run(&["forms", "proof", "--out", "proofs"]);
    ran.assert_done();
    assert!(ran.out.contains("juminhyo-request\t"), "{}", ran.out);
    let sheet = machine.path("proofs/juminhyo-request.pdf");
    assert!(text_of(&sheet).contains("令和10年12月28日"));

    let text = fs::read_to_string(repository().join("forms/juminhyo-request/form.toml")).unwrap();
    let narrow = text.replacen("max_chars = 160", "max_chars = 600", 1);
    assert_ne!(text, narrow);
    machine.write("forms/juminhyo-request/form.toml", &narrow);
    let ran = machine.run(&[
        "forms",
        "proof",
        "forms/juminhyo-request",
        "--out",
        "narrow",
    ]);
    ran.assert_error(83, "field-does-not-fit");
    assert!(ran.err.contains("juminhyo-request: "), "{}", ran.err);
    assert!(machine.path("narrow/juminhyo-request.pdf").exists());
}
