//! 受付: one person or a family in one go.

use std::collections::{BTreeMap, BTreeSet};

use super::{Desk, HouseholdChoice, NewFact, Newcomer, Refusal};
use crate::{
    fact::{Fact, Membership, NeedsTold, Registered, Told},
    plain::{DeviceLetters, Item, Number, Origin, PersonId, Text, Token},
    role::Action,
};

impl Desk<'_> {
    /// Registers everybody who came, in one go or not at all. Numbers run on from the last one of
    /// this PC's letters that the list knows.
    pub fn register(
        &self,
        newcomers: &[Newcomer],
        household: HouseholdChoice,
        letters: DeviceLetters,
    ) -> Result<Vec<NewFact>, Refusal> {
        self.allow_open(Action::Register)?;
        if newcomers.is_empty() {
            return Err(Refusal::Nobody);
        }
        let mut ids = BTreeSet::new();
        let mut tokens = BTreeMap::new();
        let mut running = self.list.next_running(letters);
        let mut facts = Vec::with_capacity(newcomers.len());
        for (place, newcomer) in newcomers.iter().enumerate() {
            let known = self.list.person(newcomer.id).is_some();
            if known || !ids.insert(newcomer.id) {
                return Err(Refusal::AlreadyRegistered);
            }
            let told = checked(&newcomer.told)?;
            has_what_is_needed(&told)?;
            if let Some(token) = newcomer.token {
                self.is_free(token, newcomer.id)?;
                if let Some(holder) = tokens.insert(token, newcomer.id) {
                    return Err(Refusal::TokenTaken { holder });
                }
            }
            let registered = Registered {
                number: Number::new(letters, running),
                way: newcomer.way,
                presence: newcomer.presence.clone(),
                told,
                household: self.membership(household, newcomer, place == 0),
                token: newcomer.token,
                needs: newcomer
                    .needs
                    .clone()
                    .map(|set| NeedsTold { set, gone: vec![] }),
            };
            facts.push(self.about(newcomer.id, vec![], Fact::Registered(registered)));
            running = running.saturating_add(1);
        }
        Ok(facts)
    }

    /// A token belongs to one human: whoever comes again is the one who came before.
    pub(super) fn is_free(&self, token: Token, newcomer: PersonId) -> Result<(), Refusal> {
        if self
            .list
            .shelters()
            .any(|(_, shelter)| shelter.is_revoked(token))
        {
            return Err(Refusal::TokenRevoked);
        }
        let own = self.list.linked(newcomer);
        match self.list.bound(token).find(|holder| !own.contains(holder)) {
            Some(holder) => Err(Refusal::TokenTaken { holder }),
            None => Ok(()),
        }
    }

    fn membership(
        &self,
        household: HouseholdChoice,
        newcomer: &Newcomer,
        first: bool,
    ) -> Option<Membership> {
        let (household, representative) = match household {
            HouseholdChoice::NotAsked => return None,
            HouseholdChoice::Alone => (None, true),
            HouseholdChoice::New(id) => (Some(id), first),
            HouseholdChoice::Of(id) => {
                (Some(id), first && self.list.household(id).next().is_none())
            }
        };
        Some(Membership {
            household,
            relation: newcomer.relation,
            representative,
        })
    }
}

/// Empty texts are what was not said, so they are left out.
fn checked(told: &[(Origin, BTreeMap<Item, Text>)]) -> Result<Vec<Told>, Refusal> {
    let mut checked = Vec::new();
    for (origin, texts) in told {
        let mut items = BTreeMap::new();
        for (item, text) in texts {
            if !text.as_str().trim().is_empty() {
                items.insert(*item, Some(item.check(text.as_str())?));
            }
        }
        if !items.is_empty() {
            checked.push(Told {
                origin: *origin,
                items,
            });
        }
    }
    Ok(checked)
}

fn has_what_is_needed(told: &[Told]) -> Result<(), Refusal> {
    let has = |item: Item| told.iter().any(|told| told.items.contains_key(&item));
    let named = [Item::Name, Item::Kana, Item::Alias, Item::Description];
    if !named.into_iter().any(has) {
        return Err(Refusal::NameNeeded);
    }
    if !has(Item::BirthDate) && !has(Item::Age) {
        return Err(Refusal::AgeNeeded);
    }
    Ok(())
}
