//! The status of one ballot, read from the state.

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::{Offset, TimeZone};
use serde::{Deserialize, Serialize};

use crate::elector::Already;
use crate::fact::{WithdrawnBecause, Written};
use crate::plain::{BallotId, BoothId, ClaimId};

use super::{ClaimState, ElectorState, Paper};

const MILLISECONDS_AN_HOUR: i64 = 3_600_000;

/// Where and in which hour. No finer time is kept, so that nothing can be laid beside the order in the box.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Spot {
    /// Hours since 1970 UTC.
    pub hour: i64,
    /// The booth.
    pub booth: BoothId,
}

impl Spot {
    pub(super) fn new(booth: &BoothId, written: &Written) -> Self {
        Self {
            hour: Self::hour_of(written),
            booth: booth.clone(),
        }
    }

    /// The beginning of the hour by the clock of Japan, which has no summer time; `None` beyond the calendar's end.
    pub fn local(&self) -> Option<DateTime> {
        let at = Timestamp::from_second(self.hour.checked_mul(3600)?).ok()?;
        let japan = TimeZone::fixed(Offset::constant(9));
        Some(at.to_zoned(japan).datetime())
    }

    pub(super) fn hour_of(written: &Written) -> i64 {
        written.at().0.div_euclid(MILLISECONDS_AN_HOUR)
    }
}

/// What stands between an elector and one kind of ballot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BallotStatus {
    /// Nothing.
    Open,
    /// A desk asked the authority, and the outcome is not known.
    Asked {
        /// Its claim.
        claim: ClaimId,
        /// Where and when.
        at: Spot,
    },
    /// Accepted; the ballot is not handed over yet.
    Accepted {
        /// The claim.
        claim: ClaimId,
        /// Where and when; unknown if only the paper is known of.
        at: Option<Spot>,
        /// In a polling station on election day.
        on_day: bool,
    },
    /// The ballot is handed over, and still at the desk.
    Issued {
        /// The claim.
        claim: ClaimId,
        /// Where and when.
        at: Option<Spot>,
        /// In a polling station on election day.
        on_day: bool,
    },
    /// The elector went to the ballot box: voted (投票済).
    LeftDesk {
        /// The claim.
        claim: ClaimId,
        /// Where and when.
        at: Option<Spot>,
        /// In a polling station on election day.
        on_day: bool,
    },
    /// Voted before this system took over, as the roll says: early or on the day.
    VotedByRoll {
        /// On election day; otherwise early.
        on_day: bool,
    },
    /// Absentee voting has begun or is done (不在者投票). Returned ones are open again.
    Absentee(Absentee),
    /// An acceptance was withdrawn at the desk: open again.
    Withdrawn {
        /// Where and when it had been accepted.
        at: Option<Spot>,
        /// Why.
        because: WithdrawnBecause,
    },
    /// The elector did not want this ballot (棄権): no paper went out.
    Declined {
        /// Where and when.
        at: Option<Spot>,
    },
}

/// How far absentee voting has come, the less final first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Absentee {
    /// 返還 or 取下げ.
    Returned,
    /// 請求.
    Requested,
    /// 交付.
    Issued,
    /// 投票済.
    Voted,
}

impl BallotStatus {
    /// Whether the elector has, or is being handed, this ballot.
    pub fn is_used(&self) -> bool {
        matches!(
            self,
            Self::Accepted { .. }
                | Self::Issued { .. }
                | Self::LeftDesk { .. }
                | Self::VotedByRoll { .. }
                | Self::Absentee(Absentee::Voted)
        )
    }
}

impl ElectorState {
    /// The status of one ballot. `roll` is what the roll brings of it ([`crate::elector::Elector::already`]).
    ///
    /// Where several things stand, the one that lets no further ballot out is told.
    pub fn ballot(&self, ballot: &BallotId, roll: Option<Already>) -> BallotStatus {
        if let Some(status) = self.standing_status(ballot) {
            return status;
        }
        match roll {
            Some(Already::VotedEarly) => return BallotStatus::VotedByRoll { on_day: false },
            Some(Already::VotedOnDay) => return BallotStatus::VotedByRoll { on_day: true },
            _ => {}
        }
        let absentee = self.absentee(ballot, roll);
        if absentee == Some(Absentee::Voted) {
            return BallotStatus::Absentee(Absentee::Voted);
        }
        if let Some(step @ (Absentee::Issued | Absentee::Requested)) = absentee {
            return BallotStatus::Absentee(step);
        }
        if let Some(status) = self.asked_status(ballot) {
            return status;
        }
        self.undone_status(ballot).unwrap_or(match absentee {
            Some(step) => BallotStatus::Absentee(step),
            None => BallotStatus::Open,
        })
    }

