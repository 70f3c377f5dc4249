//! The card at the shelter desk: a tap first, the PIN where it is needed.

use std::time::Duration;

use card_session::{CardEffect, CardInput, CardStage, Step, Tap};
use shelter::plain::{Token, TokenKind};
use shelter_desk::{Arrival, DeskError, Held};

use super::Shelter;
use super::words;
use crate::desks::DeskKind;
use crate::engine::Engine;
use crate::view::shelter::PageView;

impl Engine {
    /// A card's answer, or a key of the resident's.
    pub(crate) fn shelter_card(&self, input: CardInput) {
        let uptime = self.uptime();
        let effects = self.with_shelter(|shelter| shelter.card_input(input, uptime));
        for effect in effects {
            self.carry_out_card(DeskKind::Shelter, effect);
        }
        self.publish();
    }
}

fn token_of(tap: Tap) -> Option<Token> {
    let kind = match tap {
        Tap::MyNumberCard(_) => TokenKind::AuthCertificate,
        Tap::Contactless(_) => TokenKind::Contactless,
        Tap::WithoutCertificate => return None,
    };
    let hash = tap.key()?.to_bytes();
    Some(Token { kind, hash })
}

impl Shelter {
    fn card_input(&mut self, input: CardInput, uptime: Duration) -> Vec<CardEffect> {
        let mut effects = Vec::new();
        match self.card.handle(input, uptime) {
            Step::Nothing => {}
            Step::Ask(effect) => effects.push(effect),
            Step::Read(read) => {
                let token = read.tap.and_then(token_of);
                let done = self
                    .desk
                    .working_mut()
                    .and_then(|working| working.read(&read.info, read.by, token));
                self.note(done.map(|()| Some(words::read())));
            }
        }
        effects.extend(self.settle(uptime));
        effects
    }

    /// Goes on from a tap, and asks for the next card where one is wanted.
    pub(super) fn settle(&mut self, uptime: Duration) -> Vec<CardEffect> {
        if let Ok(working) = self.desk.working_mut() {
            working.touch(uptime);
        }
        let mut effects = Vec::new();
        if let CardStage::Tapped(tap) = self.card.stage() {
            let tap = *tap;
            effects.extend(self.tapped(tap));
        }
        if matches!(self.card.stage(), CardStage::Idle) && self.wants_card() {
            effects.extend(self.card.begin());
        } else if !self.wants_card() {
            self.card.cancel();
        }
        effects
    }

    /// Whether a card that is put on now means something.
    fn wants_card(&self) -> bool {
        let Some(working) = self.working() else {
            return false;
        };
        if working.operator().is_none() || working.is_closed() {
            return false;
        }
        let free = matches!(working.arrival(), Arrival::Waiting | Arrival::Done(_));
        match working.arrival() {
            Arrival::Card { .. } => true,
            _ if working.binds_to().is_some() => true,
            _ => match self.page {
                PageView::Reception => free,
                PageView::Serve => working.offer().is_some(),
                _ => false,
            },
        }
    }

    fn tapped(&mut self, tap: Tap) -> Option<CardEffect> {
        let serving = self.page == PageView::Serve;
        let forced = std::mem::take(&mut self.with_secret);
        let held = match (token_of(tap), self.desk.working_mut()) {
            (_, Err(error)) => Err(error),
            (None, Ok(_)) => Ok(Held::Unknown),
            (Some(_), Ok(_)) if forced && tap.takes_secret() => Ok(Held::Unknown),
            (Some(token), Ok(working)) => working.held(token),
        };
        let unknown = match held {
            Ok(Held::Taken) => {
                self.card.finish();
                self.note(Ok(Some(words::known())));
                return None;
            }
            Err(error) => {
                self.card.finish();
                self.note(Err(error));
                return None;
            }
            Ok(Held::Unknown) => token_of(tap),
        };
        if serving {
            self.card.finish();
            self.note(Err(DeskError::Refused(shelter::desk::Refusal::NobodySuch)));
            return None;
        }
        if tap.takes_secret() {
            if let Ok(working) = self.desk.working_mut()
                && !matches!(working.arrival(), Arrival::Card { .. })
            {
                let _ = working.ask_card(None);
            }
            return self.card.go_on_with_secret();
        }
        self.card.finish();
        if let Some(token) = unknown {
            let done = self
                .desk
                .working_mut()
                .and_then(|working| working.new_with_contactless(token));
            self.note(done.map(|()| Some(words::new_card())));
        }
        None
    }
}
