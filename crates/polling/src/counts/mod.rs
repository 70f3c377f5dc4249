//! Counts by booth, day, hour, sex and kind of ballot, for the board, the interim totals and the record of voting
//! (投票録).
//!
//! Each fact adds to sums and nothing else, so facts may be counted in any order, once each.

mod figures;
mod hour;
mod pace;
mod record;

use std::collections::BTreeMap;

use jiff::civil::Date;

pub use figures::{Figures, People};
pub use hour::Hour;
pub use pace::Pace;
pub use record::{RecordLine, Tallies};

use crate::elector::{Already, Sex};
use crate::fact::{Declined, Exchanged, Fact, Issued, Withdrawn, Written};
use crate::plain::{BallotId, BoothId};

/// Everything counted so far.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Counts {
    ballots: BTreeMap<(Cell, BallotId), Figures>,
    people: BTreeMap<Cell, People>,
}

/// Where, when and which sex.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Cell {
    /// The booth.
    pub booth: BoothId,
    /// The hour in which it happened; for what was typed later, not when it was typed.
    pub hour: Hour,
    /// As the roll has it.
    pub sex: Sex,
}

/// Which part of the counts is meant; what is `None` is not asked for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Part {
    /// One booth.
    pub booth: Option<BoothId>,
    /// One day.
    pub day: Option<Date>,
    /// One hour of the day.
    pub hour: Option<u8>,
    /// One sex.
    pub sex: Option<Sex>,
    /// One kind of ballot.
    pub ballot: Option<BallotId>,
}

impl Counts {
    /// Counts one fact of an elector, written at a booth.
    pub fn add(&mut self, booth: &BoothId, sex: Sex, written: &Written, fact: &Fact) {
        let cell = Cell {
            booth: booth.clone(),
            hour: Hour::of(written.at()),
            sex,
        };
        match fact {
            Fact::Accepted(one) if one.absentee => {
                let people = self.people.entry(cell).or_default();
                people.slips += u64::from(one.slip.is_some());
            }
            Fact::Accepted(one) => {
                self.each(&cell, &one.ballots, |figures| {
                    figures.accepted += 1;
                    figures.proxy += u64::from(one.proxy);
                    figures.braille += u64::from(one.braille);
                });
                let people = self.people.entry(cell).or_default();
                people.accepted += 1;
                people.slips += u64::from(one.slip.is_some());
            }
            // Absentee papers are of another stock, and count once their envelopes are handed in.
            Fact::Issued(Issued { absentee: true, .. })
            | Fact::Exchanged(Exchanged { absentee: true, .. })
            | Fact::Declined(Declined { absentee: true, .. })
            | Fact::Withdrawn(Withdrawn { absentee: true, .. }) => {}
            Fact::Issued(one) => self.one(&cell, &one.ballot, |figures| figures.handed += 1),
            Fact::Exchanged(one) => self.one(&cell, &one.ballot, |figures| {
                figures.handed += 1;
                figures.exchanged += 1;
            }),
            Fact::Declined(one) => self.one(&cell, &one.ballot, |figures| figures.declined += 1),
            Fact::Refused(one) => self.one(&cell, &one.ballot, |figures| figures.refused += 1),
            Fact::Withdrawn(one) => {
                self.each(&cell, &one.ballots, |figures| figures.withdrawn += 1);
            }
            Fact::AbsenteeStep(one) if one.step == Already::AbsenteeVoted => {
                self.each(&cell, &one.ballots, |figures| figures.absentee += 1);
            }
            Fact::Held(_) => self.people.entry(cell).or_default().held += 1,
            Fact::Released(_) => self.people.entry(cell).or_default().released += 1,
            _ => {}
        }
    }

    /// The sums of a part.
    pub fn figures(&self, part: &Part) -> Figures {
        self.ballots
            .iter()
            .filter(|((cell, ballot), _)| part.holds(cell, Some(ballot)))
            .map(|(_, figures)| *figures)
            .sum()
    }

    /// The electors of a part; its kind of ballot is not looked at.
    pub fn people(&self, part: &Part) -> People {
        self.people
            .iter()
            .filter(|(cell, _)| part.holds(cell, None))
            .map(|(_, people)| *people)
            .sum()
    }

    /// The hours of which anything was counted, in order: the curve of the day.
    pub fn by_hour(&self, part: &Part) -> BTreeMap<Hour, Figures> {
        let mut hours: BTreeMap<Hour, Figures> = BTreeMap::new();
        for ((cell, ballot), figures) in &self.ballots {
            if part.holds(cell, Some(ballot)) {
                *hours.entry(cell.hour).or_default() += *figures;
            }
        }
        hours
    }

    /// Electors accepted by hour.
    pub fn people_by_hour(&self, part: &Part) -> BTreeMap<Hour, People> {
        let mut hours: BTreeMap<Hour, People> = BTreeMap::new();
        for (cell, people) in &self.people {
            if part.holds(cell, None) {
                *hours.entry(cell.hour).or_default() += *people;
            }
        }
        hours
    }

    fn each(&mut self, cell: &Cell, ballots: &[BallotId], add: impl Fn(&mut Figures)) {
        for ballot in ballots {
            self.one(cell, ballot, &add);
        }
    }

    fn one(&mut self, cell: &Cell, ballot: &BallotId, add: impl FnOnce(&mut Figures)) {
        let key = (cell.clone(), ballot.clone());
        add(self.ballots.entry(key).or_default());
    }
}

impl Part {
    fn holds(&self, cell: &Cell, ballot: Option<&BallotId>) -> bool {
        self.booth.as_ref().is_none_or(|one| *one == cell.booth)
            && self.day.is_none_or(|day| day == cell.hour.day)
            && self.hour.is_none_or(|hour| hour == cell.hour.hour)
            && self.sex.is_none_or(|sex| sex == cell.sex)
            && (ballot.is_none() || self.ballot.is_none() || self.ballot.as_ref() == ballot)
    }
}