    /// The claims that have a ballot, the earliest first.
    pub(super) fn standing(&self, ballot: &BallotId) -> Vec<(&ClaimId, &ClaimState)> {
        let mut standing: Vec<_> = self
            .claims
            .iter()
            .filter(|(_, claim)| claim.stands_for(ballot))
            .collect();
        standing.sort_by_key(|(id, claim)| (claim.spot(), **id));
        standing
    }

    /// How far absentee voting has come, by papers of a booth or elsewhere.
    pub(super) fn absentee(&self, ballot: &BallotId, roll: Option<Already>) -> Option<Absentee> {
        let standing = self.standing(ballot).into_iter();
        let of_claims = standing.filter(|(_, claim)| claim.is_absentee());
        let of_claims = of_claims.map(|(_, claim)| {
            if claim.handed_in.contains(ballot) {
                Absentee::Voted
            } else {
                Absentee::Issued
            }
        });
        of_claims.max().max(self.absentee_elsewhere(ballot, roll))
    }

    /// Whether absentee papers of a booth are with the elector, and not just being handed out there.
    pub fn absentee_papers_out(&self, ballot: &BallotId) -> bool {
        let mut standing = self.standing(ballot).into_iter();
        standing.any(|(_, claim)| {
            claim.is_absentee() && claim.left && !claim.handed_in.contains(ballot)
        })
    }

    /// How far absentee voting has come elsewhere than at a booth. A step that was written here takes the place of what the roll said, but
    /// nothing takes back a vote that the roll says was cast.
    pub(super) fn absentee_elsewhere(
        &self,
        ballot: &BallotId,
        roll: Option<Already>,
    ) -> Option<Absentee> {
        let roll = roll.and_then(Absentee::of);
        if roll == Some(Absentee::Voted) {
            return roll;
        }
        let steps = self.absentee.get(ballot);
        let written = steps.into_iter().flatten();
        written
            .filter_map(|step| Absentee::of(step.step))
            .max()
            .or(roll)
    }

    fn standing_status(&self, ballot: &BallotId) -> Option<BallotStatus> {
        let mut standing = self.standing(ballot).into_iter();
        let (&claim, state) = standing.find(|(_, claim)| !claim.is_absentee())?;
        let at = state.spot().cloned();
        let on_day = state.acceptances.first().is_some_and(|one| one.on_day);
        Some(if state.left {
            BallotStatus::LeftDesk { claim, at, on_day }
        } else if state.papers.get(ballot) == Some(&Paper::Issued) {
            BallotStatus::Issued { claim, at, on_day }
        } else {
            BallotStatus::Accepted { claim, at, on_day }
        })
    }

    fn asked_status(&self, ballot: &BallotId) -> Option<BallotStatus> {
        self.pending()
            .filter(|(_, claim)| claim.asked_for.contains(ballot))
            .find_map(|(id, claim)| {
                claim
                    .asked
                    .clone()
                    .map(|at| BallotStatus::Asked { claim: *id, at })
            })
    }

    fn undone_status(&self, ballot: &BallotId) -> Option<BallotStatus> {
        let undone = self.claims.values().filter_map(|claim| {
            let at = claim.spot().cloned();
            match claim.papers.get(ballot)? {
                Paper::Declined { .. } => Some(BallotStatus::Declined { at }),
                Paper::Withdrawn { because, .. } => Some(BallotStatus::Withdrawn {
                    at,
                    because: *because,
                }),
                Paper::Waiting | Paper::Issued => None,
            }
        });
        // That a ballot was declined is asked about; that one was withdrawn is not.
        undone.max_by_key(|status| matches!(status, BallotStatus::Declined { .. }))
    }
}

impl Absentee {
    /// The step, if it is one of absentee voting.
    pub fn of(already: Already) -> Option<Self> {
        match already {
            Already::AbsenteeRequested => Some(Self::Requested),
            Already::AbsenteeIssued => Some(Self::Issued),
            Already::AbsenteeReturned => Some(Self::Returned),
            Already::AbsenteeVoted => Some(Self::Voted),
            Already::VotedEarly | Already::VotedOnDay => None,
        }
    }
}
