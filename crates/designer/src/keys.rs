//! The keys of entries, in the order in which a new one takes its place among those that are there.

use crate::error::Takes;
use crate::{Entry, List};

/// A key that can be set, and what it takes.
pub(crate) type Key = (&'static str, Takes);

/// The order of the forms of this repository: what it is, where it stands, how it looks, when it is there.
const FIELD: &[Key] = &[
    ("name", Takes::Text),
    ("type", Takes::Text),
    ("value", Takes::Text),
    ("required", Takes::Flag),
    ("required_when", Takes::Toml),
    ("box", Takes::Toml),
    ("size", Takes::Number),
    ("era_size", Takes::Number),
    ("floor", Takes::Number),
    ("align", Takes::Text),
    ("lines", Takes::Whole),
    ("count", Takes::Whole),
    ("gap_after", Takes::Toml),
    ("gap", Takes::Number),
    ("show", Takes::Text),
    ("era", Takes::Toml),
    ("eras", Takes::Toml),
    ("year", Takes::Toml),
    ("month", Takes::Toml),
    ("day", Takes::Toml),
    ("options", Takes::Toml),
    ("when", Takes::Toml),
    ("editable", Takes::Flag),
    ("example", Takes::Text),
    ("page", Takes::Whole),
];

const MARK: &[Key] = &[
    ("value", Takes::Text),
    ("text", Takes::Text),
    ("box", Takes::Toml),
];

const TEXT: &[Key] = &[
    ("text", Takes::Text),
    ("box", Takes::Toml),
    ("size", Takes::Number),
    ("align", Takes::Text),
    ("bold", Takes::Flag),
    ("page", Takes::Whole),
];

const LINE: &[Key] = &[
    ("from", Takes::Toml),
    ("to", Takes::Toml),
    ("width", Takes::Number),
    ("dashed", Takes::Flag),
    ("page", Takes::Whole),
];

const FRAME: &[Key] = &[
    ("box", Takes::Toml),
    ("fill", Takes::Number),
    ("width", Takes::Number),
    ("page", Takes::Whole),
];

/// The keys of this kind of entry.
pub(crate) fn of(entry: Entry) -> &'static [Key] {
    match (entry.mark, entry.list) {
        (Some(_), _) => MARK,
        (None, List::Field) => FIELD,
        (None, List::Text) => TEXT,
        (None, List::Line) => LINE,
        (None, List::Frame) => FRAME,
    }
}
