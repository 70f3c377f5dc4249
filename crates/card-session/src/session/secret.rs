//! From the tries left to the reading: what the resident types, and what the card makes of it.

use std::time::Duration;

use mynacard::{BasicInfo, CardError, LastTry, SecretKind, TriesLeft};

use super::CardSession;
use crate::{CardEffect, CardInput, CardRead, CardStage, Pad, Session, Step};

/// Within this, a second tap on a button that opened the pad would land on a digit.
const DOUBLE_TAP: Duration = Duration::from_millis(500);

impl CardSession {
    /// A key of the resident's window; everything else is handled where it is answered.
    pub(super) fn key(&mut self, key: &CardInput, uptime: Duration) {
        match key {
            CardInput::UseSecret(kind) => self.use_secret(*kind, uptime),
            CardInput::AllowLastTry(allow) => self.allow_last_try(*allow, uptime),
            CardInput::Press(digit) => self.with_pad(uptime, |pad| pad.press(*digit)),
            CardInput::Erase => self.with_pad(uptime, Pad::erase),
            _ => {}
        }
    }

    pub(super) fn tries_known(
        &mut self,
        session: Session,
        answer: Result<TriesLeft, CardError>,
    ) -> Option<CardEffect> {
        if !matches!(self.stage, CardStage::Checking) || session != self.session() {
            return None;
        }
        match answer {
            // Lifted with the last answer: what is typed now could go to another card.
            Ok(_) if !self.card.same => return self.start(),
            Ok(tries) => {
                self.tries = Some(tries);
                self.ask(SecretKind::Pin, false);
            }
            Err(error) => self.stage = error.into(),
        }
        None
    }

    /// Opens the pad, or says first that one try or none is left.
    fn ask(&mut self, kind: SecretKind, wrong_before: bool) {
        let (pin, face_code) = self
            .tries
            .as_ref()
            .map_or((0, 0), |tries| (tries.pin, tries.face_code));
        let (left, other) = match kind {
            SecretKind::Pin => (pin, face_code),
            SecretKind::FaceCode => (face_code, pin),
        };
        self.stage = match left {
            0 => CardStage::Locked {
                secret: kind,
                face_code_left: face_code > 0,
                pin_left: pin > 0,
            },
            1 if !self.last_try_allowed => CardStage::ConfirmingLastTry {
                secret: kind,
                wrong_before,
                face_code_left: face_code > 0,
            },
            tries_left => CardStage::Entering {
                pad: Pad::new(kind),
                tries_left,
                wrong_before,
                other_left: other > 0,
            },
        };
    }

    fn use_secret(&mut self, kind: SecretKind, uptime: Duration) {
        if self.stage.is_the_residents() {
            self.last_try_allowed = false;
            self.deaf_until = uptime + DOUBLE_TAP;
            self.ask(kind, false);
        }
    }

    fn allow_last_try(&mut self, allow: bool, uptime: Duration) {
        let CardStage::ConfirmingLastTry {
            secret,
            wrong_before,
            face_code_left,
        } = self.stage
        else {
            return;
        };
        self.deaf_until = uptime + DOUBLE_TAP;
        if allow {
            self.last_try_allowed = true;
            self.ask(secret, wrong_before);
        } else if secret == SecretKind::Pin && face_code_left {
            self.ask(SecretKind::FaceCode, false);
        } else {
            // The clerk sees why it stopped, and can begin again.
            self.stage = CardError::LastTry { secret }.into();
        }
    }

    fn with_pad(&mut self, uptime: Duration, act: impl FnOnce(&mut Pad)) {
        if let CardStage::Entering { pad, .. } = &mut self.stage
            && uptime >= self.deaf_until
        {
            act(pad);
        }
    }

    pub(super) fn done(&mut self) -> Option<CardEffect> {
        let CardStage::Entering { pad, .. } = &self.stage else {
            return None;
        };
        let secret = pad.secret()?;
        let last_try = if self.last_try_allowed {
            LastTry::Allow
        } else {
            LastTry::Refuse
        };
        self.last_try_allowed = false;
        self.stage = CardStage::Reading(pad.kind());
        Some(CardEffect::ReadBasicInfo {
            session: self.session(),
            secret,
            last_try,
        })
    }

    pub(super) fn read(&mut self, session: Session, answer: Result<BasicInfo, CardError>) -> Step {
        let CardStage::Reading(by) = self.stage else {
            return Step::Nothing;
        };
        if session != self.session() {
            return Step::Nothing;
        }
        match answer {
            Ok(info) => {
                self.card.used = self.card.same;
                self.stage = CardStage::Idle;
                // Lifted meanwhile: what was read need not be of the card that was tapped.
                let tap = self.tap.filter(|_| self.card.same);
                return Step::Read(CardRead { info, by, tap });
            }
            // Lifted meanwhile, and with it went what was known of its tries.
            Err(
                CardError::WrongSecret { .. }
                | CardError::Locked { .. }
                | CardError::LastTry { .. },
            ) if self.tries.is_none() => return self.start().into(),
            Err(CardError::WrongSecret { secret, tries_left }) => {
                self.note_tries(secret, tries_left);
                self.ask(secret, true);
            }
            Err(CardError::Locked { secret }) => {
                self.note_tries(secret, 0);
                self.ask(secret, false);
            }
            Err(CardError::LastTry { secret }) => {
                self.note_tries(secret, 1);
                self.ask(secret, false);
            }
            Err(error) => self.stage = error.into(),
        }
        Step::Nothing
    }

    fn note_tries(&mut self, kind: SecretKind, left: u8) {
        if let Some(tries) = &mut self.tries {
            match kind {
                SecretKind::Pin => tries.pin = left,
                SecretKind::FaceCode => tries.face_code = left,
            }
        }
    }
}
