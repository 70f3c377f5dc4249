//! 同一人: two records of one human. Reversible; both records stay.

use super::{Desk, NewFact, Refusal, context::marks};
use crate::{
    fact::{Fact, LinkReason, Linked},
    plain::PersonId,
    role::Action,
};

impl Desk<'_> {
    /// Links two records. The same token needs no keeper: it is the same person.
    pub fn link(
        &self,
        id: PersonId,
        other: PersonId,
        reason: LinkReason,
    ) -> Result<NewFact, Refusal> {
        let same_token = reason == LinkReason::SameToken && self.share_token(id, other);
        self.allow_open(if same_token {
            Action::Bind
        } else {
            Action::Link
        })?;
        if id == other {
            return Err(Refusal::SameRecord);
        }
        let basis = marks(self.person(id)?.link_versions(other));
        self.person(other)?;
        let on = true;
        Ok(self.about(id, basis, Fact::Linked(Linked { other, reason, on })))
    }

    /// Undoes a link, at whichever of the two records it was said.
    pub fn unlink(&self, id: PersonId, other: PersonId) -> Result<Vec<NewFact>, Refusal> {
        self.allow_open(Action::Link)?;
        let mut facts = Vec::new();
        for (one, another) in [(id, other), (other, id)] {
            let person = self.person(one)?;
            if let Some((_, reason)) = person.links().find(|(linked, _)| *linked == another) {
                let basis = marks(person.link_versions(another));
                let linked = Linked {
                    other: another,
                    reason,
                    on: false,
                };
                facts.push(self.about(one, basis, Fact::Linked(linked)));
            }
        }
        if facts.is_empty() {
            return Err(Refusal::NothingSaid);
        }
        Ok(facts)
    }

    fn share_token(&self, id: PersonId, other: PersonId) -> bool {
        let (Some(one), Some(another)) = (self.list.person(id), self.list.person(other)) else {
            return false;
        };
        let held: Vec<_> = another.tokens().collect();
        one.tokens()
            .any(|token| token.kind.is_of_one_person() && held.contains(&token))
    }
}
