//! The values of a form from a JSON file: one flat object by glossary name.

use std::collections::BTreeSet;
use std::fmt;
use std::fs;
use std::path::Path;

use paper::{FormDefinition, Values};
use serde::de::{Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;
use zeroize::Zeroizing;

use crate::failure::{CliError, Failure, OrFail};

/// Reads the values for `form`. No error repeats a value.
pub fn read(file: &Path, form: &FormDefinition) -> Result<Values, Failure> {
    let bytes = Zeroizing::new(
        fs::read(file)
            .map_err(|error| unreadable(file, error.kind().to_string()))
            .or_fail()?,
    );
    let text = std::str::from_utf8(&bytes)
        .map_err(|_| unreadable(file, "not UTF-8".to_owned()))
        .or_fail()?;
    parse(file, text, &|name| form.knows(name)).or_fail()
}

fn unreadable(file: &Path, problem: String) -> CliError {
    CliError::ValuesUnreadable {
        file: file.to_path_buf(),
        problem,
    }
}

fn parse(file: &Path, text: &str, is_known: &dyn Fn(&str) -> bool) -> Result<Values, CliError> {
    // Some editors of Windows put a byte order mark in front.
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let file = file.to_path_buf();
    let mut reader = serde_json::Deserializer::from_str(text);
    let entries = reader
        .deserialize_map(Entries)
        .and_then(|entries| reader.end().map(|()| entries));
    // The reader's own message may quote a value.
    let entries = entries.map_err(|error| CliError::ValuesNotJson {
        file: file.clone(),
        line: error.line(),
        column: characters(text, error.line(), error.column()),
    })?;

    let mut values = Values::new();
    let mut seen = BTreeSet::new();
    for (field, raw) in entries {
        let line = line_of(text, raw.get());
        let file = file.clone();
        if !is_known(&field) {
            let field = has_shape_of_a_name(&field).then_some(field);
            return Err(CliError::ValueUnknown { file, line, field });
        }
        if !seen.insert(field.clone()) {
            return Err(CliError::ValueTwice { file, line, field });
        }
        let Some(value) = text_of(raw) else {
            return Err(CliError::ValueNotText { file, line, field });
        };
        values.insert(field, value.as_str());
    }
    Ok(values)
}

/// Whether a text is built as the glossary's names are: lower-case ASCII words with a dot between them.
fn has_shape_of_a_name(text: &str) -> bool {
    let word = |word: &str| {
        word.starts_with(|c: char| c.is_ascii_lowercase())
            && word
                .bytes()
                .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_')
    };
    text.contains('.') && text.split('.').all(word)
}

/// The reader counts bytes, editors count characters.
fn characters(text: &str, line: usize, bytes: usize) -> usize {
    let line = text
        .split('\n')
        .nth(line.saturating_sub(1))
        .unwrap_or_default();
    line.char_indices()
        .take_while(|(at, _)| *at < bytes)
        .count()
}

/// A text, or a number as it is written; `None` for anything else.
fn text_of(raw: &RawValue) -> Option<Zeroizing<String>> {
    let written = raw.get();
    match written.as_bytes().first() {
        Some(b'"') => serde_json::from_str(written).ok().map(Zeroizing::new),
        Some(b'-' | b'0'..=b'9') => Some(Zeroizing::new(written.to_owned())),
        _ => None,
    }
}

/// The line of `part`, which lies inside `text`.
fn line_of(text: &str, part: &str) -> usize {
    let offset = (part.as_ptr() as usize).saturating_sub(text.as_ptr() as usize);
    text.bytes()
        .take(offset)
        .filter(|byte| *byte == b'\n')
        .count()
        + 1
}

/// Keeps the order and finds a name that stands there twice, which a map would swallow.
struct Entries;

impl<'de> Visitor<'de> for Entries {
    type Value = Vec<(String, &'de RawValue)>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut entries = Vec::new();
        while let Some(entry) = map.next_entry()? {
            entries.push(entry);
        }
        Ok(entries)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_text(text: &str) -> Result<Values, CliError> {
        let is_known = |name: &str| ["person.name", "request.copies"].contains(&name);
        parse(Path::new("v.json"), text, &is_known)
    }

    fn error_of(text: &str) -> String {
        match read_text(text) {
            Ok(_) => panic!("accepted"),
            Err(error) => error.to_string(),
        }
    }

    #[test]
    fn texts_and_numbers_are_values() {
        let values = read_text("{\"person.name\": \"見本\\u3000花子\", \"request.copies\": 2}")
            .ok()
            .unwrap();
        assert_eq!(values.get("person.name"), Some("見本　花子"));
        assert_eq!(values.get("request.copies"), Some("2"));
    }

    #[test]
    fn errors_name_line_and_field_and_no_value() {
        let secret = "見本花子9876";
        for (text, expected) in [
            (
                format!("{{\n\n\"person.nam\": \"{secret}\"}}"),
                "v.json:3: person.nam: unknown",
            ),
            (format!("{{\n\"{secret}\": \"a\"}}"), "v.json:2: –: unknown"),
            ("{\"9876\": \"a\"}".to_owned(), "v.json:1: –: unknown"),
            (
                format!("{{\"person.name\":\n[\"{secret}\"]}}"),
                "v.json:2: person.name: not a text",
            ),
            (
                "{\"person.name\": true}".to_owned(),
                "v.json:1: person.name: not a text",
            ),
            (
                format!("{{\"person.name\": \"a\",\n \"person.name\": \"{secret}\"}}"),
                "v.json:2: person.name: twice",
            ),
            (format!("{{\n\"person.name\": {secret}}}"), "v.json:2:16"),
            (format!("\"{secret}\""), "v.json:1:10"),
            (format!("{{}}\n{secret}"), "v.json:2:1"),
        ] {
            let error = error_of(&text);
            assert_eq!(error, expected);
            assert!(!error.contains(secret));
        }
    }
}
