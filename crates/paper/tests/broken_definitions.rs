//! Thirty ways to break a definition: each is told with its line, its field and its code.

mod common;

use advice::Advise;
use paper::FormDefinition;

/// A definition without fault. Line 1 is `format`; each way changes one place of it.
const WHOLE: &str = r#"format = 1
id = "test"
version = "1"
title = { ja = "試験", en = "Test" }
basis = "なし"
paper = "A4"
pages = 2
[print]
mode = "whole"
[[ask]]
name = "request.kind"
label = { ja = "種類", en = "Kind" }
kind = "choice"
options = [{ value = "a", ja = "あ", en = "A" }, { value = "b", ja = "い", en = "B" }]
[[ask]]
name = "request.copies"
label = { ja = "通数", en = "Copies" }
kind = "number"
min = 1
max = 10
default = "1"
when = { name = "request.kind", value = "a" }
[[line]]
from = [20, 60]
to = [100, 60]
[[field]]
name = "氏名"
type = "text"
value = "person.name"
box = [20, 20, 60, 8]
size = 12
[[field]]
name = "種類"
type = "circle"
value = "request.kind"
size = 10
options = [{ value = "a", text = "あ", box = [20, 40, 8, 7] }, { value = "b", text = "い", box = [30, 40, 8, 7] }]
[[field]]
name = "通数"
type = "digits"
value = "request.copies"
box = [20, 70, 14, 8]
size = 12
count = 2
[[rows]]
name = "家族"
who = "family"
count = 3
pitch = 12
page = 2
[[rows.field]]
name = "家族の氏名"
type = "text"
value = "member.name"
box = [20, 100, 60, 8]
size = 12
"#;

/// What is replaced, by what, and the line, the field and the code that are told.
type Way = (
    &'static str,
    &'static str,
    usize,
    Option<&'static str>,
    &'static str,
);

