//! What is known of one human from all records together.

use super::{Human, List};
use crate::{
    plain::{Answer, Consent, Item, Moment, PersonId},
    state::{Person, Versioned},
};

impl List {
    fn records<'a>(&'a self, human: &Human) -> impl Iterator<Item = &'a Person> + use<'a> {
        // The record that says where the human is knows best.
        let mut ids = vec![human.present];
        ids.extend(human.records.iter().filter(|id| **id != human.present));
        ids.into_iter().filter_map(|id| self.person(id))
    }

    /// An item of a human: what a card said at any record, else what the present record says,
    /// else what another one says.
    pub fn item(&self, human: &Human, item: Item) -> Option<&str> {
        let by_card = |person: &&Person| {
            item.is_of_card()
                && person
                    .versions(item)
                    .map(Versioned::shown)
                    .is_some_and(|said| said.origin.is_card())
        };
        self.records(human)
            .filter(by_card)
            .chain(self.records(human))
            .find_map(|person| person.item(item))
    }

    /// When a human was seen last, by whichever record.
    pub fn seen(&self, human: &Human) -> Option<Moment> {
        self.records(human)
            .filter_map(|person| Some(person.seen()?.0))
            .max()
    }

    /// What may be told of a person to others: nothing of one who is protected at any record; a
    /// yes only if one record says so and none says no.
    pub fn consent_to_tell(&self, id: PersonId) -> Consent {
        if self.is_protected(id) {
            return Consent::default();
        }
        let human = self.human(id);
        let of = |of: fn(&Consent) -> Answer| {
            let answers = || self.records(&human).map(|person| of(&person.consent()));
            if answers().any(|answer| answer == Answer::No) {
                Answer::No
            } else if answers().any(Answer::is_yes) {
                Answer::Yes
            } else {
                Answer::NotAsked
            }
        };
        Consent {
            relatives: of(|consent| consent.relatives),
            acquaintances: of(|consent| consent.acquaintances),
            public: of(|consent| consent.public),
        }
    }
}
