//! One human, however many records.

use std::{cmp::Reverse, collections::BTreeSet};

use super::List;
use crate::{
    plain::{Mark, PersonId, Portion, Presence, PresenceKind, ShelterId},
    state::{Person, Versioned},
};

/// One human: all records that are linked. Counted once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Human {
    /// Every record, in the order of ids.
    pub records: BTreeSet<PersonId>,
    /// The record that says where the human is now.
    pub present: PersonId,
}

impl List {
    /// Everybody in the list, each human once, in the order of the first record's id.
    pub fn humans(&self) -> Vec<Human> {
        let mut done = BTreeSet::new();
        let mut humans = Vec::new();
        for (id, _) in self.persons() {
            if done.contains(&id) {
                continue;
            }
            let human = self.human(id);
            done.extend(human.records.iter().copied());
            humans.push(human);
        }
        humans
    }

    /// The human that a record is of.
    pub fn human(&self, id: PersonId) -> Human {
        let records = self.linked(id);
        let present = self.present_of(&records).unwrap_or(id);
        Human { records, present }
    }

    /// Of several records the one with the latest movement says where the human is. One whose
    /// facts were settled at another record is out of the question, whatever its clock said.
    pub(crate) fn present_of(&self, records: &BTreeSet<PersonId>) -> Option<PersonId> {
        records.iter().copied().max_by_key(|id| {
            let said = self.person(*id).and_then(Person::presence_versions);
            let shown = said.map(Versioned::shown);
            let settled = shown.is_some_and(|shown| self.is_settled(records, shown.by));
            (!settled, shown.map(|shown| shown.at), Reverse(*id))
        })
    }

    /// Whether any of the records settled that fact of another one.
    pub(super) fn is_settled(&self, records: &BTreeSet<PersonId>, mark: Mark) -> bool {
        records
            .iter()
            .filter_map(|id| self.person(*id))
            .any(|record| record.has_settled(mark))
    }

    /// Where a record's human is as seen from one shelter: `MovedTo` if it came in elsewhere later.
    pub fn presence_kind(&self, id: PersonId, shelter: ShelterId) -> Option<PresenceKind> {
        let human = self.human(id);
        let was_here = human
            .records
            .iter()
            .filter_map(|record| self.person(*record))
            .any(|person| person.was_at(shelter));
        let present = self.person(human.present)?;
        match present.presence_kind_at(shelter) {
            Some(kind) => Some(kind),
            None if was_here => Some(PresenceKind::MovedTo),
            None => None,
        }
    }

    /// Everybody of one shelter with where each is, each human once.
    pub fn humans_at(&self, shelter: ShelterId) -> Vec<(Human, PresenceKind)> {
        self.humans()
            .into_iter()
            .filter_map(|human| {
                let kind = self.presence_kind(human.present, shelter)?;
                Some((human, kind))
            })
            .collect()
    }

    /// Humans who are on their way to a shelter: moved there from another one, or announced.
    pub fn expected(&self, shelter: ShelterId) -> Vec<PersonId> {
        self.humans()
            .into_iter()
            .filter(|human| match self.whereabouts(human) {
                Some(Presence::MovedTo { shelter: to, .. }) => *to == Some(shelter),
                Some(Presence::Expected) => {
                    self.person(human.present).and_then(Person::shelter) == Some(shelter)
                }
                _ => false,
            })
            .map(|human| human.present)
            .collect()
    }

    /// Where a human is.
    pub fn whereabouts(&self, human: &Human) -> Option<&Presence> {
        self.person(human.present)?.presence()
    }

    /// A human's meal: all needs of all records, rather one restriction too many.
    pub fn portion(&self, human: &Human) -> Portion {
        Portion::from_needs(
            human
                .records
                .iter()
                .filter_map(|id| self.person(*id))
                .flat_map(Person::needs),
        )
    }

    /// Protected if any of the records is (支援措置).
    pub fn is_protected(&self, id: PersonId) -> bool {
        self.linked(id)
            .into_iter()
            .filter_map(|record| self.person(record))
            .any(Person::is_protected)
    }

    /// Every protected record.
    pub fn protected(&self) -> impl Iterator<Item = PersonId> {
        self.persons()
            .map(|(id, _)| id)
            .filter(|id| self.is_protected(*id))
    }

    /// Groups of two or more records that are of one human.
    pub fn link_groups(&self) -> Vec<BTreeSet<PersonId>> {
        self.humans()
            .into_iter()
            .map(|human| human.records)
            .filter(|records| records.len() > 1)
            .collect()
    }
}
