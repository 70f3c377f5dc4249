//! Conditions: each kind, alone and together.

mod common;

use common::{small_form, values};
use paper::FormDefinition;

/// A form whose last question waits for the condition.
fn form(when: &str) -> FormDefinition {
    small_form(&format!(
        r#"
[[ask]]
name = "request.items"
label = {{ ja = "事項", en = "Items" }}
kind = "choices"
options = [{{ value = "a", ja = "あ", en = "A" }}, {{ value = "b", ja = "い", en = "B" }}, {{ value = "c", ja = "う", en = "C" }}]
[[ask]]
name = "request.note"
label = {{ ja = "備考", en = "Note" }}
kind = "text"
max_chars = 10
when = {when}
[[field]]
name = "事項"
type = "tick"
value = "request.items"
size = 9
options = [{{ value = "a", text = "あ", box = [20, 20, 4, 4] }}, {{ value = "b", text = "い", box = [40, 20, 4, 4] }}, {{ value = "c", text = "う", box = [60, 20, 4, 4] }}]
[[field]]
name = "備考"
type = "text"
value = "request.note"
box = [20, 40, 60, 8]
size = 10
"#
    ))
    .unwrap_or_else(|errors| panic!("{errors:#?}"))
}

fn asked<const N: usize>(when: &str, pairs: [(&str, &str); N]) -> bool {
    form(when).is_asked(&values(pairs), "request.note")
}

#[test]
fn options_that_are_chosen_or_not() {
    for (when, answer, holds) in [
        (r#"{ name = "request.items", value = "a" }"#, "b,a", true),
        (r#"{ name = "request.items", value = "a" }"#, "b", false),
        (
            r#"{ name = "request.items", any = ["a", "b"] }"#,
            "b,c",
            true,
        ),
        (
            r#"{ name = "request.items", any = ["a", "b"] }"#,
            "c",
            false,
        ),
        (r#"{ name = "request.items", any = ["a", "b"] }"#, "", false),
        (r#"{ name = "request.items", not = ["a", "b"] }"#, "c", true),
        (
            r#"{ name = "request.items", not = ["a", "b"] }"#,
            "c,a",
            false,
        ),
        (r#"{ name = "request.items", not = ["a", "b"] }"#, "", true),
    ] {
        let found = asked(when, [("request.items", answer)]);
        assert_eq!(found, holds, "{when} with {answer}");
    }
}

#[test]
fn a_value_that_is_there_or_not() {
    let filled = r#"{ name = "person.phone", filled = true }"#;
    let empty = r#"{ name = "person.phone", filled = false }"#;
    assert!(asked(filled, [("person.phone", "000-0000")]));
    assert!(!asked(filled, [("person.phone", " ")]), "a blank is none");
    assert!(!asked(empty, [("person.phone", "000-0000")]));
    assert!(asked(empty, []));
}

#[test]
fn an_age_counts_birthdays_up_to_today() {
    let child = r#"{ name = "person.birth_date", age_to = 14 }"#;
    let working = r#"{ name = "person.birth_date", age_from = 15, age_to = 64 }"#;
    for (born, is_child, is_working) in [
        ("2011-11-22", true, false),
        ("2011-11-21", false, true),
        ("平成23年11月22日", true, false),
        ("1961-11-22", false, true),
        ("1961-11-21", false, false),
        ("2026-11-21", true, false),
        ("2026-11-22", false, false),
        // Only the year is known: 14 or 15 in 2011, surely 16 in 2010.
        ("2011-00-00", false, false),
        ("2010-00-00", false, true),
        ("unknown", false, false),
    ] {
        let values = [("person.birth_date", born), ("date.today", "2026-11-21")];
        assert_eq!(asked(child, values), is_child, "child born {born}");
        assert_eq!(asked(working, values), is_working, "working, born {born}");
    }
    assert!(
        !asked(child, [("person.birth_date", "2020-01-01")]),
        "without a day there is no age"
    );
}

#[test]
fn born_on_the_leap_day_the_year_is_full_on_the_first_of_march() {
    let adult = r#"{ name = "person.birth_date", age_from = 18 }"#;
    let on = |today| {
        asked(
            adult,
            [("person.birth_date", "2008-02-29"), ("date.today", today)],
        )
    };
    assert!(!on("2026-02-28"));
    assert!(on("2026-03-01"));
}

#[test]
fn a_list_holds_when_all_do_and_either_when_one_does() {
    let both =
        r#"[{ name = "request.items", value = "a" }, { name = "person.phone", filled = true }]"#;
    let one = r#"{ either = [{ name = "request.items", value = "a" }, { name = "person.phone", filled = true }] }"#;
    for (items, phone, all, any) in [
        ("a", "000", true, true),
        ("a", "", false, true),
        ("b", "000", false, true),
        ("b", "", false, false),
    ] {
        let values = [("request.items", items), ("person.phone", phone)];
        assert_eq!(asked(both, values), all, "{items} {phone}");
        assert_eq!(asked(one, values), any, "{items} {phone}");
    }
}

#[test]
fn a_condition_tells_the_names_it_looks_at() {
    let form = form(
        r#"[{ either = [{ name = "request.items", value = "a" }, { name = "person.phone", filled = true }] }, { name = "person.birth_date", age_from = 18 }]"#,
    );
    let condition = form.asked()[1].when.as_ref().unwrap();
    assert_eq!(
        condition.names(),
        ["request.items", "person.phone", "person.birth_date"]
    );
}
