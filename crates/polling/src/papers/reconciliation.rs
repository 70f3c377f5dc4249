//! The sheet on which the program's count, the dispenser's and the slips are laid beside each other (照合票).

use jiff::civil::{Date, DateTime};
use paper::Values;

use super::{Heading, put, words};
use crate::plain::BallotId;

/// One kind of ballot, or the slips, in one hour.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReconciliationRow {
    /// The day.
    pub day: Date,
    /// The hour, in Japan: 10 stands for 10:00 to 10:59.
    pub hour: u8,
    /// The kind; `None`: the slips (宣誓書).
    pub ballot: Option<BallotId>,
    /// 受付: what the program wrote down since the count before.
    pub ours: u32,
    /// What the dispenser (交付機) gave out, or how many slips came onto the pile, if that was counted.
    pub counted: Option<u32>,
    /// Remarks, without names of people.
    pub note: String,
}

impl ReconciliationRow {
    /// Counted, less ours; `None` while nobody counted.
    pub fn difference(&self) -> Option<i64> {
        Some(i64::from(self.counted?) - i64::from(self.ours))
    }
}

/// What stands in the column of the kinds for a row of slips.
const SLIPS: &str = "宣誓書";

/// Values for the form `reconciliation-sheet`, in the order given.
pub fn reconciliation_values(
    heading: Heading<'_>,
    booth: &str,
    rows: &[ReconciliationRow],
    as_of: DateTime,
) -> Values {
    let mut values = heading.values();
    put(&mut values, "polling.booth", booth);
    put(&mut values, "polling.as_of", &words::moment(as_of));
    for (number, row) in (1..).zip(rows) {
        let difference = match row.difference() {
            Some(0) => "0".to_owned(),
            Some(far) => format!("{far:+}"),
            None => String::new(),
        };
        let counted = row
            .counted
            .map_or_else(String::new, |count| count.to_string());
        let (kind, dispensed, slips) = match &row.ballot {
            Some(ballot) => (heading.ballot(ballot), counted, String::new()),
            None => (SLIPS.to_owned(), String::new(), counted),
        };
        for (datum, text) in [
            (
                "hour",
                format!("{} {}時台", words::short_day(row.day), row.hour),
            ),
            ("ballot", kind),
            ("accepted", row.ours.to_string()),
            ("dispensed", dispensed),
            ("slips", slips),
            ("difference", difference),
            ("note", row.note.clone()),
        ] {
            put(&mut values, &format!("member.{number}.{datum}"), &text);
        }
    }
    values
}
