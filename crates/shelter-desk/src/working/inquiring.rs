//! Answers to those who ask after somebody (安否照会, 災害対策基本法第86条の15).

use shelter::desk::Refusal;
use shelter::exchange::{Asker, Told, inquire};
use shelter::fact::InquiryAnswered;
use shelter::plain::{PersonId, Text};

use super::Working;
use crate::DeskError;

/// Who asks, as told and shown. Personal data: no `Debug`.
pub struct Inquirer {
    /// What the asker is to the person.
    pub asker: Asker,
    /// Name and address or phone.
    pub name: Text,
    /// By which document.
    pub identified: Text,
    /// 照会をする理由.
    pub reason: Text,
}

impl Working {
    /// Whether an inquiry may find this person: not somebody of whose family anybody is protected (支援措置),
    /// so that the list of those found does not tell what the answer hides.
    pub fn may_be_asked_after(&self, person: PersonId) -> bool {
        let list = self.registry.list();
        let family = list.family(person).into_iter();
        !family
            .chain(std::iter::once(person))
            .any(|one| list.is_protected(one))
    }

    /// Answers as far as the person agreed to, and writes down who asked and how much was told.
    ///
    /// `None` where nobody was found. The answer is there only after the record of it is on the disk.
    pub fn answer_inquiry(
        &mut self,
        person: Option<PersonId>,
        inquirer: &Inquirer,
    ) -> Result<(), DeskError> {
        let role = self.role()?;
        if inquirer.reason.as_str().trim().is_empty() {
            return Err(Refusal::NothingSaid.into());
        }
        let told = person.map_or(Told::NothingHeld, |person| {
            inquire(&self.rows(), person, inquirer.asker, &self.shelter_name())
        });
        let trimmed = |text: &Text| Text::from(text.as_str().trim());
        let answered = InquiryAnswered {
            inquirer: trimmed(&inquirer.name),
            identified: trimmed(&inquirer.identified),
            relation: Text::from(inquirer.asker.words_ja()),
            reason: trimmed(&inquirer.reason),
            told: told.level(),
        };
        let fact = self.desk(role).inquiry_answered(person, answered)?;
        self.write(&[fact])?;
        self.told = Some(told);
        Ok(())
    }

    /// The answer to be said now.
    pub fn told(&self) -> Option<&Told> {
        self.told.as_ref()
    }

    /// It was said.
    pub fn inquiry_over(&mut self) {
        self.told = None;
    }
}
