//! From the card on the reader to what stands on it.

use std::sync::Arc;
use std::time::Duration;

use advice::Advise;
use mynacard::{BasicInfo, CardError, LastTry, SecretKind, TriesLeft};

use super::Desk;
use crate::stage::Form;
use crate::{Effect, Filling, Moment, Pad, Problem, Session, Stage};

/// Within this, a second tap on a button that opened the pad would land on a digit.
const DOUBLE_TAP: Duration = Duration::from_millis(500);

impl Desk {
    pub(super) fn card_placed(&mut self, now: Moment) -> Vec<Effect> {
        self.card_present = true;
        let form = match &self.stage {
            Stage::AwaitingCard(form) => Arc::clone(form),
            Stage::Problem(problem) if problem.can_try_again => Arc::clone(&problem.form),
            _ => return Vec::new(),
        };
        self.card_placed_at.get_or_insert(now.uptime);
        self.check_card(form)
    }

    pub(super) fn card_taken(&mut self) -> Vec<Effect> {
        self.card_present = false;
        self.card_left = false;
        self.tries = None;
        self.last_try_allowed = false;
        match &self.stage {
            Stage::Entering { form, .. }
            | Stage::ConfirmingLastTry { form, .. }
            | Stage::Locked { form, .. } => self.stage = Stage::AwaitingCard(Arc::clone(form)),
            _ => {}
        }
        Vec::new()
    }

    /// Asks the card that lies there, or waits for one.
    pub(super) fn begin(&mut self, form: Form) -> Vec<Effect> {
        if self.card_present && !self.card_left {
            return self.check_card(form);
        }
        self.stage = Stage::AwaitingCard(form);
        Vec::new()
    }

    fn check_card(&mut self, form: Form) -> Vec<Effect> {
        self.tries = None;
        self.last_try_allowed = false;
        self.stage = Stage::CheckingCard(form);
        vec![Effect::QueryTries(self.current())]
    }

    pub(super) fn tries_known(
        &mut self,
        session: Session,
        answer: Result<TriesLeft, CardError>,
    ) -> Vec<Effect> {
        let Stage::CheckingCard(form) = &self.stage else {
            return Vec::new();
        };
        if session != self.current() {
            return Vec::new();
        }
        let form = Arc::clone(form);
        match answer {
            // Lifted with the last answer: what is typed now could go to another card.
            Ok(_) if !self.card_present => self.stage = Stage::AwaitingCard(form),
            Ok(tries) => {
                self.tries = Some(tries);
                self.ask(form, SecretKind::Pin, false);
            }
            Err(error) => self.stage = problem(form, error),
        }
        Vec::new()
    }

    /// Opens the pad, or says first that one try or none is left.
    fn ask(&mut self, form: Form, kind: SecretKind, wrong_before: bool) {
        let (pin, face_code) = self
            .tries
            .as_ref()
            .map_or((0, 0), |tries| (tries.pin, tries.face_code));
        let (left, other) = match kind {
            SecretKind::Pin => (pin, face_code),
            SecretKind::FaceCode => (face_code, pin),
        };
        self.stage = match left {
            0 => Stage::Locked {
                form,
                secret: kind,
                face_code_left: face_code > 0,
                pin_left: pin > 0,
            },
            1 if !self.last_try_allowed => Stage::ConfirmingLastTry {
                form,
                secret: kind,
                wrong_before,
                face_code_left: face_code > 0,
            },
            tries_left => Stage::Entering {
                form,
                pad: Pad::new(kind),
                tries_left,
                wrong_before,
                other_left: other > 0,
            },
        };
    }

    pub(super) fn use_secret(&mut self, kind: SecretKind, now: Moment) -> Vec<Effect> {
        let form = match &self.stage {
            Stage::Entering { form, .. }
            | Stage::ConfirmingLastTry { form, .. }
            | Stage::Locked { form, .. } => Arc::clone(form),
            _ => return Vec::new(),
        };
        self.last_try_allowed = false;
        self.deaf_until = now.uptime + DOUBLE_TAP;
        self.ask(form, kind, false);
        Vec::new()
    }

    pub(super) fn allow_last_try(&mut self, allow: bool, now: Moment) -> Vec<Effect> {
        let Stage::ConfirmingLastTry {
            form,
            secret,
            wrong_before,
            face_code_left,
        } = &self.stage
        else {
            return Vec::new();
        };
        let (form, secret) = (Arc::clone(form), *secret);
        let (wrong_before, face_code_left) = (*wrong_before, *face_code_left);
        self.deaf_until = now.uptime + DOUBLE_TAP;
        if allow {
            self.last_try_allowed = true;
            self.ask(form, secret, wrong_before);
        } else if secret == SecretKind::Pin && face_code_left {
            self.ask(form, SecretKind::FaceCode, false);
        } else {
            // The clerk sees why it stopped, and can begin again.
            self.stage = problem(form, CardError::LastTry { secret });
        }
        Vec::new()
    }

    pub(super) fn with_pad(&mut self, now: Moment, act: impl FnOnce(&mut Pad)) -> Vec<Effect> {
        if let Stage::Entering { pad, .. } = &mut self.stage
            && now.uptime >= self.deaf_until
        {
            act(pad);
        }
        Vec::new()
    }

    pub(super) fn done(&mut self) -> Vec<Effect> {
        let Stage::Entering { form, pad, .. } = &self.stage else {
            return Vec::new();
        };
        let Some(secret) = pad.secret() else {
            return Vec::new();
        };
        let last_try = if self.last_try_allowed {
            LastTry::Allow
        } else {
            LastTry::Refuse
        };
        self.last_try_allowed = false;
        self.stage = Stage::Reading(Arc::clone(form));
        vec![Effect::ReadBasicInfo {
            session: self.current(),
            secret,
            last_try,
        }]
    }

    pub(super) fn read(
        &mut self,
        session: Session,
        answer: Result<BasicInfo, CardError>,
        now: Moment,
    ) -> Vec<Effect> {
        let Stage::Reading(form) = &self.stage else {
            return Vec::new();
        };
        if session != self.current() {
            return Vec::new();
        }
        let form = Arc::clone(form);
        match answer {
            Ok(person) => {
                let filling = Filling::new(form, self.given(now), &person);
                self.stage = Stage::Filling(Box::new(filling));
                self.refresh();
            }
            // Lifted meanwhile, and with it went what was known of its tries.
            Err(
                CardError::WrongSecret { .. }
                | CardError::Locked { .. }
                | CardError::LastTry { .. },
            ) if self.tries.is_none() => return self.begin(form),
            Err(CardError::WrongSecret { secret, tries_left }) => {
                self.note_tries(secret, tries_left);
                self.ask(form, secret, true);
            }
            Err(CardError::Locked { secret }) => {
                self.note_tries(secret, 0);
                self.ask(form, secret, false);
            }
            Err(CardError::LastTry { secret }) => {
                self.note_tries(secret, 1);
                self.ask(form, secret, false);
            }
            Err(error) => self.stage = problem(form, error),
        }
        Vec::new()
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

fn problem(form: Form, error: CardError) -> Stage {
    Stage::Problem(Problem {
        form,
        advice: error.advice(),
        can_try_again: true,
    })
}
