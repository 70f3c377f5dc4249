//! 入所・外出・外泊・移動・退所, and 所在確認.

use std::collections::BTreeSet;

use super::{Desk, NewFact, Refusal, context::marks};
use crate::{
    fact::{Fact, Moved, Seen, SeenBy},
    plain::{PersonId, Presence},
    role::Action,
};

/// One person's part in a movement of a household: each has an own place to go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// Who.
    pub person: PersonId,
    /// Where to.
    pub to: Presence,
}

impl Desk<'_> {
    /// One person, or each member of a household with the own whereabouts. Whoever is not named
    /// stays as before: a representative who leaves takes nobody along unasked.
    pub fn go(&self, steps: &[Step]) -> Result<Vec<NewFact>, Refusal> {
        self.allow_open(Action::Move)?;
        if steps.is_empty() {
            return Err(Refusal::Nobody);
        }
        steps
            .iter()
            .map(|step| {
                self.person(step.person)?;
                let records = self.list.linked(step.person);
                Ok(self.take(step.person, &records, step.to.clone()))
            })
            .collect()
    }

    /// Moves a human of one or more records. It settles what all of them say, so that neither a
    /// clock that is behind nor another record hides it. The others' facts stay as they are, in
    /// case the link was wrong.
    pub(super) fn take(
        &self,
        id: PersonId,
        records: &BTreeSet<PersonId>,
        presence: Presence,
    ) -> NewFact {
        let basis = records
            .iter()
            .filter_map(|id| self.list.person(*id))
            .flat_map(|record| marks(record.presence_versions()))
            .collect();
        self.about(id, basis, Fact::Moved(Moved { presence }))
    }

    /// 所在確認: these were seen.
    pub fn saw(&self, persons: &[PersonId], by: SeenBy) -> Result<Vec<NewFact>, Refusal> {
        self.allow_open(Action::See)?;
        if persons.is_empty() {
            return Err(Refusal::Nobody);
        }
        persons
            .iter()
            .map(|id| {
                self.person(*id)?;
                Ok(self.about(*id, vec![], Fact::Seen(Seen { by })))
            })
            .collect()
    }
}
