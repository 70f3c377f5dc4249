//! A form says which desk uses it, and may place that desk's names alone.
#![allow(clippy::unwrap_used, reason = "a test stops where it goes wrong")]

mod common;

use common::small_form;
use paper::{DefinitionProblem as P, FormDesk, glossary, known_names, known_names_at};

const NUMBER: &str = "[[field]]\nname = \"番号\"\ntype = \"text\"\nvalue = \"evacuee.number\"\nbox = [20, 20, 60, 8]\nsize = 9\n";
const TICKS: &str = "[[field]]\nname = \"配慮\"\ntype = \"tick\"\nvalue = \"evacuee.care\"\nsize = 9\noptions = [{ value = \"alg\", text = \"あ\", box = [20, 40, 4, 4] }]\n";

fn problems(entries: &str) -> Vec<P> {
    let errors = small_form(entries).err().unwrap_or_default();
    errors.into_iter().map(|error| error.problem).collect()
}

#[test]
fn a_form_that_says_nothing_is_of_the_counter() {
    assert_eq!(small_form("").ok().unwrap().desk(), FormDesk::Counter);
    assert_eq!(
        small_form("desk = \"counter\"\n").ok().unwrap().desk(),
        FormDesk::Counter
    );
    let shelter = small_form(&format!("desk = \"shelter\"\n{NUMBER}{TICKS}"));
    assert_eq!(shelter.ok().unwrap().desk(), FormDesk::Shelter);
    assert!(matches!(
        problems("desk = \"harbour\"\n").as_slice(),
        [P::NotAllowed { key, .. }] if key == "desk"
    ));
}

#[test]
fn names_of_the_shelter_are_unknown_to_forms_of_the_counter() {
    for (entries, unknown) in [(NUMBER, "evacuee.number"), (TICKS, "evacuee.care")] {
        assert!(matches!(
            problems(entries).as_slice(),
            [P::UnknownName { name, suggestion }]
                if name == unknown && glossary::only_at(suggestion).is_none()
        ));
    }
    let when = NUMBER.replace(
        "value = \"evacuee.number\"",
        "value = \"person.name\"\nwhen = { name = \"evacuee.number\", filled = true }",
    );
    assert_eq!(problems(&when).len(), 1);
    assert!(problems(&format!("desk = \"shelter\"\n{when}")).is_empty());
}

#[test]
fn a_form_of_the_shelter_asks_nothing() {
    let ask = "[[ask]]\nname = \"request.a\"\nlabel = { ja = \"あ\", en = \"A\" }\nkind = \"date\"\n[[field]]\nname = \"日\"\ntype = \"wareki\"\nvalue = \"request.a\"\nbox = [20, 20, 60, 8]\nsize = 9\n";
    assert!(problems(ask).is_empty());
    assert!(matches!(
        problems(&format!("desk = \"shelter\"\n{ask}")).as_slice(),
        [P::NotAllowed { key, .. }] if key == "ask"
    ));
}

#[test]
fn a_form_of_the_counter_may_ask_by_a_name_that_the_shelter_has_too() {
    for name in ["report.status", "evacuee.number", "member.place"] {
        let ask = format!(
            "[[ask]]\nname = \"{name}\"\nlabel = {{ ja = \"あ\", en = \"A\" }}\nkind = \"choice\"\noptions = [{{ value = \"a\", ja = \"あ\", en = \"A\" }}]\n"
        );
        let field = format!(
            "name = \"欄\"\ntype = \"text\"\nvalue = \"{name}\"\nshow = \"label\"\nbox = [20, 20, 60, 8]\nsize = 9\n"
        );
        let placed = if glossary::is_of_member(name) {
            format!(
                "[[rows]]\nname = \"行\"\nwho = \"everyone\"\ncount = 2\npitch = 10\n[[rows.field]]\n{field}"
            )
        } else {
            format!("[[field]]\n{field}")
        };
        let form = small_form(&format!("{ask}{placed}")).unwrap_or_else(|errors| {
            panic!("{name}: {:?}", errors[0].problem);
        });
        let stored = glossary::of_member(name, 1);
        let values = common::values([(stored.as_str(), "a"), ("member.1.name", "見本")]);
        let problems = paper::check_values(&form, &values, &common::FONTS);
        assert!(problems.is_empty(), "{name}: {problems:?}");
        assert_eq!(form.wanted()[0].source, glossary::Source::Asked, "{name}");
    }
}

