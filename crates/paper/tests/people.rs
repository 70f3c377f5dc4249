//! Whose data a name means: the visitor, the spouse, the people of the rows.

mod common;

use common::{FONTS, Raster, pdf_of, run, small_form, text_of, values};
use paper::{FormDefinition, ProblemKind, Values, Who, check_values, page_count};

const HOUSEHOLD: &str = r#"
pages = 2
text = [{ text = "二枚目", box = [20, 20, 40, 6], size = 10, page = 2 }]

[[ask]]
name = "member.school"
label = { ja = "学校", en = "School" }
kind = "text"
max_chars = 20
required = true
when = { name = "member.relation", value = "child" }

[[field]]
name = "届出人"
type = "text"
value = "visitor.name"
required = true
box = [20, 20, 80, 8]
size = 11

[[rows]]
name = "異動する方"
who = "everyone"
count = 3
pitch = 12
text = [{ text = "氏名", box = [20, 101, 12, 6], size = 9 }]
frame = [{ box = [19, 100, 170, 12], width = 0.5 }]
[[rows.field]]
name = "氏名"
type = "text"
value = "member.name"
box = [40, 101, 60, 8]
size = 11
[[rows.field]]
name = "続柄"
type = "text"
value = "member.relation"
box = [105, 101, 25, 8]
size = 10
show = "label"
[[rows.field]]
name = "学校"
type = "text"
value = "member.school"
box = [135, 101, 50, 8]
size = 10
"#;

fn form() -> FormDefinition {
    small_form(HOUSEHOLD).unwrap_or_else(|errors| panic!("{errors:#?}"))
}

/// An invented family of so many: a head, a spouse, and children.
fn family(count: u32) -> Values {
    let mut values = values([
        ("person.name", "見本一郎"),
        ("person.birth_date", "1980-03-02"),
    ]);
    for number in 1..=count {
        let (name, relation) = match number {
            1 => ("見本一郎".to_owned(), "head"),
            2 => ("見本花子".to_owned(), "spouse"),
            _ => (format!("見本{number}子"), "child"),
        };
        values.insert(format!("member.{number}.name"), name);
        values.insert(format!("member.{number}.relation"), relation);
        if relation == "child" {
            values.insert(format!("member.{number}.school"), "かざし小");
        }
    }
    values.insert("member.1.birth_date", "1980-03-02");
    values
}

#[test]
fn each_person_has_a_row_at_its_place() {
    let pdf = pdf_of(&form(), &family(2));
    assert_eq!(page_count(&pdf), Ok(2));
    let raster = Raster::by_poppler(&pdf, 200);
    for (row, has_name) in [(0.0, true), (1.0, true), (2.0, false)] {
        let y = 100.0 + 12.0 * row;
        let word = raster.ink_in([20.0, y + 0.6, 12.0, 7.0]);
        assert!(word.is_some(), "the printed word of row {row}");
        let name = raster.ink_in([40.0, y + 0.6, 60.0, 10.0]);
        assert_eq!(name.is_some(), has_name, "row {row}");
    }
}

#[test]
fn more_people_than_rows_make_the_page_come_again_and_every_sheet_is_counted() {
    let pdf = pdf_of(&form(), &family(7));
    assert_eq!(page_count(&pdf), Ok(4), "three times page 1, once page 2");
    let page = |number: &str| {
        let arguments = ["-raw", "-f", number, "-l", number];
        String::from_utf8(run(&pdf, "pdftotext", &arguments, &["-"])).unwrap()
    };
    for (number, here, not_here) in [
        ("1", "見本3子", "見本4子"),
        ("2", "見本6子", "見本3子"),
        ("3", "見本7子", "見本6子"),
        ("4", "二枚目", "見本7子"),
    ] {
        let text = page(number);
        assert!(text.contains(here) && !text.contains(not_here), "{text}");
        assert!(text.contains(&format!("test 1 {number}／4")), "{text}");
    }
    assert!(page("3").contains("届出人") || page("3").contains("見本一郎"));
}

#[test]
fn a_question_of_each_person_is_missed_by_each() {
    let mut values = family(4);
    values.insert("member.4.school", "");
    let problems = check_values(&form(), &values, &FONTS);
    assert_eq!(problems.len(), 1, "{problems:?}");
    assert_eq!(problems[0].value.as_deref(), Some("member.4.school"));
    assert_eq!(problems[0].kind, ProblemKind::MissingRequired);
    values.leave_for_hand("member.4.school");
    assert!(check_values(&form(), &values, &FONTS).is_empty());
}

#[test]
fn rows_take_the_people_put_there_else_those_they_are_for() {
    let children = HOUSEHOLD.replace(
        "who = \"everyone\"",
        "who = \"family\"\nwhen = { name = \"member.relation\", value = \"child\" }",
    );
    let family_only = HOUSEHOLD.replace("\"everyone\"", "\"family\"");
    let people = |source: &str, values: &Values| {
        let form = small_form(source).unwrap_or_else(|errors| panic!("{errors:#?}"));
        form.people(values, &form.rows()[0])
    };
    let mut values = family(4);
    assert_eq!(people(HOUSEHOLD, &values), [1, 2, 3, 4]);
    assert_eq!(
        people(&family_only, &values),
        [2, 3, 4],
        "not the applicant"
    );
    assert_eq!(people(&children, &values), [3, 4]);
    values.put_in_rows("異動する方", vec![4, 2]);
    assert_eq!(people(&children, &values), [4, 2]);
    let form = form();
    let rows = &form.rows()[0];
    assert_eq!(
        (rows.name.as_str(), rows.who, rows.count),
        ("異動する方", Who::Everyone, 3)
    );
}

#[test]
fn the_visitor_is_the_agent_when_there_is_one() {
    let form = form();
    let mut values = family(2);
    assert_eq!(form.value(&values, "visitor.name"), Some("見本一郎"));
    assert_eq!(form.value(&values, "visitor.role"), Some("self"));
    assert_eq!(form.value(&values, "spouse.name"), Some("見本花子"));
    values.insert("agent.name", "代理太郎");
    assert_eq!(form.value(&values, "visitor.name"), Some("代理太郎"));
    assert_eq!(form.value(&values, "visitor.role"), Some("agent"));
    assert!(text_of(&pdf_of(&form, &values)).contains("代理太郎"));
    values.insert("visitor.role", "self");
    assert_eq!(form.value(&values, "visitor.name"), Some("見本一郎"));
    values.leave_for_hand("person.name");
    assert_eq!(form.value(&values, "visitor.name"), None);
    assert!(check_values(&form, &values, &FONTS).is_empty());
}
