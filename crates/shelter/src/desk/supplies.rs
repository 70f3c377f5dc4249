//! 目視人数・備蓄・ライフライン・状況報告.

use std::collections::BTreeMap;

use super::{Desk, NewFact, Refusal, context::marks};
use crate::{
    fact::{Bytes, Counted, Fact, Reported, Stocked, UtilitiesChecked},
    plain::{Text, Utility, UtilityState},
    role::Action,
};

impl Desk<'_> {
    /// People counted by eye.
    pub fn count(&self, people: u32, note: Text) -> Result<NewFact, Refusal> {
        self.allow_open(Action::Count)?;
        Ok(self.of_shelter(vec![], Fact::Counted(Counted { people, note })))
    }

    /// What is in stock now.
    pub fn stock(&self, stocked: Stocked) -> Result<NewFact, Refusal> {
        let shelter = self.allow_open(Action::Count)?;
        if stocked.item.trim().is_empty() {
            return Err(Refusal::NothingSaid);
        }
        let basis = marks(shelter.stock_of(&stocked.item));
        Ok(self.of_shelter(basis, Fact::Stock(stocked)))
    }

    /// What power, water and the rest were found like.
    pub fn check_utilities(
        &self,
        found: BTreeMap<Utility, UtilityState>,
    ) -> Result<NewFact, Refusal> {
        let shelter = self.allow_open(Action::Count)?;
        if found.is_empty() {
            return Err(Refusal::NothingSaid);
        }
        let basis = found
            .keys()
            .flat_map(|utility| marks(shelter.utility(*utility)))
            .collect();
        Ok(self.of_shelter(basis, Fact::Utilities(UtilitiesChecked { found })))
    }

    /// A report that was sent, with the next number.
    pub fn reported(&self, report: Vec<u8>) -> Result<NewFact, Refusal> {
        self.allow(Action::Report)?;
        let shelter = self.here().ok_or(Refusal::NotOpen)?;
        let reported = Reported {
            version: shelter.next_report(),
            report: Bytes(report),
        };
        Ok(self.of_shelter(vec![], Fact::Reported(reported)))
    }
}
