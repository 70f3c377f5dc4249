//! Hourly reconciliation (照合): what the dispenser and the slips say beside what the facts say, so that one paper
//! too many is found within the hour.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::RangeInclusive;

use jiff::civil::Date;

use crate::counts::Hour;
use crate::fact::{Fact, HourTally, SlipTally, Written};
use crate::plain::{BallotId, BoothId, ElectorId};

/// One booth's day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reconciliation {
    booth: BoothId,
    day: Date,
    handed: BTreeMap<(BallotId, u8), BTreeMap<ElectorId, u32>>,
    slips: BTreeMap<u8, BTreeMap<ElectorId, u32>>,
    dispenser: BTreeMap<(BallotId, u8), u32>,
    counted_slips: BTreeMap<u8, u32>,
}

/// One count against ours.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Which ballot; `None`: the slips.
    pub ballot: Option<BallotId>,
    /// Hours since the count before this one: from this hour on.
    pub from_hour: u8,
    /// To the end of this hour.
    pub to_hour: u8,
    /// What was counted in these hours.
    pub counted: i64,
    /// What the facts say of them.
    pub ours: i64,
}

impl Row {
    /// Counted, less ours: above zero, a paper left without a fact.
    pub fn difference(&self) -> i64 {
        self.counted - self.ours
    }
}

impl Reconciliation {
    /// Of a booth and a day.
    pub fn new(booth: BoothId, day: Date) -> Self {
        Self {
            booth,
            day,
            handed: BTreeMap::new(),
            slips: BTreeMap::new(),
            dispenser: BTreeMap::new(),
            counted_slips: BTreeMap::new(),
        }
    }

    /// Takes an elector's fact written at this booth; each once, in any order.
    pub fn add(&mut self, elector: ElectorId, written: &Written, fact: &Fact) {
        let Hour { day, hour } = Hour::of(written.at());
        if day != self.day {
            return;
        }
        let ballot = match fact {
            Fact::Accepted(one) if one.slip.is_some() => {
                let slips = self.slips.entry(hour).or_default();
                *slips.entry(elector).or_default() += 1;
                return;
            }
            // Absentee papers do not come out of the dispenser.
            Fact::Issued(one) if !one.absentee => &one.ballot,
            Fact::Exchanged(one) if !one.absentee => &one.ballot,
            _ => return,
        };
        let handed = self.handed.entry((ballot.clone(), hour)).or_default();
        *handed.entry(elector).or_default() += 1;
    }

    /// What the dispenser says, since the opening up to the end of an hour. A later count takes the place of an
    /// earlier one of the same hour.
    pub fn dispenser(&mut self, tally: &HourTally) {
        if tally.booth == self.booth && tally.day == self.day {
            self.dispenser
                .insert((tally.ballot.clone(), tally.hour), tally.issued);
        }
    }

    /// The slips, since the opening up to the end of an hour.
    pub fn slips(&mut self, tally: &SlipTally) {
        if tally.booth == self.booth && tally.day == self.day {
            self.counted_slips.insert(tally.hour, tally.slips);
        }
    }

    /// Whose acceptances and ballots lie in these hours. By their names in the program: the order tells nothing.
    pub fn electors(&self, hours: RangeInclusive<u8>) -> BTreeSet<ElectorId> {
        let handed = self
            .handed
            .iter()
            .map(|((_, hour), electors)| (hour, electors));
        handed
            .chain(&self.slips)
            .filter(|(hour, _)| hours.contains(hour))
            .flat_map(|(_, electors)| electors.keys().copied())
            .collect()
    }

    /// Every count beside ours, by ballot and hour, the slips last.
    pub fn rows(&self) -> Vec<Row> {
        let ballots: BTreeSet<&BallotId> =
            self.dispenser.keys().map(|(ballot, _)| ballot).collect();
        let mut rows = Vec::new();
        for ballot in ballots {
            let counted = self.dispenser.iter().filter(|((one, _), _)| one == ballot);
            let counted = counted.map(|((_, hour), count)| (*hour, *count));
            let ours = self.handed.iter().filter(|((one, _), _)| one == ballot);
            let ours: Vec<_> = ours
                .map(|((_, hour), electors)| (*hour, electors))
                .collect();
            rows.extend(compare(Some(ballot), counted, &ours));
        }
        let counted = self
            .counted_slips
            .iter()
            .map(|(hour, count)| (*hour, *count));
        let ours: Vec<_> = self
            .slips
            .iter()
            .map(|(hour, electors)| (*hour, electors))
            .collect();
        rows.extend(compare(None, counted, &ours));
        rows
    }
}

/// Counts run on from the opening; what is new in an hour is the difference to the count before.
fn compare(
    ballot: Option<&BallotId>,
    counted: impl Iterator<Item = (u8, u32)>,
    ours: &[(u8, &BTreeMap<ElectorId, u32>)],
) -> Vec<Row> {
    let mut rows = Vec::new();
    let (mut from_hour, mut before) = (0, 0_i64);
    for (to_hour, count) in counted {
        let within = ours
            .iter()
            .filter(|(hour, _)| (from_hour..=to_hour).contains(hour))
            .flat_map(|(_, electors)| electors.iter());
        let total = i64::from(count);
        rows.push(Row {
            ballot: ballot.cloned(),
            from_hour,
            to_hour,
            counted: total - before,
            ours: within.map(|(_, papers)| i64::from(*papers)).sum(),
        });
        (from_hour, before) = (to_hour + 1, total);
    }
    rows
}
