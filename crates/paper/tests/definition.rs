//! Broken definitions: the line, the field and the sentence for each kind of fault.

mod common;

use common::small_form;
use paper::{
    CalibrationError, DefinitionError, DefinitionProblem as P, FieldProblem, FontError,
    FormDefinition, PreviewError, Sample,
};

use advice::Advise;

const NAME: &str = r#"field = [{ name = "氏名", type = "text", value = "person.name", box = [20, 20, 60, 8], size = 12 }]"#;

/// Line of the only fault, its field and what it is. The head of `small_form` has six lines.
fn fault(entries: &str) -> (usize, Option<String>, P) {
    let errors = small_form(entries).err().expect("a fault");
    assert_eq!(errors.len(), 1, "{errors:#?}");
    let error = errors.into_iter().next().expect("counted");
    let sentence = error.sentence();
    assert!(
        sentence.ja.contains(&format!("{}行", error.line))
            && sentence.en.contains(&format!(":{}:", error.line))
    );
    (error.line, error.field, error.problem)
}

fn field(entries: &str) -> (usize, Option<String>, P) {
    fault(&format!("\nfield = [\n{entries}\n]"))
}

macro_rules! assert_fault {
    ($found:expr, $line:expr, $field:expr, $problem:pat) => {{
        let (line, name, problem) = $found;
        assert_eq!((line, name.as_deref()), ($line, $field), "{problem:?}");
        assert!(matches!(problem, $problem), "{problem:?}");
    }};
}

#[test]
fn a_whole_definition_is_read() {
    let form = small_form(NAME).expect("no fault");
    assert_eq!(
        (form.id(), form.version(), form.paper().height_mm),
        ("test", "1", 297.0)
    );
}

