//! Guides by themselves: broken ones with line, field and sentence; the course of a conversation; the schema.

use std::collections::BTreeMap;
use std::path::Path;

use advice::Advise;
use paper::{
    Course, DefinitionError, DefinitionProblem as P, FormDefinition, Guide, GuideProblem as G,
};

/// Six lines that every guide begins with; what follows starts on line 7.
const HEAD: &str = "format = 1\nid = \"test\"\norder = 1\ntitle = { ja = \"試験\", en = \"Test\" }\neasy = \"しけん\"\nbasis = \"なし\"\n";

/// A question with yes and no, in one line.
fn question(name: &str, more: &str) -> String {
    format!(
        "[[question]]\nname = \"{name}\"\nlabel = {{ ja = \"問\", en = \"Q\" }}\nkind = \"choice\"\noptions = [{{ value = \"yes\", ja = \"はい\", en = \"Yes\" }}, {{ value = \"no\", ja = \"いいえ\", en = \"No\" }}]\n{more}\n"
    )
}

fn procedure(id: &str, more: &str) -> String {
    format!(
        "[[procedure]]\nid = \"{id}\"\ntitle = {{ ja = \"手続き\", en = \"P\" }}\nwindow = {{ ja = \"窓口\", en = \"W\" }}\n{more}\n"
    )
}

fn parse(parts: &[String]) -> Result<Guide, Vec<DefinitionError>> {
    Guide::parse("test.toml", &format!("{HEAD}{}", parts.concat()))
}

fn sound(parts: &[String]) -> Guide {
    parse(parts).unwrap_or_else(|errors| panic!("{errors:#?}"))
}

/// Line and field of the only fault, and what it is; its sentence names the line.
#[track_caller]
fn only(errors: Vec<DefinitionError>) -> (usize, Option<String>, P) {
    assert_eq!(errors.len(), 1, "{errors:#?}");
    let error = errors.into_iter().next().expect("counted");
    let sentence = error.sentence();
    assert!(
        sentence.ja.contains(&format!("test.toml {}行", error.line)),
        "{}",
        sentence.ja
    );
    assert!(
        sentence.en.contains(&format!("test.toml:{}:", error.line)),
        "{}",
        sentence.en
    );
    (error.line, error.field, error.problem)
}

#[track_caller]
fn fault(parts: &[String]) -> (usize, Option<String>, P) {
    only(parse(parts).err().expect("a fault"))
}

macro_rules! assert_fault {
    ($found:expr, $line:expr, $field:expr, $problem:pat) => {{
        let (line, field, problem) = $found;
        assert_eq!((line, field.as_deref()), ($line, $field), "{problem:?}");
        assert!(matches!(problem, $problem), "{problem:?}");
    }};
}

fn course<'g>(guide: &'g Guide, answers: &[(&str, &str)]) -> Course<'g> {
    let answers: BTreeMap<&str, &str> = answers.iter().copied().collect();
    guide.course(&|name| answers.get(name).copied())
}

fn ids<'g>(course: &Course<'g>) -> Vec<&'g str> {
    course
        .procedures
        .iter()
        .map(|procedure| procedure.id.as_str())
        .collect()
}

#[test]
fn faults_of_shape_name_line_and_field() {
    let whole = procedure("p", "");
    for (key, line) in [
        ("format", 1),
        ("id", 1),
        ("order", 1),
        ("title", 1),
        ("easy", 1),
        ("basis", 1),
    ] {
        let rest: String = HEAD
            .split_inclusive('\n')
            .filter(|line| !line.starts_with(key))
            .collect();
        let errors = Guide::parse("test.toml", &format!("{rest}{whole}"))
            .err()
            .expect("a fault");
        let missing = errors
            .iter()
            .find(|e| matches!(&e.problem, P::MissingKey { key: k } if k == key));
        assert_eq!(missing.map(|e| e.line), Some(line), "{key}: {errors:?}");
    }
    let blank = format!("{HEAD}{whole}").replacen("easy = \"しけん\"", "easy = \"　\"", 1);
    assert_fault!(
        only(Guide::parse("test.toml", &blank).err().expect("a fault")),
        5,
        None,
        P::MissingKey { .. }
    );
    assert_fault!(fault(&[]), 1, None, P::MissingKey { .. });
    assert_fault!(
        fault(&[procedure("p", "colour = 1")]),
        11,
        Some("p"),
        P::UnknownKey { .. }
    );
    assert_fault!(
        fault(&[procedure("p", "within_days = 0")]),
        11,
        Some("p"),
        P::OutOfRange { .. }
    );
    assert_fault!(
        fault(&[procedure("p", "forms = \"a\"")]),
        11,
        Some("p"),
        P::WrongType { .. }
    );
    assert_fault!(
        fault(&[procedure("p", "bring = [{ ja = \"印鑑\" }]")]),
        11,
        Some("p"),
        P::MissingKey { .. }
    );
    assert_fault!(fault(&[procedure("P", "")]), 8, None, P::NotAllowed { .. });
    assert_fault!(
        fault(&[question("move.a", "default = \"yes\""), procedure("p", "")]),
        12,
        Some("move.a"),
        P::UnknownKey { .. }
    );
    let old = Guide::parse("test.toml", "format = 2")
        .err()
        .expect("a fault");
    assert_fault!(only(old), 1, None, P::Format(_));
}

