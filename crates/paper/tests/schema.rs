//! The schema that helps in a text editor says what the reader says.
#![allow(clippy::unwrap_used, reason = "a test stops where it goes wrong")]

mod common;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use common::small_form;
use paper::DefinitionProblem;
use serde_json::Value;

fn forms() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../forms")
}

fn schema() -> Value {
    let text = std::fs::read_to_string(forms().join("form.schema.json")).unwrap();
    serde_json::from_str(&text).unwrap()
}

fn as_json(toml: &str) -> Value {
    serde_json::to_value(toml.parse::<toml::Table>().unwrap()).unwrap()
}

/// What the schema holds against a definition, one line a fault.
fn faults(definition: &Value) -> Vec<String> {
    let validator = jsonschema::draft202012::new(&schema()).unwrap();
    validator
        .iter_errors(definition)
        .map(|fault| format!("{}: {fault}", fault.instance_path()))
        .collect()
}

#[test]
fn the_schema_is_one() {
    assert!(jsonschema::draft202012::meta::is_valid(&schema()));
}

#[test]
fn every_shipped_form_is_valid() {
    let mut checked = 0;
    for folder in std::fs::read_dir(forms()).unwrap() {
        let file = folder.unwrap().path().join("form.toml");
        if file.exists() {
            let faults = faults(&as_json(&std::fs::read_to_string(&file).unwrap()));
            assert!(faults.is_empty(), "{}: {faults:#?}", file.display());
            checked += 1;
        }
    }
    assert!(checked > 0);
}

const HEAD: &str = "format = 1\nid = \"test\"\nversion = \"1\"\ntitle = { ja = \"試験\", en = \"Test\" }\nbasis = \"なし\"\npaper = \"A4\"\n";

/// Each table of the language with all that it must have, as a list of entries for a form; `@` is
/// where another key can stand. Together they hold every kind of question and field.
const TABLES: &[(&str, &str)] = &[
    ("", "@"),
    (
        "print",
        "[print]\nmode = \"over_pdf\"\nbackground = \"city.pdf\"\nsides = \"two\"\n@",
    ),
    (
        "text",
        "[[text]]\ntext = \"見本\"\nbox = [20, 20, 20, 5]\nsize = 9\n@",
    ),
    ("line", "[[line]]\nfrom = [20, 20]\nto = [60, 20]\n@"),
    ("frame", "[[frame]]\nbox = [20, 20, 20, 5]\n@"),
    (
        "ask_text",
        "[[ask]]\nname = \"request.a\"\nlabel = { ja = \"あ\", en = \"A\" }\nkind = \"text\"\nmax_chars = 10\n@",
    ),
    (
        "ask_number",
        "[[ask]]\nname = \"request.a\"\nlabel = { ja = \"あ\", en = \"A\" }\nkind = \"number\"\nmin = 1\nmax = 9\n@",
    ),
    (
        "ask_digits",
        "[[ask]]\nname = \"move.a\"\nlabel = { ja = \"あ\", en = \"A\" }\nkind = \"digits\"\nmin_digits = 1\nmax_digits = 9\n@",
    ),
    (
        "ask_date",
        "[[ask]]\nname = \"move.a\"\nlabel = { ja = \"あ\", en = \"A\" }\nkind = \"date\"\n@",
    ),
    (
        "ask_choice",
        "[[ask]]\nname = \"request.a\"\nlabel = { ja = \"あ\", en = \"A\" }\nkind = \"choice\"\noptions = [{ value = \"a\", ja = \"あ\", en = \"A\" }]\n@",
    ),
    (
        "ask_choices",
        "[[ask]]\nname = \"request.a\"\nlabel = { ja = \"あ\", en = \"A\" }\nkind = \"choices\"\noptions = [{ value = \"a\", ja = \"あ\", en = \"A\" }]\n@",
    ),
    (
        "option",
        "[[ask]]\nname = \"request.a\"\nlabel = { ja = \"あ\", en = \"A\" }\nkind = \"choice\"\n[[ask.options]]\nvalue = \"a\"\nja = \"あ\"\nen = \"A\"\n@",
    ),
    (
        "bilingual",
        "[[ask]]\nname = \"request.a\"\nkind = \"date\"\n[ask.label]\nja = \"あ\"\nen = \"A\"\n@",
    ),
    (
        "condition",
        "[[ask]]\nname = \"request.a\"\nlabel = { ja = \"あ\", en = \"A\" }\nkind = \"date\"\n[ask.when]\nname = \"person.sex\"\nvalue = \"male\"\n@",
    ),
    (
        "condition",
        "[[ask]]\nname = \"request.a\"\nlabel = { ja = \"あ\", en = \"A\" }\nkind = \"date\"\n[[ask.when]]\nname = \"person.birth_date\"\nage_to = 64\n@",
    ),
    (
        "field_text",
        "[[field]]\nname = \"欄\"\ntype = \"text\"\nvalue = \"person.name\"\nbox = [20, 20, 60, 8]\nsize = 9\n@",
    ),
    (
        "field_digits",
        "[[field]]\nname = \"欄\"\ntype = \"digits\"\nvalue = \"person.postal_code\"\nbox = [20, 20, 60, 8]\nsize = 9\ncount = 7\n@",
    ),
    (
        "field_wareki",
        "[[field]]\nname = \"欄\"\ntype = \"wareki\"\nvalue = \"date.today\"\nbox = [20, 20, 60, 8]\nsize = 9\n@",
    ),
    (
        "field_wareki",
        "[[field]]\nname = \"欄\"\ntype = \"wareki\"\nvalue = \"date.today\"\nera = [20, 20, 10, 8]\nyear = [40, 20, 10, 8]\nmonth = [60, 20, 10, 8]\nday = [80, 20, 10, 8]\nsize = 9\n@",
    ),
    (
        "era",
        "[[field]]\nname = \"欄\"\ntype = \"wareki\"\nvalue = \"date.today\"\nyear = [40, 20, 10, 8]\nmonth = [60, 20, 10, 8]\nday = [80, 20, 10, 8]\nsize = 9\n[[field.eras]]\nvalue = \"令和\"\nbox = [20, 20, 10, 8]\n@",
    ),
    (
        "field_western",
        "[[field]]\nname = \"欄\"\ntype = \"western\"\nvalue = \"date.today\"\nbox = [20, 20, 60, 8]\nsize = 9\n@",
    ),
    (
        "field_western",
        "[[field]]\nname = \"欄\"\ntype = \"western\"\nvalue = \"date.today\"\nyear = [40, 20, 10, 8]\nmonth = [60, 20, 10, 8]\nday = [80, 20, 10, 8]\nsize = 9\n@",
    ),
    (
        "field_circle",
        "[[field]]\nname = \"欄\"\ntype = \"circle\"\nvalue = \"person.sex\"\nsize = 9\noptions = []\n@",
    ),
    (
        "field_tick",
        "[[field]]\nname = \"欄\"\ntype = \"tick\"\nvalue = \"person.sex\"\nsize = 9\noptions = []\n@",
    ),
    (
        "mark",
        "[[field]]\nname = \"欄\"\ntype = \"tick\"\nvalue = \"person.sex\"\nsize = 9\n[[field.options]]\nvalue = \"male\"\nbox = [20, 20, 4, 4]\n@",
    ),
    (
        "field_signature",
        "[[field]]\nname = \"欄\"\ntype = \"signature\"\nbox = [20, 20, 60, 8]\n@",
    ),
    (
        "field_qr",
        "[[field]]\nname = \"欄\"\ntype = \"qr\"\nvalue = \"handover.code\"\nbox = [20, 20, 20, 20]\n@",
    ),
    (
        "rows",
        "[[rows]]\nname = \"行\"\nwho = \"everyone\"\ncount = 2\npitch = 10\n@",
    ),
];

