//! 配慮事項.

use super::{Desk, NewFact, Refusal};
use crate::{
    fact::{Fact, NeedsTold},
    plain::{Need, NeedKey, PersonId},
    role::Action,
};

impl Desk<'_> {
    /// Needs that were said, and such that are gone. Both empty: asked, and nothing is needed.
    pub fn care(
        &self,
        id: PersonId,
        set: Vec<Need>,
        gone: Vec<NeedKey>,
    ) -> Result<NewFact, Refusal> {
        self.allow_open(Action::Care)?;
        let person = self.person(id)?;
        let touched = |key: &NeedKey| set.iter().any(|need| need.key == *key) || gone.contains(key);
        let basis = person
            .need_versions()
            .filter(|(key, _)| touched(key))
            .flat_map(|(_, said)| said.marks())
            .collect();
        Ok(self.about(id, basis, Fact::Needs(NeedsTold { set, gone })))
    }
}
