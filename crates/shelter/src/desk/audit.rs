//! 操作記録: who looked at what.

use super::{Desk, NewFact, Refusal};
use crate::{
    fact::{Activated, Exported, Fact, InquiryAnswered, LookedUp, Searched, ToldLevel, Unlocked},
    list::{Shown, shown},
    plain::PersonId,
    role::Action,
};

impl Desk<'_> {
    /// A person's record as this role sees it, and the fact that it was looked at.
    pub fn look_up(&self, id: PersonId) -> Result<(Shown, NewFact), Refusal> {
        self.allow(Action::LookUp)?;
        self.person(id)?;
        let shown = shown(self.list, id, self.shelter, self.role).ok_or(Refusal::NobodySuch)?;
        let whole = self.allow(Action::LookUpWhole).is_ok();
        let fact = self.about(id, vec![], Fact::LookedUp(LookedUp { whole }));
        Ok((shown, fact))
    }

    /// Somebody searched and found so many. Not the words: they are a name.
    pub fn searched(&self, found: u32) -> Result<NewFact, Refusal> {
        self.allow(Action::LookUp)?;
        Ok(self.of_shelter(vec![], Fact::Searched(Searched { found })))
    }

    /// A list went out as a file or on paper.
    pub fn exported(&self, what: &str, people: u32) -> Result<NewFact, Refusal> {
        self.allow(Action::Export)?;
        let what = what.to_owned();
        Ok(self.of_shelter(vec![], Fact::Exported(Exported { what, people })))
    }

    /// Somebody logged in with this role.
    pub fn activated(&self) -> NewFact {
        self.of_shelter(vec![], Fact::Activated(Activated { role: self.role }))
    }

    /// The ledger was opened with a code.
    pub fn unlocked(&self, failed: u32) -> NewFact {
        self.of_shelter(vec![], Fact::Unlocked(Unlocked { failed }))
    }

    /// 安否照会: who asked, how identified, what was told. Never more than nothing about a
    /// protected person, whatever `told` says.
    pub fn inquiry_answered(
        &self,
        person: Option<PersonId>,
        mut answered: InquiryAnswered,
    ) -> Result<NewFact, Refusal> {
        self.allow(Action::AnswerInquiry)?;
        if answered.inquirer.is_empty() || answered.identified.is_empty() {
            return Err(Refusal::NothingSaid);
        }
        let Some(id) = person else {
            answered.told = ToldLevel::Nothing;
            return Ok(self.of_shelter(vec![], Fact::InquiryAnswered(answered)));
        };
        self.person(id)?;
        if self.list.is_protected(id) {
            answered.told = ToldLevel::Nothing;
        }
        Ok(self.about(id, vec![], Fact::InquiryAnswered(answered)))
    }
}
