//! Sets and takes away single keys.

use std::ops::Range;

use toml_edit::{Item, TableLike};

use crate::error::Takes;
use crate::source::{Found, Source, key_and_value, splice};
use crate::{EditError, Entry, Head, keys, notation};

/// The text with a key set as typed, or taken away.
pub(crate) fn set(text: &str, entry: Entry, key: &str, value: &str) -> Result<String, EditError> {
    let all = keys::of(entry);
    let known = all.iter().position(|(known, _)| *known == key);
    let Some(index) = known else {
        return Err(EditError::UnknownKey {
            key: key.to_owned(),
        });
    };
    let (key, takes) = all[index];
    let source = Source::read(text)?;
    let found = source.find(entry)?;
    let there = key_and_value(found.table, key);
    // A header of its own, as in [[field.options]], is no value that could be replaced.
    if there.is_none() && found.table.contains_key(key)
        || matches!(
            found.table.get(key),
            Some(Item::Table(_) | Item::ArrayOfTables(_))
        )
    {
        return Err(EditError::ByHand);
    }
    let change = match (there, value.trim()) {
        (None, "") => return Ok(text.to_owned()),
        (Some((key, value)), "") => (without(&source, &found, key, value), String::new()),
        (Some((_, bytes)), typed) => {
            let is_same = match found.text(key) {
                Some(old) if takes == Takes::Text => old == value,
                _ => text[bytes.clone()] == *typed,
            };
            if is_same {
                return Ok(text.to_owned());
            }
            (bytes, written(key, takes, value)?)
        }
        (None, _) => {
            let line = format!("{key} = {}", written(key, takes, value)?);
            let mut before = all[..index].iter().rev();
            let before = before.find_map(|(key, _)| key_and_value(found.table, key));
            inserted(&source, &found, before.map(|(_, value)| value.end), &line)
        }
    };
    Ok(splice(text, vec![change]))
}

/// The text with another word at the head of the file.
pub(crate) fn head(text: &str, head: Head, value: &str) -> Result<String, EditError> {
    let source = Source::read(text)?;
    let root = source.root();
    let (table, key): (&dyn TableLike, _) = match head {
        Head::Version => (root, "version"),
        Head::Basis => (root, "basis"),
        Head::Id => (root, "id"),
        Head::TitleJa | Head::TitleEn => {
            let title = root.get("title").and_then(Item::as_table_like);
            let key = if head == Head::TitleJa { "ja" } else { "en" };
            (title.ok_or(EditError::ByHand)?, key)
        }
    };
    let (_, bytes) = key_and_value(table, key).ok_or(EditError::ByHand)?;
    let written = written(key, Takes::Text, value)?;
    Ok(splice(text, vec![(bytes, written)]))
}

/// A value as it stands in the file.
fn written(key: &str, takes: Takes, value: &str) -> Result<String, EditError> {
    let bad = || EditError::BadValue {
        key: key.to_owned(),
        takes,
    };
    if value.contains(['\n', '\r']) {
        return Err(bad());
    }
    let trimmed = value.trim();
    match takes {
        Takes::Text => Ok(notation::text(value)),
        Takes::Number => {
            let number: f64 = trimmed.parse().map_err(|_| bad())?;
            number
                .is_finite()
                .then(|| notation::number(number))
                .ok_or_else(bad)
        }
        Takes::Whole => trimmed
            .parse::<u32>()
            .map(|whole| whole.to_string())
            .map_err(|_| bad()),
        Takes::Flag => trimmed
            .parse::<bool>()
            .map(|flag| flag.to_string())
            .map_err(|_| bad()),
        Takes::Toml => match trimmed.parse::<toml_edit::Value>() {
            // A comment behind the value would swallow what follows in a `{ … }`.
            Ok(parsed) if parsed.to_string().trim() == trimmed && !trimmed.ends_with('#') => {
                Ok(trimmed.to_owned())
            }
            _ => Err(bad()),
        },
    }
}

/// The bytes that go when a key goes: its lines, or its part of a `{ … }`.
fn without(
    source: &Source<'_>,
    found: &Found<'_>,
    key: Range<usize>,
    value: Range<usize>,
) -> Range<usize> {
    if !found.inline {
        return source.line_start(key.start)..source.line_end(value.end);
    }
    let mut others: Vec<(Range<usize>, Range<usize>)> = found
        .table
        .iter()
        .filter_map(|(key, _)| key_and_value(found.table, key))
        .collect();
    others.sort_by_key(|(key, _)| key.start);
    let own = others.iter().position(|(other, _)| *other == key);
    let next = own.and_then(|own| others.get(own + 1));
    let before = own.and_then(|own| others.get(own.checked_sub(1)?));
    match (next, before) {
        (Some((next, _)), _) => key.start..next.start,
        (None, Some((_, before))) => before.end..value.end,
        (None, None) => key.start..value.end,
    }
}

/// Where a new key goes, and what is written there.
fn inserted(
    source: &Source<'_>,
    found: &Found<'_>,
    after: Option<usize>,
    line: &str,
) -> (Range<usize>, String) {
    if found.inline {
        if let Some(at) = after {
            return (at..at, format!(", {line}"));
        }
        let at = found.span.start + 1;
        let comma = if found.table.is_empty() { " " } else { "," };
        return (at..at, format!(" {line}{comma}"));
    }
    whole_line(source, after.unwrap_or(found.span.end), line)
}

/// A line of its own after the line of a byte.
pub(crate) fn whole_line(source: &Source<'_>, after: usize, line: &str) -> (Range<usize>, String) {
    let at = source.line_end(after);
    let newline = source.newline();
    if source.text[..at].ends_with('\n') {
        (at..at, format!("{line}{newline}"))
    } else {
        (at..at, format!("{newline}{line}"))
    }
}
