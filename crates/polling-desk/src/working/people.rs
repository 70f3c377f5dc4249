//! Who works at the desk: codes, badges, the lock.

use std::time::Duration;

use polling::fact::{BadgeIssued, BadgeRevoked, Entered, Fact};
use polling::plain::Actor;
use polling::refusal::Refusal;
use polling::role::{Action, Role, may};
use vault::Badge;

use super::{Working, actor_of};
use crate::DeskError;
use polling_ledger::NewFact;

/// Nobody touched the desk for so long: it locks itself.
const LOCKS_AFTER: Duration = Duration::from_mins(10);

/// Who works at the desk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Operator {
    /// Pseudonym in the headers.
    pub actor: Actor,
    /// What is allowed.
    pub role: Role,
    /// As the badge or the code says.
    pub label: String,
}

impl Working {
    /// Who works here; none while the desk is locked.
    pub fn operator(&self) -> Option<&Operator> {
        self.operator.as_ref()
    }

    /// The role of who works here.
    pub(crate) fn role(&self) -> Result<Role, DeskError> {
        let operator = self.operator.as_ref().ok_or(DeskError::Locked)?;
        Ok(operator.role)
    }

    /// Whether who works here may do that.
    pub(crate) fn allow(&self, action: Action) -> Result<(), DeskError> {
        if may(self.role()?, action) {
            Ok(())
        } else {
            Err(Refusal::NotAllowed.into())
        }
    }

    /// Somebody typed a code of the package; by its label, who that is.
    pub fn code_holder(&mut self, label: &str) -> Result<(), DeskError> {
        let operator = crate::desk::code_holder(&self.tokens, label);
        self.enter(operator)
    }

    /// A badge was scanned: its holder works here from now on.
    pub fn badge(&mut self, badge: &Badge) -> Result<(), DeskError> {
        let operator = self.holder_of(badge)?;
        self.enter(operator)
    }

    /// Whose badge it is.
    pub(crate) fn holder_of(&self, badge: &Badge) -> Result<Operator, DeskError> {
        let actor = actor_of(self.tokens.badge(badge));
        let booth = self.book.booth();
        let issued = booth.badge(actor).ok_or(DeskError::UnknownBadge)?;
        Ok(Operator {
            actor,
            role: issued.role,
            label: issued.label.clone(),
        })
    }

    fn enter(&mut self, operator: Operator) -> Result<(), DeskError> {
        let role = operator.role;
        self.put_away()?;
        self.operator = Some(operator);
        let entered = NewFact::of_booth(Fact::Entered(Entered { role }));
        let entered = self.write(&[entered]).and_then(|()| self.look());
        entered.inspect_err(|_| self.lock_at_once())
    }

    /// A new badge; its code is printed and kept nowhere.
    pub fn issue_badge(&mut self, role: Role, label: &str) -> Result<Badge, DeskError> {
        self.allow(Action::Badges)?;
        self.above(role)?;
        let badge = Badge::generate(&mut rand_core::OsRng);
        let issued = BadgeIssued {
            badge: actor_of(self.tokens.badge(&badge)),
            role,
            label: label.trim().to_owned(),
        };
        self.write(&[NewFact::of_booth(Fact::BadgeIssued(issued))])?;
        Ok(badge)
    }

    /// A badge opens nothing any more, at no desk of the booth that learns of it.
    pub fn revoke_badge(&mut self, badge: Actor) -> Result<(), DeskError> {
        self.allow(Action::Badges)?;
        let booth = self.book.booth();
        self.above(booth.badge(badge).ok_or(DeskError::UnknownBadge)?.role)?;
        let revoked = Fact::BadgeRevoked(BadgeRevoked { badge });
        self.write(&[NewFact::of_booth(revoked)])?;
        if self.operator.as_ref().is_some_and(|one| one.actor == badge) {
            self.lock()?;
        }
        Ok(())
    }

    /// Badges of officers and administrators are an administrator's to give out and revoke.
    fn above(&self, role: Role) -> Result<(), DeskError> {
        if role == Role::Clerk || self.role()? == Role::Administrator {
            Ok(())
        } else {
            Err(Refusal::NotAllowed.into())
        }
    }

    /// The desk is left; the elector at it is put away.
    pub fn lock(&mut self) -> Result<(), DeskError> {
        let put_away = self.put_away();
        self.lock_at_once();
        put_away
    }

    pub(crate) fn lock_at_once(&mut self) {
        self.operator = None;
        self.at_desk = None;
    }

    /// Somebody is there.
    pub fn touch(&mut self, uptime: Duration) {
        self.touched = uptime;
    }

    /// Locks a desk that nobody has touched for a while; tells whether it did.
    pub(crate) fn lock_when_left(&mut self, uptime: Duration) -> bool {
        let idle = uptime.saturating_sub(self.touched) >= LOCKS_AFTER;
        if idle && self.operator.is_some() {
            // What could not be written stands as a look without acceptance.
            let _ = self.lock();
            return true;
        }
        false
    }
}
