//! What changed from one version of a report to the next.

use super::{Entry, SituationReport};

/// A value that differs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// Which part of the report.
    pub section: &'static str,
    /// What the value is called.
    pub label: String,
    /// Before, with its unit; empty where nothing was known.
    pub before: String,
    /// Now, with its unit.
    pub after: String,
}

/// What differs in every report and says nothing.
const ALWAYS_NEW: [&str; 5] = ["number", "as_of", "arrived", "left", "correction"];

impl SituationReport {
    /// Every value that differs from an earlier report, in the order of the report.
    pub fn changes_since(&self, earlier: &Self) -> Vec<Change> {
        // Both tables have the same entries in the same order.
        let pairs = earlier.entries().into_iter().zip(self.entries());
        let differ = |(before, after): &(Entry, Entry)| {
            before.value != after.value
                && !ALWAYS_NEW.contains(&after.key.as_str())
                && !after.key.ends_with("_checked")
        };
        pairs
            .filter(differ)
            .map(|(before, after)| Change {
                section: after.section,
                before: before.with_unit(),
                after: after.with_unit(),
                label: after.label,
            })
            .collect()
    }
}

impl Entry {
    /// The value with its unit; empty where nothing is known.
    pub fn with_unit(&self) -> String {
        match self.value.as_str() {
            "" => String::new(),
            value => format!("{value}{}", self.unit),
        }
    }
}

impl Change {
    /// In one line: 「避難者数 206人→215人」.
    pub fn line(&self) -> String {
        let or_none = |text: &str| if text.is_empty() { "なし" } else { text }.to_owned();
        format!(
            "{} {}→{}",
            self.label,
            or_none(&self.before),
            or_none(&self.after)
        )
    }
}