const WAYS: &[Way] = &[
    ("version = \"1\"", "version = \"1", 3, None, "form-syntax"),
    ("format = 1", "format = 2", 1, None, "form-format"),
    (
        "pages = 2",
        "pages = 2\ncolour = \"red\"",
        8,
        None,
        "form-unknown-key",
    ),
    ("basis = \"なし\"\n", "", 1, None, "form-missing-key"),
    ("pages = 2", "pages = \"2\"", 7, None, "form-wrong-type"),
    ("pages = 2", "pages = 21", 7, None, "form-out-of-range"),
    (
        "id = \"test\"",
        "id = \"Test\"",
        2,
        None,
        "form-not-allowed",
    ),
    (
        "paper = \"A4\"",
        "paper = \"A7\"",
        6,
        None,
        "form-not-allowed",
    ),
    (
        "paper = \"A4\"",
        "paper = [210]",
        6,
        None,
        "form-wrong-type",
    ),
    (
        "paper = \"A4\"",
        "paper = [210, 30]",
        6,
        None,
        "form-out-of-range",
    ),
    (
        "mode = \"whole\"",
        "mode = \"over_pdf\"",
        8,
        None,
        "form-missing-key",
    ),
    (
        "mode = \"whole\"",
        "background = \"../city.pdf\"",
        9,
        None,
        "form-not-allowed",
    ),
    (
        "name = \"request.copies\"",
        "name = \"person.shoe\"",
        16,
        Some("person.shoe"),
        "form-unknown-name",
    ),
    (
        "max = 10",
        "max = 1.5",
        20,
        Some("request.copies"),
        "form-wrong-type",
    ),
    (
        "default = \"1\"",
        "default = \"11\"",
        21,
        Some("request.copies"),
        "form-bad-default",
    ),
    (
        "value = \"a\" }\n[[line]]",
        "value = \"z\" }\n[[line]]",
        16,
        Some("request.copies"),
        "form-option-mismatch",
    ),
    (
        "when = { name = \"request.kind\", value = \"a\" }",
        "when = { name = \"request.copies\", filled = true }",
        16,
        Some("request.copies"),
        "form-asked-later",
    ),
    (
        "value = \"a\" }\n[[line]]",
        "age_to = 14 }\n[[line]]",
        16,
        Some("request.copies"),
        "form-unfit-name",
    ),
    (
        "default = \"1\"",
        "default_from = \"person.name\"",
        16,
        Some("request.copies"),
        "form-unfit-name",
    ),
    (
        "from = [20, 60]",
        "from = [20, 24]\nto = [70, 24]\n[[line]]\nfrom = [20, 60]",
        30,
        Some("氏名"),
        "form-rule-through",
    ),
    (
        "value = \"person.name\"",
        "value = \"person.nmae\"",
        27,
        Some("氏名"),
        "form-unknown-name",
    ),
    (
        "value = \"person.name\"",
        "value = \"person.birth_date\"",
        27,
        Some("氏名"),
        "form-unfit-name",
    ),
    (
        "value = \"person.name\"",
        "value = \"member.name\"",
        27,
        Some("氏名"),
        "form-outside-rows",
    ),
    (
        "size = 12\n[[field]]\nname = \"種類\"",
        "size = 12\npage = 3\n[[field]]\nname = \"種類\"",
        32,
        Some("氏名"),
        "form-out-of-range",
    ),
    (
        "box = [20, 20, 60, 8]",
        "box = [20, 20, 200, 8]",
        27,
        Some("氏名"),
        "form-outside-page",
    ),
    (
        "box = [20, 20, 60, 8]",
        "box = [20, 20, 60, 3]",
        27,
        Some("氏名"),
        "form-box-too-small",
    ),
    (
        "box = [20, 70, 14, 8]",
        "box = [20, 22, 14, 8]",
        39,
        Some("通数"),
        "form-overlap",
    ),
    (
        "name = \"通数\"\ntype",
        "name = \"氏名\"\ntype",
        39,
        Some("氏名"),
        "form-duplicate",
    ),
    (
        "value = \"request.copies\"\nbox",
        "value = \"person.postal_code\"\nbox",
        16,
        Some("request.copies"),
        "form-not-placed",
    ),
    (
        "pitch = 12",
        "pitch = 100",
        52,
        Some("家族の氏名"),
        "form-outside-page",
    ),
    (
        "pitch = 12",
        "pitch = 7",
        52,
        Some("家族の氏名"),
        "form-overlap",
    ),
];

#[test]
fn the_definition_without_a_change_has_no_fault() {
    let form = FormDefinition::parse("form.toml", WHOLE);
    assert!(form.is_ok(), "{:#?}", form.err());
}

#[test]
fn each_way_is_told_with_line_field_and_code_in_both_languages() {
    assert!(WAYS.len() >= 30);
    let mut wrong = Vec::new();
    for (from, to, line, field, code) in WAYS {
        assert_eq!(WHOLE.matches(from).count(), 1, "{from} is one place");
        let errors = FormDefinition::parse("form.toml", &WHOLE.replace(from, to))
            .err()
            .unwrap_or_default();
        let found: Vec<_> = errors
            .iter()
            .map(|error| (error.line, error.field.as_deref(), error.advice().code))
            .collect();
        if found != [(*line, *field, *code)] {
            wrong.push(format!("{to}: {found:?} for {:?}", (line, field, code)));
            continue;
        }
        for error in &errors {
            let sentence = error.sentence();
            assert!(
                sentence.ja.starts_with(&format!("form.toml {line}行")),
                "{}",
                sentence.ja
            );
            assert!(
                sentence.en.starts_with(&format!("form.toml:{line}:")),
                "{}",
                sentence.en
            );
            let is_japanese = |c: char| ('\u{3040}'..='\u{9FFF}').contains(&c);
            let advice = error.advice();
            for text in [&advice.what.ja, &advice.next.ja] {
                assert!(text.contains(is_japanese), "{text}");
            }
            for text in [&advice.what.en, &advice.next.en] {
                assert!(text.contains(|c: char| c.is_ascii_lowercase()), "{text}");
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}
