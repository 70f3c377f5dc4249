//! The figures to look at from three metres.

use serde::Serialize;
use specta::Type;

/// Counts of today and of the whole period.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct PollingBoardView {
    /// Electors accepted today, at all booths known here.
    pub today: u32,
    /// In the whole period.
    pub total: u32,
    /// Electors on the roll.
    pub electors: u32,
    /// Hour by hour today, from the first opening to the last closing.
    pub hours: Vec<HourCountView>,
    /// Acceptances in the last ten minutes at this booth.
    pub last_ten_minutes: u32,
    /// Electors waiting, as estimated or entered; none if not known.
    pub queue: Option<u32>,
    /// Minutes somebody who comes now will wait; none if not known.
    pub wait_minutes: Option<u32>,
    /// Booth by booth; the own one first.
    pub booths: Vec<BoothCountView>,
    /// Kind by kind.
    pub ballots: Vec<BallotCountView>,
    /// Men accepted today.
    pub men: u32,
    /// Women accepted today.
    pub women: u32,
    /// Others, or not said.
    pub others: u32,
    /// 不在者投票 at the booths today.
    pub absentee: u32,
    /// 代理投票 today.
    pub proxy: u32,
    /// 点字投票 today.
    pub braille: u32,
    /// 棄権 of single kinds today.
    pub declined: u32,
    /// Refused today.
    pub refused: u32,
}

/// One hour of the curve.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct HourCountView {
    /// 0–23.
    pub hour: u8,
    /// Accepted in it today.
    pub today: u32,
    /// Accepted in it the day before; none if there was none.
    pub day_before: Option<u32>,
}

/// One booth.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct BoothCountView {
    /// Its name for people.
    pub name: String,
    /// Whether it is this one.
    pub own: bool,
    /// Accepted today.
    pub today: u32,
    /// In the whole period.
    pub total: u32,
    /// Until when its figures are known here, `HH:MM`; empty if never.
    pub as_of: String,
    /// Whether that is too long ago to be relied on.
    pub stale: bool,
}

/// One kind of ballot.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct BallotCountView {
    /// Its name for people.
    pub name: String,
    /// Colour of the paper as people name it.
    pub paper: String,
    /// The same on the screen, `#rrggbb`.
    pub colour: String,
    /// Accepted today.
    pub today: u32,
    /// In the whole period.
    pub total: u32,
}
