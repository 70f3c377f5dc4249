//! What this desk's own copy says of one elector.

use std::collections::{BTreeMap, BTreeSet};

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
                _ => BallotGate::Shut,
            };
            gate.ballots.insert(ballot.id.clone(), open);
        }
        for (id, claim) in state.claims() {
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

    /// The ballots that may be claimed today.
    pub fn open(&self) -> BTreeSet<BallotId> {
        let open = |(ballot, gate): (&BallotId, &BallotGate)| match gate {
            BallotGate::Open(_) => Some(ballot.clone()),
            BallotGate::Shut => None,
        };
        self.ballots.iter().filter_map(open).collect()
    }

    /// What still has to be confirmed for these ballots; `None` if one of them is shut.
    pub fn unconfirmed(
        &self,
        ballots: &BTreeSet<BallotId>,
        confirmed: &[Confirmation],
    ) -> Option<Vec<Confirmation>> {
        let mut left = Vec::new();
        for ballot in ballots {
            match self.ballots.get(ballot) {
                Some(BallotGate::Open(needed)) => left.extend(
                    needed
                        .iter()
                        .filter(|each| !confirmed.contains(each))
                        .cloned(),
                ),
                _ => return None,
            }
        }
        Some(left)
    }
}
