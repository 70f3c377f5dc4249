//! 閉鎖・受領・消去.

use std::collections::BTreeMap;

use super::{Desk, NewFact, Refusal};
use crate::{
    fact::{Closed, Fact, Receipt},
    plain::{DeviceId, PresenceKind, ShelterStatus},
    role::Action,
};

impl Desk<'_> {
    /// Closes the shelter. Refused while anybody is here or served from here: whoever is forgotten
    /// would vanish from every list.
    pub fn close(&self) -> Result<NewFact, Refusal> {
        let shelter = self.allow_open(Action::CloseShelter)?;
        self.nobody_here()?;
        Ok(self.of_shelter(shelter.status_marks(), Fact::Closed(Closed {})))
    }

    /// What the city says that it holds. Its signature is checked outside.
    pub fn receipt(&self, receipt: Receipt) -> Result<NewFact, Refusal> {
        self.allow(Action::Report)?;
        self.here().ok_or(Refusal::NotOpen)?;
        Ok(self.of_shelter(vec![], Fact::Receipt(receipt)))
    }

    /// Whether the records of this PC may be destroyed: closed, nobody here, and the city holds
    /// everything up to `heads`, the last running number of each PC in the ledger without the
    /// receipts themselves. A reopened shelter's records may not.
    pub fn may_destroy(&self, heads: &BTreeMap<DeviceId, u64>) -> Result<(), Refusal> {
        self.allow(Action::Destroy)?;
        let shelter = self.here().ok_or(Refusal::NotClosed)?;
        if shelter.status() != ShelterStatus::Closed {
            return Err(Refusal::NotClosed);
        }
        self.nobody_here()?;
        if heads.is_empty() || !shelter.city_has(heads) {
            return Err(Refusal::NotReceived);
        }
        Ok(())
    }

    fn nobody_here(&self) -> Result<(), Refusal> {
        let counts = self.list.counts(self.shelter);
        let people = counts.staying() + counts.outside() + counts.of(PresenceKind::Unknown);
        if people > 0 {
            return Err(Refusal::PeopleStillHere { people });
        }
        Ok(())
    }
}
