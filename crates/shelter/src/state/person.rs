//! A person as all facts about the person say.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt,
};

use serde::{Deserialize, Serialize};

use super::Versioned;
use crate::{
    fact::{ConsentTold, LinkReason, Membership},
    plain::{
        Actor, Item, Mark, Moment, Need, NeedKey, Number, PersonId, Presence, PresenceKind,
        ShelterId, Text, Token, WayIn,
    },
};

/// One registration (受付). A person who is registered once has one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Registration {
    /// The fact.
    pub by: Mark,
    /// 受付番号.
    pub number: Number,
    /// 受付方法.
    pub way: WayIn,
    /// Where.
    pub shelter: ShelterId,
    /// Who took the person in.
    pub actor: Actor,
    /// When it happened.
    pub at: Moment,
}

/// One movement, for the daily counts that the cost books ask for long after (災害救助法).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Move {
    /// When it happened.
    pub at: Moment,
    /// Where it was written.
    pub shelter: ShelterId,
    /// To what.
    pub to: PresenceKind,
}

/// Something handed out (配布).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Handed {
    /// When.
    pub at: Moment,
    /// The fact.
    pub by: Mark,
    /// Code of the meal or good.
    pub good: String,
    /// How many.
    pub number: u16,
    /// Which sitting.
    pub sitting: Option<String>,
    /// Where.
    pub shelter: ShelterId,
}

/// A person: the fold of all facts about the person. `Debug` shows nothing of it.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    pub(super) registrations: Vec<Registration>,
    pub(super) items: BTreeMap<Item, Versioned<Option<Text>>>,
    pub(super) presence: Option<Versioned<Presence>>,
    /// Facts about where linked records are that a fact of this one settled.
    pub(super) settled: BTreeSet<Mark>,
    pub(super) moves: Vec<Move>,
    pub(super) seen: Option<(Moment, ShelterId)>,
    pub(super) needs: BTreeMap<NeedKey, Versioned<Option<Need>>>,
    pub(super) needs_asked: bool,
    pub(super) consent: Option<Versioned<ConsentTold>>,
    pub(super) protected: Option<Versioned<bool>>,
    pub(super) household: Option<Versioned<Membership>>,
    pub(super) tokens: BTreeMap<Token, Versioned<bool>>,
    pub(super) links: BTreeMap<PersonId, Versioned<(LinkReason, bool)>>,
    pub(super) served: Vec<Handed>,
}

impl fmt::Debug for Person {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Person(..)")
    }
}
