//! Takes values out of a TOML tree and keeps, for every fault, the place where it stands.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::error::{DefinitionError, DefinitionProblem as P};
use super::model::Rect;

/// Collects the faults of one file.
pub(crate) struct Reader<'t> {
    file: &'t str,
    text: &'t str,
    pub errors: Vec<DefinitionError>,
}

/// A table being read: what was asked for is known, all else is refused at the end.
pub(crate) struct Table<'a, 'i> {
    entries: &'a DeTable<'i>,
    pub at: usize,
    pub field: Option<String>,
    seen: BTreeSet<&'static str>,
}

impl<'t> Reader<'t> {
    pub(crate) fn new(file: &'t str, text: &'t str) -> Self {
        Self {
            file,
            text,
            errors: Vec::new(),
        }
    }

    /// The line and the column of a byte, counted from 1.
    pub(crate) fn line_and_column(&self, at: usize) -> (usize, usize) {
        let before = self.text.get(..at).unwrap_or(self.text);
        let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
        let line = before.bytes().filter(|b| *b == b'\n').count() + 1;
        (line, before[line_start..].chars().count() + 1)
    }

    pub(crate) fn error(&mut self, at: usize, field: Option<&str>, problem: P) {
        let (line, column) = self.line_and_column(at);
        self.errors.push(DefinitionError {
            file: self.file.to_owned(),
            line,
            column,
            field: field.map(ToOwned::to_owned),
            problem,
        });
    }

