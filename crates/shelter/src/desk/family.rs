//! 世帯: who belongs together.

use super::{Desk, NewFact, Refusal, context::marks};
use crate::{
    fact::{Fact, Membership},
    plain::{HouseholdId, PersonId, Relation},
    role::Action,
};

impl Desk<'_> {
    /// Puts a person into a household, or out of one (`None`).
    pub fn join_household(
        &self,
        id: PersonId,
        household: Option<HouseholdId>,
        relation: Option<Relation>,
    ) -> Result<NewFact, Refusal> {
        self.allow_open(Action::Household)?;
        let person = self.person(id)?;
        let stays = person
            .membership()
            .is_some_and(|now| now.representative && now.household == household);
        let first =
            household.is_none_or(|household| self.list.household(household).all(|one| one == id));
        let membership = Membership {
            household,
            relation,
            representative: stays || first,
        };
        let basis = marks(person.household_versions());
        Ok(self.about(id, basis, Fact::Household(membership)))
    }

    /// Makes a member the representative; who was it before is so no more.
    pub fn represent(&self, id: PersonId) -> Result<Vec<NewFact>, Refusal> {
        self.allow_open(Action::Household)?;
        self.person(id)?;
        let mut facts = Vec::new();
        for member in self.list.family(id) {
            let person = self.person(member)?;
            let Some(now) = person.membership() else {
                continue;
            };
            let representative = member == id;
            if now.representative != representative {
                let membership = Membership {
                    representative,
                    ..now
                };
                let basis = marks(person.household_versions());
                facts.push(self.about(member, basis, Fact::Household(membership)));
            }
        }
        if facts.is_empty() {
            return Err(Refusal::NothingSaid);
        }
        Ok(facts)
    }
}
