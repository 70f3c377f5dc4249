//! Contradictions that a person has to settle.

use std::collections::BTreeSet;

use super::{Human, List};
use crate::{
    plain::{Item, Mark, PersonId, ShelterId, Token},
    role::Role,
    state::{Person, Versioned},
};

/// What is contradicted.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Subject {
    /// An item.
    Item(Item),
    /// Where the person is.
    Presence,
    /// A need.
    Needs,
    /// 開示同意.
    Consent,
    /// 支援措置: only a keeper is told.
    Protection,
    /// 世帯.
    Household,
    /// 紐付.
    Token(Token),
    /// 同一人.
    Link(PersonId),
}

/// Several things that stand side by side about one person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contradiction {
    /// Who.
    pub person: PersonId,
    /// What.
    pub subject: Subject,
    /// The facts: the basis of the one that settles it.
    pub standing: Vec<Mark>,
}

impl Person {
    /// Every contradiction in the record.
    pub fn contradictions(&self) -> Vec<(Subject, Vec<Mark>)> {
        let mut found = Vec::new();
        for item in Item::ALL {
            if let Some(said) = self.versions(item) {
                note(&mut found, Subject::Item(item), said);
            }
        }
        if let Some(said) = self.presence_versions() {
            let shown = said.shown();
            // Inside here and inside there is as contradictory as inside and out.
            let elsewhere = said.others().any(|one| one.shelter != shown.shelter);
            if said.is_contradicted() || elsewhere {
                found.push((Subject::Presence, said.marks().collect()));
            }
        }
        for (_, said) in self.need_versions() {
            note(&mut found, Subject::Needs, said);
        }
        if let Some(said) = self.consent_versions() {
            note(&mut found, Subject::Consent, said);
        }
        if let Some(said) = self.protected_versions() {
            note(&mut found, Subject::Protection, said);
        }
        if let Some(said) = self.household_versions() {
            note(&mut found, Subject::Household, said);
        }
        for (token, said) in self.every_token() {
            note(&mut found, Subject::Token(token), said);
        }
        for (other, said) in self.every_link() {
            note(&mut found, Subject::Link(other), said);
        }
        found
    }
}

fn note<T: PartialEq>(
    found: &mut Vec<(Subject, Vec<Mark>)>,
    subject: Subject,
    said: &Versioned<T>,
) {
    if said.is_contradicted() {
        found.push((subject, said.marks().collect()));
    }
}

impl List {
    /// Every contradiction in the list, in the order of ids. What is said of protection is for a
    /// keeper only.
    pub fn contradictions(&self, role: Role) -> Vec<Contradiction> {
        self.persons()
            .flat_map(|(person, record)| {
                record
                    .contradictions()
                    .into_iter()
                    .filter(move |(subject, _)| {
                        role == Role::Keeper || *subject != Subject::Protection
                    })
                    .map(move |(subject, standing)| Contradiction {
                        person,
                        subject,
                        standing,
                    })
            })
            .collect()
    }

    /// Humans of whom two shelters say that they stay there, and nobody who saw both settled it.
    /// The later is shown; somebody should look whether it is one human.
    pub fn in_two_places(&self) -> Vec<Human> {
        self.humans()
            .into_iter()
            .filter(|human| self.places(human).len() > 1)
            .collect()
    }

    fn places(&self, human: &Human) -> BTreeSet<ShelterId> {
        let records = || human.records.iter().filter_map(|id| self.person(*id));
        records()
            .filter_map(Person::presence_versions)
            .flat_map(Versioned::all)
            .filter(|said| {
                said.value.kind().stays_here() && !self.is_settled(&human.records, said.by)
            })
            .map(|said| said.shelter)
            .collect()
    }
}
