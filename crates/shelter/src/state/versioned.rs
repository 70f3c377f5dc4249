//! Values that several PCs may have said differently.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::{
    fact::Written,
    plain::{Actor, DeviceId, Mark, Moment, Origin, ShelterId},
};

/// One value as somebody wrote it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Said<T> {
    /// The value.
    pub value: T,
    /// Where it comes from.
    pub origin: Origin,
    /// The fact that said it.
    pub by: Mark,
    /// The PC.
    pub device: DeviceId,
    /// The shelter.
    pub shelter: ShelterId,
    /// Who was logged in.
    pub actor: Actor,
    /// When it happened.
    pub at: Moment,
}

impl<T> Said<T> {
    /// A value with what its fact's header says.
    pub fn new(value: T, origin: Origin, written: &Written) -> Self {
        Self {
            value,
            origin,
            by: written.mark,
            device: written.device,
            shelter: written.shelter,
            actor: written.actor,
            at: written.at(),
        }
    }
}

impl<T> fmt::Debug for Said<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Said(by {})", self.by)
    }
}

/// A value and what else stands beside it, until somebody who saw all of them settles it.
///
/// A new fact takes the place of those that its basis names and of those of its own PC. No clock
/// decides what stands.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Versioned<T> {
    /// In canonical order, never empty; the last is shown.
    standing: Vec<Said<T>>,
}

impl<T> Versioned<T> {
    /// The first value.
    pub fn new(said: Said<T>) -> Self {
        Self {
            standing: vec![said],
        }
    }

    /// Takes the next fact in canonical order: the later one is shown.
    pub fn put(&mut self, said: Said<T>, basis: &[Mark]) {
        self.standing
            .retain(|one| one.device != said.device && !basis.contains(&one.by));
        self.standing.push(said);
    }

    /// As [`Versioned::put`] for 基本4情報: what was typed does not displace what the card said, nor
    /// the other way round; the card's value is shown.
    pub fn put_of_card(&mut self, said: Said<T>, basis: &[Mark]) {
        let card = said.origin.is_card();
        self.standing.retain(|one| {
            one.origin.is_card() != card || (one.device != said.device && !basis.contains(&one.by))
        });
        self.standing.push(said);
        self.standing.sort_by_key(|one| one.origin.is_card());
    }

    /// As [`Versioned::put`] for presence: of several places the one of the later time is shown, since people
    /// move on.
    pub fn put_by_time(&mut self, said: Said<T>, basis: &[Mark]) {
        self.put(said, basis);
        self.standing.sort_by_key(|one| one.at);
    }

    /// The value that is shown.
    pub fn value(&self) -> &T {
        &self.shown().value
    }

    /// The value that is shown, with who said it.
    pub fn shown(&self) -> &Said<T> {
        // Never empty: made with one, and every put adds one.
        &self.standing[self.standing.len() - 1]
    }

    /// What else stands, the latest first.
    pub fn others(&self) -> impl Iterator<Item = &Said<T>> {
        self.standing.iter().rev().skip(1)
    }

    /// Everything that stands; the shown one first.
    pub fn all(&self) -> impl Iterator<Item = &Said<T>> {
        self.standing.iter().rev()
    }

    /// The facts that stand: the basis of one that settles them.
    pub fn marks(&self) -> impl Iterator<Item = Mark> {
        self.standing.iter().map(|one| one.by)
    }
}

impl<T: PartialEq> Versioned<T> {
    /// Values of the same weight that differ. A typed value beside the card's is none.
    pub fn is_contradicted(&self) -> bool {
        let shown = self.shown();
        self.others()
            .any(|one| one.origin.is_card() == shown.origin.is_card() && one.value != shown.value)
    }

    /// What was typed beside the card's value and differs from it.
    pub fn differs_from_card(&self) -> bool {
        let shown = self.shown();
        shown.origin.is_card()
            && self
                .others()
                .any(|one| !one.origin.is_card() && one.value != shown.value)
    }
}

impl<T> fmt::Debug for Versioned<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Versioned({} standing)", self.standing.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(device: u8, seq: u8, value: u8, origin: Origin) -> Said<u8> {
        Said {
            value,
            origin,
            by: Mark([device, seq, 0, 0, 0, 0, 0, 0]),
            device: DeviceId([device; 16]),
            shelter: ShelterId([1; 16]),
            actor: Actor([1; 8]),
            at: Moment(0),
        }
    }

    fn typed(device: u8, seq: u8, value: u8) -> Said<u8> {
        said(device, seq, value, Origin::Typed)
    }

    fn standing(versions: &Versioned<u8>) -> Vec<u8> {
        versions.all().map(|one| one.value).collect()
    }

    #[test]
    fn both_stand_until_one_that_saw_them_settles_it() {
        let mut versions = Versioned::new(typed(1, 1, 10));
        versions.put(typed(2, 1, 20), &[]);
        assert_eq!(standing(&versions), [20, 10]);
        assert!(versions.is_contradicted());
        // One's own earlier value is known to oneself, named or not.
        versions.put(typed(1, 2, 11), &[]);
        assert_eq!(standing(&versions), [11, 20]);
        let basis: Vec<Mark> = versions.marks().collect();
        versions.put(typed(3, 1, 20), &basis[..1]);
        assert_eq!(standing(&versions), [20, 11]);
        let basis: Vec<Mark> = versions.marks().collect();
        versions.put(typed(3, 2, 20), &basis);
        assert_eq!(standing(&versions), [20]);
        // The same said twice is no contradiction.
        versions.put(typed(4, 1, 20), &[]);
        assert!(!versions.is_contradicted());
    }

    #[test]
    fn two_cards_contradict_and_what_is_typed_beside_them_does_not() {
        let mut versions = Versioned::new(typed(1, 1, 10));
        versions.put_of_card(said(1, 2, 20, Origin::CardPin), &[]);
        versions.put_of_card(typed(1, 3, 11), &[]);
        assert_eq!(standing(&versions), [20, 11]);
        assert!(versions.differs_from_card() && !versions.is_contradicted());
        versions.put_of_card(said(2, 1, 21, Origin::CardFaceCode), &[]);
        assert_eq!(standing(&versions), [21, 20, 11]);
        assert!(versions.is_contradicted());
    }
}
