//! Small things that a screen shows.

use std::collections::BTreeSet;
use std::time::Duration;

use polling::booth::{Asking, Stage};
use polling::plain::{BallotId, DeviceId};

use super::Working;
use super::setting::{AT_HUB, IS_AUTHORITY};
use crate::{ClaimsAt, RollInUse};

impl Working {
    /// Whether this PC grants the claims of its election.
    pub fn is_authority(&self) -> bool {
        self.folder.root().join(IS_AUTHORITY).exists()
    }

    /// By which key receipts are checked; `None` until the authority is known.
    pub fn authority_key(&self) -> Option<ed25519_dalek::VerifyingKey> {
        self.authority
    }

    /// Where the claims of this desk go.
    pub fn claims_at(&self) -> ClaimsAt {
        if self.is_authority() {
            ClaimsAt::ThisPc
        } else if self.folder.root().join(AT_HUB).exists() {
            ClaimsAt::Hub
        } else {
            ClaimsAt::Elsewhere
        }
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
