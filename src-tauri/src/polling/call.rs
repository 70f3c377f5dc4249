//! Acts of a call under outage rule 3: what is typed before the desk claims anything.

use advice::{Advice, Advise};
use polling::booth::DeskRefusal;
use polling::claim::{CodeError, Question};
use polling::plain::BoothId;
use polling_desk::{DeskError, Working};

use super::acts::Done;
use super::at_desk::ANSWERS_AT_ONCE;
use super::{Polling, names};
use crate::view::polling::PollingAct;

/// So many digits has the number that a booth reads out; before they are there nothing is wrong with it.
const DIGITS: usize = 12;

/// What is typed while a booth is on the telephone.
#[derive(Default)]
pub(super) struct CallForm {
    /// The caller has been asked; the elector's page gives way.
    pub open: bool,
    /// Whether the number typed last has its digits.
    pub fits: bool,
    /// Why it was not taken.
    pub wrong: Option<Advice>,
}

impl Polling {
    pub(super) fn answer(&mut self, act: PollingAct) -> Done {
        match act {
            PollingAct::CallOpen => {
                let desk = self.working().ok_or(DeskError::NotNow)?;
                if desk.calling_booths()?.is_empty() || self.paper_entry.is_some() {
                    return Err(DeskError::NotNow);
                }
                self.call.open = true;
                Ok(None)
            }
            PollingAct::CallNumber { number } => {
                self.hear(&number);
                Ok(None)
            }
            PollingAct::CallAnswer {
                booth,
                ballots,
                number,
            } => self.answer_call(booth, &ballots, &number),
            PollingAct::CallAnew => {
                self.with(Working::hear_anew)?;
                self.hear("");
                Ok(None)
            }
            _ => Err(DeskError::NotNow),
        }
    }

    fn hear(&mut self, number: &str) {
        let heard = Question::heard(number);
        self.call.fits = heard.is_ok();
        let digits = number.chars().filter(|letter| is_digit(*letter)).count();
        self.call.wrong = match heard {
            // More is still to be typed.
            Err(CodeError::Form) if digits < DIGITS => None,
            heard => heard.err().as_ref().map(Advise::advice),
        };
    }

    fn answer_call(&mut self, booth: String, ballots: &[String], number: &str) -> Done {
        let booth = BoothId::new(booth).map_err(|_| DeskError::NoBooth)?;
        let ballots = names::ballots(ballots)?.into_iter().collect();
        self.hear(number);
        let desk = self.desk.working_mut()?;
        match desk.answer_call(&booth, &ballots, number) {
            Err(DeskError::AtDesk(DeskRefusal::Code(wrong))) => {
                // The page itself says why, beside the number.
                self.call.wrong = Some(wrong.advice());
                Ok(None)
            }
            asked => {
                asked?;
                desk.wait(ANSWERS_AT_ONCE)?;
                Ok(None)
            }
        }
    }
}

fn is_digit(letter: char) -> bool {
    letter.is_ascii_digit() || ('０'..='９').contains(&letter)
}