#[test]
fn names_that_no_two_forms_share_are_refused() {
    for name in ["request.copies", "member.school"] {
        let found = fault(&[question(name, ""), procedure("p", "")]);
        assert_fault!(found, 8, Some(name), P::Guide(G::NotShared { .. }));
    }
}

#[test]
fn faults_of_meaning_name_line_and_field() {
    let (a, b) = (question("move.a", ""), question("move.b", ""));
    let when =
        |name: &str, value: &str| format!("when = {{ name = \"{name}\", value = \"{value}\" }}");

    assert_fault!(
        fault(&[a.clone(), a.clone(), procedure("p", "")]),
        14,
        Some("move.a"),
        P::Duplicate { .. }
    );
    assert_fault!(
        fault(&[procedure("p", ""), procedure("p", "")]),
        13,
        Some("p"),
        P::Duplicate { .. }
    );
    let set = "[[set]]\nname = \"move.a\"\nvalue = \"yes\"\n".to_owned();
    assert_fault!(
        fault(&[a.clone(), set, procedure("p", "")]),
        14,
        Some("move.a"),
        P::Duplicate { .. }
    );

    let waits = question("move.a", &when("move.b", "yes"));
    assert_fault!(
        fault(&[waits, b, procedure("p", "")]),
        12,
        Some("move.a"),
        P::AskedLater { .. }
    );
    let itself = question("move.a", &when("move.a", "yes"));
    assert_fault!(
        fault(&[itself, procedure("p", "")]),
        12,
        Some("move.a"),
        P::AskedLater { .. }
    );

    let (line, _, problem) = fault(&[a.clone(), procedure("p", &when("move.aa", "yes"))]);
    assert_eq!(line, 17);
    assert!(matches!(problem, P::UnknownName { suggestion, .. } if suggestion == "move.a"));
    let (line, field, problem) = fault(&[a.clone(), procedure("p", &when("move.a", "maybe"))]);
    assert_eq!((line, field.as_deref()), (17, Some("p")));
    assert!(
        matches!(problem, P::OptionMismatch { value, expected } if value == "maybe" && expected == "yes, no")
    );
    let age = "when = { name = \"move.a\", age_from = 20 }";
    assert_fault!(
        fault(&[a, procedure("p", age)]),
        17,
        Some("p"),
        P::UnfitName { .. }
    );
}

#[test]
fn what_no_answers_lead_to_is_found() {
    let a = question("move.a", "");
    let never =
        "when = [{ name = \"move.a\", value = \"yes\" }, { name = \"move.a\", value = \"no\" }]";
    assert_fault!(
        fault(&[a.clone(), procedure("p", never)]),
        17,
        Some("p"),
        P::Guide(G::NeverHolds { .. })
    );

    // Asked only after a no, needed only after a yes.
    let b = question("move.b", "when = { name = \"move.a\", value = \"no\" }");
    let both =
        "when = [{ name = \"move.a\", value = \"yes\" }, { name = \"move.b\", value = \"yes\" }]";
    assert_fault!(
        fault(&[a.clone(), b.clone(), procedure("p", both)]),
        23,
        Some("p"),
        P::Guide(G::NeverHolds { .. })
    );

    let neither =
        "when = [{ name = \"move.a\", not = [\"yes\"] }, { name = \"move.b\", filled = false }]";
    assert_fault!(
        fault(&[a.clone(), b.clone(), procedure("p", neither)]),
        23,
        Some("p"),
        P::Guide(G::NeverHolds { .. })
    );
    let either = "when = { either = [{ name = \"move.a\", value = \"yes\" }, { name = \"move.b\", value = \"yes\" }] }";
    assert!(parse(&[a, b, procedure("p", either)]).is_ok());

    let born = "[[question]]\nname = \"move.born\"\nlabel = { ja = \"生\", en = \"B\" }\nkind = \"date\"\n".to_owned();
    let old =
        "when = [{ name = \"move.born\", age_from = 65 }, { name = \"move.born\", age_to = 64 }]";
    assert_fault!(
        fault(&[born.clone(), procedure("p", old)]),
        15,
        Some("p"),
        P::Guide(G::NeverHolds { .. })
    );
    let narrow =
        "when = [{ name = \"move.born\", age_from = 65 }, { name = \"move.born\", age_to = 65 }]";
    assert!(parse(&[born, procedure("p", narrow)]).is_ok());
}

