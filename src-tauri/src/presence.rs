//! Which card is whose: several readers, several cards, one session.

use std::cmp::Reverse;
use std::collections::BTreeSet;

/// What the desk has to hear.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    /// A card came.
    Placed,
    /// The session's card is gone, or no card is left.
    Taken,
}

/// Readers by name, as far as a card lies on them.
#[derive(Default)]
pub struct Presence {
    with_card: BTreeSet<String>,
    /// The same readers, in the order in which their cards came.
    arrived: Vec<String>,
    /// Hold a card that is no My Number Card, such as the clerk's own; forgotten when it is taken off.
    others: BTreeSet<String>,
    of_session: Option<String>,
}

impl Presence {
    /// Takes the readers that hold a card now.
    pub fn seen(&mut self, with_card: BTreeSet<String>) -> Vec<Change> {
        let before = self.counted();
        self.others.retain(|reader| with_card.contains(reader));
        self.arrived.retain(|reader| with_card.contains(reader));
        for reader in with_card.difference(&self.with_card) {
            self.arrived.retain(|before| before != reader);
            self.arrived.push(reader.clone());
        }
        self.with_card = with_card;
        let after = self.counted();
        let lost = match &self.of_session {
            Some(reader) => !after.contains(reader),
            None => !before.is_empty() && after.is_empty(),
        };
        let mut changes = Vec::new();
        if lost {
            self.of_session = None;
            changes.push(Change::Taken);
        }
        if after.difference(&before).next().is_some() {
            changes.push(Change::Placed);
        }
        changes
    }

    /// Readers whose card may be a My Number Card.
    pub fn counted(&self) -> BTreeSet<String> {
        self.with_card.difference(&self.others).cloned().collect()
    }

    /// Which of these readers to ask, the card that came last first: an older one may be the clerk's own.
    pub fn to_ask(&self, with_card: &BTreeSet<String>) -> Vec<String> {
        let mut readers: Vec<_> = with_card.difference(&self.others).cloned().collect();
        let place = |reader: &String| self.arrived.iter().position(|before| before == reader);
        readers.sort_by_key(|reader| Reverse(place(reader).unwrap_or(usize::MAX)));
        readers
    }

    /// This reader's card answered: the session is with it and no other.
    pub fn answered(&mut self, reader: String) {
        self.of_session = Some(reader);
    }

    /// The reader to which a secret may go.
    pub fn of_session(&self) -> Option<String> {
        self.of_session.clone()
    }

    /// These hold another kind of card. Gives whether no other card lies there.
    pub fn not_mine(&mut self, readers: impl IntoIterator<Item = String>) -> bool {
        self.others.extend(readers);
        self.counted().is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn on(readers: &[&str]) -> BTreeSet<String> {
        readers.iter().map(|&reader| reader.to_owned()).collect()
    }

    #[test]
    fn a_card_comes_and_goes() {
        let mut presence = Presence::default();
        assert_eq!(presence.seen(on(&["a"])), [Change::Placed]);
        assert_eq!(presence.seen(on(&["a"])), []);
        assert_eq!(presence.seen(on(&[])), [Change::Taken]);
    }

    #[test]
    fn the_clerks_own_card_is_asked_once_and_then_left_alone() {
        let mut presence = Presence::default();
        presence.seen(on(&["clerk"]));
        assert!(presence.not_mine(["clerk".to_owned()]));
        assert_eq!(presence.seen(on(&["clerk", "b"])), [Change::Placed]);
        assert_eq!(presence.counted(), on(&["b"]));
        presence.answered("b".to_owned());
        assert_eq!(presence.seen(on(&["clerk"])), [Change::Taken]);
        assert_eq!(presence.of_session(), None);
        presence.seen(on(&[]));
        assert_eq!(
            presence.seen(on(&["clerk"])),
            [Change::Placed],
            "asked anew"
        );
    }

    #[test]
    fn a_second_card_does_not_stand_in_for_the_sessions_own() {
        let mut presence = Presence::default();
        presence.seen(on(&["a"]));
        presence.answered("a".to_owned());
        assert_eq!(presence.seen(on(&["a", "b"])), [Change::Placed]);
        assert_eq!(presence.of_session().as_deref(), Some("a"));
        assert_eq!(presence.seen(on(&["b"])), [Change::Taken]);
        assert_eq!(presence.of_session(), None);
    }

    #[test]
    fn the_card_that_came_last_is_asked_first() {
        let mut presence = Presence::default();
        presence.seen(on(&["b"]));
        presence.seen(on(&["a", "b"]));
        presence.seen(on(&["a", "b", "c"]));
        assert_eq!(presence.to_ask(&on(&["a", "b", "c"])), ["c", "a", "b"]);
        presence.seen(on(&["a", "c"]));
        presence.seen(on(&["a", "b", "c"]));
        presence.not_mine(["c".to_owned()]);
        assert_eq!(presence.to_ask(&on(&["a", "b", "c"])), ["b", "a"]);
        assert_eq!(presence.to_ask(&on(&["new"])), ["new"], "not seen yet");
    }

    #[test]
    fn a_card_that_moves_to_another_reader_is_taken_and_placed() {
        let mut presence = Presence::default();
        presence.seen(on(&["a"]));
        presence.answered("a".to_owned());
        assert_eq!(presence.seen(on(&["b"])), [Change::Taken, Change::Placed]);
    }
}
