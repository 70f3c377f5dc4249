//! Small things that a screen shows.

use std::collections::BTreeSet;
use std::time::Duration;

use polling::booth::{Asking, Stage};
use polling::plain::{BallotId, DeviceId};

use super::Working;
use super::setting::IS_AUTHORITY;
use crate::RollInUse;

impl Working {
    /// Whether this PC grants the claims of its election.
    pub fn is_authority(&self) -> bool {
        self.folder.root().join(IS_AUTHORITY).exists()
    }

    /// How long a claim has waited for its answer.
    pub fn waited(&self, asking: &Asking) -> Duration {
        Duration::from_millis(self.now().saturating_sub(asking.since))
    }

    /// The ballots that the elector at the desk wants.
    pub fn wanted(&self) -> BTreeSet<BallotId> {
        match self.stage() {
            Stage::Page(page) => page.want.clone(),
            Stage::Asking(asking) | Stage::Voice(asking) => asking.page.want.clone(),
            _ => BTreeSet::new(),
        }
    }

    /// The roll of this PC: which edition, and since when.
    pub fn roll_in_use(&self) -> Option<RollInUse> {
        let own = DeviceId(self.book.ledger.device().0);
        self.book.booth().roll(own)
    }
}
