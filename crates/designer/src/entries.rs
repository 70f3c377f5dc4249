//! Every entry of a draft with what is set in it, for a list and a panel beside the picture.

use crate::error::Takes;
use crate::source::{Found, Source, list};
use crate::{Draft, Entry, List, Marks, keys};

/// An entry and what is set in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DraftEntry {
    /// How it is pointed at.
    pub at: Entry,
    /// The field's name or the printed words; the option's value.
    pub name: String,
    /// From 1.
    pub page: u32,
    /// The line where it begins, from 1.
    pub line: usize,
    /// What is set, in the order of the file: texts as they are, all else as in the file.
    pub settings: Vec<(String, String)>,
}

impl DraftEntry {
    /// What is set under a key.
    pub fn setting(&self, key: &str) -> Option<&str> {
        let mut all = self.settings.iter();
        all.find(|(known, _)| known == key)
            .map(|(_, value)| value.as_str())
    }
}

impl Draft {
    /// Every entry, in the order of the file; options and eras after their field.
    pub fn entries(&self) -> Vec<DraftEntry> {
        let Ok(source) = Source::read(self.text()) else {
            return Vec::new();
        };
        let mut entries = Vec::new();
        for rows in std::iter::once(None).chain((0..source.rows()).map(Some)) {
            let Ok(part) = source.part(rows) else {
                continue;
            };
            for kind in List::ALL {
                for (index, found) in list(part.table, kind.key()).into_iter().enumerate() {
                    let Some(found) = found else { continue };
                    let page = if rows.is_some() {
                        part.page()
                    } else {
                        found.page()
                    };
                    let at = Entry::new(rows, kind, index);
                    entries.push(entry(&source, at, &found, page));
                    for marks in [Marks::Options, Marks::Eras] {
                        let all = list(found.table, marks.key()).into_iter().enumerate();
                        entries.extend(all.filter_map(|(index, mark)| {
                            let at = Entry {
                                mark: Some((marks, index)),
                                ..at
                            };
                            Some(entry(&source, at, &mark?, page))
                        }));
                    }
                }
            }
        }
        entries
    }
}

impl Draft {
    /// What stands at the head of the file: version, basis and titles, where they are texts.
    pub fn head(&self) -> Vec<(String, String)> {
        let Ok(source) = Source::read(self.text()) else {
            return Vec::new();
        };
        let root = source.root();
        let title = root.get("title").and_then(toml_edit::Item::as_table_like);
        let of_title = |key| title?.get(key)?.as_str();
        let of_root = |key| root.get(key)?.as_str();
        [
            ("title.ja", of_title("ja")),
            ("title.en", of_title("en")),
            ("version", of_root("version")),
            ("basis", of_root("basis")),
        ]
        .into_iter()
        .filter_map(|(key, value)| Some((key.to_owned(), value?.to_owned())))
        .collect()
    }

    /// Names of the `[[rows]]`, in the order of the file.
    pub fn rows(&self) -> Vec<String> {
        let Ok(source) = Source::read(self.text()) else {
            return Vec::new();
        };
        let rows = list(source.root(), "rows").into_iter();
        rows.map(|rows| {
            rows.and_then(|rows| rows.text("name").map(str::to_owned))
                .unwrap_or_default()
        })
        .collect()
    }
}

fn entry(source: &Source<'_>, at: Entry, found: &Found<'_>, page: u32) -> DraftEntry {
    let name = match (at.mark, at.list) {
        (Some(_), _) => found.text("value"),
        (None, List::Field) => found.text("name"),
        (None, _) => found.text("text"),
    };
    let settings = found.table.iter().filter_map(|(key, item)| {
        let (_, takes) = keys::of(at).iter().find(|(known, _)| *known == key)?;
        let text = item.as_str().filter(|_| *takes == Takes::Text);
        let value = match text {
            Some(text) => text.to_owned(),
            None => source.text.get(item.span()?)?.to_owned(),
        };
        Some((key.to_owned(), value))
    });
    DraftEntry {
        at,
        name: name.unwrap_or_default().to_owned(),
        page,
        line: source.line(found.span.start),
        settings: settings.collect(),
    }
}
