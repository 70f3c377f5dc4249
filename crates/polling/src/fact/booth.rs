//! Facts of a booth as a whole: its opening, its officers, its roll, its outages, its tallies.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::election::OutageRule;
use crate::plain::{Actor, BallotId, BoothId};

/// `booth.opened`: the booth is open to electors (開所).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Opened {
    /// The booth.
    pub booth: BoothId,
    /// The day.
    pub day: Date,
    /// Hash of the roll in use.
    pub roll: [u8; 8],
    /// Hash of the election's file.
    pub election: [u8; 8],
    /// Version of the program.
    pub program: String,
}

/// `booth.closed`: no elector is let in any more today (閉所).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Closed {
    /// The booth.
    pub booth: BoothId,
    /// The day.
    pub day: Date,
}

/// What an officer does at the booth.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Duty {
    /// 投票管理者.
    Manager,
    /// 職務代理者.
    Deputy,
    /// 投票立会人.
    Witness,
    /// 事務従事者.
    Clerk,
}

/// `booth.officer`: an officer takes up or lays down a duty; the record of voting (投票録) names them. No `Debug`.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OfficerChanged {
    /// Which duty.
    pub duty: Duty,
    /// The name, as it stands in the record of voting.
    pub name: String,
    /// The officer's own badge, if there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub badge: Option<Actor>,
    /// Takes it up, or lays it down.
    pub on: bool,
}

/// `roll.loaded`: this PC works with a roll from now on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RollLoaded {
    /// Hash of the roll.
    pub roll: [u8; 8],
    /// How many electors it has.
    pub electors: u64,
}

/// `roll.supplement`: a correction was looked at as a difference and taken (補正・訂正).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Supplement {
    /// Hash of the roll before.
    pub from: [u8; 8],
    /// Hash of the roll after.
    pub to: [u8; 8],
    /// Electors added.
    pub added: u64,
    /// Electors changed.
    pub changed: u64,
    /// Electors gone.
    pub gone: u64,
}

/// `outage.began`: no answer came in time, and the election's outage rule is in force.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OutageBegan {
    /// The rule.
    pub rule: OutageRule,
    /// Age of the local copy then, in minutes.
    pub copy_minutes: u32,
}

/// `outage.ended`: the authority answers again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OutageEnded {
    /// How many electors were accepted since the cut.
    pub accepted: u32,
}

/// `tally.ballots`: what the dispenser or a hand count says, up to the end of an hour.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HourTally {
    /// The booth.
    pub booth: BoothId,
    /// The kind of ballot.
    pub ballot: BallotId,
    /// The day.
    pub day: Date,
    /// Counted up to the end of this hour, local time, 0–23.
    pub hour: u8,
    /// Ballot papers handed out since the opening of that day.
    pub issued: u32,
}

/// `tally.slips`: declaration slips counted up to the end of an hour.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SlipTally {
    /// The booth.
    pub booth: BoothId,
    /// The day.
    pub day: Date,
    /// Counted up to the end of this hour, local time, 0–23.
    pub hour: u8,
    /// Slips since the opening of that day.
    pub slips: u32,
}

/// `tally.papers`: the ballot papers of a day for the record of voting (投票録).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PaperTally {
    /// The booth.
    pub booth: BoothId,
    /// The kind of ballot.
    pub ballot: BallotId,
    /// The day.
    pub day: Date,
    /// 受領: papers at hand in the morning and received since.
    pub received: u32,
    /// 交付: papers handed out.
    pub issued: u32,
    /// 書損・汚損: papers spoiled.
    pub spoiled: u32,
    /// 残: papers left.
    pub left: u32,
}

/// `period.frozen`: who voted early is fixed and signed for the polling stations.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Frozen {
    /// SHA-256 of the frozen list.
    pub list: [u8; 32],
    /// How many electors are on it.
    pub electors: u64,
}
