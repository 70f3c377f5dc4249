//! Finds entries in the text of a definition, with the bytes where they stand.

use std::ops::Range;

use toml_edit::{Item, Table, TableLike, Value};

use crate::{EditError, Entry};

/// A definition with the place of everything in it.
pub(crate) struct Source<'t> {
    pub text: &'t str,
    root: toml_edit::Document<&'t str>,
}

/// An entry, and how it is written.
pub(crate) struct Found<'d> {
    pub table: &'d dyn TableLike,
    /// The header of a `[[…]]`, or all of a `{ … }`.
    pub span: Range<usize>,
    /// Whether it is written as `{ … }` in a list.
    pub inline: bool,
}

impl<'t> Source<'t> {
    pub(crate) fn read(text: &'t str) -> Result<Self, EditError> {
        let root = toml_edit::Document::parse(text).map_err(|_| EditError::NotToml)?;
        Ok(Self { text, root })
    }

    pub(crate) fn root(&self) -> &Table {
        self.root.as_table()
    }

    /// The form itself, or one of its `[[rows]]`.
    pub(crate) fn part(&self, rows: Option<usize>) -> Result<Found<'_>, EditError> {
        match rows {
            None => Ok(Found {
                table: self.root(),
                span: 0..0,
                inline: false,
            }),
            Some(index) => self.row(index).ok_or(EditError::NotThere),
        }
    }

    fn row(&self, index: usize) -> Option<Found<'_>> {
        list(self.root(), "rows").into_iter().nth(index).flatten()
    }

    /// How many `[[rows]]` there are.
    pub(crate) fn rows(&self) -> usize {
        list(self.root(), "rows").len()
    }

    pub(crate) fn find(&self, entry: Entry) -> Result<Found<'_>, EditError> {
        self.found(entry).ok_or(EditError::NotThere)
    }

    fn found(&self, entry: Entry) -> Option<Found<'_>> {
        let table = match entry.rows {
            None => self.root() as &dyn TableLike,
            Some(index) => self.row(index)?.table,
        };
        let all = list(table, entry.list.key());
        let owner = all.into_iter().nth(entry.index)??;
        match entry.mark {
            None => Some(owner),
            Some((marks, index)) => list(owner.table, marks.key()).into_iter().nth(index)?,
        }
    }

    /// From the first byte of the line.
    pub(crate) fn line_start(&self, at: usize) -> usize {
        self.text[..at].rfind('\n').map_or(0, |newline| newline + 1)
    }

    /// Past the end of the line, its line break included.
    pub(crate) fn line_end(&self, at: usize) -> usize {
        self.text[at..]
            .find('\n')
            .map_or(self.text.len(), |newline| at + newline + 1)
    }

    /// Number of the line, from 1.
    pub(crate) fn line(&self, at: usize) -> usize {
        self.text[..at].matches('\n').count() + 1
    }

    /// The line break that the file uses.
    pub(crate) fn newline(&self) -> &'static str {
        if self.text.contains("\r\n") {
            "\r\n"
        } else {
            "\n"
        }
    }
}

impl Found<'_> {
    /// Past the last byte that belongs to it.
    pub(crate) fn end(&self) -> usize {
        if self.inline {
            self.span.end
        } else {
            end_of_table(self.table).max(self.span.end)
        }
    }

    /// The text under a key.
    pub(crate) fn text(&self, key: &str) -> Option<&str> {
        self.table.get(key)?.as_str()
    }

    /// The page under `page`, else the first.
    pub(crate) fn page(&self) -> u32 {
        let page = self.table.get("page").and_then(Item::as_integer);
        page.and_then(|page| u32::try_from(page).ok()).unwrap_or(1)
    }
}

/// The entries under a key, `None` for what is no table.
pub(crate) fn list<'d>(table: &'d dyn TableLike, key: &str) -> Vec<Option<Found<'d>>> {
    match table.get(key) {
        Some(Item::ArrayOfTables(tables)) => tables
            .iter()
            .map(|table| {
                Some(Found {
                    table,
                    span: table.span()?,
                    inline: false,
                })
            })
            .collect(),
        Some(Item::Value(Value::Array(array))) => array
            .iter()
            .map(|value| {
                let table = value.as_inline_table()?;
                Some(Found {
                    table,
                    span: value.span()?,
                    inline: true,
                })
            })
            .collect(),
        _ => Vec::new(),
    }
}

/// Past the last byte of what stands under a header.
pub(crate) fn end_of_table(table: &dyn TableLike) -> usize {
    table
        .iter()
        .map(|(_, item)| end_of(item))
        .max()
        .unwrap_or(0)
}

fn end_of(item: &Item) -> usize {
    let own = item.span().map_or(0, |span| span.end);
    let inside = match item {
        Item::Table(table) => end_of_table(table),
        Item::ArrayOfTables(tables) => tables
            .iter()
            .map(|table| end_of_table(table))
            .max()
            .unwrap_or(0),
        Item::Value(Value::InlineTable(table)) if table.is_dotted() => end_of_table(table),
        _ => 0,
    };
    own.max(inside)
}

/// The bytes of a key and of its value.
pub(crate) fn key_and_value(
    table: &dyn TableLike,
    key: &str,
) -> Option<(Range<usize>, Range<usize>)> {
    let (key, item) = table.get_key_value(key)?;
    Some((key.span()?, item.span()?))
}

/// Four numbers, each with its bytes.
pub(crate) fn numbers<const N: usize>(item: Option<&Item>) -> Option<[(f64, Range<usize>); N]> {
    let list: Option<Vec<_>> = item?
        .as_array()?
        .iter()
        .map(|value| {
            #[expect(clippy::cast_precision_loss, reason = "millimetres on paper")]
            let number = value
                .as_float()
                .or(value.as_integer().map(|whole| whole as f64))?;
            Some((number, value.span()?))
        })
        .collect();
    list?.try_into().ok()
}

/// Replaces each of the ranges, which do not overlap.
pub(crate) fn splice(text: &str, mut changes: Vec<(Range<usize>, String)>) -> String {
    changes.sort_by_key(|(range, _)| std::cmp::Reverse((range.start, range.end)));
    let mut text = text.to_owned();
    for (range, new) in changes {
        text.replace_range(range, &new);
    }
    text
}
