//! Home booths (outage rule 2): nobody else gets their electors unless they agree, as they may accept them alone.

use super::book::{ClaimBook, EntryState, Turn};
use super::{ClaimRequest, Notice};
use crate::plain::{BoothId, ClaimId};

impl ClaimBook {
    /// The home booth that has to agree first, if there is one that has signed on.
    pub(super) fn must_consent(&self, request: &ClaimRequest) -> Option<BoothId> {
        let home = request.home.as_ref()?;
        let standing = self.turns.get(home).is_some_and(|turn| turn.standing);
        (standing && *home != request.booth && !request.afterwards).then(|| home.clone())
    }

    pub(super) fn turn(&mut self, booth: &BoothId, turn: u64, standing: bool) {
        let last = self.turns.get(booth).map_or(0, |last| last.turn);
        if turn > last {
            self.turns.insert(booth.clone(), Turn { turn, standing });
        }
    }

    /// What others have of the booth's electors, granted already.
    pub(super) fn signed_on(&mut self, booth: &BoothId, turn: u64) -> Vec<Notice> {
        self.turn(booth, turn, true);
        self.told(booth, EntryState::counts)
    }

    /// What waits for the booth's consent.
    pub(super) fn waiting_for(&self, booth: &BoothId) -> Vec<Notice> {
        self.told(
            booth,
            |state| matches!(state, EntryState::Waiting(home) if home == booth),
        )
    }

    fn told(&self, home: &BoothId, which: impl Fn(&EntryState) -> bool) -> Vec<Notice> {
        let of_home =
            |request: &&ClaimRequest| request.home.as_ref() == Some(home) && request.booth != *home;
        self.claims
            .values()
            .filter(|entry| which(&entry.state))
            .filter_map(|entry| {
                let request = entry.request.as_ref().filter(of_home)?;
                Some(Notice {
                    claim: request.id,
                    elector: request.elector,
                    ballots: request.ballots.clone(),
                    booth: request.booth.clone(),
                })
            })
            .collect()
    }

    pub(super) fn consented(&mut self, booth: &BoothId, claim: ClaimId, yields: bool) {
        let Some(entry) = self.claims.get(&claim) else {
            return;
        };
        if !matches!(&entry.state, EntryState::Waiting(home) if home == booth) {
            return;
        }
        match entry.request.clone() {
            Some(request) if yields => {
                self.grant(&request);
            }
            _ => self.refuse_waiting(claim, booth.clone()),
        }
    }
}
