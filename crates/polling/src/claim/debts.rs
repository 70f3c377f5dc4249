//! What a booth still has to tell the authority; follows from its facts, so that no crash forgets it.

use std::collections::{BTreeMap, BTreeSet};

use super::{ClaimRequest, HoldRequest, ToAuthority};
use crate::plain::{BallotId, ClaimId, ElectorId};

/// What is owed, by claim or hold, in the order in which it came. Filled and emptied as facts are seen; see
/// [`crate::booth::Flow::learn`].
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Debts {
    owed: BTreeMap<ClaimId, Owed>,
    came: u64,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Owed {
    elector: ElectorId,
    order: u64,
    debt: Debt,
}

/// One thing that the authority does not know yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Debt {
    /// The elector was accepted without its word.
    Confirm(ClaimRequest),
    /// Ballots that were not used.
    GiveBack(Vec<BallotId>),
    /// First the one, then the other.
    ConfirmThenGiveBack(ClaimRequest, Vec<BallotId>),
    /// A hold.
    Hold(HoldRequest),
    /// The end of a hold.
    Release,
}

impl Debts {
    /// An acceptance that the authority has not granted. Its request is asked as [`ClaimRequest::afterwards`].
    pub fn confirm(&mut self, mut request: ClaimRequest) {
        request.afterwards = true;
        self.owe(request.elector, request.id, Debt::Confirm(request));
    }

    /// Ballots of a claim are not used. Of an acceptance that nobody confirmed and of which nothing is left,
    /// nothing else needs to be told.
    pub fn give_back(&mut self, elector: ElectorId, claim: ClaimId, ballots: &[BallotId]) {
        let with = |before: &[BallotId]| {
            let all: BTreeSet<_> = before.iter().chain(ballots).cloned().collect();
            all.into_iter().collect()
        };
        let debt = match self.of(&claim) {
            Some(Debt::Confirm(request)) => partly(request, with(&[])),
            Some(Debt::ConfirmThenGiveBack(request, before)) => partly(request, with(before)),
            Some(Debt::GiveBack(before)) => Debt::GiveBack(with(before)),
            _ => Debt::GiveBack(with(&[])),
        };
        self.owe(elector, claim, debt);
    }

    /// The authority has spoken on an acceptance.
    pub fn confirmed(&mut self, claim: ClaimId) {
        let Some(owed) = self.owed.get_mut(&claim) else {
            return;
        };
        match &owed.debt {
            Debt::ConfirmThenGiveBack(_, ballots) => owed.debt = Debt::GiveBack(ballots.clone()),
            Debt::Confirm(_) => {
                self.owed.remove(&claim);
            }
            _ => {}
        }
    }

    /// The authority has these ballots back.
    pub fn given_back(&mut self, claim: ClaimId, ballots: &[BallotId]) {
        if let Some(owed) = self.owed.get_mut(&claim)
            && let Debt::GiveBack(left) = &mut owed.debt
        {
            left.retain(|ballot| !ballots.contains(ballot));
            if left.is_empty() {
                self.owed.remove(&claim);
            }
        }
    }

    /// A hold was written.
    pub fn hold(&mut self, request: HoldRequest) {
        self.owe(request.elector, request.id, Debt::Hold(request));
    }

    /// A hold was ended.
    pub fn release(&mut self, elector: ElectorId, hold: ClaimId) {
        self.owe(elector, hold, Debt::Release);
    }

    /// The authority knows of the hold.
    pub fn held(&mut self, hold: ClaimId) {
        if matches!(self.of(&hold), Some(Debt::Hold(_))) {
            self.owed.remove(&hold);
        }
    }

    /// The authority knows of its end.
    pub fn released(&mut self, hold: ClaimId) {
        if matches!(self.of(&hold), Some(Debt::Release)) {
            self.owed.remove(&hold);
        }
    }

    /// What is owed on a claim or hold.
    pub fn of(&self, claim: &ClaimId) -> Option<&Debt> {
        self.owed.get(claim).map(|owed| &owed.debt)
    }

    /// How much is owed.
    pub fn len(&self) -> usize {
        self.owed.len()
    }

    /// Whether the authority knows everything.
    pub fn is_empty(&self) -> bool {
        self.owed.is_empty()
    }

    /// How many acceptances nobody has confirmed yet.
    pub fn unconfirmed(&self) -> usize {
        let asks =
            |owed: &&Owed| matches!(owed.debt, Debt::Confirm(_) | Debt::ConfirmThenGiveBack(..));
        self.owed.values().filter(asks).count()
    }

    /// What to send now, the oldest first, at most so many; of one elector the oldest only, so that an acceptance is
    /// not contested by what this very booth has still to give back. `term` is the highest that is known by now; what
    /// `on_the_way` says is left out.
    pub fn messages(
        &self,
        term: u64,
        most: usize,
        on_the_way: impl Fn(&ClaimId) -> bool,
    ) -> Vec<(ClaimId, ToAuthority)> {
        let mut owed: Vec<_> = self.owed.iter().collect();
        owed.sort_by_key(|(_, owed)| owed.order);
        let mut electors = BTreeSet::new();
        owed.retain(|(_, owed)| electors.insert(owed.elector));
        owed.retain(|(claim, _)| !on_the_way(claim));
        let message = |owed: &Owed, claim: &ClaimId| match &owed.debt {
            Debt::Confirm(request) | Debt::ConfirmThenGiveBack(request, _) => {
                let mut request = request.clone();
                request.term = request.term.max(term);
                ToAuthority::Claim(request)
            }
            Debt::GiveBack(ballots) => ToAuthority::GiveBack {
                claim: *claim,
                ballots: ballots.clone(),
            },
            Debt::Hold(request) => ToAuthority::Hold(request.clone()),
            Debt::Release => ToAuthority::Release { hold: *claim },
        };
        owed.into_iter()
            .take(most)
            .map(|(claim, owed)| (*claim, message(owed, claim)))
            .collect()
    }

    fn owe(&mut self, elector: ElectorId, claim: ClaimId, debt: Debt) {
        self.came += 1;
        let order = self.owed.get(&claim).map_or(self.came, |owed| owed.order);
        let owed = Owed {
            elector,
            order,
            debt,
        };
        self.owed.insert(claim, owed);
    }
}

fn partly(request: &ClaimRequest, gone: Vec<BallotId>) -> Debt {
    if request.ballots.iter().all(|ballot| gone.contains(ballot)) {
        Debt::GiveBack(gone)
    } else {
        Debt::ConfirmThenGiveBack(request.clone(), gone)
    }
}
