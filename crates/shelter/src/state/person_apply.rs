//! The fold: one fact more.

use std::collections::btree_map::Entry;

use super::{Handed, Move, Person, Registration, Said, Versioned};
use crate::{
    fact::{Fact, Membership, NeedsTold, Registered, Served, Told, Written},
    plain::{Mark, Moment, Origin, Presence},
};

impl Person {
    /// Takes the next fact about the person in canonical order.
    pub fn apply(&mut self, fact: &Fact, written: &Written) {
        match fact {
            Fact::Registered(registered) => self.register(registered, written),
            Fact::Told(told) => self.tell(told, written),
            Fact::Moved(moved) => self.go(&moved.presence, written),
            Fact::Seen(_) => self.see(written),
            Fact::Needs(needs) => self.care(needs, written),
            Fact::Consent(consent) => put(&mut self.consent, consent.clone(), written),
            Fact::Protected(protected) => put(&mut self.protected, protected.on, written),
            Fact::Household(membership) => self.join(*membership, written),
            Fact::Token(bound) => put_at(self.tokens.entry(bound.token), bound.on, written),
            Fact::Linked(linked) => put_at(
                self.links.entry(linked.other),
                (linked.reason, linked.on),
                written,
            ),
            Fact::Served(Served {
                undoes: Some(mistake),
                ..
            }) => self.served.retain(|one| one.by != *mistake),
            Fact::Served(served) => {
                let handed = Handed {
                    at: written.at(),
                    by: written.mark,
                    good: served.good.clone(),
                    number: served.number,
                    sitting: served.sitting.clone(),
                    shelter: written.shelter,
                };
                let place = self.served.partition_point(|one| *one <= handed);
                self.served.insert(place, handed);
                self.see(written);
            }
            // Of the shelter, or about looking: nothing of a person follows from them.
            _ => {}
        }
    }

    fn register(&mut self, registered: &Registered, written: &Written) {
        self.registrations.push(Registration {
            by: written.mark,
            number: registered.number,
            way: registered.way,
            shelter: written.shelter,
            actor: written.actor,
            at: written.at(),
        });
        self.go(&registered.presence, written);
        for told in &registered.told {
            self.tell(told, written);
        }
        if let Some(membership) = registered.household {
            self.join(membership, written);
        }
        if let Some(token) = registered.token {
            put_at(self.tokens.entry(token), true, written);
        }
        if let Some(needs) = &registered.needs {
            self.care(needs, written);
        }
    }

    fn tell(&mut self, told: &Told, written: &Written) {
        for (item, value) in &told.items {
            let said = Said::new(value.clone(), told.origin, written);
            match self.items.entry(*item) {
                Entry::Vacant(place) => {
                    place.insert(Versioned::new(said));
                }
                Entry::Occupied(mut place) if item.is_of_card() => {
                    place.get_mut().put_of_card(said, &written.basis);
                }
                Entry::Occupied(mut place) => place.get_mut().put(said, &written.basis),
            }
        }
    }

    fn go(&mut self, presence: &Presence, written: &Written) {
        let said = Said::new(presence.clone(), Origin::Typed, written);
        let own: Vec<Mark> = self.presence.iter().flat_map(Versioned::marks).collect();
        let foreign = written.basis.iter().filter(|mark| !own.contains(mark));
        self.settled.extend(foreign);
        match &mut self.presence {
            None => self.presence = Some(Versioned::new(said)),
            // Told later of an earlier time (a slip typed days after): history, not the present.
            Some(present) if written.occurred.is_some_and(|at| at < present.shown().at) => {}
            Some(present) => present.put_by_time(said, &written.basis),
        }
        let step = Move {
            at: written.at(),
            shelter: written.shelter,
            to: presence.kind(),
        };
        // Those of one time stay in canonical order.
        let place = self.moves.partition_point(|one| one.at <= step.at);
        self.moves.insert(place, step);
        // Nobody has seen one whose family says that the whereabouts are not known.
        if !matches!(presence, Presence::Unknown | Presence::Expected) {
            self.see(written);
        }
    }

    fn see(&mut self, written: &Written) {
        let seen = (written.at(), written.shelter);
        if self.seen.is_none_or(|(at, _): (Moment, _)| at <= seen.0) {
            self.seen = Some(seen);
        }
    }

    fn care(&mut self, needs: &NeedsTold, written: &Written) {
        self.needs_asked = true;
        for need in &needs.set {
            put_at(
                self.needs.entry(need.key.clone()),
                Some(need.clone()),
                written,
            );
        }
        for key in &needs.gone {
            put_at(self.needs.entry(key.clone()), None, written);
        }
    }

    fn join(&mut self, membership: Membership, written: &Written) {
        put(&mut self.household, membership, written);
    }
}

pub(super) fn put<T>(place: &mut Option<Versioned<T>>, value: T, written: &Written) {
    let said = Said::new(value, Origin::Typed, written);
    match place {
        None => *place = Some(Versioned::new(said)),
        Some(present) => present.put(said, &written.basis),
    }
}

pub(super) fn put_at<K: Ord, T>(place: Entry<'_, K, Versioned<T>>, value: T, written: &Written) {
    let said = Said::new(value, Origin::Typed, written);
    match place {
        Entry::Vacant(place) => {
            place.insert(Versioned::new(said));
        }
        Entry::Occupied(mut place) => place.get_mut().put(said, &written.basis),
    }
}