#[test]
fn each_desk_knows_its_names_once() {
    let shared: Vec<String> = known_names().map(|(name, _)| name).collect();
    let counter: Vec<String> = known_names_at(FormDesk::Counter)
        .map(|(name, _)| name)
        .collect();
    assert_eq!(shared, counter);
    let mut shelter: Vec<String> = known_names_at(FormDesk::Shelter)
        .map(|(name, _)| name)
        .collect();
    assert!(shelter.starts_with(&shared));
    for name in &shelter[shared.len()..] {
        assert_eq!(glossary::only_at(name), Some(FormDesk::Shelter), "{name}");
        assert!(glossary::entry(name).is_some(), "{name}");
    }
    let all = shelter.len();
    shelter.sort();
    shelter.dedup();
    assert_eq!(shelter.len(), all);
    // The person of a row is known by number too.
    assert_eq!(
        glossary::only_at("member.12.token"),
        Some(FormDesk::Shelter)
    );
    assert_eq!(glossary::only_at("member.12.name"), None);
}

#[test]
fn the_polling_desk_has_names_that_no_other_desk_has() {
    let reason = "[[field]]\nname = \"事由\"\ntype = \"tick\"\nvalue = \"slip.reason\"\nsize = 9\noptions = [{ value = \"6\", text = \"あ\", box = [20, 40, 4, 4] }]\n";
    let polling = small_form(&format!("desk = \"polling\"\n{reason}"));
    assert_eq!(polling.ok().unwrap().desk(), FormDesk::Polling);
    for desk in ["counter", "shelter"] {
        assert!(matches!(
            problems(&format!("desk = \"{desk}\"\n{reason}")).as_slice(),
            [P::UnknownName { name, .. }] if name == "slip.reason"
        ));
    }
    assert!(matches!(
        problems(&format!("desk = \"polling\"\n{NUMBER}")).as_slice(),
        [P::UnknownName { .. }]
    ));
    let shelter = known_names_at(FormDesk::Shelter).map(|(name, _)| name);
    let polling: Vec<String> = known_names_at(FormDesk::Polling)
        .map(|(name, _)| name)
        .collect();
    let shared = known_names().count();
    assert!(polling.len() > shared + 20);
    for name in shelter.skip(shared) {
        assert!(!polling.contains(&name), "{name}");
    }
    for name in &polling[shared..] {
        assert_eq!(glossary::only_at(name), Some(FormDesk::Polling), "{name}");
    }
}

#[test]
fn a_stamp_lies_under_every_kind_of_print_and_no_form_has_to_place_it() {
    let form = small_form("").ok().unwrap();
    // Slanted letters are read one by one.
    let text_of = |pdf: &[u8]| -> String { common::text_of(pdf).split_whitespace().collect() };
    let values = common::values([(glossary::STAMP, "訓練")]);
    for mode in [paper::PrintMode::Whole, paper::PrintMode::ValuesOnly] {
        let placement = paper::Placement::default();
        let print = paper::Print {
            mode: Some(mode),
            placement: &placement,
        };
        let pdf = paper::render(&form, &values, &common::FONTS, print).unwrap();
        assert!(text_of(&pdf).contains("訓練"), "{mode:?}");
    }
    let without = paper::render(
        &form,
        &common::values([]),
        &common::FONTS,
        &paper::Placement::default(),
    )
    .unwrap();
    assert!(!text_of(&without).contains("訓練"));
    let missing = common::values([(glossary::STAMP, "\u{10FFFD}")]);
    let problems = paper::check_values(&form, &missing, &common::FONTS);
    assert!(matches!(problems.as_slice(), [problem] if problem.is_fatal()));
}
