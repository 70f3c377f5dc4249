//! One who comes to the door.

use std::collections::BTreeMap;

use crate::plain::{
    HouseholdId, Item, Need, Origin, PersonId, Presence, Relation, Text, Token, WayIn,
};

/// One who is to be registered. Needed are a name or a description, an age or a birth date, and
/// the answer to one question; everything else can be said later.
#[derive(Clone)]
pub struct Newcomer {
    /// Random, made outside.
    pub id: PersonId,
    /// How the person came in.
    pub way: WayIn,
    /// Items by where they come from, as typed or read.
    pub told: Vec<(Origin, BTreeMap<Item, Text>)>,
    /// Where the person is: here, in the car, at hospital, not known …
    pub presence: Presence,
    /// The one question, whether help is needed (配慮が必要ですか): what is needed, empty for
    /// nothing, `None` if nobody could be asked.
    pub needs: Option<Vec<Need>>,
    /// 続柄 to the representative.
    pub relation: Option<Relation>,
    /// What recognises the person again.
    pub token: Option<Token>,
}

impl Newcomer {
    /// One who was typed by hand and is here.
    pub fn by_hand(id: PersonId, items: BTreeMap<Item, Text>) -> Self {
        Self {
            id,
            way: WayIn::Hand,
            told: vec![(Origin::Typed, items)],
            presence: Presence::In,
            needs: None,
            relation: None,
            token: None,
        }
    }
}

/// Which household newcomers belong to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HouseholdChoice {
    /// Nobody asked yet.
    NotAsked,
    /// Each came alone.
    Alone,
    /// A new one, whose id was made at random outside; the first newcomer represents it.
    New(HouseholdId),
    /// One that is here already; its representative stays.
    Of(HouseholdId),
}
