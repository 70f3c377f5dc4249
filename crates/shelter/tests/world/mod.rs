//! PCs that write facts, meet and fold: the ledger's part, as small as a test needs it.
//!
//! Each fact goes through its bytes, and every list is folded from the set in canonical order.

#![allow(dead_code, missing_docs, reason = "each test uses some of it")]

use std::collections::BTreeMap;

use shelter::{
    desk::{Desk, HouseholdChoice, NewFact, Newcomer},
    fact::{BadgeIssued, Fact, Written},
    list::List,
    plain::{
        Actor, DeviceId, DeviceLetters, HouseholdId, Item, Mark, Moment, PersonId, ShelterId, Text,
        Token, TokenKind,
    },
    role::Role,
    state::{Person, Shelter},
};

/// 2026-11-21 09:00 in Japan.
pub const MORNING: Moment = Moment(1_795_219_200_000);
pub const HOUR: i64 = Moment::HOUR;
pub const DAY: i64 = 24 * HOUR;

#[derive(Clone)]
pub struct Event {
    pub subject: Option<PersonId>,
    pub written: Written,
    pub kind: String,
    pub version: u16,
    pub bytes: Vec<u8>,
}

/// Lamport counter, device, running number: the canonical order.
pub type Place = (u64, DeviceId, u64);

#[derive(Clone)]
pub struct Pc {
    pub device: DeviceId,
    pub letters: DeviceLetters,
    pub shelter: ShelterId,
    pub role: Role,
    pub now: Moment,
    pub events: BTreeMap<Place, Event>,
    pub list: List,
    seq: u64,
}

pub fn shelter_id(n: u8) -> ShelterId {
    ShelterId([n; 16])
}

pub fn person_id(n: u8) -> PersonId {
    PersonId([n; 16])
}

pub fn household_id(n: u8) -> HouseholdId {
    HouseholdId([n; 16])
}

pub fn token(n: u8) -> Token {
    Token {
        kind: TokenKind::AuthCertificate,
        hash: [n; 16],
    }
}

pub fn items<const N: usize>(items: [(Item, &str); N]) -> BTreeMap<Item, Text> {
    items
        .into_iter()
        .map(|(item, text)| (item, text.into()))
        .collect()
}

/// An invented person who is typed by hand.
pub fn newcomer(n: u8, name: &str, age: &str) -> Newcomer {
    Newcomer::by_hand(person_id(n), items([(Item::Name, name), (Item::Age, age)]))
}

impl Pc {
    /// A PC of a shelter that is not open yet.
    pub fn blank(n: u8, shelter: u8) -> Self {
        Self {
            device: DeviceId([n; 16]),
            letters: DeviceLetters::nth(u16::from(n)),
            shelter: shelter_id(shelter),
            role: Role::Keeper,
            now: MORNING,
            events: BTreeMap::new(),
            list: List::default(),
            seq: 0,
        }
    }

    /// A PC of a shelter that it opened.
    pub fn open(n: u8, shelter: u8) -> Self {
        let mut pc = Self::blank(n, shelter);
        let opened = pc.desk().open("見本小学校", "見本町1", 200).unwrap();
        pc.write(vec![opened]);
        pc
    }

    pub fn desk(&self) -> Desk<'_> {
        Desk {
            list: &self.list,
            shelter: self.shelter,
            role: self.role,
            now: self.now,
            occurred: None,
        }
    }

    pub fn later(&mut self, milliseconds: i64) -> &mut Self {
        self.now = self.now.plus(milliseconds);
        self
    }

    /// Appends facts and folds what they touch.
    pub fn write(&mut self, facts: Vec<NewFact>) {
        for new in facts {
            self.seq += 1;
            let lamport = 1 + self.events.keys().map(|place| place.0).max().unwrap_or(0);
            let mut mark = [0; 8];
            mark[0] = self.device.0[0];
            mark[1..].copy_from_slice(&self.seq.to_be_bytes()[1..]);
            let event = Event {
                subject: new.person,
                written: Written {
                    mark: Mark(mark),
                    device: self.device,
                    seq: self.seq,
                    shelter: self.shelter,
                    actor: Actor([self.device.0[0]; 8]),
                    entered: self.now,
                    occurred: new.occurred,
                    basis: new.basis,
                },
                kind: new.fact.kind().to_owned(),
                version: new.fact.version(),
                bytes: new.fact.encode().unwrap().to_vec(),
            };
            self.apply(&event);
            self.events.insert((lamport, self.device, self.seq), event);
        }
    }

    /// One's own fact is the last in canonical order, so the list takes it as it is.
    fn apply(&mut self, event: &Event) {
        let fact = Fact::decode(&event.kind, event.version, &event.bytes).unwrap();
        if let Some(id) = event.subject {
            let mut person = self.list.person(id).cloned().unwrap_or_default();
            person.apply(&fact, &event.written);
            self.list.put(id, person);
        } else {
            let mut shelter = self.list.shelter(self.shelter).cloned().unwrap_or_default();
            shelter.apply(&fact, &event.written);
            self.list.put_shelter(self.shelter, shelter);
        }
    }

    /// Registers one by hand.
    pub fn register(&mut self, newcomers: &[Newcomer], household: HouseholdChoice) {
        let facts = self
            .desk()
            .register(newcomers, household, self.letters)
            .unwrap();
        self.write(facts);
    }

    /// Both hold everything afterwards.
    pub fn meet(&mut self, other: &mut Self) {
        self.events.extend(other.events.clone());
        other.events = self.events.clone();
        self.list = fold(self.events.values());
        other.list = fold(other.events.values());
    }

    pub fn person(&self, n: u8) -> &Person {
        self.list.person(person_id(n)).unwrap()
    }

    pub fn give_badge(&mut self, actor: u8, role: Role) {
        let badge = BadgeIssued {
            actor: Actor([actor; 8]),
            role,
            name: "見本 職員".into(),
            until: None,
        };
        let fact = self.desk().issue_badge(badge).unwrap();
        self.write(vec![fact]);
    }
}

/// The list that follows from events in canonical order.
pub fn fold<'a>(events: impl Iterator<Item = &'a Event>) -> List {
    let mut persons: BTreeMap<PersonId, Person> = BTreeMap::new();
    let mut shelters: BTreeMap<ShelterId, Shelter> = BTreeMap::new();
    for event in events {
        let fact = Fact::decode(&event.kind, event.version, &event.bytes).unwrap();
        match event.subject {
            Some(id) => persons.entry(id).or_default().apply(&fact, &event.written),
            None => shelters
                .entry(event.written.shelter)
                .or_default()
                .apply(&fact, &event.written),
        }
    }
    let mut list = List::default();
    for (id, shelter) in shelters {
        list.put_shelter(id, shelter);
    }
    for (id, person) in persons {
        list.put(id, person);
    }
    list
}

/// Every state as bytes, to compare whole lists.
pub fn bytes(list: &List) -> Vec<u8> {
    let mut bytes = Vec::new();
    for (id, person) in list.persons() {
        ciborium::into_writer(&(id, person), &mut bytes).unwrap();
    }
    for (id, shelter) in list.shelters() {
        ciborium::into_writer(&(id, shelter), &mut bytes).unwrap();
    }
    bytes
}
