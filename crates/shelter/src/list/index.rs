//! The list and its indices.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    plain::{DeviceLetters, HouseholdId, Number, PersonId, ShelterId, Token},
    state::{Person, Shelter},
};

/// 名簿: every person and shelter that this PC knows. The indices follow each [`List::put`].
#[derive(Debug, Default, Clone)]
pub struct List {
    persons: BTreeMap<PersonId, Person>,
    shelters: BTreeMap<ShelterId, Shelter>,
    by_token: BTreeMap<Token, BTreeSet<PersonId>>,
    by_household: BTreeMap<HouseholdId, BTreeSet<PersonId>>,
    by_number: BTreeMap<Number, BTreeSet<PersonId>>,
    /// Both directions of every link.
    links: BTreeMap<PersonId, BTreeSet<PersonId>>,
}

/// Who a token belongs to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Tapped {
    /// One human, by the record that says where the human is.
    Known(PersonId),
    /// Several records that are not linked yet. They are of one human, since the token is one.
    Several(Vec<PersonId>),
    /// Nobody's.
    Nobody,
    /// Reported lost.
    Revoked,
}

impl List {
    /// Puts a person's state in, or in the place of the earlier one.
    pub fn put(&mut self, id: PersonId, person: Person) {
        self.remove(id);
        for token in person.tokens() {
            self.by_token.entry(token).or_default().insert(id);
        }
        if let Some(household) = person.household() {
            self.by_household.entry(household).or_default().insert(id);
        }
        for registration in person.registrations() {
            let number = registration.number;
            self.by_number.entry(number).or_default().insert(id);
        }
        for (other, _) in person.links() {
            self.links.entry(id).or_default().insert(other);
            self.links.entry(other).or_default().insert(id);
        }
        self.persons.insert(id, person);
    }

    /// Takes a person out, as after an erasure.
    pub fn remove(&mut self, id: PersonId) {
        let Some(person) = self.persons.remove(&id) else {
            return;
        };
        for token in person.tokens() {
            take(&mut self.by_token, &token, &id);
        }
        if let Some(household) = person.household() {
            take(&mut self.by_household, &household, &id);
        }
        for registration in person.registrations() {
            take(&mut self.by_number, &registration.number, &id);
        }
        for (other, _) in person.links() {
            // The other one's own link, said at the other record, stays.
            let said_there = self
                .persons
                .get(&other)
                .is_some_and(|other| other.links().any(|(back, _)| back == id));
            if !said_there {
                take(&mut self.links, &id, &other);
                take(&mut self.links, &other, &id);
            }
        }
    }

    /// Puts a shelter's state in, or in the place of the earlier one.
    pub fn put_shelter(&mut self, id: ShelterId, shelter: Shelter) {
        self.shelters.insert(id, shelter);
    }

    /// One person.
    pub fn person(&self, id: PersonId) -> Option<&Person> {
        self.persons.get(&id)
    }

    /// Everybody, in the order of ids.
    pub fn persons(&self) -> impl Iterator<Item = (PersonId, &Person)> {
        self.persons.iter().map(|(id, person)| (*id, person))
    }

    /// How many records there are.
    pub fn len(&self) -> usize {
        self.persons.len()
    }

    /// Nobody is in the list.
    pub fn is_empty(&self) -> bool {
        self.persons.is_empty()
    }

    /// One shelter.
    pub fn shelter(&self, id: ShelterId) -> Option<&Shelter> {
        self.shelters.get(&id)
    }

    /// Every shelter that is known here.
    pub fn shelters(&self) -> impl Iterator<Item = (ShelterId, &Shelter)> {
        self.shelters.iter().map(|(id, shelter)| (*id, shelter))
    }

    /// Members of a household (世帯).
    pub fn household(&self, id: HouseholdId) -> impl Iterator<Item = PersonId> {
        self.by_household.get(&id).into_iter().flatten().copied()
    }

    /// Who has a reception number. Two only if a device's letters were given twice.
    pub fn numbered(&self, number: Number) -> impl Iterator<Item = PersonId> {
        self.by_number.get(&number).into_iter().flatten().copied()
    }

    /// The running number that a device gives next.
    pub fn next_running(&self, letters: DeviceLetters) -> u32 {
        let all = Number::new(letters, 0)..=Number::new(letters, u32::MAX);
        self.by_number
            .range(all)
            .next_back()
            .map_or(1, |(last, _)| last.running().saturating_add(1))
    }

    /// Everybody a token is bound to.
    pub fn bound(&self, token: Token) -> impl Iterator<Item = PersonId> {
        self.by_token.get(&token).into_iter().flatten().copied()
    }

    /// Who holds this token. A lost one is known to every shelter.
    pub fn tap(&self, token: Token) -> Tapped {
        if self.shelters.values().any(|one| one.is_revoked(token)) {
            return Tapped::Revoked;
        }
        let mut bound = self.bound(token);
        let Some(first) = bound.next() else {
            return Tapped::Nobody;
        };
        let group = self.linked(first);
        if bound.all(|other| group.contains(&other)) {
            Tapped::Known(self.present_of(&group).unwrap_or(first))
        } else {
            Tapped::Several(self.bound(token).collect())
        }
    }

    /// Records that are of the same human, this one among them: the union of all links.
    pub fn linked(&self, id: PersonId) -> BTreeSet<PersonId> {
        let mut group = BTreeSet::from([id]);
        let mut open = vec![id];
        while let Some(one) = open.pop() {
            for other in self.links.get(&one).into_iter().flatten() {
                if group.insert(*other) {
                    open.push(*other);
                }
            }
        }
        // A link to a record that is not here, or erased, still holds its neighbours together.
        group.retain(|one| *one == id || self.persons.contains_key(one));
        group
    }
}

fn take<K: Ord, V: Ord>(map: &mut BTreeMap<K, BTreeSet<V>>, key: &K, value: &V) {
    if let Some(set) = map.get_mut(key) {
        set.remove(value);
        if set.is_empty() {
            map.remove(key);
        }
    }
}
