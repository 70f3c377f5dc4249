//! A family, or one who came alone, before "registered".

use std::collections::BTreeMap;

use rand_core::{CryptoRngCore, RngCore};
use shelter::desk::{HouseholdChoice, Newcomer};
use shelter::plain::{
    HouseholdId, Item, Moment, Need, NeedKind, Origin, PersonId, Presence, Text, WayIn,
};

use super::NewcomerDraft;

/// Those who are registered in one go; the first speaks for them.
#[derive(Clone)]
pub struct Group {
    pub(crate) members: Vec<NewcomerDraft>,
    /// Where they will be.
    pub(crate) presence: Presence,
    /// When they came, of a slip that is typed later.
    pub(crate) occurred: Option<Moment>,
    /// The number on that slip.
    pub(crate) paper_number: String,
}

impl Group {
    pub(crate) fn of(member: NewcomerDraft) -> Self {
        Self {
            members: vec![member],
            presence: Presence::In,
            occurred: None,
            paper_number: String::new(),
        }
    }

    /// Those who are being registered.
    pub fn members(&self) -> &[NewcomerDraft] {
        &self.members
    }

    /// Where they will be.
    pub fn presence(&self) -> &Presence {
        &self.presence
    }

    /// When they came, of a slip that is typed later.
    pub fn occurred(&self) -> Option<Moment> {
        self.occurred
    }

    /// The number on that slip; empty without one.
    pub fn paper_number(&self) -> &str {
        &self.paper_number
    }

    /// Whether everybody has what is needed.
    pub fn is_ready(&self) -> bool {
        self.members.iter().all(NewcomerDraft::is_ready)
    }

    /// Which household they are put in: that of a member who is on the list, else a new one.
    pub(crate) fn household(
        &self,
        known: Option<HouseholdId>,
        rng: &mut impl RngCore,
    ) -> HouseholdChoice {
        match known {
            Some(household) => HouseholdChoice::Of(household),
            None if self.members.len() > 1 => HouseholdChoice::New(HouseholdId(random(rng))),
            None => HouseholdChoice::NotAsked,
        }
    }

    /// The members who are not on the list yet, as the list takes them.
    pub(crate) fn newcomers(&self, rng: &mut impl CryptoRngCore) -> Vec<Newcomer> {
        let new = self.members.iter().filter(|member| member.is.is_none());
        new.map(|member| self.newcomer(member, PersonId(random(rng))))
            .collect()
    }

    fn newcomer(&self, member: &NewcomerDraft, id: PersonId) -> Newcomer {
        let mut told: BTreeMap<Origin, BTreeMap<Item, Text>> = BTreeMap::new();
        for (item, (text, origin)) in &member.items {
            told.entry(*origin).or_default().insert(*item, text.clone());
        }
        Newcomer {
            id,
            way: if self.occurred.is_some() && member.way == WayIn::Hand {
                WayIn::Paper
            } else {
                member.way
            },
            told: told.into_iter().collect(),
            presence: self.presence.clone(),
            needs: member.help.map(needs_of),
            relation: None,
            token: member.tokens.first().copied(),
        }
    }
}

/// "Needs help" at the door says only that somebody has to ask; what it is comes later.
fn needs_of(help: bool) -> Vec<Need> {
    if help {
        Need::new(NeedKind::Doctor, "yes").into_iter().collect()
    } else {
        Vec::new()
    }
}

fn random<const N: usize>(rng: &mut impl RngCore) -> [u8; N] {
    let mut bytes = [0; N];
    rng.fill_bytes(&mut bytes);
    bytes
}