/// A form that asks for a shared name, and places it.
fn form(id: &str, ask: &str) -> FormDefinition {
    let text = format!(
        "format = 1\nid = \"{id}\"\nversion = \"1\"\ntitle = {{ ja = \"様式\", en = \"Form\" }}\nbasis = \"なし\"\npaper = \"A4\"\n{ask}"
    );
    FormDefinition::parse("form.toml", &text).unwrap_or_else(|errors| panic!("{errors:#?}"))
}

const ASK_KIND: &str = "[[ask]]\nname = \"move.kind\"\nlabel = { ja = \"種類\", en = \"Kind\" }\nkind = \"choice\"\noptions = [{ value = \"in\", ja = \"転入\", en = \"In\" }, { value = \"out\", ja = \"転出\", en = \"Out\" }]\n[[field]]\nname = \"種類\"\ntype = \"circle\"\nvalue = \"move.kind\"\nsize = 9\noptions = [{ value = \"in\", text = \"転入\", box = [20, 20, 20, 6] }, { value = \"out\", text = \"転出\", box = [50, 20, 20, 6] }]\n";

#[test]
fn beside_the_forms_each_fault_is_found_at_its_line() {
    let ido = form("ido", ASK_KIND);
    let forms = [&ido];
    let beside = |parts: &[String]| sound(parts).check_beside(&["ido", "broken"], &forms, &[]);
    let leads = procedure("p", "forms = [\"ido\"]");
    let set = |value: &str| format!("[[set]]\nname = \"move.kind\"\nvalue = \"{value}\"\n");

    assert!(beside(&[set("in"), leads.clone()]).is_empty());
    assert_fault!(
        only(beside(&[set("within"), leads.clone()])),
        8,
        Some("move.kind"),
        P::OptionMismatch { .. }
    );
    let (line, _, problem) = only(beside(&[procedure("p", "forms = [\"ido\", \"idoo\"]")]));
    assert_eq!(line, 11);
    assert!(matches!(problem, P::Guide(G::UnknownForm { suggestion, .. }) if suggestion == "ido"));

    let idle = question("move.idle", "");
    assert_fault!(
        only(beside(&[idle.clone(), leads.clone()])),
        8,
        Some("move.idle"),
        P::Guide(G::Idle { .. })
    );
    let chain = question(
        "move.next",
        "when = { name = \"move.idle\", value = \"yes\" }",
    );
    let used = procedure("q", "when = { name = \"move.next\", value = \"yes\" }");
    assert!(beside(&[idle.clone(), chain.clone(), leads.clone(), used]).is_empty());
    assert_eq!(
        beside(&[idle.clone(), chain, leads.clone()]).len(),
        2,
        "neither leads anywhere"
    );
    // A broken form may be the one that needs the answer.
    assert!(beside(&[idle, procedure("p", "forms = [\"broken\"]")]).is_empty());

    let otherwise = question("move.kind", "");
    assert_fault!(
        only(beside(&[otherwise, leads])),
        8,
        Some("move.kind"),
        P::Guide(G::AskedOtherwise { .. })
    );
}

#[test]
fn guides_that_ask_for_one_name_in_two_ways_are_found() {
    let text = format!("{HEAD}{}{}", question("move.a", ""), procedure("p", ""));
    let other = text
        .replacen("id = \"test\"", "id = \"other\"", 1)
        .replacen("value = \"yes\"", "value = \"maybe\"", 1);
    let read = |file: &str, text: &str| {
        Guide::parse(file, text).unwrap_or_else(|errors| panic!("{errors:#?}"))
    };
    let (one, other) = (read("test.toml", &text), read("other.toml", &other));
    let faults = one.check_beside(&[], &[], &[&one, &other]);
    let differing = faults.iter().find(
        |e| matches!(&e.problem, P::Guide(G::AskedOtherwise { file, .. }) if file == "other.toml"),
    );
    assert!(
        differing.is_some_and(|e| e.line == 8 && e.file == "test.toml"),
        "{faults:?}"
    );
}

