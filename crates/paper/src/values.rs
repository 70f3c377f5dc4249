//! The values put into a form, by glossary name.

use std::collections::BTreeMap;

use zeroize::Zeroizing;

/// Values by glossary name (用語名) such as `person.name`; see [`crate::known_names`].
///
/// Dates are `YYYY-MM-DD`, with `00` (or nothing) where the month or the day is not known.
/// Several choices of one name stand in one text, separated by commas.
/// Holds personal data: wiped when dropped, and never shown by `Debug` or `Display`.
#[derive(Default)]
pub struct Values {
    by_name: BTreeMap<String, Zeroizing<String>>,
}

impl Values {
    /// No values yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets the value of `name`, in place of an earlier one.
    pub fn insert(&mut self, name: impl Into<String>, text: impl Into<String>) {
        self.by_name.insert(name.into(), Zeroizing::new(text.into()));
    }

    /// The value of `name`; blank text counts as no value.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.by_name
            .get(name)
            .map(|text| text.as_str())
            .filter(|text| !text.trim().is_empty())
    }

    /// Names that have a value.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.by_name.keys().map(String::as_str)
    }
}
