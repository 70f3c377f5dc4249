//! What a search answers.

use super::Fields;
use crate::plain::PersonId;

/// How well a person fits what was typed; the better one is the lesser.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Fit {
    /// A whole name, reading, date or number, or a whole word of one.
    Exact,
    /// The beginning of one, a part of a birth date, an age, the end of a telephone number.
    Prefix,
    /// Somewhere within.
    Part,
}

/// A person who was found. Says nothing of the person but where the typed words stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hit {
    /// Who.
    pub id: PersonId,
    /// How well the word fits that fits least.
    pub fit: Fit,
    /// Whether it fits only by sound, by a character taken for another, or with a slip of the finger.
    pub loosely: bool,
    /// What the words were found in.
    pub why: Fields,
}
