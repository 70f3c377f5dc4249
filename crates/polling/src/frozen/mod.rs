//! Who voted early, fixed after the period (期日前投票者の確定): by voting district, hashed and signed, without times.
//!
//! On election day the desk of a polling station reads it, and the roll's electors are marked with it, so that the
//! same eligibility refuses them.

mod error;
mod export;
mod seal;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

pub use error::FrozenError;

use crate::election::Election;
use crate::elector::{Already, Elector};
use crate::plain::{BallotId, DistrictId, ElectorId};
use crate::status::{Absentee, BallotStatus, ElectorState};

/// The list. It tells who voted: no `Debug`.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FrozenList {
    /// Version of this format; 1.
    format: u16,
    /// Hash of the election's file.
    election: [u8; 8],
    /// By district, in the order of the printed roll.
    districts: BTreeMap<DistrictId, Vec<FrozenLine>>,
}

/// One elector who used at least one ballot, or has papers for an absentee vote. No `Debug`.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct FrozenLine {
    /// 頁・行 on the printed roll: first, as it is the order.
    pub page_line: (u32, u32),
    /// 選挙人番号.
    pub number: String,
    /// The elector's name in the program.
    pub elector: ElectorId,
    /// Which ballots, and whether early or absentee.
    pub ballots: BTreeMap<BallotId, Already>,
}

impl FrozenLine {
    /// The line of an elector, if there is anything to say.
    pub fn of(elector: &Elector, state: &ElectorState, election: &Election) -> Option<Self> {
        let mut ballots = BTreeMap::new();
        for ballot in &election.ballots {
            let roll = elector.already.get(&ballot.id).copied();
            let used = match state.ballot(&ballot.id, roll) {
                BallotStatus::Accepted { .. }
                | BallotStatus::Issued { .. }
                | BallotStatus::LeftDesk { .. }
                | BallotStatus::VotedByRoll { .. } => Already::VotedEarly,
                BallotStatus::Absentee(Absentee::Voted) => Already::AbsenteeVoted,
                // They must come back before the elector votes on election day.
                BallotStatus::Absentee(Absentee::Issued) => Already::AbsenteeIssued,
                _ => continue,
            };
            ballots.insert(ballot.id.clone(), used);
        }
        (!ballots.is_empty()).then(|| Self {
            page_line: elector.page_line,
            number: elector.number.clone(),
            elector: elector.id,
            ballots,
        })
    }
}

impl FrozenList {
    /// Of all lines, in whatever order they come.
    pub fn new(
        election: [u8; 8],
        lines: impl IntoIterator<Item = (DistrictId, FrozenLine)>,
    ) -> Self {
        let mut districts: BTreeMap<DistrictId, Vec<FrozenLine>> = BTreeMap::new();
        for (district, line) in lines {
            districts.entry(district).or_default().push(line);
        }
        for lines in districts.values_mut() {
            lines.sort();
        }
        Self {
            format: 1,
            election,
            districts,
        }
    }

    /// How many electors are on it.
    pub fn electors(&self) -> usize {
        self.districts.values().map(Vec::len).sum()
    }

    /// The electors of one district, in the order of the printed roll.
    pub fn district(&self, district: &DistrictId) -> &[FrozenLine] {
        self.districts.get(district).map_or(&[], Vec::as_slice)
    }

    /// The districts that have anybody on it.
    pub fn districts(&self) -> impl Iterator<Item = &DistrictId> {
        self.districts.keys()
    }

    /// Marks the roll's elector with what the list says: eligibility refuses those ballots from now on. Looks
    /// through the elector's district; for a whole roll, go by [`FrozenList::district`].
    pub fn mark(&self, elector: &mut Elector) {
        let lines = self.district(&elector.district);
        if let Some(line) = lines.iter().find(|line| line.elector == elector.id) {
            line.mark(elector);
        }
    }
}

impl FrozenLine {
    /// Marks its elector.
    pub fn mark(&self, elector: &mut Elector) {
        let ballots = self.ballots.iter();
        elector
            .already
            .extend(ballots.map(|(ballot, already)| (ballot.clone(), *already)));
    }
}
