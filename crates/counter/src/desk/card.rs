//! What the desk makes of a card that was read.

use advice::{Advice, Bilingual};
use card_session::{CardEffect, CardInput, CardRead, CardStage, Problem, Step};
use mynacard::SecretKind;

use super::Desk;
use crate::{Effect, Known, Moment, Stage};

/// What a card is asked, as something the desk wants done.
pub(super) fn asked(effect: Option<CardEffect>) -> Vec<Effect> {
    effect.map(Effect::Card).into_iter().collect()
}

impl Desk {
    pub(super) fn card_input(&mut self, input: CardInput, now: Moment) -> Vec<Effect> {
        let placed = matches!(input, CardInput::Placed);
        match self.card.handle(input, now.uptime) {
            Step::Nothing => Vec::new(),
            Step::Ask(effect) => {
                if placed {
                    self.card_placed_at.get_or_insert(now.uptime);
                }
                asked(Some(effect))
            }
            Step::Read(read) => {
                self.take_card(&read);
                Vec::new()
            }
        }
    }

    /// Asks the card that lies there, or waits for one.
    pub(super) fn begin(&mut self) -> Vec<Effect> {
        self.stage = Stage::Card;
        asked(self.card.begin())
    }

    pub(super) fn awaits_card(&self) -> bool {
        matches!(self.card.stage(), CardStage::Awaiting)
    }

    fn take_card(&mut self, read: &CardRead) {
        let who = self.reading_for;
        let Some(case) = &mut self.case else {
            return;
        };
        if case.has_card_of(&read.info, who) {
            self.card.refuse(Problem {
                advice: same_card(),
                can_try_again: true,
            });
            return;
        }
        let known = match read.by {
            SecretKind::Pin => Known::ByPin,
            SecretKind::FaceCode => Known::ByFaceCode,
        };
        case.take_card(who, &read.info, known);
        self.stage = Stage::Filling;
        self.refresh();
    }
}

fn same_card() -> Advice {
    Advice::new(
        "same-card",
        Bilingual::new(
            "この手続きで、もう読み取ったカードです。",
            "This card was read in this case already.",
        ),
        Bilingual::new(
            "次の方のカードを置くか、「手で入れる」を押してください。",
            "Put the next person's card on, or press 'Type by hand'.",
        ),
    )
}
