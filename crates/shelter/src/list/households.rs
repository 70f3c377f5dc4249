//! Households, also where two counters registered the same one.

use std::collections::{BTreeMap, BTreeSet};

use super::{Human, List};
use crate::{
    plain::{HouseholdId, PersonId},
    state::Person,
};

impl List {
    /// Every record of a person's household, the person's own among them. Where two counters took
    /// the same household in, both records of a linked member hold the two together.
    pub fn family(&self, id: PersonId) -> BTreeSet<PersonId> {
        let mut family = BTreeSet::from([id]);
        let mut open = vec![id];
        while let Some(one) = open.pop() {
            let household = self.person(one).and_then(Person::household);
            let members = household.into_iter().flat_map(|id| self.household(id));
            for other in members.chain(self.linked(one)) {
                if family.insert(other) {
                    open.push(other);
                }
            }
        }
        family
    }

    /// Everybody of a person's household, each human once: whom to ask about at check-out.
    pub fn family_humans(&self, id: PersonId) -> Vec<Human> {
        let mut done = BTreeSet::new();
        let mut humans = Vec::new();
        for record in self.family(id) {
            if !done.contains(&record) {
                let human = self.human(record);
                done.extend(human.records.iter().copied());
                humans.push(human);
            }
        }
        humans
    }

    /// How many households these humans are of; one who came alone is a household.
    pub(super) fn household_number<'a>(&self, humans: impl Iterator<Item = &'a Human>) -> u32 {
        let mut alone = 0;
        let mut same = SameHousehold::default();
        for human in humans {
            let mut households = human
                .records
                .iter()
                .filter_map(|id| self.person(*id)?.household());
            let Some(first) = households.next() else {
                alone += 1;
                continue;
            };
            same.join(first, first);
            for other in households {
                same.join(first, other);
            }
        }
        alone + same.number()
    }
}

/// Ids of households, those of one household joined.
#[derive(Default)]
struct SameHousehold(BTreeMap<HouseholdId, HouseholdId>);

impl SameHousehold {
    fn root(&self, mut id: HouseholdId) -> HouseholdId {
        while let Some(up) = self.0.get(&id).filter(|up| **up != id) {
            id = *up;
        }
        id
    }

    fn join(&mut self, one: HouseholdId, other: HouseholdId) {
        let (one, other) = (self.root(one), self.root(other));
        self.0.entry(one).or_insert(one);
        self.0.insert(other, one);
    }

    fn number(&self) -> u32 {
        let roots = self.0.iter().filter(|(id, up)| id == up).count();
        u32::try_from(roots).unwrap_or(u32::MAX)
    }
}
