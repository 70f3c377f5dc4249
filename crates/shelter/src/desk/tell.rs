//! Items of a person, said later.

use std::collections::BTreeMap;

use super::{Desk, NewFact, Refusal, context::marks};
use crate::{
    fact::{ConsentTold, Fact, Protected, Told},
    plain::{Consent, Item, Origin, PersonId, Text},
    role::Action,
    state::{Person, Versioned},
};

impl Desk<'_> {
    /// Sets items; an empty text takes one back. What is said already by the same origin is left
    /// out, unless it settles a contradiction.
    pub fn tell(
        &self,
        id: PersonId,
        origin: Origin,
        texts: &BTreeMap<Item, Text>,
    ) -> Result<NewFact, Refusal> {
        self.allow_open(Action::Tell)?;
        let person = self.person(id)?;
        let mut items = BTreeMap::new();
        for (item, text) in texts {
            let text = text.as_str();
            let value = if text.trim().is_empty() {
                None
            } else {
                Some(item.check(text)?)
            };
            if is_new(person, *item, origin, value.as_ref()) {
                items.insert(*item, value);
            }
        }
        if items.is_empty() {
            return Err(Refusal::NothingSaid);
        }
        let basis = items
            .keys()
            .flat_map(|item| marks(person.versions(*item)))
            .collect();
        Ok(self.about(id, basis, Fact::Told(Told { origin, items })))
    }

    /// The three questions of consent, and who answered if it was not the person.
    pub fn consent(&self, id: PersonId, consent: Consent, who: Text) -> Result<NewFact, Refusal> {
        self.allow_open(Action::Consent)?;
        let basis = marks(self.person(id)?.consent_versions());
        Ok(self.about(id, basis, Fact::Consent(ConsentTold { consent, who })))
    }

    /// 支援措置: whoever knows of it tells a keeper.
    pub fn protect(&self, id: PersonId, on: bool) -> Result<NewFact, Refusal> {
        self.allow_open(Action::Protect)?;
        let basis = marks(self.person(id)?.protected_versions());
        Ok(self.about(id, basis, Fact::Protected(Protected { on })))
    }
}

fn is_new(person: &Person, item: Item, origin: Origin, value: Option<&Text>) -> bool {
    let Some(said) = person.versions(item) else {
        return value.is_some();
    };
    let of_same_weight = |one: &&crate::state::Said<Option<Text>>| {
        !item.is_of_card() || one.origin.is_card() == origin.is_card()
    };
    Versioned::is_contradicted(said)
        || said
            .all()
            .find(of_same_weight)
            .is_none_or(|one| one.value.as_ref() != value)
}
