//! 開設: opening a shelter, also one that nobody had planned.

use std::collections::BTreeMap;

use super::{Desk, NewFact, Refusal, context::marks};
use crate::{
    fact::{Changed, Detail, Fact, Opened, Reopened},
    plain::{ShelterStatus, Text},
    role::Action,
};

impl Desk<'_> {
    /// Opens a shelter with three fields; everything else can be said later.
    pub fn open(&self, name: &str, place: &str, capacity: u32) -> Result<NewFact, Refusal> {
        self.allow(Action::OpenShelter)?;
        if self
            .here()
            .is_some_and(|shelter| shelter.status() != ShelterStatus::NotOpened)
        {
            return Err(Refusal::AlreadyOpen);
        }
        let (name, place) = (name.trim(), place.trim());
        if name.is_empty() || place.is_empty() || capacity == 0 {
            return Err(Refusal::ShelterIncomplete);
        }
        let details = BTreeMap::from([
            (Detail::Name, Text::from(name)),
            (Detail::Place, Text::from(place)),
            (Detail::Capacity, Text::from(capacity.to_string())),
        ]);
        Ok(self.of_shelter(vec![], Fact::Opened(Opened { details })))
    }

    /// Details of the shelter, set or taken back. What is as it was is left out.
    pub fn change_shelter(
        &self,
        details: BTreeMap<Detail, Option<Text>>,
    ) -> Result<NewFact, Refusal> {
        self.allow(Action::OpenShelter)?;
        let shelter = self.here().ok_or(Refusal::NotOpen)?;
        let capacity = details.get(&Detail::Capacity);
        if let Some(Some(capacity)) = capacity
            && capacity.as_str().parse::<u32>().is_err()
        {
            return Err(Refusal::ShelterIncomplete);
        }
        let changed: BTreeMap<_, _> = details
            .into_iter()
            .filter(|(detail, text)| {
                shelter.detail(*detail) != text.as_ref().map(Text::as_str)
                    || shelter
                        .detail_versions(*detail)
                        .is_some_and(crate::state::Versioned::is_contradicted)
            })
            .collect();
        if changed.is_empty() {
            return Err(Refusal::NothingSaid);
        }
        let basis = changed
            .keys()
            .flat_map(|detail| marks(shelter.detail_versions(*detail)))
            .collect();
        Ok(self.of_shelter(basis, Fact::Changed(Changed { details: changed })))
    }

    /// 再開: before the records are destroyed, a closed shelter can be opened again.
    pub fn reopen(&self) -> Result<NewFact, Refusal> {
        self.allow(Action::OpenShelter)?;
        let shelter = self.here().ok_or(Refusal::NotOpen)?;
        match shelter.status() {
            ShelterStatus::Open => Err(Refusal::AlreadyOpen),
            ShelterStatus::NotOpened => Err(Refusal::NotOpen),
            ShelterStatus::Closed => {
                Ok(self.of_shelter(shelter.status_marks(), Fact::Reopened(Reopened {})))
            }
        }
    }
}
