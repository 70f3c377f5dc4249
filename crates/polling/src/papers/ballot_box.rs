//! What the square of a ballot says on a list.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::Offset;
use paper::Cell;

use super::words::short_day;
use crate::eligibility::{Decision, Reason, UsedHow};

/// Japan is nine hours ahead of UTC, all year.
const JAPAN: Offset = jiff::tz::offset(9);
const SECONDS_AN_HOUR: i64 = 3_600;

/// One ballot of one elector on a list. A day is told, never the hour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BallotBox {
    /// May be issued.
    Open,
    /// May be issued once something is confirmed.
    Confirm,
    /// An absentee vote may be cast at the booth.
    AbsenteeHere,
    /// 期日前投票済, or at a desk just now; the day if it is known.
    Early(Option<Date>),
    /// 当日投票済.
    OnDay,
    /// 不在者投票済.
    AbsenteeVoted,
    /// Papers for an absentee vote are asked for or out.
    AbsenteeOut,
    /// 留保.
    Held,
    /// Not before this day.
    NotBefore(Date),
    /// Not to be issued.
    No,
}

impl BallotBox {
    /// What the decision about the ballot looks like on paper.
    pub fn of(decision: &Decision) -> Self {
        match decision {
            Decision::Issue => Self::Open,
            Decision::Confirm(_) => Self::Confirm,
            Decision::Absentee { .. } => Self::AbsenteeHere,
            Decision::Already { how, at } => match how {
                UsedHow::AtDesk | UsedHow::Early => {
                    Self::Early(at.as_ref().and_then(|at| day_of(at.hour)))
                }
                UsedHow::OnDay => Self::OnDay,
                UsedHow::Absentee => Self::AbsenteeVoted,
            },
            Decision::Refuse(Reason::Held(_)) => Self::Held,
            Decision::Refuse(Reason::AbsenteeRequested | Reason::AbsenteeIssued) => {
                Self::AbsenteeOut
            }
            Decision::Refuse(Reason::NotBegun(day) | Reason::RegisteredFrom(day)) => {
                Self::NotBefore(*day)
            }
            Decision::Refuse(_) => Self::No,
        }
    }

    /// Whether the ballot is used up.
    pub fn is_used(self) -> bool {
        matches!(self, Self::Early(_) | Self::OnDay | Self::AbsenteeVoted)
    }

    /// Whether the ballot may be handed over, by what the list says.
    pub fn may_be_issued(self) -> bool {
        matches!(self, Self::Open | Self::Confirm)
    }

    /// The word beside the square.
    pub(super) fn word(self) -> String {
        match self {
            Self::Open => String::new(),
            Self::Confirm => "確認".to_owned(),
            Self::AbsenteeHere | Self::AbsenteeVoted | Self::AbsenteeOut => "不在".to_owned(),
            Self::Early(Some(day)) => short_day(day),
            Self::Early(None) => "済".to_owned(),
            Self::OnDay => "当日".to_owned(),
            Self::Held => "留保".to_owned(),
            Self::NotBefore(day) => format!("{}から", short_day(day)),
            Self::No => "不可".to_owned(),
        }
    }

    /// The square with its word.
    pub(super) fn cell(self, word: &str) -> Cell<'_> {
        if self.is_used() {
            Cell::Full(word)
        } else if self.may_be_issued() {
            Cell::Open(word)
        } else {
            Cell::Crossed(word)
        }
    }
}

/// The day in Japan of an hour since 1970 UTC.
fn day_of(hour: i64) -> Option<Date> {
    let at = Timestamp::from_second(hour.checked_mul(SECONDS_AN_HOUR)?).ok()?;
    Some(JAPAN.to_datetime(at).date())
}