    /// Parses the whole file; `None` when it is no TOML.
    pub(crate) fn root(&mut self) -> Option<Spanned<DeTable<'t>>> {
        match DeTable::parse(self.text) {
            Ok(root) => Some(root),
            Err(error) => {
                let at = error.span().map_or(0, |span| span.start);
                let reason = error
                    .message()
                    .lines()
                    .next()
                    .unwrap_or_default()
                    .to_owned();
                self.error(at, None, P::Syntax(reason));
                None
            }
        }
    }

    /// Reports the keys nobody asked for.
    pub(crate) fn finish(&mut self, table: &Table<'_, '_>) {
        for key in table.entries.keys() {
            let name: &str = key.get_ref().as_ref();
            if !table.seen.contains(name) {
                let allowed = table.seen.iter().copied().collect::<Vec<_>>().join(", ");
                let problem = P::UnknownKey {
                    key: name.to_owned(),
                    allowed,
                };
                self.error(key.span().start, table.field.as_deref(), problem);
            }
        }
    }

    pub(crate) fn wrong(
        &mut self,
        table: &Table<'_, '_>,
        at: usize,
        key: &str,
        expected: &'static str,
    ) {
        self.error(
            at,
            table.field.as_deref(),
            P::WrongType {
                key: key.to_owned(),
                expected,
            },
        );
    }

    /// A key that must be there; reports it when it is not.
    pub(crate) fn required<'a, 'i, T>(
        &mut self,
        table: &mut Table<'a, 'i>,
        key: &'static str,
        read: impl FnOnce(&mut Self, &mut Table<'a, 'i>, &'static str) -> Option<T>,
    ) -> Option<T> {
        if !table.has(key) {
            table.seen.insert(key);
            self.error(
                table.at,
                table.field.as_deref(),
                P::MissingKey {
                    key: key.to_owned(),
                },
            );
            return None;
        }
        read(self, table, key)
    }

    pub(crate) fn string(
        &mut self,
        table: &mut Table<'_, '_>,
        key: &'static str,
    ) -> Option<String> {
        let value = table.take(key)?;
        if let Some(text) = value.get_ref().as_str() {
            Some(text.to_owned())
        } else {
            self.wrong(table, value.span().start, key, "text");
            None
        }
    }

    pub(crate) fn boolean(&mut self, table: &mut Table<'_, '_>, key: &'static str) -> Option<bool> {
        let value = table.take(key)?;
        let found = value.get_ref().as_bool();
        if found.is_none() {
            self.wrong(table, value.span().start, key, "true or false");
        }
        found
    }

    /// A number within the range.
    pub(crate) fn number(
        &mut self,
        table: &mut Table<'_, '_>,
        key: &'static str,
        range: Range<f64>,
    ) -> Option<f64> {
        let value = table.take(key)?;
        let at = value.span().start;
        let Some(found) = as_number(value.get_ref()) else {
            self.wrong(table, at, key, "number");
            return None;
        };
        if found < range.start || found > range.end || !found.is_finite() {
            let problem = P::OutOfRange {
                key: key.to_owned(),
                found: found.to_string(),
                min: range.start.to_string(),
                max: range.end.to_string(),
            };
            self.error(at, table.field.as_deref(), problem);
            return None;
        }
        Some(found)
    }

    /// A whole number within the range.
    pub(crate) fn whole(
        &mut self,
        table: &mut Table<'_, '_>,
        key: &'static str,
        range: Range<u32>,
    ) -> Option<u32> {
        let at = table.at_of(key);
        let found = self.number(table, key, f64::from(range.start)..f64::from(range.end))?;
        if found.fract() != 0.0 {
            self.wrong(table, at, key, "whole number");
            return None;
        }
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "whole and within a u32 range"
        )]
        Some(found as u32)
    }

    /// A list of whole numbers within the range, empty when there is none.
    pub(super) fn wholes(
        &mut self,
        table: &mut Table<'_, '_>,
        key: &'static str,
        range: Range<u32>,
    ) -> Vec<u32> {
        let Some(value) = table.take(key) else {
            return Vec::new();
        };
        let numbers: Option<Vec<f64>> = value.get_ref().as_array().and_then(|list| {
            list.iter()
                .map(|item| as_number(item.get_ref()).filter(|number| number.fract() == 0.0))
                .collect()
        });
        let Some(numbers) = numbers else {
            self.wrong(table, value.span().start, key, "list of whole numbers");
            return Vec::new();
        };
        let mut wholes = Vec::with_capacity(numbers.len());
        for number in numbers {
            if number < f64::from(range.start) || number > f64::from(range.end) {
                let problem = P::OutOfRange {
                    key: key.to_owned(),
                    found: number.to_string(),
                    min: range.start.to_string(),
                    max: range.end.to_string(),
                };
                self.error(value.span().start, table.field.as_deref(), problem);
            } else {
                #[expect(
                    clippy::cast_possible_truncation,
                    clippy::cast_sign_loss,
                    reason = "whole and within a u32 range"
                )]
                wholes.push(number as u32);
            }
        }
        wholes
    }

    /// One of the words.
    pub(crate) fn word<T: Copy>(
        &mut self,
        table: &mut Table<'_, '_>,
        key: &'static str,
        words: &[(&'static str, T)],
    ) -> Option<T> {
        let at = table.at_of(key);
        let found = self.string(table, key)?;
        let word = words
            .iter()
            .find(|(word, _)| *word == found)
            .map(|(_, value)| *value);
        if word.is_none() {
            let allowed = words
                .iter()
                .map(|(word, _)| *word)
                .collect::<Vec<_>>()
                .join(", ");
            self.error(
                at,
                table.field.as_deref(),
                P::NotAllowed {
                    key: key.to_owned(),
                    found,
                    allowed,
                },
            );
        }
        word
    }

    fn numbers<const N: usize>(
        &mut self,
        table: &mut Table<'_, '_>,
        key: &'static str,
        expected: &'static str,
    ) -> Option<[f64; N]> {
        let value = table.take(key)?;
        let numbers: Option<Vec<f64>> = value.get_ref().as_array().and_then(|list| {
            list.iter()
                .map(|item| as_number(item.get_ref()).filter(|n| n.is_finite()))
                .collect()
        });
        let numbers = numbers.and_then(|list| list.try_into().ok());
        if numbers.is_none() {
            self.wrong(table, value.span().start, key, expected);
        }
        numbers
    }

    /// A box: left, top, width, height.
    pub(crate) fn rect(&mut self, table: &mut Table<'_, '_>, key: &'static str) -> Option<Rect> {
        let at = table.at_of(key);
        let [x, y, w, h] = self.numbers::<4>(table, key, "four numbers")?;
        if w <= 0.0 || h <= 0.0 {
            let found = format!("{w} × {h} mm");
            let problem = P::OutOfRange {
                key: key.to_owned(),
                found,
                min: "0.1 × 0.1 mm".into(),
                max: "2000 × 2000 mm".into(),
            };
            self.error(at, table.field.as_deref(), problem);
            return None;
        }
        Some(Rect { x, y, w, h })
    }

    pub(crate) fn point(
        &mut self,
        table: &mut Table<'_, '_>,
        key: &'static str,
    ) -> Option<[f64; 2]> {
        self.numbers::<2>(table, key, "two numbers")
    }

    /// Width and height.
    pub(crate) fn size(
        &mut self,
        table: &mut Table<'_, '_>,
        key: &'static str,
    ) -> Option<[f64; 2]> {
        self.numbers::<2>(table, key, "width and height")
    }

    /// A list of texts, at least one.
    pub(crate) fn strings(
        &mut self,
        table: &mut Table<'_, '_>,
        key: &'static str,
    ) -> Option<Vec<String>> {
        let value = table.take(key)?;
        let texts: Option<Vec<String>> = value.get_ref().as_array().and_then(|list| {
            list.iter()
                .map(|item| item.get_ref().as_str().map(ToOwned::to_owned))
                .collect()
        });
        let texts = texts.filter(|texts| !texts.is_empty());
        if texts.is_none() {
            self.wrong(table, value.span().start, key, "list of texts");
        }
        texts
    }

    /// A table under a key.
    pub(crate) fn table<'a, 'i>(
        &mut self,
        table: &mut Table<'a, 'i>,
        key: &'static str,
    ) -> Option<Table<'a, 'i>> {
        let value = table.take(key)?;
        let at = value.span().start;
        let inner = value.get_ref().as_table();
        if inner.is_none() {
            self.wrong(table, at, key, "table");
        }
        Some(Table::new(inner?, at, table.field.clone()))
    }

    /// A list of tables under a key, empty when there is none.
    pub(crate) fn tables<'a, 'i>(
        &mut self,
        table: &mut Table<'a, 'i>,
        key: &'static str,
    ) -> Vec<Table<'a, 'i>> {
        let Some(value) = table.take(key) else {
            return Vec::new();
        };
        let Some(list) = value.get_ref().as_array() else {
            self.wrong(table, value.span().start, key, "list");
            return Vec::new();
        };
        let mut tables = Vec::with_capacity(list.len());
        for item in list {
            match item.get_ref().as_table() {
                Some(inner) => {
                    tables.push(Table::new(inner, item.span().start, table.field.clone()));
                }
                None => self.wrong(table, item.span().start, key, "table"),
            }
        }
        tables
    }
}

impl<'a, 'i> Table<'a, 'i> {
    pub(crate) fn new(entries: &'a DeTable<'i>, at: usize, field: Option<String>) -> Self {
        Self {
            entries,
            at,
            field,
            seen: BTreeSet::new(),
        }
    }

    pub(crate) fn has(&self, key: &str) -> bool {
        self.entries.contains_key(key)
    }

    pub(crate) fn is_list(&self, key: &str) -> bool {
        self.entries
            .get(key)
            .is_some_and(|value| value.get_ref().is_array())
    }

    /// Counts keys among those that may stand here, when they do not: so that the message on a key
    /// nobody knows tells all of them.
    pub(crate) fn knows(&mut self, keys: &[&'static str]) {
        let absent = keys.iter().filter(|key| !self.entries.contains_key(**key));
        self.seen.extend(absent);
    }

    /// Where the value of `key` stands, or the table when there is none.
    pub(crate) fn at_of(&self, key: &str) -> usize {
        self.entries
            .get(key)
            .map_or(self.at, |value| value.span().start)
    }

    /// All entries of a table whose keys are free, such as sample values.
    pub(crate) fn free_entries(
        &self,
    ) -> impl Iterator<Item = (&'a Spanned<Cow<'i, str>>, &'a Spanned<DeValue<'i>>)> {
        self.entries.iter()
    }

    pub(crate) fn take(&mut self, key: &'static str) -> Option<&'a Spanned<DeValue<'i>>> {
        self.seen.insert(key);
        self.entries.get(key)
    }
}

fn as_number(value: &DeValue<'_>) -> Option<f64> {
    match value {
        DeValue::Integer(number) => {
            i32::from_str_radix(&number.as_str().replace('_', ""), number.radix())
                .ok()
                .map(f64::from)
        }
        DeValue::Float(number) => number.as_str().replace('_', "").parse().ok(),
        _ => None,
    }
}
