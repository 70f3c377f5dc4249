//! The sheet on which the program's count, the dispenser's and the slips are laid beside each other (照合票).

use jiff::civil::{Date, DateTime};
use paper::Values;

use super::{Heading, put, words};
use crate::plain::BallotId;

/// One kind of ballot at one full hour, counted since the booth opened for the day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReconciliationRow {
    /// The day.
    pub day: Date,
    /// The full hour at which was counted, in Japan.
    pub hour: u8,
    /// The kind.
    pub ballot: BallotId,
    /// 受付: acceptances of the program.
    pub accepted: u32,
    /// 交付機: what the dispenser shows, if it was read.
    pub dispensed: Option<u32>,
    /// 宣誓書: slips on the pile, if they were counted.
    pub slips: Option<u32>,
    /// Remarks, without names of people.
    pub note: String,
}

impl ReconciliationRow {
    /// How far the dispenser or the slips are from the program, the larger of both; `None` while neither was counted.
    pub fn difference(&self) -> Option<i64> {
        let from = |count: Option<u32>| Some(i64::from(count?) - i64::from(self.accepted));
        let both = [from(self.dispensed), from(self.slips)];
        both.into_iter().flatten().max_by_key(|far| far.abs())
    }
}

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
    let count = |count: Option<u32>| count.map(|count| count.to_string()).unwrap_or_default();
    for (number, row) in (1..).zip(rows) {
        let difference = match row.difference() {
            Some(0) => "0".to_owned(),
            Some(far) => format!("{far:+}"),
            None => String::new(),
        };
        for (datum, text) in [
            (
                "hour",
                format!("{} {}時", words::short_day(row.day), row.hour),
            ),
            ("ballot", heading.ballot(&row.ballot)),
            ("accepted", row.accepted.to_string()),
            ("dispensed", count(row.dispensed)),
            ("slips", count(row.slips)),
            ("difference", difference),
            ("note", row.note.clone()),
        ] {
            put(&mut values, &format!("member.{number}.{datum}"), &text);
        }
    }
    values
}
