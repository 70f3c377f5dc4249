//! What is decided.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::elector::MarkKind;
use crate::plain::{BoothId, DistrictId};
use crate::status::Spot;

/// Whether a ballot may be issued. Nothing but [`Decision::Issue`], or a confirmed [`Decision::Confirm`] or
/// [`Decision::Absentee`], leads on to a claim; every other one gates alike.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Decision {
    /// Claim it, then issue it.
    Issue,
    /// As [`Decision::Issue`], once all of these are confirmed.
    Confirm(Vec<Confirmation>),
    /// No early vote, but an absentee vote at this very booth (不在者投票), once all of `confirm` is confirmed.
    Absentee {
        /// Why not early.
        because: AbsenteeBecause,
        /// What must be confirmed first.
        confirm: Vec<Confirmation>,
    },
    /// Not issued.
    Refuse(Reason),
    /// Not issued: the elector has this ballot, or had it.
    Already {
        /// How.
        how: UsedHow,
        /// Where and in which hour, if it is known.
        at: Option<Spot>,
    },
}

/// Why an absentee vote instead of an early one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum AbsenteeBecause {
    /// Of age by election day, but not today.
    OfAgeFrom(Date),
}

/// What a person must confirm; it is recorded with the acceptance.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Confirmation {
    /// 引き続き都道府県内に住所を有すること: by certificate, or by asking the residents' register network.
    LivesInPrefecture,
    /// Not on the roll of the new place yet: three months after the move the elector may be.
    NotOnNewRoll,
    /// The roll does not have the whole birth date, and it matters: the office tells the age.
    Age,
    /// This ballot was declined before: the elector wants it now, and has not put one into a box.
    DeclinedBefore,
    /// A desk of this booth asked for the elector's ballots and has not written the outcome: nothing was handed out there.
    AskedAt(BoothId),
}

impl Confirmation {
    /// Whether an officer must confirm it, not a clerk alone.
    pub fn needs_officer(&self) -> bool {
        matches!(self, Self::Age | Self::DeclinedBefore | Self::AskedAt(_))
    }
}

/// Why a ballot is not issued.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reason {
    /// The election's file is for rules that this program does not have.
    RulesUnknown(u16),
    /// 留保: a desk is asking about this elector.
    Held(BoothId),
    /// 死亡, 国籍喪失 or 誤載.
    OffTheRoll(MarkKind),
    /// 4か月抹消: on this day and after it not on the roll.
    StruckOff(Date),
    /// On the roll only from this day.
    RegisteredFrom(Date),
    /// 公民権停止, with its last day if the roll has it.
    Suspended(Option<Date>),
    /// 在外選挙人: votes with the certificate, in another procedure.
    AbroadProcedure,
    /// 在外選挙人: has no vote in this election.
    AbroadNoVote,
    /// Moved out; this election is for those who live in the city.
    MovedFromCity,
    /// Moved out; this election is for those who live in the prefecture.
    MovedFromPrefecture,
    /// This ballot is not for the elector's voting district.
    OtherDistrict(DistrictId),
    /// The roll names the elector's ballots, and this one is not among them.
    NotNamed,
    /// Not of age on election day.
    UnderAge,
    /// Early voting for this ballot begins on this day.
    NotBegun(Date),
    /// Early voting for this ballot ended on this day.
    Over(Date),
    /// A polling station accepts on election day only.
    NotElectionDay(Date),
    /// The elector's polling station is another one; that of this district.
    OtherStation(DistrictId),
    /// 不在者投票請求: papers are asked for and may be on their way.
    AbsenteeRequested,
    /// 不在者投票用紙交付: papers are with the elector and must come back first.
    AbsenteeIssued,
}

/// How an elector has, or had, a ballot.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum UsedHow {
    /// Accepted, and still at a desk.
    AtDesk,
    /// 期日前投票済.
    Early,
    /// 当日投票済.
    OnDay,
    /// 不在者投票済.
    Absentee,
}

impl Decision {
    /// Whether a claim for the ballot may be made, given what was confirmed.
    pub fn lets_claim(&self, confirmed: &[Confirmation]) -> bool {
        match self {
            Self::Issue => true,
            Self::Confirm(needed)
            | Self::Absentee {
                confirm: needed, ..
            } => needed.iter().all(|each| confirmed.contains(each)),
            Self::Refuse(_) | Self::Already { .. } => false,
        }
    }

    /// Stable name, for counts and for the record that somebody was refused.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Issue => "issue",
            Self::Confirm(_) => "confirm",
            Self::Absentee { .. } => "absentee",
            Self::Refuse(reason) => reason.code(),
            Self::Already { how, .. } => match how {
                UsedHow::AtDesk => "at-desk",
                UsedHow::Early => "voted-early",
                UsedHow::OnDay => "voted-on-day",
                UsedHow::Absentee => "voted-absentee",
            },
        }
    }
}

impl Reason {
    /// Stable name.
    pub fn code(&self) -> &'static str {
        match self {
            Self::RulesUnknown(_) => "rules-unknown",
            Self::Held(_) => "held",
            Self::OffTheRoll(MarkKind::Died) => "died",
            Self::OffTheRoll(MarkKind::NationalityLost) => "nationality-lost",
            Self::OffTheRoll(_) => "wrongly-registered",
            Self::StruckOff(_) => "struck-off",
            Self::RegisteredFrom(_) => "registered-later",
            Self::Suspended(_) => "suspended",
            Self::AbroadProcedure => "abroad-procedure",
            Self::AbroadNoVote => "abroad-no-vote",
            Self::MovedFromCity => "moved-from-city",
            Self::MovedFromPrefecture => "moved-from-prefecture",
            Self::OtherDistrict(_) => "other-district",
            Self::NotNamed => "not-named",
            Self::UnderAge => "under-age",
            Self::NotBegun(_) => "not-begun",
            Self::Over(_) => "over",
            Self::NotElectionDay(_) => "not-election-day",
            Self::OtherStation(_) => "other-station",
            Self::AbsenteeRequested => "absentee-requested",
            Self::AbsenteeIssued => "absentee-issued",
        }
    }
}
