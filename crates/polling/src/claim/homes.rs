//! Home booths (outage rule 2): nobody else gets their electors unless they agree, as they may accept them alone.

use super::rows::{RowState, Turn};
use super::{ClaimRequest, Notice, Step};
use crate::plain::{BoothId, ClaimId};

impl Step<'_> {
    /// The home booth that has to agree first, if there is one that has signed on.
    pub(super) fn must_consent(&self, request: &ClaimRequest) -> Option<BoothId> {
        let home = request.home.as_ref()?;
        let standing = self.rows.turns.get(home).is_some_and(|turn| turn.standing);
        (standing && *home != request.booth && !request.afterwards).then(|| home.clone())
    }

    /// A turn that is not higher than the last one changes nothing.
    pub(super) fn turn(&mut self, booth: &BoothId, turn: u64, standing: bool) {
        let last = self.rows.turns.get(booth).map_or(0, |last| last.turn);
        if turn > last {
            let turn = Turn { turn, standing };
            self.rows.turns.insert(booth.clone(), turn);
        }
    }

    /// What others have of the booth's electors, granted already.
    pub(super) fn had_by_others(&self, booth: &BoothId) -> Vec<Notice> {
        self.told(booth, RowState::counts)
    }

    /// What waits for the booth's consent.
    pub(super) fn waiting_for(&self, booth: &BoothId) -> Vec<Notice> {
        self.told(
            booth,
            |state| matches!(state, RowState::Waiting(home) if home == booth),
        )
    }

    fn told(&self, home: &BoothId, which: impl Fn(&RowState) -> bool) -> Vec<Notice> {
        let rows = self.rows.claims.iter();
        rows.filter(|(_, row)| which(&row.state))
            .filter_map(|(claim, row)| {
                let asked = row.asked.as_ref()?;
                let of_home = asked.home.as_ref() == Some(home) && asked.booth != *home;
                of_home.then(|| Notice {
                    claim: *claim,
                    elector: asked.elector,
                    ballots: asked.ballots.clone(),
                    booth: asked.booth.clone(),
                })
            })
            .collect()
    }

    /// The home booth's word on a claim that waits for it.
    pub(super) fn consented(&mut self, booth: &BoothId, claim: ClaimId, yields: bool) {
        let Some(row) = self.rows.claims.get(&claim) else {
            return;
        };
        if !matches!(&row.state, RowState::Waiting(home) if home == booth) {
            return;
        }
        match row.asked.as_ref().map(|asked| asked.request(claim)) {
            Some(request) if yields => {
                self.grant(&request);
            }
            _ => self.refuse_waiting(claim, booth.clone()),
        }
    }
}
