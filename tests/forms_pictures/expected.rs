//! What has to stand on the paper, in the order of the file: worked out from `form.toml` and the values, apart from the layout.

use toml::{Table, Value};

use crate::conditions::holds;
use crate::filled::{Filled, forms_dir};
use crate::shapes::written;

/// Everything that the values put on the paper, without blanks.
pub fn printed(filled: &Filled) -> String {
    pieces(filled).concat()
}

/// The pieces that are long enough to be no accident.
pub fn long_pieces(filled: &Filled) -> Vec<String> {
    let mut pieces = pieces(filled);
    pieces.retain(|piece| piece.chars().count() >= 4 && !piece.is_ascii());
    pieces
}

fn pieces(filled: &Filled) -> Vec<String> {
    let file = forms_dir().join(filled.form.id()).join("form.toml");
    let form: Table = std::fs::read_to_string(file).unwrap().parse().unwrap();
    let mut pieces = Vec::new();
    for page in 1..=number(&form, "pages").unwrap_or(1) {
        let rows: Vec<(&Table, Vec<u32>)> = on_page(&form, "rows", page)
            .map(|rows| (rows, people(filled, rows)))
            .collect();
        let copies = rows
            .iter()
            .map(|(rows, people)| people.len().div_ceil(count(rows)))
            .max();
        for copy in 0..copies.unwrap_or(1).max(1) {
            pieces.extend(filled.values.get("paper.stamp").map(str::to_owned));
            for field in on_page(&form, "field", page) {
                pieces.extend(of_field(filled, field, None));
            }
            for (rows, people) in &rows {
                let here = people.iter().skip(copy * count(rows)).take(count(rows));
                for person in here {
                    for field in tables(rows, "field") {
                        pieces.extend(of_field(filled, field, Some(*person)));
                    }
                }
            }
        }
    }
    pieces
}

fn of_field(filled: &Filled, field: &Table, person: Option<u32>) -> Vec<String> {
    let value_of = |name: &str| {
        let stored = match (name.strip_prefix("member."), person) {
            (Some(item), Some(number)) => format!("member.{number}.{item}"),
            _ => name.to_owned(),
        };
        filled.form.value(&filled.values, &stored)
    };
    let value = field.get("value").and_then(Value::as_str);
    let Some(text) = value.and_then(value_of).filter(|_| holds(field, &value_of)) else {
        return Vec::new();
    };
    let pieces = written(&filled.form, field, text);
    let without_blanks = pieces
        .into_iter()
        .map(|piece| piece.split_whitespace().collect::<String>());
    without_blanks.filter(|piece| !piece.is_empty()).collect()
}

/// Who stands in these rows.
fn people(filled: &Filled, rows: &Table) -> Vec<u32> {
    let name = rows["name"].as_str().unwrap();
    let known = filled.form.rows().iter().find(|rows| rows.name == name);
    filled.form.people(&filled.values, known.unwrap())
}

fn tables<'t>(table: &'t Table, key: &str) -> impl Iterator<Item = &'t Table> {
    let entries = table.get(key).and_then(Value::as_array);
    entries.into_iter().flatten().filter_map(Value::as_table)
}

fn on_page<'t>(form: &'t Table, key: &str, page: i64) -> impl Iterator<Item = &'t Table> {
    tables(form, key).filter(move |entry| number(entry, "page").unwrap_or(1) == page)
}

fn number(table: &Table, key: &str) -> Option<i64> {
    table.get(key).and_then(Value::as_integer)
}

fn count(rows: &Table) -> usize {
    usize::try_from(number(rows, "count").unwrap()).unwrap()
}
