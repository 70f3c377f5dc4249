//! Small things that a screen shows.

use std::collections::BTreeSet;
use std::time::Duration;

use polling::booth::{Asking, Stage};
use polling::fact::Fact;
use polling::plain::BallotId;

use super::Working;
use super::setting::IS_AUTHORITY;
use crate::projection::fact_of;

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

    /// How often the roll in use was changed on this PC; 1 is the first, 0 none.
    pub fn roll_edition(&self) -> u32 {
        let own = self.book.ledger.device();
        let mut edition = 0;
        let counted = self.book.each_event(|event| {
            if event.header.device == own
                && matches!(
                    fact_of(&event),
                    Some(Ok(Fact::RollLoaded(_) | Fact::Supplement(_)))
                )
            {
                edition += 1;
            }
        });
        counted.map_or(0, |()| edition)
    }
}
