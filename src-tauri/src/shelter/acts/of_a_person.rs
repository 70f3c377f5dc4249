//! Acts on the page of one person, and answers to those who ask after one.

use shelter::plain::Text;
use shelter_desk::Inquirer;

use super::Done;
use super::given::{asker_of, consent_of, item_of, need_of, person_of};
use crate::shelter::input::ShelterInput;
use crate::shelter::{Shelter, words};

impl Shelter {
    pub(super) fn of_a_person(&mut self, input: ShelterInput) -> Done {
        match input {
            ShelterInput::OpenPerson { person } => {
                let person = person_of(&person)?;
                self.with_list(|list| list.open_person(person))
            }
            ShelterInput::ClosePerson => self.with_list(|list| {
                list.close_person();
                Ok(())
            }),
            ShelterInput::Tell {
                person,
                item,
                value,
            }
            | ShelterInput::Settle {
                person,
                item,
                value,
            } => {
                let (person, item) = (person_of(&person)?, item_of(&item)?);
                self.told(words::saved, |list| list.tell(person, item, &value))
            }
            ShelterInput::SetNeeds { person, needs } => {
                let person = person_of(&person)?;
                let needs = needs.iter().map(need_of).collect::<Result<_, _>>()?;
                self.told(words::saved, |list| list.set_needs(person, needs))
            }
            ShelterInput::SetConsent { person, consent } => {
                let person = person_of(&person)?;
                self.told(words::saved, |list| {
                    list.set_consent(person, consent_of(consent))
                })
            }
            ShelterInput::SetProtected { person, on } => {
                let person = person_of(&person)?;
                self.told(words::saved, |list| list.set_protected(person, on))
            }
            ShelterInput::SetHousehold {
                person,
                with,
                representative,
            } => {
                let person = person_of(&person)?;
                let with = with.as_deref().map(person_of).transpose()?;
                self.told(words::saved, |list| {
                    list.set_household(person, with, representative)
                })
            }
            ShelterInput::Link { person, other, on } => {
                let (person, other) = (person_of(&person)?, person_of(&other)?);
                self.told(words::saved, |list| list.link(person, other, on))
            }
            ShelterInput::BindNext { person } => {
                let person = person_of(&person)?;
                self.told(words::bind, |list| list.bind_next(person))
            }
            ShelterInput::RevokeLabels { person } => {
                let person = person_of(&person)?;
                self.told(words::saved, |list| list.revoke_labels(person))
            }
            ShelterInput::Inquire {
                person,
                asker,
                inquirer,
                identified,
                reason,
            } => {
                let person = person.as_deref().map(person_of).transpose()?;
                let inquirer = Inquirer {
                    asker: asker_of(asker),
                    name: Text::from(inquirer),
                    identified: Text::from(identified),
                    reason: Text::from(reason),
                };
                self.told(words::saved, |list| list.answer_inquiry(person, &inquirer))
            }
            ShelterInput::InquiryOver => self.with_list(|list| {
                list.inquiry_over();
                Ok(())
            }),
            _ => Ok(None),
        }
    }
}
