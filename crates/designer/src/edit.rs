//! What can be changed.

use paper::Rect;

use crate::{BoxAt, Entry, Marks};

/// One change of a draft.
#[derive(Debug, Clone, PartialEq)]
pub enum Edit {
    /// A box stands here now.
    Place(BoxAt, Rect),
    /// All boxes of an entry, those of its options too, go so many millimetres to the right and down.
    Shift(Entry, [f64; 2]),
    /// A key has this value now, as typed; empty text takes the key away.
    Set {
        /// Whose key.
        entry: Entry,
        /// The key.
        key: String,
        /// As typed: a text without quotes, a condition as in the file.
        value: String,
    },
    /// What stands at the head of the file.
    Head(Head, String),
    /// A field more, after the last one of its page or of its rows.
    AddField(NewField),
    /// Printed words more.
    AddText {
        /// The rows in which they stand.
        rows: Option<usize>,
        /// From 1; of no meaning in rows.
        page: u32,
        /// The words.
        text: String,
        /// Where they stand.
        rect: Rect,
    },
    /// An option or an era more, after the others.
    AddMark {
        /// The field.
        field: Entry,
        /// Which list of it.
        marks: Marks,
        /// Its value.
        value: String,
        /// The printed word; empty when the paper has it.
        text: String,
        /// Its box.
        rect: Rect,
    },
    /// The same once more beneath.
    Duplicate(Entry),
    /// No longer there.
    Delete(Entry),
}

/// Keys at the head of a definition that can be changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Head {
    /// `version`, printed at the foot.
    Version,
    /// `basis`.
    Basis,
    /// `ja` of `title`.
    TitleJa,
    /// `en` of `title`.
    TitleEn,
    /// `id`; it must be the folder's name.
    Id,
}

/// A field that is not there yet.
#[derive(Debug, Clone, PartialEq)]
pub struct NewField {
    /// The rows in which it stands.
    pub rows: Option<usize>,
    /// From 1; of no meaning in rows.
    pub page: u32,
    /// Its `type`.
    pub kind: String,
    /// Its name; a number follows when there is one of this name already.
    pub name: String,
    /// The name of its value; of no meaning for a signature.
    pub value: String,
    /// Its box; options stand from its left edge on.
    pub rect: Rect,
}
