//! The card at the polling desk: PIN or the 14 digits, read once, compared with the roll.

use card_session::{CardEffect, CardInput, CardRead, CardStage, Step};
use mynacard::Sex as CardSex;
use polling::booth::Stage;
use polling::elector::{BirthDate, Sex};
use roll::CardFour;

use super::Polling;
use crate::desks::DeskKind;
use crate::engine::Engine;
use crate::view::polling::PollingPageView;

impl Engine {
    /// A card's answer, or a key of the resident's.
    pub(crate) fn polling_card(&self, input: CardInput) {
        let uptime = self.uptime();
        let effects = self.with_polling(|polling| {
            if let Ok(working) = polling.desk.working_mut() {
                working.touch(uptime);
            }
            let mut effects = Vec::new();
            match polling.card.handle(input, uptime) {
                Step::Nothing => {}
                Step::Ask(effect) => effects.push(effect),
                Step::Read(read) => polling.read(&read),
            }
            effects.extend(polling.settle());
            effects
        });
        for effect in effects {
            self.carry_out_card(DeskKind::Polling, effect);
        }
        self.publish();
    }
}

impl Polling {
    fn read(&mut self, read: &CardRead) {
        let four = four_of(read);
        let found = self
            .desk
            .working_mut()
            .and_then(|working| working.card(&four));
        if found.is_ok() {
            self.forget_elector();
            self.four = Some(four);
        }
        self.note(found.map(|_| None));
    }

    /// Asks for the next card where one means something.
    pub(super) fn settle(&mut self) -> Vec<CardEffect> {
        let wants = self.wants_card();
        if !wants {
            self.card.cancel();
        } else if matches!(self.card.stage(), CardStage::Idle) {
            return self.card.begin().into_iter().collect();
        }
        Vec::new()
    }

    fn wants_card(&self) -> bool {
        let Some(working) = self.working() else {
            return false;
        };
        self.page == PollingPageView::Booth
            && self.paper_entry.is_none()
            && working.operator().is_some()
            && working.roll().is_some()
            && working.booth_state().is_open(working.today())
            && matches!(working.stage(), Stage::Waiting)
    }
}

/// The four items as the roll compares them. A birth date that the card does not have whole fits nobody by itself.
fn four_of(read: &CardRead) -> CardFour {
    let info = &read.info;
    let (year, month, day) = match info.birth_date() {
        mynacard::BirthDate::Known(date) => (date.year(), date.month(), date.day()),
        mynacard::BirthDate::Partial { year, month } => (year, month.unwrap_or(0), 0),
        mynacard::BirthDate::Unreadable => (0, 0, 0),
    };
    CardFour {
        name: info.name().to_owned(),
        birth: BirthDate { year, month, day },
        sex: match info.sex() {
            CardSex::Male => Sex::Male,
            CardSex::Female => Sex::Female,
            CardSex::Unknown | CardSex::NotApplicable => Sex::Other,
        },
        address: info.address().to_owned(),
    }
}
