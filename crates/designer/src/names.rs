//! Names of values that a field can show, and names of fields that are free.

use advice::Bilingual;
use paper::glossary::{self, Source as From};
use paper::{FormDesk, ValueKind, known_names_at};

use crate::source::{Found, Source, list};
use crate::{Draft, List};

/// The name of a value, with what it is called.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NameChoice {
    /// As it stands under `value`.
    pub name: String,
    /// What it is called; of a person's datum with whose it is.
    pub label: Bilingual,
}

impl Draft {
    /// What a field can show: what this form asks for, then the glossary.
    pub fn names(&self) -> Vec<NameChoice> {
        let Ok(source) = Source::read(self.text()) else {
            return Vec::new();
        };
        let asked = list(source.root(), "ask").into_iter().flatten();
        let asked = asked.filter_map(|ask| {
            let name = ask.text("name")?.to_owned();
            let label = ask
                .table
                .get("label")
                .and_then(toml_edit::Item::as_table_like);
            let word = |language| Some(label?.get(language)?.as_str()?.to_owned());
            let label = Bilingual::new(
                word("ja").unwrap_or_else(|| name.clone()),
                word("en").unwrap_or_else(|| name.clone()),
            );
            Some(NameChoice { name, label })
        });
        let desk = match source.root().get("desk").and_then(toml_edit::Item::as_str) {
            Some("shelter") => FormDesk::Shelter,
            Some("polling") => FormDesk::Polling,
            _ => FormDesk::Counter,
        };
        let known = known_names_at(desk).filter_map(|(name, _)| {
            let entry = glossary::entry(&name)?;
            let label = match entry.source {
                From::Person(role) => {
                    let role = role.label();
                    Bilingual::new(
                        format!("{}：{}", role.ja, entry.label.ja),
                        format!("{}: {}", role.en, entry.label.en),
                    )
                }
                _ => entry.label,
            };
            Some(NameChoice { name, label })
        });
        asked.chain(known).collect()
    }
}

/// This name, or with a number when there is a field of this name.
pub(crate) fn free(source: &Source<'_>, wanted: &str) -> String {
    let mut taken = std::collections::BTreeSet::new();
    for rows in std::iter::once(None).chain((0..source.rows()).map(Some)) {
        let Ok(part) = source.part(rows) else {
            continue;
        };
        let fields = list(part.table, List::Field.key()).into_iter().flatten();
        taken.extend(fields.filter_map(|field| field.text("name").map(str::to_owned)));
    }
    let wanted = match wanted.trim() {
        "" => "欄",
        name => name,
    };
    if !taken.contains(wanted) {
        return wanted.to_owned();
    }
    let numbered = (2..).map(|number| format!("{wanted}（{number}）"));
    let mut free = numbered.filter(|name| !taken.contains(name));
    free.next().unwrap_or_else(|| wanted.to_owned())
}

fn ask<'s>(source: &'s Source<'_>, name: &str) -> Option<Found<'s>> {
    let mut asked = list(source.root(), "ask").into_iter().flatten();
    asked.find(|ask| ask.text("name") == Some(name))
}

/// What can be chosen for a value, with its Japanese words.
pub(crate) fn choices(source: &Source<'_>, name: &str) -> Vec<(String, String)> {
    if let Some(ask) = ask(source, name) {
        let options = list(ask.table, "options").into_iter().flatten();
        return options
            .filter_map(|option| {
                Some((
                    option.text("value")?.to_owned(),
                    option.text("ja")?.to_owned(),
                ))
            })
            .collect();
    }
    match glossary::entry(name).map(|entry| entry.kind) {
        Some(ValueKind::Code(words)) => {
            let words = words.iter().filter(|word| word.on_paper);
            words
                .map(|word| (word.value.to_owned(), word.ja.to_owned()))
                .collect()
        }
        _ => Vec::new(),
    }
}

/// How many digits a value has at most, where that is known.
pub(crate) fn digits(source: &Source<'_>, name: &str) -> Option<u32> {
    if let Some(ask) = ask(source, name) {
        let most = ask
            .table
            .get("max_digits")
            .and_then(toml_edit::Item::as_integer);
        return most.and_then(|most| u32::try_from(most).ok());
    }
    match glossary::entry(name)?.kind {
        ValueKind::Digits(count) => Some(count),
        _ => None,
    }
}
