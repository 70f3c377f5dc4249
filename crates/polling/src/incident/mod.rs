//! Acceptances that contradict each other (二重受付): both stay, a named person settles them with a further fact.

mod words;

use crate::fact::Settled;
use crate::plain::{BallotId, ElectorId, Mark};
use crate::role::Role;
use crate::status::{Contradiction, ElectorState, Ground, Settlement, Spot};

/// One elector and one ballot that was accepted more than once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Incident {
    /// Whose.
    pub elector: ElectorId,
    /// Which ballot.
    pub ballot: BallotId,
    /// The acceptances, the earliest first; nobody wins.
    pub acceptances: Vec<Involved>,
    /// The authority reported it when an acceptance made without its word was checked afterwards (outage rule 4).
    pub reported: bool,
    /// An absentee vote, or one on election day, stands against them.
    pub against_another_vote: bool,
    /// What somebody found.
    pub settled: Option<Settlement>,
    marks: Vec<Mark>,
}

/// One of the acceptances.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Involved {
    /// Where and in which hour.
    pub spot: Spot,
    /// On whose word.
    pub ground: Ground,
    /// Whether the ballot went to the box; otherwise it can still be taken back.
    pub left: bool,
}

/// Why an incident is not settled.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotSettled {
    /// Officers and administrators settle.
    #[error("the badge does not allow it")]
    NotAllowed,
    /// By name of office, such as 投票管理者.
    #[error("the name of the office is missing")]
    OfficeMissing,
    /// What was found, in words.
    #[error("the finding is missing")]
    FindingMissing,
    /// Somebody did so already.
    #[error("settled already")]
    Already,
}

impl Incident {
    /// The incidents of one elector.
    pub fn of(elector: ElectorId, state: &ElectorState) -> Vec<Self> {
        let incident = |found: Contradiction| Self {
            elector,
            marks: found.marks().collect(),
            reported: found.contested,
            against_another_vote: found.absentee || found.on_day,
            acceptances: involved(&found),
            ballot: found.ballot,
            settled: found.settled,
        };
        state.contradictions().into_iter().map(incident).collect()
    }

    /// Whether somebody has to do something.
    pub fn is_open(&self) -> bool {
        self.settled.is_none()
    }

    /// The fact that settles it. It names every acceptance that was known; a further one opens it again.
    pub fn settle(&self, by: Role, office: &str, finding: &str) -> Result<Settled, NotSettled> {
        if by == Role::Clerk {
            return Err(NotSettled::NotAllowed);
        }
        if self.settled.is_some() {
            return Err(NotSettled::Already);
        }
        if office.trim().is_empty() {
            return Err(NotSettled::OfficeMissing);
        }
        if finding.trim().is_empty() {
            return Err(NotSettled::FindingMissing);
        }
        Ok(Settled {
            acceptances: self.marks.clone(),
            ballot: self.ballot.clone(),
            finding: finding.trim().to_owned(),
            by: office.trim().to_owned(),
        })
    }
}

fn involved(found: &Contradiction) -> Vec<Involved> {
    found
        .claims
        .iter()
        .filter_map(|claim| {
            let first = claim.acceptances.first()?;
            Some(Involved {
                spot: first.spot.clone(),
                ground: first.ground,
                left: claim.left,
            })
        })
        .collect()
}