#[test]
fn faults_of_shape() {
    assert_fault!(fault("text = [ { text = \"a }"), 7, None, P::Syntax(_));
    assert_fault!(fault("colour = \"red\""), 7, None, P::UnknownKey { .. });
    assert_fault!(
        field(
            r#"{ name = "欄", type = "text", value = "person.name", box = [20, 20, 60, 8], size = 12, colour = 3 }"#
        ),
        9,
        Some("欄"),
        P::UnknownKey { .. }
    );
    assert_fault!(
        field(r#"{ name = "欄", type = "text", value = "person.name", size = 12 }"#),
        9,
        Some("欄"),
        P::MissingKey { .. }
    );
    assert_fault!(
        field(
            r#"{ name = "欄", type = "text", value = "person.name", box = [20, 20, 60], size = 12 }"#
        ),
        9,
        Some("欄"),
        P::WrongType { .. }
    );
    assert_fault!(
        field(
            r#"{ name = "欄", type = "text", value = "person.name", box = [20, 20, 60, 8], size = "12" }"#
        ),
        9,
        Some("欄"),
        P::WrongType { .. }
    );
    assert_fault!(
        field(r#"{ name = "欄", type = "txt" }"#),
        9,
        Some("欄"),
        P::NotAllowed { .. }
    );
    assert_fault!(
        field(
            r#"{ name = "欄", type = "text", value = "person.name", box = [20, 20, 60, 8], size = 1 }"#
        ),
        9,
        Some("欄"),
        P::OutOfRange { .. }
    );
    assert_fault!(
        field(
            r#"{ name = "欄", type = "text", value = "person.name", box = [20, 20, 0, 8], size = 12 }"#
        ),
        9,
        Some("欄"),
        P::OutOfRange { .. }
    );
    for id in ["", "Test", "te_st", "te.st", "様式"] {
        let head = format!(
            "format = 1\nid = \"{id}\"\nversion = \"1\"\ntitle = {{ ja = \"試験\", en = \"Test\" }}\nbasis = \"なし\"\npaper = \"A4\"\n{NAME}"
        );
        let errors = FormDefinition::parse("x.toml", &head).err().unwrap();
        assert_eq!((errors.len(), errors[0].line), (1, 2), "{errors:?}");
        assert!(
            matches!(&errors[0].problem, P::NotAllowed { key, found, .. } if key == "id" && found == id),
            "its sheets could not be counted: {errors:?}"
        );
    }
    let old = FormDefinition::parse("x.toml", "format = 9").err().unwrap();
    assert!(matches!(old[0].problem, P::Format(_)));
}

#[test]
fn printed_words_that_no_font_has() {
    let form = small_form(
        r#"text = [
  { text = "見本髙々", box = [20, 20, 40, 5], size = 9 },
  { text = "☃見本\u3000\uE000\uE000", box = [20, 30, 80, 5], size = 9, bold = true },
]
[[ask]]
name = "request.kind"
label = { ja = "種類", en = "Kind" }
kind = "choice"
options = [{ value = "a", ja = "\uE000", en = "a" }]
[[field]]
name = "種類"
type = "tick"
value = "request.kind"
size = 9
options = [
  { value = "a", text = "\uE001", box = [20, 50, 4, 4] },
]
"#,
    )
    .unwrap_or_else(|errors| panic!("{errors:#?}"));
    let found: Vec<_> = form
        .check_words(&common::FONTS)
        .into_iter()
        .map(|error| (error.line, error.field, error.problem))
        .collect();
    let lacks = |character: &str, font: &str| P::NotAllowed {
        key: "text".into(),
        found: character.into(),
        allowed: font.into(),
    };
    assert_eq!(
        found,
        [
            (9, None, lacks("\u{E000} (U+E000)", "font BIZUDGothic-Bold")),
            (
                22,
                Some("種類".to_owned()),
                lacks("\u{E001} (U+E001)", "font BIZUDGothic")
            ),
        ]
    );
    assert_eq!(common::form().check_words(&common::FONTS), []);
}

#[test]
fn faults_of_place() {
    let text = |name: &str, rect: &str, more: &str| {
        format!(
            r#"{{ name = "{name}", type = "text", value = "person.name", box = {rect}, size = 10.5{more} }},"#
        )
    };
    assert_fault!(
        field(&text("欄", "[180, 20, 40, 8]", "")),
        9,
        Some("欄"),
        P::OutsidePage { .. }
    );
    assert_fault!(
        field(&(text("上", "[20, 20, 60, 8]", "") + "\n" + &text("下", "[50, 25, 60, 8]", ""))),
        10,
        Some("下"),
        P::Overlap { .. }
    );
    assert_fault!(
        field(&text("欄", "[20, 20, 3, 8]", ", floor = 10")),
        9,
        Some("欄"),
        P::TooSmall { .. }
    );
    assert_fault!(
        field(&text("欄", "[20, 20, 30, 3]", "")),
        9,
        Some("欄"),
        P::TooSmall { .. }
    );
    assert_fault!(
        field(
            &(text("欄", "[20, 20, 60, 8]", "")
                + "\n]\nline = [\n{ from = [10, 24], to = [90, 24] },")
        ),
        9,
        Some("欄"),
        P::RuleThrough { line: 12 }
    );
    assert_fault!(
        fault("text = [\n{ text = \"長い見出し\", box = [20, 20, 10, 5], size = 10 },\n]"),
        8,
        Some("長い見出し"),
        P::TooSmall { .. }
    );
    assert_fault!(
        field(
            r#"{ name = "日", type = "wareki", value = "person.birth_date", size = 10.5, era = [20, 20, 9, 6], year = [30, 20, 3, 6], month = [40, 20, 6, 6], day = [50, 20, 6, 6] }"#
        ),
        9,
        Some("日"),
        P::TooSmall { .. }
    );
    // A ring that would cross its word.
    assert_fault!(
        field(
            r#"{ name = "性別", type = "circle", value = "person.sex", size = 10, options = [{ value = "male", text = "男性", box = [20, 20, 7.2, 6] }] }"#
        ),
        9,
        Some("性別"),
        P::TooSmall { .. }
    );
}

#[test]
fn faults_of_meaning() {
    let text = |name: &str, value: &str, y: u8| {
        format!(
            r#"{{ name = "{name}", type = "text", value = "{value}", box = [20, {y}, 60, 8], size = 10 }},"#
        )
    };
    let (line, name, problem) = field(&text("欄", "person.nmae", 20));
    assert_eq!((line, name.as_deref()), (9, Some("欄")));
    assert!(
        matches!(&problem, P::UnknownName { suggestion, .. } if suggestion == "person.name"),
        "{problem:?}"
    );
    assert_fault!(
        field(&text("欄", "request.copies", 20)),
        9,
        Some("欄"),
        P::UnknownName { .. }
    );
    assert_fault!(
        field(&text("欄", "person.birth_date", 20)),
        9,
        Some("欄"),
        P::UnfitName { .. }
    );
    assert_fault!(
        field(&(text("欄", "person.name", 20) + "\n" + &text("欄", "person.name", 40))),
        10,
        Some("欄"),
        P::Duplicate { first_line: 9, .. }
    );
    assert_fault!(
        field(
            r#"{ name = "性別", type = "circle", value = "person.sex", size = 10, options = [{ value = "man", text = "男", box = [20, 20, 9, 6] }] }"#
        ),
        9,
        Some("性別"),
        P::OptionMismatch { .. }
    );
    let ask = |name: &str, rest: &str| {
        format!("[[ask]]\nname = \"{name}\"\nlabel = {{ ja = \"問\", en = \"Q\" }}\n{rest}")
    };
    let copies = "kind = \"number\"\nmin = 1\nmax = 10";
    assert_fault!(
        fault(&format!("{NAME}\n{}", ask("request.copies", copies))),
        9,
        Some("request.copies"),
        P::NotPlaced { .. }
    );
    assert_fault!(
        fault(&format!("{NAME}\n{}", ask("copies", copies))),
        9,
        Some("copies"),
        P::UnknownName { .. }
    );
    let placed = r#"field = [{ name = "通数", type = "digits", value = "request.copies", box = [20, 20, 12, 8], count = 2, size = 12 }]"#;
    assert_fault!(
        fault(&format!(
            "{placed}\n{}",
            ask("request.copies", &format!("{copies}\ndefault = \"11\""))
        )),
        14,
        Some("request.copies"),
        P::BadDefault { .. }
    );
}

#[test]
fn questions_that_wait_for_each_other_are_refused() {
    let question = |name: &str, waits_for: &str| {
        format!(
            "[[ask]]\nname = \"{name}\"\nlabel = {{ ja = \"問\", en = \"Q\" }}\nkind = \"choice\"\noptions = [{{ value = \"a\", ja = \"あ\", en = \"a\" }}]\nwhen = {{ name = \"{waits_for}\", value = \"a\" }}\n"
        )
    };
    let both = question("request.one", "request.two") + &question("request.two", "request.one");
    assert_fault!(
        fault(&format!("{NAME}\n{both}")),
        9,
        Some("request.one"),
        P::AskedLater { .. }
    );
    assert_fault!(
        fault(&format!(
            "{NAME}\n{}",
            question("request.one", "request.one")
        )),
        9,
        Some("request.one"),
        P::AskedLater { .. }
    );
}

#[test]
fn several_faults_are_all_reported_in_order() {
    let errors = small_form("colour = 1\nfield = [{ name = \"欄\", type = \"text\" }]")
        .err()
        .unwrap();
    let lines: Vec<usize> = errors.iter().map(|error| error.line).collect();
    assert_eq!(lines.len(), 4, "{errors:#?}");
}

#[test]
fn a_folder_and_its_form_have_one_name_and_a_missing_file_says_so() {
    let dir = tempfile::tempdir().unwrap();
    let missing = FormDefinition::load(dir.path()).err().unwrap();
    assert!(matches!(missing[0].problem, P::Unreadable(_)));
    let other = dir.path().join("other-name");
    std::fs::create_dir(&other).unwrap();
    std::fs::copy(common::folder().join("form.toml"), other.join("form.toml")).unwrap();
    let errors = FormDefinition::load(&other).err().unwrap();
    assert!(matches!(&errors[0].problem, P::FolderName { folder, .. } if folder == "other-name"));
    assert_eq!(errors[0].line, 6);
}

#[test]
fn samples_with_a_fault_say_where() {
    let errors = Sample::parse_all("s.toml", "[[sample]]\nid = \"a\"\ntitle = { ja = \"あ\", en = \"a\" }\n[sample.values]\n\"person.name\" = 3").err().unwrap();
    assert_eq!((errors[0].line, errors[0].field.as_deref()), (5, Some("a")));
}

#[test]
fn every_error_has_a_code_of_its_own_and_says_everything_in_both_languages() {
    let advices = DefinitionError::every_error()
        .into_iter()
        .map(|e| e.advice())
        .chain(FieldProblem::every_error().into_iter().map(|e| e.advice()))
        .chain(FontError::every_error().into_iter().map(|e| e.advice()))
        .chain(PreviewError::every_error().into_iter().map(|e| e.advice()))
        .chain(
            CalibrationError::every_error()
                .into_iter()
                .map(|e| e.advice()),
        );
    let mut codes = std::collections::BTreeSet::new();
    for advice in advices {
        for text in [
            &advice.what.ja,
            &advice.what.en,
            &advice.next.ja,
            &advice.next.en,
        ] {
            assert!(
                !text.trim().is_empty() && !text.contains("{}"),
                "{}: {text}",
                advice.code
            );
        }
        assert!(codes.insert(advice.code), "{} twice", advice.code);
    }
    assert_eq!(codes.len(), 36 + 18 + 2 + 4 + 2);
}
