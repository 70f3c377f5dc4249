//! 名札: who may work here, and as what.

use super::{Desk, NewFact, Refusal};
use crate::{
    fact::{BadgeIssued, BadgeRevoked, Fact},
    plain::Actor,
    role::{Action, Role},
};

impl Desk<'_> {
    /// Gives out a badge. The first one of a shelter is a keeper's and needs nobody's leave, since
    /// nobody is there who could give it.
    pub fn issue_badge(&self, badge: BadgeIssued) -> Result<NewFact, Refusal> {
        let first = self.here().is_none_or(|shelter| !shelter.ever_had_badges());
        if !(first && badge.role == Role::Keeper) {
            self.allow(Action::Badges)?;
        }
        if badge.name.as_str().trim().is_empty() {
            return Err(Refusal::NothingSaid);
        }
        let basis = self
            .here()
            .map(|shelter| shelter.badge_marks(badge.actor))
            .unwrap_or_default();
        Ok(self.of_shelter(basis, Fact::BadgeIssued(badge)))
    }

    /// Takes a badge back, also a lost one.
    pub fn revoke_badge(&self, actor: Actor) -> Result<NewFact, Refusal> {
        self.allow(Action::Badges)?;
        let shelter = self.here().ok_or(Refusal::NotOpen)?;
        let Some(badge) = shelter.badge(actor) else {
            return Err(Refusal::NothingSaid);
        };
        let keepers = shelter.badges().filter(|one| one.role == Role::Keeper);
        if badge.role == Role::Keeper && keepers.count() < 2 {
            return Err(Refusal::LastKeeper);
        }
        let basis = shelter.badge_marks(actor);
        Ok(self.of_shelter(basis, Fact::BadgeRevoked(BadgeRevoked { actor })))
    }
}
