//! The state of one elector, as it is kept.

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};

use crate::elector::Already;
use crate::plain::{BallotId, BoothId, ClaimId, DeviceId, Mark};

use super::{ClaimState, Settlement, Spot};

/// All that is known of one elector beyond the roll. It does not say who the elector is.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ElectorState {
    pub(super) claims: BTreeMap<ClaimId, ClaimState>,
    pub(super) absentee: BTreeMap<BallotId, Vec<Step>>,
    pub(super) holds: Vec<Hold>,
    pub(super) settlements: Vec<Settlement>,
}

/// A step of absentee voting that stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    /// The fact.
    pub mark: Mark,
    /// Its PC.
    pub device: DeviceId,
    /// What happened.
    pub step: Already,
    /// At which hour since 1970 UTC.
    pub hour: i64,
}

/// A hold that was not released (留保). `Debug` does not show its words.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hold {
    /// Its name at the authority.
    pub hold: ClaimId,
    /// Where and when.
    pub spot: Spot,
    /// In words.
    pub note: String,
}

impl fmt::Debug for Hold {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Hold({:?})", self.spot)
    }
}

impl ElectorState {
    /// Every claim, by its id.
    pub fn claims(&self) -> impl Iterator<Item = (&ClaimId, &ClaimState)> {
        self.claims.iter()
    }

    /// What became of a claim.
    pub fn claim(&self, id: &ClaimId) -> Option<&ClaimState> {
        self.claims.get(id)
    }

    /// Claims that were asked for and whose outcome nobody wrote: the desk that asked asks again with the same id.
    pub fn pending(&self) -> impl Iterator<Item = (&ClaimId, &ClaimState)> {
        self.claims.iter().filter(|(_, claim)| claim.is_pending())
    }

    /// The holds that stand, in the ledger's order.
    pub fn holds(&self) -> &[Hold] {
        &self.holds
    }

    /// At which booth somebody said "wait, we are asking".
    pub fn held_at(&self) -> Option<&BoothId> {
        self.holds.first().map(|hold| &hold.spot.booth)
    }

    /// What was settled, in the ledger's order.
    pub fn settlements(&self) -> &[Settlement] {
        &self.settlements
    }

    /// The claims on which absentee papers of these ballots were handed out and not given back, with their ballots.
    pub fn absentee_claims(&self, ballots: &[BallotId]) -> BTreeMap<ClaimId, Vec<BallotId>> {
        let mut found: BTreeMap<ClaimId, Vec<BallotId>> = BTreeMap::new();
        for (id, claim) in self.claims.iter().filter(|(_, claim)| claim.is_absentee()) {
            let of_claim = ballots.iter().filter(|ballot| claim.stands_for(ballot));
            let of_claim: Vec<BallotId> = of_claim.cloned().collect();
            if !of_claim.is_empty() {
                found.insert(*id, of_claim);
            }
        }
        found
    }

    /// The facts whose place a further step of absentee voting takes: its basis.
    pub fn absentee_basis(&self, ballot: &BallotId) -> Vec<Mark> {
        let steps = self.absentee.get(ballot);
        steps.into_iter().flatten().map(|step| step.mark).collect()
    }

    /// The facts that undid papers of a claim: the basis of its [`crate::fact::LeftDesk`], which so says that it knew.
    pub fn left_basis(&self, claim: &ClaimId) -> Vec<Mark> {
        let papers = self.claims.get(claim).map(|claim| &claim.papers);
        papers
            .into_iter()
            .flat_map(BTreeMap::values)
            .filter_map(super::Paper::undone_by)
            .map(|(mark, _)| mark)
            .collect()
    }
}
