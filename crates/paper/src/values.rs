//! The values put into a form, by glossary name.

use std::collections::{BTreeMap, BTreeSet};

use zeroize::Zeroizing;

use crate::glossary;

/// Values by glossary name (用語名) such as `person.name`; see [`crate::known_names`].
///
/// Dates are `YYYY-MM-DD`, with `00` (or nothing) where the month or the day is not known.
/// Data of the people in rows have the person's number, from 1: `member.1.name`.
/// Several choices of one name stand in one text, separated by commas.
/// Holds personal data: wiped when dropped, and never shown by `Debug` or `Display`.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Values {
    by_name: BTreeMap<String, Zeroizing<String>>,
    for_hand: BTreeSet<String>,
    in_rows: BTreeMap<String, Vec<u32>>,
}

impl Values {
    /// No values yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets the value of `name`, in place of an earlier one.
    pub fn insert(&mut self, name: impl Into<String>, text: impl Into<String>) {
        let name = name.into();
        self.for_hand.remove(&name);
        self.by_name.insert(name, Zeroizing::new(text.into()));
    }

    /// Forgets the value of `name` and lets its field be printed empty, even a required one,
    /// to be written by hand (手書き): what a clerk does when no font has a character.
    pub fn leave_for_hand(&mut self, name: impl Into<String>) {
        let name = name.into();
        self.by_name.remove(&name);
        self.for_hand.insert(name);
    }

    /// Says who stands in the rows of this name, by the people's numbers, in this order.
    pub fn put_in_rows(&mut self, rows: impl Into<String>, people: Vec<u32>) {
        self.in_rows.insert(rows.into(), people);
    }

    pub(crate) fn in_rows(&self, rows: &str) -> Option<&[u32]> {
        self.in_rows.get(rows).map(Vec::as_slice)
    }

    pub(crate) fn is_for_hand(&self, name: &str) -> bool {
        self.for_hand.contains(name)
    }

    /// The value of `name`; blank text counts as no value.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.by_name
            .get(name)
            .map(|text| text.as_str())
            .filter(|text| !text.trim().is_empty())
    }

    /// Number of the last member (`member.N.…`, from 1) of whom there is a value.
    pub fn members(&self) -> u32 {
        self.by_name
            .range("member.".to_owned()..)
            .map_while(|(name, _)| name.starts_with("member.").then_some(name))
            .filter_map(|name| glossary::split_member(name))
            .map(|(number, _)| number)
            .max()
            .unwrap_or_default()
    }

    /// Names that have a value.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.by_name.keys().map(String::as_str)
    }
}