#[test]
fn the_next_question_and_what_is_certain_follow_the_answers() {
    let guide = sound(&[
        question("move.a", ""),
        question("move.b", "when = { name = \"move.a\", value = \"yes\" }"),
        question("move.c", ""),
        procedure(
            "always",
            "forms = [\"x\", \"y\"]\nbring = [{ ja = \"印鑑\", en = \"Seal\" }]",
        ),
        procedure(
            "a",
            "forms = [\"z\", \"x\"]\nbring = [{ ja = \"印鑑\", en = \"Seal\" }]\nwhen = { name = \"move.a\", value = \"yes\" }",
        ),
        procedure("not-b", "when = { name = \"move.b\", not = [\"yes\"] }"),
        procedure("c", "when = { name = \"move.c\", value = \"yes\" }"),
    ]);
    let next = |answers: &[(&str, &str)]| course(&guide, answers).next.map(|q| q.name.as_str());
    let start = course(&guide, &[]);
    assert_eq!(next(&[]), Some("move.a"));
    assert_eq!(
        ids(&start),
        ["always"],
        "what hangs on an open answer is not yet certain"
    );
    let names: Vec<&str> = start.questions.iter().map(|q| q.name.as_str()).collect();
    assert_eq!(names, ["move.a", "move.c"]);

    assert_eq!(next(&[("move.a", "yes")]), Some("move.b"));
    assert_eq!(next(&[("move.a", "no")]), Some("move.c"));
    assert_eq!(
        next(&[("move.a", "maybe")]),
        Some("move.a"),
        "not one of the options"
    );
    assert_eq!(
        next(&[("move.a", " ")]),
        Some("move.a"),
        "one of the options must be chosen"
    );
    assert_eq!(next(&[("move.a", "no"), ("move.c", "no")]), None);

    let told = course(
        &guide,
        &[("move.a", "yes"), ("move.b", "yes"), ("move.c", "no")],
    );
    assert_eq!(ids(&told), ["always", "a"]);
    assert_eq!(told.forms(), ["x", "y", "z"]);
    assert_eq!((told.bring().len(), told.windows().len()), (1, 1));

    let changed = course(
        &guide,
        &[("move.a", "no"), ("move.b", "yes"), ("move.c", "yes")],
    );
    assert_eq!(changed.dropped, ["move.b"], "its answer counts no longer");
    assert_eq!(ids(&changed), ["always", "not-b", "c"]);
}

#[test]
fn nothing_chosen_answers_a_question_of_several_choices_unless_it_is_required() {
    let several = |more: &str| {
        let text = question("move.a", more).replacen("\"choice\"", "\"choices\"", 1);
        sound(&[
            text,
            procedure("p", "when = { name = \"move.a\", value = \"yes\" }"),
            procedure("q", ""),
        ])
    };
    let free = several("");
    assert!(course(&free, &[]).next.is_some());
    let nothing = course(&free, &[("move.a", "")]);
    assert!(nothing.next.is_none());
    assert_eq!(ids(&nothing), ["q"]);
    assert_eq!(ids(&course(&free, &[("move.a", "no, yes")])), ["p", "q"]);
    assert!(
        course(&several("required = true"), &[("move.a", "")])
            .next
            .is_some()
    );
}

#[test]
fn a_folder_is_read_in_order_with_broken_guides_last() {
    let dir = tempfile::tempdir().expect("a folder");
    let write =
        |name: &str, text: &str| std::fs::write(dir.path().join(name), text).expect("written");
    let guide = |id: &str, order: u32| {
        format!("{HEAD}{}", procedure("p", ""))
            .replacen("id = \"test\"", &format!("id = \"{id}\""), 1)
            .replacen("order = 1", &format!("order = {order}"), 1)
    };
    write("b.toml", &guide("b", 1));
    write("a.toml", &guide("a", 2));
    write("misnamed.toml", &guide("c", 0));
    write("NOTES.md", "");
    let listed = Guide::load_all(dir.path()).expect("readable");
    let ids: Vec<&str> = listed.iter().map(|listed| listed.id.as_str()).collect();
    assert_eq!(ids, ["b", "a", "misnamed"]);
    let errors = listed[2].guide.as_ref().err().expect("a fault");
    assert_eq!(
        (errors[0].line, errors[0].advice().code),
        (2, "guide-file-name")
    );
    assert!(
        Guide::load_all(&dir.path().join("none"))
            .expect("no guides")
            .is_empty()
    );
    assert!(matches!(
        Guide::load(&dir.path().join("x.toml"))
            .err()
            .expect("a fault")[0]
            .problem,
        P::Unreadable(_)
    ));
}

