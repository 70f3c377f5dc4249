//! What a form wants to know, and several forms that ask for the same.

mod common;

use advice::Advise;
use common::small_form;
use paper::glossary::{self, Role, Source};
use paper::{AskedKind, Condition, FormDefinition, Wanted, check_together};

fn form(entries: &str) -> FormDefinition {
    small_form(entries).unwrap_or_else(|errors| panic!("{errors:#?}"))
}

const ENTRIES: &str = r#"
[[ask]]
name = "move.kind"
label = { ja = "異動の種類", en = "Kind of move" }
kind = "choice"
required = true
options = [{ value = "in", ja = "転入", en = "In" }, { value = "out", ja = "転出", en = "Out" }]
[[ask]]
name = "move.from"
label = { ja = "前の住所", en = "Former address" }
kind = "text"
max_chars = 100
default_from = "person.address"
required_when = { name = "move.kind", value = "in" }
[[ask]]
name = "member.school"
label = { ja = "学校", en = "School" }
kind = "text"
max_chars = 20
[[field]]
name = "種類"
type = "circle"
value = "move.kind"
size = 10
options = [{ value = "in", text = "転入", box = [20, 40, 14, 7] }, { value = "out", text = "転出", box = [40, 40, 14, 7] }]
[[field]]
name = "前の住所"
type = "text"
value = "move.from"
box = [20, 50, 100, 8]
size = 10
[[field]]
name = "電話"
type = "text"
value = "visitor.phone"
box = [20, 60, 60, 8]
size = 10
required = true
when = { name = "move.kind", value = "out" }
example = "000-0000-0000"
[[field]]
name = "氏名"
type = "text"
value = "person.name"
box = [20, 70, 60, 8]
size = 10
required = true
[[field]]
name = "控えの氏名"
type = "text"
value = "person.name"
box = [20, 80, 60, 8]
size = 10
editable = false
[[field]]
name = "日付"
type = "wareki"
value = "date.today"
box = [20, 90, 60, 8]
size = 10
[[rows]]
name = "家族"
who = "family"
count = 2
pitch = 10
when = { name = "member.relation", value = "child" }
[[rows.field]]
name = "学校"
type = "text"
value = "member.school"
box = [20, 100, 60, 8]
size = 10
"#;

#[test]
fn questions_come_first_and_then_the_data_of_the_glossary_each_once() {
    let wanted = form(ENTRIES).wanted();
    let names: Vec<&str> = wanted.iter().map(|wanted| wanted.name.as_str()).collect();
    assert_eq!(
        names,
        [
            "move.kind",
            "move.from",
            "member.school",
            "person.name",
            "person.address",
            "visitor.phone",
            "member.relation",
            "date.today"
        ]
    );
    let of = |name: &str| -> &Wanted { wanted.iter().find(|w| w.name == name).unwrap() };
    assert!(of("member.school").per_member && of("member.relation").per_member);
    assert_eq!(of("member.relation").source, Source::Person(Role::Member));
    assert!(
        matches!(&of("member.relation").kind, AskedKind::Choice { options } if options.len() == 8)
    );
    assert_eq!(of("visitor.phone").label.ja, "電話番号");
    assert_eq!(
        of("visitor.phone").example.as_deref(),
        Some("000-0000-0000")
    );
    assert!(!of("date.today").editable, "the day comes from the PC");
}

#[test]
fn a_value_is_required_by_its_question_or_by_a_field_it_goes_to() {
    let wanted = form(ENTRIES).wanted();
    let of = |name: &str| -> &Wanted { wanted.iter().find(|w| w.name == name).unwrap() };
    let chosen = |option: &str| {
        Some(Condition::Chosen {
            name: "move.kind".into(),
            any: vec![option.into()],
        })
    };
    assert!(of("person.name").required, "one of its two fields needs it");
    assert!(
        !of("person.name").editable,
        "one of its two fields forbids it"
    );
    assert_eq!(
        (of("move.from").required, &of("move.from").required_when),
        (false, &chosen("in"))
    );
    assert_eq!(
        of("move.from").default_from.as_deref(),
        Some("person.address")
    );
    let phone = of("visitor.phone");
    assert_eq!(
        (phone.required, &phone.required_when, &phone.when),
        (false, &chosen("out"), &chosen("out"))
    );
    assert!(!of("person.address").required, "it only helps another one");
}

#[test]
fn a_default_comes_from_another_value_until_something_is_answered() {
    let form = form(ENTRIES);
    let mut values = common::values([("person.address", "みほん県かざし市")]);
    assert_eq!(form.value(&values, "move.from"), Some("みほん県かざし市"));
    values.insert("move.from", "みほん県となり市");
    assert_eq!(form.value(&values, "move.from"), Some("みほん県となり市"));
}

#[test]
fn the_glossary_calls_a_datum_by_its_name_and_knows_where_it_comes_from() {
    let kana = glossary::entry("agent.kana").unwrap();
    assert_eq!(
        (kana.label.ja.as_str(), kana.label.en.as_str()),
        ("フリガナ", "Reading")
    );
    assert_eq!(kana.source, Source::Person(Role::Agent));
    assert_eq!(
        glossary::entry("member.12.name").unwrap().source,
        Source::Person(Role::Member)
    );
    assert_eq!(glossary::entry("city.mayor").unwrap().source, Source::City);
    assert_eq!(
        glossary::entry("visitor.role").unwrap().source,
        Source::Derived
    );
    for unknown in [
        "person.shoe",
        "move.kind",
        "person",
        "member.0.name",
        "member.2.3.name",
    ] {
        assert!(glossary::entry(unknown).is_none(), "{unknown}");
    }
    assert!(glossary::is_for_one_form("request.copies") && !glossary::is_for_one_form("move.kind"));
}

#[test]
fn a_shared_name_is_asked_in_one_way() {
    let ask = |name: &str, options: &str| {
        form(&format!(
            "[[ask]]\nname = \"{name}\"\nlabel = {{ ja = \"種類\", en = \"Kind\" }}\nkind = \"choice\"\noptions = [{options}]\n[[field]]\nname = \"種類\"\ntype = \"text\"\nshow = \"label\"\nvalue = \"{name}\"\nbox = [20, 20, 60, 8]\nsize = 9\n"
        ))
    };
    let (a, b) = (
        r#"{ value = "in", ja = "転入", en = "In" }"#,
        r#"{ value = "out", ja = "転出", en = "Out" }"#,
    );
    let both = ask("move.kind", &format!("{a}, {b}"));
    let turned = ask("move.kind", &format!("{b}, {a}"));
    let one = ask("move.kind", a);
    assert!(check_together(&[&both, &turned]).is_empty());
    let errors = check_together(&[&both, &turned, &one]);
    assert_eq!(errors.len(), 1, "{errors:?}");
    assert_eq!(
        (errors[0].line, errors[0].field.as_deref()),
        (8, Some("move.kind"))
    );
    assert_eq!(errors[0].advice().code, "form-asked-otherwise");
    let own = |options: &str| ask("request.kind", options);
    assert!(
        check_together(&[&own(a), &own(b)]).is_empty(),
        "each form's own"
    );
}