/// The keys the reader names when it meets one that it does not know.
fn known_to_reader(entries: &str) -> BTreeSet<String> {
    let errors = small_form(&entries.replace('@', "zzz = 1\n"))
        .err()
        .unwrap();
    let allowed = errors.iter().find_map(|error| match &error.problem {
        DefinitionProblem::UnknownKey { key, allowed } if key == "zzz" => Some(allowed),
        _ => None,
    });
    let allowed = allowed.unwrap_or_else(|| panic!("zzz was taken in {entries}"));
    allowed.split(", ").map(ToOwned::to_owned).collect()
}

fn known_to_schema(schema: &Value, table: &str) -> BTreeSet<String> {
    let table = match table {
        "" => schema,
        table => &schema["$defs"][table],
    };
    assert_eq!(table["additionalProperties"], false);
    table["properties"]
        .as_object()
        .unwrap()
        .keys()
        .cloned()
        .collect()
}

#[test]
fn the_keys_of_the_schema_are_those_the_reader_knows() {
    let schema = schema();
    for (table, entries) in TABLES {
        assert_eq!(
            known_to_reader(entries),
            known_to_schema(&schema, table),
            "{table}: {entries}"
        );
    }
    let covered: BTreeSet<&str> = TABLES.iter().map(|(table, _)| *table).collect();
    let tables = schema["$defs"].as_object().unwrap().iter();
    for (name, _) in tables.filter(|(_, table)| table["properties"].is_object()) {
        assert!(
            covered.contains(name.as_str()),
            "{name} is held against no reader"
        );
    }
}

#[test]
fn what_the_reader_takes_the_schema_takes_and_a_key_nobody_knows_it_refuses() {
    for (table, entries) in TABLES {
        let good = format!("{HEAD}{}", entries.replace('@', ""));
        assert_eq!(
            faults(&as_json(&good)),
            Vec::<String>::new(),
            "{table}: {entries}"
        );
        let bad = format!("{HEAD}{}", entries.replace('@', "zzz = 1\n"));
        assert!(!faults(&as_json(&bad)).is_empty(), "{table}: {entries}");
    }
}

#[test]
fn in_rows_the_page_is_that_of_the_rows() {
    let entries = "[[rows]]\nname = \"行\"\nwho = \"everyone\"\ncount = 2\npitch = 10\n[[rows.field]]\nname = \"欄\"\ntype = \"signature\"\nbox = [20, 20, 60, 8]\n";
    let with_page = format!("{entries}page = 1\n");
    assert!(
        small_form(entries).is_ok() && faults(&as_json(&format!("{HEAD}{entries}"))).is_empty()
    );
    assert!(small_form(&with_page).is_err());
    assert!(!faults(&as_json(&format!("{HEAD}{with_page}"))).is_empty());
}
