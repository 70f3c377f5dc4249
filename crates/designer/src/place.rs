//! How an entry of a definition, and a box of it, is pointed at: `field.3`, `rows.0.field.2.options.1.box`.

use std::fmt;
use std::str::FromStr;

use crate::EditError;

/// An entry: a field, a printed text, a line, a frame, or one option of a field. Counted from 0 in the file's order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Entry {
    /// Which `[[rows]]` it stands in; none for the form itself.
    pub rows: Option<usize>,
    /// In which list.
    pub list: List,
    /// Its place in that list.
    pub index: usize,
    /// An option of the field, or an era.
    pub mark: Option<(Marks, usize)>,
}

/// The lists of entries.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum List {
    /// `[[field]]`.
    Field,
    /// `text`, which is always printed.
    Text,
    /// `line`.
    Line,
    /// `frame`.
    Frame,
}

/// The lists of words or squares of a field of which some are marked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Marks {
    /// `options` of a circle or a tick.
    Options,
    /// `eras` of a date.
    Eras,
}

/// A box of an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct BoxAt {
    /// Whose box.
    pub entry: Entry,
    /// Under which key.
    pub key: BoxKey,
}

/// Keys under which a box stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum BoxKey {
    /// `box`.
    Box,
    /// `era` of a date.
    Era,
    /// `year` of a date.
    Year,
    /// `month` of a date.
    Month,
    /// `day` of a date.
    Day,
    /// `from` and `to` of a line, which has no box.
    Ends,
}

impl List {
    /// All lists, fields first.
    pub const ALL: [Self; 4] = [Self::Field, Self::Text, Self::Line, Self::Frame];

    /// Its key in the file.
    pub fn key(self) -> &'static str {
        match self {
            Self::Field => "field",
            Self::Text => "text",
            Self::Line => "line",
            Self::Frame => "frame",
        }
    }
}

impl Marks {
    /// Its key in the file.
    pub fn key(self) -> &'static str {
        match self {
            Self::Options => "options",
            Self::Eras => "eras",
        }
    }
}

impl BoxKey {
    /// Keys under which a field has boxes.
    pub const OF_FIELD: [Self; 5] = [Self::Box, Self::Era, Self::Year, Self::Month, Self::Day];

    /// Its key in the file.
    pub fn key(self) -> &'static str {
        match self {
            Self::Box => "box",
            Self::Era => "era",
            Self::Year => "year",
            Self::Month => "month",
            Self::Day => "day",
            Self::Ends => "ends",
        }
    }
}

impl Entry {
    /// An entry of the form itself or of rows.
    pub fn new(rows: Option<usize>, list: List, index: usize) -> Self {
        Self {
            rows,
            list,
            index,
            mark: None,
        }
    }

    /// The field whose option it is; the entry itself otherwise.
    #[must_use]
    pub fn owner(self) -> Self {
        Self { mark: None, ..self }
    }
}

impl fmt::Display for Entry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(rows) = self.rows {
            write!(f, "rows.{rows}.")?;
        }
        write!(f, "{}.{}", self.list.key(), self.index)?;
        match self.mark {
            Some((marks, index)) => write!(f, ".{}.{index}", marks.key()),
            None => Ok(()),
        }
    }
}

impl fmt::Display for BoxAt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.entry, self.key.key())
    }
}

fn entry(words: &[&str]) -> Option<Entry> {
    let (rows, rest) = match words {
        ["rows", index, rest @ ..] => (Some(index.parse().ok()?), rest),
        rest => (None, rest),
    };
    let (list, rest) = rest.split_first()?;
    let (index, rest) = rest.split_first()?;
    let list = List::ALL.into_iter().find(|known| known.key() == *list)?;
    let mark = match rest {
        [] => None,
        ["options", index] => Some((Marks::Options, index.parse().ok()?)),
        ["eras", index] => Some((Marks::Eras, index.parse().ok()?)),
        _ => return None,
    };
    Some(Entry {
        rows,
        list,
        index: index.parse().ok()?,
        mark,
    })
}

impl FromStr for Entry {
    type Err = EditError;

    fn from_str(text: &str) -> Result<Self, EditError> {
        entry(&text.split('.').collect::<Vec<_>>()).ok_or(EditError::NotThere)
    }
}

impl FromStr for BoxAt {
    type Err = EditError;

    fn from_str(text: &str) -> Result<Self, EditError> {
        let (rest, key) = text.rsplit_once('.').ok_or(EditError::NotThere)?;
        let mut keys = BoxKey::OF_FIELD.into_iter().chain([BoxKey::Ends]);
        let key = keys
            .find(|known| known.key() == key)
            .ok_or(EditError::NotThere)?;
        Ok(Self {
            entry: rest.parse()?,
            key,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_back() {
        for text in [
            "field.3.box",
            "line.0.ends",
            "rows.1.field.2.options.4.box",
            "field.0.eras.2.box",
            "rows.0.text.1.box",
            "field.7.year",
        ] {
            assert_eq!(text.parse::<BoxAt>().unwrap().to_string(), text);
        }
        for text in [
            "",
            "field",
            "field.x.box",
            "rows.0.box",
            "field.1.colour",
            "field.1.options.box",
        ] {
            assert!(text.parse::<BoxAt>().is_err(), "{text}");
        }
    }
}
