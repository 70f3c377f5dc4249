//! What became of one claim.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::fact::{Authority, DroppedBecause, Means, WithdrawnBecause};
use crate::plain::{BallotId, ClaimId, DeviceId, Mark};

use super::Spot;

/// One claim, from the question to the authority until the elector leaves the desk.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClaimState {
    /// Where and when the authority was asked.
    pub asked: Option<Spot>,
    /// For which ballots, sorted.
    pub asked_for: Vec<BallotId>,
    /// It came to nothing.
    pub dropped: Option<DroppedBecause>,
    /// Its acceptances in the ledger's order; more than one if it was written again after an interruption.
    pub acceptances: Vec<Acceptance>,
    /// What became of the ballot papers.
    pub papers: BTreeMap<BallotId, Paper>,
    /// The elector went to the ballot box with them.
    pub left: bool,
    /// Ballots of an absentee vote whose envelopes were handed in (不在者投票済).
    pub handed_in: BTreeSet<BallotId>,
    /// Ballots of which the authority said afterwards that they are not this claim's, and whose they were, if it
    /// said that.
    pub contested: BTreeMap<BallotId, Option<ClaimId>>,
    /// Facts that came too late: they would have undone what had left the desk, or was leaving it elsewhere.
    pub too_late: Vec<Mark>,
}

impl ClaimState {
    /// Whether the authority was asked and nothing is known of the outcome: after a restart it is asked again.
    pub fn is_pending(&self) -> bool {
        self.asked.is_some()
            && self.dropped.is_none()
            && self.acceptances.is_empty()
            && self.papers.is_empty()
    }

    /// Whether this claim has the ballot: accepted or handed out, and not given back.
    pub fn stands_for(&self, ballot: &BallotId) -> bool {
        matches!(
            self.papers.get(ballot),
            Some(Paper::Waiting | Paper::Issued)
        )
    }

    /// The ballots that it had or asked for, and on which nobody goes to the box: dropped, withdrawn or declined.
    pub fn given_up(&self) -> impl Iterator<Item = &BallotId> {
        let dropped = self.dropped.is_some() && self.papers.is_empty();
        let asked = self.asked_for.iter().filter(move |_| dropped);
        let undone = |(ballot, paper): (_, &Paper)| paper.undone_by().map(|_| ballot);
        asked.chain(self.papers.iter().filter_map(undone))
    }

    /// Whether its papers are for an absentee vote.
    pub fn is_absentee(&self) -> bool {
        self.acceptances.iter().any(|one| one.absentee)
    }

    /// Where and when the elector was accepted, or at least asked for.
    pub fn spot(&self) -> Option<&Spot> {
        self.acceptances
            .first()
            .map(|first| &first.spot)
            .or(self.asked.as_ref())
    }
}

/// One fact that accepted the elector.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own")]
pub struct Acceptance {
    /// The fact.
    pub mark: Mark,
    /// Where and when.
    pub spot: Spot,
    /// On whose word.
    pub ground: Ground,
    /// How the elector was found.
    pub means: Means,
    /// 代理投票.
    pub proxy: bool,
    /// 点字投票.
    pub braille: bool,
    /// Papers and envelopes for an absentee vote (不在者投票), nothing for the box.
    pub absentee: bool,
    /// In a polling station on election day; otherwise early.
    pub on_day: bool,
}

/// On whose word an acceptance stands, without the word itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Ground {
    /// The authority granted it.
    Granted,
    /// Outage rule 2.
    Allotted,
    /// Outage rule 3.
    Voice,
    /// Outage rule 4.
    Unchecked,
    /// On paper, granted when it was entered.
    PaperGranted,
    /// On paper, and not granted.
    PaperUnchecked,
}

impl From<&Authority> for Ground {
    fn from(authority: &Authority) -> Self {
        match authority {
            Authority::Granted(_) => Self::Granted,
            Authority::Allotted => Self::Allotted,
            Authority::Voice(_) => Self::Voice,
            Authority::Unchecked => Self::Unchecked,
            Authority::Paper(Some(_)) => Self::PaperGranted,
            Authority::Paper(None) => Self::PaperUnchecked,
        }
    }
}

/// What became of one ballot paper of a claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Paper {
    /// Accepted, not handed over yet.
    Waiting,
    /// Handed over.
    Issued,
    /// The elector did not want it (棄権).
    Declined {
        /// The fact.
        by: Mark,
        /// Its PC.
        device: DeviceId,
    },
    /// Taken back while it was at the desk.
    Withdrawn {
        /// The fact.
        by: Mark,
        /// Its PC.
        device: DeviceId,
        /// Why.
        because: WithdrawnBecause,
    },
}

impl Paper {
    /// The fact that gave the paper back, and its PC.
    pub fn undone_by(&self) -> Option<(Mark, DeviceId)> {
        match *self {
            Self::Declined { by, device } | Self::Withdrawn { by, device, .. } => {
                Some((by, device))
            }
            Self::Waiting | Self::Issued => None,
        }
    }
}
