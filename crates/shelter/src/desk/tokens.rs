//! 紐付: cards, labels and wristbands.

use std::collections::BTreeSet;

use super::{Desk, NewFact, Refusal, Step, context::marks};
use crate::{
    fact::{Fact, LinkReason, TokenBound, TokenRevoked},
    list::Tapped,
    plain::{PersonId, Presence, Token},
    role::Action,
};

impl Desk<'_> {
    /// Binds a card, label or wristband to a person; a person can have several.
    pub fn bind(&self, id: PersonId, token: Token) -> Result<NewFact, Refusal> {
        self.allow_open(Action::Bind)?;
        let person = self.person(id)?;
        self.is_free(token, id)?;
        let basis = marks(person.token_versions(token));
        Ok(self.about(id, basis, Fact::Token(TokenBound { token, on: true })))
    }

    /// Takes a token away from a person; it is free for somebody else then.
    pub fn unbind(&self, id: PersonId, token: Token) -> Result<NewFact, Refusal> {
        self.allow_open(Action::Bind)?;
        let person = self.person(id)?;
        if !person.tokens().any(|bound| bound == token) {
            return Err(Refusal::NothingSaid);
        }
        let basis = marks(person.token_versions(token));
        Ok(self.about(id, basis, Fact::Token(TokenBound { token, on: false })))
    }

    /// 紛失: nobody gets in with it any more, at no shelter.
    pub fn revoke_token(&self, token: Token) -> Result<NewFact, Refusal> {
        self.allow_open(Action::Bind)?;
        Ok(self.of_shelter(vec![], Fact::TokenRevoked(TokenRevoked { token })))
    }

    /// Somebody who is known holds a token to the reader and is now here, or out, as `to` says.
    /// Several records with one card or label are of one person: they are linked in the same go.
    pub fn tap(&self, token: Token, to: Presence) -> Result<Vec<NewFact>, Refusal> {
        self.allow_open(Action::Move)?;
        match self.list.tap(token) {
            Tapped::Revoked => Err(Refusal::TokenRevoked),
            Tapped::Nobody => Err(Refusal::NobodySuch),
            Tapped::Known(person) => self.go(&[Step { person, to }]),
            Tapped::Several(_) if !token.kind.is_of_one_person() => Err(Refusal::TokenShared),
            Tapped::Several(records) => {
                let records: BTreeSet<PersonId> = records
                    .into_iter()
                    .flat_map(|id| self.list.linked(id))
                    .collect();
                let first = self.list.present_of(&records).ok_or(Refusal::NobodySuch)?;
                let mut facts = Vec::new();
                let linked = self.list.linked(first);
                for other in self.list.bound(token).filter(|id| !linked.contains(id)) {
                    facts.push(self.link(first, other, LinkReason::SameToken)?);
                }
                facts.push(self.take(first, &records, to));
                Ok(facts)
            }
        }
    }
}
