//! Into which household somebody comes who is on the list already.

use shelter::desk::{Desk, HouseholdChoice, NewFact, Refusal};
use shelter::fact::Fact;
use shelter::plain::PersonId;

use super::Working;

impl Working {
    /// Those of the group who are on the list without a household are of the newcomers' one from now on.
    pub(super) fn joining(
        &self,
        desk: &Desk<'_>,
        known: &[PersonId],
        household: HouseholdChoice,
    ) -> Result<Vec<NewFact>, Refusal> {
        let (HouseholdChoice::New(household) | HouseholdChoice::Of(household)) = household else {
            return Ok(Vec::new());
        };
        let alone = known.iter().filter(|id| {
            let person = self.registry.list().person(**id);
            person.is_some_and(|person| person.household().is_none())
        });
        let mut facts = Vec::new();
        for person in alone {
            let mut fact = desk.join_household(*person, Some(household), None)?;
            if let Fact::Household(membership) = &mut fact.fact {
                // The first newcomer, or whoever was it before, speaks for them.
                membership.representative = false;
            }
            facts.push(fact);
        }
        Ok(facts)
    }
}
