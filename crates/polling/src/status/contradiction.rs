//! Facts that cannot all be right: both stay, and a named person settles them.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::elector::Already;
use crate::plain::{BallotId, ClaimId, Mark};

use super::{Absentee, Acceptance, ClaimState, ElectorState};

/// One ballot was let out more than once, as far as the facts say (二重交付の疑い).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contradiction {
    /// The kind of ballot.
    pub ballot: BallotId,
    /// The claims that stand, the earliest first.
    pub claims: Vec<Standing>,
    /// The authority said of one of them that another claim had the ballot before, and that one is not known to
    /// have given it up.
    pub contested: bool,
    /// An absentee vote was cast besides.
    pub absentee: bool,
    /// The facts that say so; none if the roll does.
    pub absentee_steps: Vec<Mark>,
    /// The roll says that a vote was cast in a polling station besides.
    pub on_day: bool,
    /// What was found, once somebody who knew of all its acceptances settled it.
    pub settled: Option<Settlement>,
}

/// One claim that has a ballot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// The claim.
    pub claim: ClaimId,
    /// Its acceptances.
    pub acceptances: Vec<Acceptance>,
    /// Whether the elector is gone with the ballot.
    pub left: bool,
}

/// What a named person found. `Debug` does not show the words.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Settlement {
    /// The fact.
    pub mark: Mark,
    /// The ballot.
    pub ballot: BallotId,
    /// The acceptances, and steps of absentee voting, that were looked into.
    pub acceptances: Vec<Mark>,
    /// In words.
    pub finding: String,
    /// By name of office.
    pub by: String,
}

impl fmt::Debug for Settlement {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Settlement({:?})", self.mark)
    }
}

impl Contradiction {
    /// The facts that contradict each other: what a [`crate::fact::Settled`] names.
    pub fn marks(&self) -> impl Iterator<Item = Mark> {
        let acceptances = self.acceptances().map(|one| one.mark);
        acceptances.chain(self.absentee_steps.iter().copied())
    }

    /// Every acceptance in it.
    pub fn acceptances(&self) -> impl Iterator<Item = &Acceptance> {
        self.claims.iter().flat_map(|claim| &claim.acceptances)
    }
}

impl ElectorState {
    /// What contradicts itself about one ballot. `roll` is what the roll brings of it.
    ///
    /// That the roll says `VotedEarly` beside an acceptance here is none: it may be this very one, exported and
    /// imported again.
    pub fn contradiction(&self, ballot: &BallotId, roll: Option<Already>) -> Option<Contradiction> {
        let standing = self.standing(ballot);
        let contested = standing
            .iter()
            .any(|(_, claim)| self.is_contested(claim, ballot));
        // That the roll says so beside papers of a booth may be this very vote, exported and imported again.
        let of_booth = standing.iter().any(|(_, claim)| claim.is_absentee());
        let claims: Vec<Standing> = standing
            .into_iter()
            .map(|(id, claim)| Standing {
                claim: *id,
                acceptances: claim.acceptances.clone(),
                left: claim.left,
            })
            .collect();
        let elsewhere = self.absentee_elsewhere(ballot, roll.filter(|_| !of_booth));
        let absentee = elsewhere == Some(Absentee::Voted);
        let on_day = roll == Some(Already::VotedOnDay)
            && claims
                .iter()
                .any(|one| one.acceptances.iter().any(|one| !one.on_day));
        let seen = claims.len() + usize::from(absentee) + usize::from(on_day);
        if seen < 2 && !contested {
            return None;
        }
        let mut found = Contradiction {
            ballot: ballot.clone(),
            claims,
            contested,
            absentee,
            absentee_steps: self.absentee_voted(ballot),
            on_day,
            settled: None,
        };
        found.settled = self.settlement(&found);
        Some(found)
    }

    /// What contradicts itself about the ballots that the facts speak of; the roll is not looked at.
    pub fn contradictions(&self) -> Vec<Contradiction> {
        let of_claims = self.claims.values().flat_map(|claim| claim.papers.keys());
        let mut ballots: Vec<&BallotId> = of_claims.chain(self.absentee.keys()).collect();
        ballots.sort();
        ballots.dedup();
        let found = ballots.into_iter();
        found
            .filter_map(|ballot| self.contradiction(ballot, None))
            .collect()
    }

    fn is_contested(&self, claim: &ClaimState, ballot: &BallotId) -> bool {
        let gave_up = |other: &ClaimId| {
            let other = self.claims.get(other);
            other.is_some_and(|other| other.given_up().any(|one| one == ballot))
        };
        match claim.contested.get(ballot) {
            Some(other) => !other.as_ref().is_some_and(gave_up),
            None => false,
        }
    }

    fn absentee_voted(&self, ballot: &BallotId) -> Vec<Mark> {
        let steps = self.absentee.get(ballot).into_iter().flatten();
        let voted = steps.filter(|step| step.step == Already::AbsenteeVoted);
        voted.map(|step| step.mark).collect()
    }

    fn settlement(&self, found: &Contradiction) -> Option<Settlement> {
        let knew_all = |one: &&Settlement| {
            one.ballot == found.ballot && found.marks().all(|each| one.acceptances.contains(&each))
        };
        self.settlements.iter().rev().find(knew_all).cloned()
    }
}
