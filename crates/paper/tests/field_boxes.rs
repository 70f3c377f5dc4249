//! The boxes that a window marks on a picture of the form.

#[path = "common/mod.rs"]
mod common;

use common::{FONTS, sample, small_form, values};
use paper::{FormDefinition, Placement, draw, page_count, render};

const ROWS: &str = r#"
[[rows]]
name = "家族"
who = "family"
count = 2
pitch = 12.0

[[rows.field]]
name = "氏名"
type = "text"
value = "member.name"
box = [20, 100, 60, 8]
size = 11
"#;

#[test]
fn each_person_has_a_box_on_the_sheet_and_in_the_row_that_is_printed() {
    let form = small_form(ROWS).unwrap();
    let values = values([
        ("member.1.name", "甲"),
        ("member.2.name", "乙"),
        ("member.3.name", "丙"),
    ]);
    let boxes = form.boxes(&values);
    let told: Vec<_> = boxes
        .iter()
        .map(|each| (each.sheet, each.rect.y, each.value.as_deref().unwrap()))
        .collect();
    assert_eq!(
        told,
        [
            (0, 100.0, "member.1.name"),
            (0, 112.0, "member.2.name"),
            (1, 100.0, "member.3.name"),
        ]
    );
    let pdf = render(&form, &values, &FONTS, &Placement::default()).unwrap();
    assert_eq!(page_count(&pdf).unwrap(), 2);
}

#[test]
fn a_field_that_is_not_wanted_has_no_box_and_a_date_has_one_for_each_part() {
    let form = common::form();
    let boxes = form.boxes(&sample("ordinary"));
    let of = |field: &str| boxes.iter().filter(|each| each.field == field).count();
    assert_eq!(of("窓口に来た方の生年月日"), 5 + 3);
    assert_eq!(of("使いみちの内容"), 0);
    assert_eq!(of("署名"), 1);
    let signature = boxes.iter().find(|each| each.field == "署名").unwrap();
    assert_eq!(signature.value, None);
}

#[test]
fn a_form_whose_boxes_overlap_is_drawn_for_its_designer_and_refused_otherwise() {
    let text = std::fs::read_to_string(common::folder().join("form.toml")).unwrap();
    let broken = text.replace("box = [46, 208.5, 146, 7]", "box = [46, 199, 146, 7]");
    assert_ne!(text, broken);
    assert!(FormDefinition::parse("form.toml", &broken).is_err());
    let (form, errors) = FormDefinition::parse_draft("form.toml", &broken);
    assert!(!errors.is_empty());
    let mut values = sample("ordinary");
    values.insert("visitor.name", "\u{E000}");
    let drawing = draw(&form.unwrap(), &values, &FONTS).unwrap_or_else(|_| panic!("not drawn"));
    assert_eq!(page_count(&drawing.pdf).unwrap(), 1);
    assert!(drawing.problems.iter().any(paper::FieldProblem::is_fatal));
}
