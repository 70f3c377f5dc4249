//! What is decided about.

use std::collections::BTreeSet;

use jiff::civil::Date;

use crate::election::{Ballot, Election};
use crate::elector::Elector;
use crate::plain::DistrictId;
use crate::status::ElectorState;

/// One elector before one kind of ballot.
#[derive(Clone, Copy)]
pub struct Case<'a> {
    /// Who, as the roll has it.
    pub elector: &'a Elector,
    /// What happened since.
    pub state: &'a ElectorState,
    /// The kind of ballot.
    pub ballot: &'a Ballot,
    /// The election that it belongs to.
    pub election: &'a Election,
    /// When and where.
    pub visit: &'a Visit,
}

/// When and where somebody stands before the desk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Visit {
    /// The day, by the calendar of Japan.
    pub day: Date,
    /// Where.
    pub place: Place,
}

impl Visit {
    /// At an early-voting place.
    pub fn early(day: Date) -> Self {
        Self {
            day,
            place: Place::Early,
        }
    }
}

/// Which kind of place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// 期日前投票所: any elector of the city, within the period of the ballot.
    Early,
    /// 投票所, on election day: the electors of these districts; of all when empty (共通投票所).
    Station(BTreeSet<DistrictId>),
}
