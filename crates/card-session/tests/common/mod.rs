//! A card session, and somebody who puts cards on and types.
#![allow(dead_code, reason = "each test program uses its part")]

use std::time::Duration;

use card_session::{CardEffect, CardInput, CardRead, CardSession, Session, Step, Tap};
use jiff::civil::date;
use mynacard::{BasicInfo, BirthDate, CardKey, Sex, TriesLeft};

pub const FULL: TriesLeft = TriesLeft {
    pin: 3,
    face_code: 10,
};

pub struct Reader {
    pub session: CardSession,
    pub now: Duration,
}

impl Reader {
    pub fn new(taps: bool) -> Self {
        Self {
            session: CardSession::new(taps),
            now: Duration::from_secs(100),
        }
    }

    /// One input, one second after the last one.
    pub fn step(&mut self, input: CardInput) -> Step {
        self.now += Duration::from_secs(1);
        self.session.handle(input, self.now)
    }

    pub fn does(&mut self, input: CardInput) -> Option<CardEffect> {
        match self.step(input) {
            Step::Nothing => None,
            Step::Ask(effect) => Some(effect),
            Step::Read(_) => panic!("nothing was read yet"),
        }
    }

    /// The session that asks for a tap.
    pub fn places(&mut self) -> Session {
        tap_asked(self.does(CardInput::Placed))
    }

    pub fn types(&mut self, digits: &str) -> Option<CardEffect> {
        for digit in digits.bytes() {
            assert!(self.does(CardInput::Press(digit - b'0')).is_none());
        }
        self.does(CardInput::Done)
    }

    /// Types the PIN and has the card answer with this person.
    pub fn reads(&mut self, name: &str) -> CardRead {
        let Some(CardEffect::ReadBasicInfo { session, .. }) = self.types("4826") else {
            panic!("the card is read");
        };
        match self.step(CardInput::Read(session, Ok(person(name)))) {
            Step::Read(read) => read,
            _ => panic!("what was read is handed over"),
        }
    }
}

pub fn tap_asked(effect: impl Into<Option<CardEffect>>) -> Session {
    let Some(CardEffect::ReadTap(session)) = effect.into() else {
        panic!("the card is recognised first");
    };
    session
}

pub fn tries_asked(effect: impl Into<Option<CardEffect>>) -> Session {
    let Some(CardEffect::QueryTries(session)) = effect.into() else {
        panic!("the card is asked for its tries");
    };
    session
}

pub fn key(first: u8) -> CardKey {
    CardKey::from_bytes([first; 16])
}

pub fn card(first: u8) -> Tap {
    Tap::MyNumberCard(key(first))
}

/// An invented person.
pub fn person(name: &str) -> BasicInfo {
    BasicInfo::new(
        name.to_owned(),
        "試験県架空市見本町１丁目２番３号".to_owned(),
        BirthDate::Known(date(1990, 4, 1)),
        Sex::Female,
    )
}
