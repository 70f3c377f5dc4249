//! From the card on the reader to what stands on it.

use std::time::Duration;

use advice::{Advice, Advise, Bilingual};
use mynacard::{BasicInfo, CardError, LastTry, SecretKind, TriesLeft};

use super::Desk;
use crate::{Effect, Known, Moment, Pad, Problem, Session, Stage};

/// Within this, a second tap on a button that opened the pad would land on a digit.
const DOUBLE_TAP: Duration = Duration::from_millis(500);

impl Desk {
    pub(super) fn card_placed(&mut self, now: Moment) -> Vec<Effect> {
        self.card_present = true;
        match &self.stage {
            Stage::AwaitingCard => {}
            Stage::Problem(problem) if problem.can_try_again => {}
            _ => return Vec::new(),
        }
        self.card_placed_at.get_or_insert(now.uptime);
        self.check_card()
    }

    pub(super) fn card_taken(&mut self) -> Vec<Effect> {
        self.card_present = false;
        self.card_left = false;
        self.card_used = false;
        self.tries = None;
        self.last_try_allowed = false;
        if matches!(
            self.stage,
            Stage::Entering { .. } | Stage::ConfirmingLastTry { .. } | Stage::Locked { .. }
        ) {
            self.stage = Stage::AwaitingCard;
        }
        Vec::new()
    }

    /// Asks the card that lies there, or waits for one.
    pub(super) fn begin(&mut self) -> Vec<Effect> {
        // What lies there was read for somebody else: the next card takes its place.
        self.card_left |= self.card_present && self.card_used;
        if self.card_present && !self.card_left {
            return self.check_card();
        }
        self.stage = Stage::AwaitingCard;
        Vec::new()
    }

    fn check_card(&mut self) -> Vec<Effect> {
        self.tries = None;
        self.last_try_allowed = false;
        self.stage = Stage::CheckingCard;
        vec![Effect::QueryTries(self.current())]
    }

    pub(super) fn tries_known(
        &mut self,
        session: Session,
        answer: Result<TriesLeft, CardError>,
    ) -> Vec<Effect> {
        if !matches!(self.stage, Stage::CheckingCard) || session != self.current() {
            return Vec::new();
        }
        match answer {
            // Lifted with the last answer: what is typed now could go to another card.
            Ok(_) if !self.card_present => self.stage = Stage::AwaitingCard,
            Ok(tries) => {
                self.tries = Some(tries);
                self.ask(SecretKind::Pin, false);
            }
            Err(error) => self.stage = problem(error),
        }
        Vec::new()
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
            0 => Stage::Locked {
                secret: kind,
                face_code_left: face_code > 0,
                pin_left: pin > 0,
            },
            1 if !self.last_try_allowed => Stage::ConfirmingLastTry {
                secret: kind,
                wrong_before,
                face_code_left: face_code > 0,
            },
            tries_left => Stage::Entering {
                pad: Pad::new(kind),
                tries_left,
                wrong_before,
                other_left: other > 0,
            },
        };
    }

    pub(super) fn use_secret(&mut self, kind: SecretKind, now: Moment) -> Vec<Effect> {
        if !matches!(
            self.stage,
            Stage::Entering { .. } | Stage::ConfirmingLastTry { .. } | Stage::Locked { .. }
        ) {
            return Vec::new();
        }
        self.last_try_allowed = false;
        self.deaf_until = now.uptime + DOUBLE_TAP;
        self.ask(kind, false);
        Vec::new()
    }

    pub(super) fn allow_last_try(&mut self, allow: bool, now: Moment) -> Vec<Effect> {
        let Stage::ConfirmingLastTry {
            secret,
            wrong_before,
            face_code_left,
        } = &self.stage
        else {
            return Vec::new();
        };
        let secret = *secret;
        let (wrong_before, face_code_left) = (*wrong_before, *face_code_left);
        self.deaf_until = now.uptime + DOUBLE_TAP;
        if allow {
            self.last_try_allowed = true;
            self.ask(secret, wrong_before);
        } else if secret == SecretKind::Pin && face_code_left {
            self.ask(SecretKind::FaceCode, false);
        } else {
            // The clerk sees why it stopped, and can begin again.
            self.stage = problem(CardError::LastTry { secret });
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
        let Stage::Entering { pad, .. } = &self.stage else {
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
        self.stage = Stage::Reading(pad.kind());
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
    ) -> Vec<Effect> {
        let Stage::Reading(secret) = self.stage else {
            return Vec::new();
        };
        if session != self.current() {
            return Vec::new();
        }
        match answer {
            Ok(card) => self.take_card(&card, secret),
            // Lifted meanwhile, and with it went what was known of its tries.
            Err(
                CardError::WrongSecret { .. }
                | CardError::Locked { .. }
                | CardError::LastTry { .. },
            ) if self.tries.is_none() => return self.begin(),
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
            Err(error) => self.stage = problem(error),
        }
        Vec::new()
    }

    fn take_card(&mut self, card: &BasicInfo, secret: SecretKind) {
        let who = self.reading_for;
        let Some(case) = &mut self.case else {
            return;
        };
        self.card_used = true;
        if case.has_card_of(card, who) {
            self.stage = Stage::Problem(Problem {
                advice: same_card(),
                can_try_again: true,
            });
            return;
        }
        let known = match secret {
            SecretKind::Pin => Known::ByPin,
            SecretKind::FaceCode => Known::ByFaceCode,
        };
        case.take_card(who, card, known);
        self.stage = Stage::Filling;
        self.refresh();
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

fn problem(error: CardError) -> Stage {
    Stage::Problem(Problem {
        advice: error.advice(),
        can_try_again: true,
    })
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