fn schema() -> (serde_json::Value, jsonschema::Validator) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../forms/guide.schema.json");
    let text = std::fs::read_to_string(path).expect("the schema is there");
    let schema = serde_json::from_str(&text).expect("JSON");
    let validator = jsonschema::validator_for(&schema).expect("a schema");
    (schema, validator)
}

fn is_allowed(validator: &jsonschema::Validator, text: &str) -> bool {
    validator.is_valid(&toml::from_str(text).expect("TOML"))
}

#[test]
fn the_schema_takes_every_guide_of_the_repository() {
    let (_, validator) = schema();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../forms/guides");
    for listed in Guide::load_all(&folder).expect("readable") {
        let text =
            std::fs::read_to_string(folder.join(format!("{}.toml", listed.id))).expect("readable");
        let value = toml::from_str(&text).expect("TOML");
        let faults: Vec<String> = validator
            .iter_errors(&value)
            .map(|e| format!("{e} at {}", e.instance_path()))
            .collect();
        assert!(faults.is_empty(), "{}: {faults:#?}", listed.id);
    }
}

#[test]
fn the_schema_refuses_what_the_reader_refuses() {
    let (_, validator) = schema();
    let good = format!(
        "{HEAD}{}{}",
        question("move.a", ""),
        procedure("p", "when = { name = \"move.a\", value = \"yes\" }")
    );
    assert!(is_allowed(&validator, &good) && Guide::parse("x", &good).is_ok());
    for (from, to) in [
        ("easy = \"しけん\"\n", ""),
        ("format = 1", "format = 2"),
        ("id = \"test\"", "id = \"Test\""),
        ("order = 1", "order = \"1\""),
        ("kind = \"choice\"", "kind = \"chioce\""),
        ("kind = \"choice\"", "kind = \"text\""),
        ("name = \"move.a\"\nlabel", "name = \"request.a\"\nlabel"),
        ("basis =", "colour = 1\nbasis ="),
        ("value = \"yes\" }\n", "vlaue = \"yes\" }\n"),
        ("value = \"yes\" }\n", "any = [] }\n"),
        ("when = {", "within_days = 0\nwhen = {"),
        ("when = {", "forms = [1]\nwhen = {"),
    ] {
        let text = good.replacen(from, to, 1);
        assert_ne!(text, good, "{from}");
        assert!(!is_allowed(&validator, &text), "the schema takes {to}");
        assert!(Guide::parse("x", &text).is_err(), "the reader takes {to}");
    }
}

#[test]
fn schema_and_reader_know_the_same_keys() {
    let (schema, _) = schema();
    let keys = |pointer: &str| -> Vec<String> {
        let properties = schema
            .pointer(pointer)
            .and_then(|value| value.as_object())
            .expect("properties");
        properties.keys().cloned().collect()
    };
    let allowed = |parts: &[String]| -> Vec<String> {
        let (_, _, problem) = fault(parts);
        let P::UnknownKey { allowed, .. } = problem else {
            panic!("{problem:?}")
        };
        let mut keys: Vec<String> = allowed.split(", ").map(ToOwned::to_owned).collect();
        keys.sort();
        keys
    };
    let sorted = |mut keys: Vec<String>| {
        keys.sort();
        keys
    };
    let colour = "colour = 1\n".to_owned();
    assert_eq!(
        allowed(&[colour.clone(), procedure("p", "")]),
        sorted(keys("/properties"))
    );
    assert_eq!(
        allowed(&[procedure("p", &colour)]),
        sorted(keys("/$defs/procedure/properties"))
    );
    let set = format!("[[set]]\nname = \"move.a\"\nvalue = \"a\"\n{colour}");
    assert_eq!(
        allowed(&[set, procedure("p", "")]),
        sorted(keys("/$defs/set/properties"))
    );
}
