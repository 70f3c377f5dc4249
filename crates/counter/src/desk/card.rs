//! From the card on the reader to what stands on it.

use std::sync::Arc;

use advice::Advise;
use mynacard::{BasicInfo, CardError, LastTry, SecretKind, TriesLeft};

use super::Desk;
use crate::stage::Form;
use crate::{Effect, Filling, Moment, Pad, Problem, Session, Stage};

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
        self.tries = None;
        self.last_try_allowed = false;
        match &self.stage {
            Stage::Entering { form, .. }
            | Stage::ConfirmingLastTry(form, _)
            | Stage::Locked { form, .. } => self.stage = Stage::AwaitingCard(Arc::clone(form)),
            _ => {}
        }
        Vec::new()
    }

    pub(super) fn check_card(&mut self, form: Form) -> Vec<Effect> {
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
        let tries = self.tries.as_ref();
        let left = tries.map_or(0, |tries| match kind {
            SecretKind::Pin => tries.pin,
            SecretKind::FaceCode => tries.face_code,
        });
        self.stage = match left {
            0 => Stage::Locked {
                form,
                secret: kind,
                face_code_left: kind == SecretKind::Pin
                    && tries.is_some_and(|tries| tries.face_code > 0),
            },
            1 if !self.last_try_allowed => Stage::ConfirmingLastTry(form, kind),
            tries_left => Stage::Entering {
                form,
                pad: Pad::new(kind),
                tries_left,
                wrong_before,
            },
        };
    }

    pub(super) fn use_secret(&mut self, kind: SecretKind) -> Vec<Effect> {
        let form = match &self.stage {
            Stage::Entering { form, .. }
            | Stage::ConfirmingLastTry(form, _)
            | Stage::Locked { form, .. } => Arc::clone(form),
            _ => return Vec::new(),
        };
        self.last_try_allowed = false;
        self.ask(form, kind, false);
        Vec::new()
    }

    pub(super) fn allow_last_try(&mut self, allow: bool) -> Vec<Effect> {
        let Stage::ConfirmingLastTry(form, kind) = &self.stage else {
            return Vec::new();
        };
        let (form, kind) = (Arc::clone(form), *kind);
        if allow {
            self.last_try_allowed = true;
            self.ask(form, kind, false);
        } else if kind == SecretKind::Pin {
            self.ask(form, SecretKind::FaceCode, false);
        } else {
            return self.end();
        }
        Vec::new()
    }

    pub(super) fn with_pad(&mut self, act: impl FnOnce(&mut Pad)) -> Vec<Effect> {
        if let Stage::Entering { pad, .. } = &mut self.stage {
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
