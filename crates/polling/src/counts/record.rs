//! The ballot papers for the record of voting (投票録).

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::{Counts, Part};
use crate::fact::PaperTally;
use crate::plain::{BallotId, BoothId};

/// What was counted by hand at the end of the days; a later count of the same day takes the place of the earlier.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tallies {
    papers: BTreeMap<(BoothId, Date, BallotId), PaperTally>,
}

/// One booth, day and kind of ballot in the record of voting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordLine {
    /// What was counted by hand.
    pub tally: PaperTally,
    /// Electors who were accepted for it and kept it, as the facts say.
    pub voters: i64,
    /// Papers exchanged, as the facts say.
    pub exchanged: u64,
    /// Received papers that are neither issued, nor spoiled, nor left; below zero: more than were received.
    pub unaccounted: i64,
    /// Issued by hand count, less voters by the facts; not zero: to be looked into before the record is signed.
    pub difference: i64,
}

impl Tallies {
    /// Takes a count, in the ledger's order.
    pub fn add(&mut self, tally: &PaperTally) {
        let key = (tally.booth.clone(), tally.day, tally.ballot.clone());
        self.papers.insert(key, tally.clone());
    }

    /// The record of a booth's day. A spoiled paper is not among the issued ones.
    pub fn record(&self, booth: &BoothId, day: Date, counts: &Counts) -> Vec<RecordLine> {
        let of_day = self
            .papers
            .values()
            .filter(|tally| tally.booth == *booth && tally.day == day);
        let line = |tally: &PaperTally| {
            let part = Part {
                booth: Some(booth.clone()),
                day: Some(day),
                ballot: Some(tally.ballot.clone()),
                ..Part::default()
            };
            let ours = counts.figures(&part);
            let issued = i64::from(tally.issued);
            RecordLine {
                tally: tally.clone(),
                voters: ours.voters(),
                exchanged: ours.exchanged,
                unaccounted: i64::from(tally.received)
                    - issued
                    - i64::from(tally.spoiled)
                    - i64::from(tally.left),
                difference: issued - ours.voters(),
            }
        };
        of_day.map(line).collect()
    }
}
