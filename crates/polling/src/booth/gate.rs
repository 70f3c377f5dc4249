//! What this desk's own copy says of one elector.

use std::collections::{BTreeMap, BTreeSet};

use crate::claim::TakenBallot;
use crate::election::Election;
use crate::elector::Elector;
use crate::eligibility::{Case, Confirmation, Decision, Visit};
use crate::plain::{BallotId, BoothId, ClaimId, ElectorId};
use crate::status::ElectorState;

/// The desk's own copy of roll and facts.
pub trait Local {
    /// What it says of an elector now; everything shut if it does not have the elector.
    fn gate(&self, elector: &ElectorId) -> Gate;
}

/// One elector, as far as the flow needs it. Not who it is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Gate {
    /// Each kind of ballot of the election.
    pub ballots: BTreeMap<BallotId, BallotGate>,
    /// Ballots that this booth has claimed or asked for, and not given up.
    pub mine: BTreeSet<BallotId>,
    /// Ballots that other booths have, asked for, or were left to.
    pub others: BTreeMap<BallotId, Vec<Other>>,
    /// Claims of any booth that gave a ballot up, whether or not the authority knows it yet.
    pub given_up: BTreeMap<BallotId, BTreeSet<ClaimId>>,
    /// The booth to which the elector's district is allotted (outage rule 2).
    pub home: Option<BoothId>,
}

/// Another booth's claim that this one knows of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Other {
    /// The claim.
    pub claim: ClaimId,
    /// The booth.
    pub booth: BoothId,
}

/// Whether a ballot may be claimed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BallotGate {
    /// Yes, once all of these are confirmed.
    Open(Vec<Confirmation>),
    /// For an absentee vote at this booth (不在者投票), once all of these are confirmed; not for the box.
    Absentee(Vec<Confirmation>),
    /// No; why is the verdict's to say.
    Shut,
}

impl Gate {
    /// The gate of an elector at a booth today.
    pub fn of(
        elector: &Elector,
        state: &ElectorState,
        election: &Election,
        visit: &Visit,
        booth: &BoothId,
    ) -> Self {
        let mut gate = Self {
            home: election
                .home_of(&elector.district)
                .map(|home| home.id.clone()),
            ..Self::default()
        };
        for ballot in &election.ballots {
            let case = Case {
                elector,
                state,
                ballot,
                election,
                visit,
            };
            let open = match case.decide() {
                Decision::Issue => BallotGate::Open(Vec::new()),
                Decision::Confirm(needed) => BallotGate::Open(needed),
                Decision::Absentee { confirm, .. } => BallotGate::Absentee(confirm),
                _ => BallotGate::Shut,
            };
            gate.ballots.insert(ballot.id.clone(), open);
        }
        for (id, claim) in state.claims() {
            for ballot in claim.given_up() {
                let claims = gate.given_up.entry(ballot.clone()).or_default();
                claims.insert(*id);
            }
            let asked = claim.asked_for.iter().filter(|_| claim.is_pending());
            let has = claim
                .papers
                .keys()
                .filter(|ballot| claim.stands_for(ballot));
            let at = claim.spot().map(|spot| &spot.booth);
            for ballot in asked.chain(has) {
                match at {
                    Some(at) if at != booth => {
                        gate.others.entry(ballot.clone()).or_default().push(Other {
                            claim: *id,
                            booth: at.clone(),
                        });
                    }
                    _ => {
                        gate.mine.insert(ballot.clone());
                    }
                }
            }
        }
        gate
    }

    /// Whether the claim that has the ballot at the authority leads to nothing, as this desk knows.
    pub fn is_given_up(&self, taken: &TakenBallot) -> bool {
        let given_up = self.given_up.get(&taken.ballot);
        given_up.is_some_and(|claims| claims.contains(&taken.claim))
    }

    /// Whether what may be claimed today is an absentee vote.
    pub fn is_absentee(&self) -> bool {
        let open = |gate| matches!(gate, &BallotGate::Open(_));
        let absentee = |gate| matches!(gate, &BallotGate::Absentee(_));
        !self.ballots.values().any(open) && self.ballots.values().any(absentee)
    }

    /// The ballots that may be claimed today, all for the box or all for an absentee vote.
    pub fn open(&self) -> BTreeSet<BallotId> {
        let absentee = self.is_absentee();
        let open = |ballot: &&BallotId| self.needed(ballot, absentee).is_some();
        self.ballots.keys().filter(open).cloned().collect()
    }

    /// What must be confirmed for a ballot; `None` if it may not be claimed for such a vote.
    pub fn needed(&self, ballot: &BallotId, absentee: bool) -> Option<&[Confirmation]> {
        match self.ballots.get(ballot)? {
            BallotGate::Open(needed) if !absentee => Some(needed),
            BallotGate::Absentee(needed) if absentee => Some(needed),
            _ => None,
        }
    }

    /// What still has to be confirmed for these ballots; `None` if one of them may not be claimed for such a vote.
    pub fn unconfirmed(
        &self,
        ballots: &BTreeSet<BallotId>,
        absentee: bool,
        confirmed: &[Confirmation],
    ) -> Option<Vec<Confirmation>> {
        let mut left = Vec::new();
        for ballot in ballots {
            let needed = self.needed(ballot, absentee)?.iter();
            left.extend(needed.filter(|each| !confirmed.contains(each)).cloned());
        }
        Some(left)
    }
}
