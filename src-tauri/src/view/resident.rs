//! The resident's window: one thing at a time.

use card_session::{CardSession, CardStage};
use counter::{Desk, Stage};
use serde::Serialize;
use specta::Type;

use super::{Language, SecretKindView};

/// What the resident's window shows; holds no personal data and no digit.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ResidentView {
    /// Language chosen for this resident.
    pub language: Language,
    /// The one thing to do now.
    pub step: ResidentStep,
}

/// The one thing to do now.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
#[serde(
    tag = "step",
    rename_all = "snake_case",
    rename_all_fields = "camelCase"
)]
pub enum ResidentStep {
    /// Nobody is served.
    Welcome,
    /// Put the card on.
    PlaceCard,
    /// Wait a moment.
    CheckingCard,
    /// Type.
    Enter {
        /// What is typed.
        secret: SecretKindView,
        /// How many digits are there.
        digits: u8,
        /// How many there must be.
        length: u8,
        /// Tries left.
        tries_left: u8,
        /// Whether the card refused what was typed before.
        wrong_before: bool,
        /// Whether the other secret has tries left.
        other_left: bool,
    },
    /// One try is left: go on or not.
    ConfirmLastTry {
        /// Which secret.
        secret: SecretKindView,
        /// Whether the card refused what was typed before.
        wrong_before: bool,
        /// Whether the 14 digits still work.
        face_code_left: bool,
    },
    /// No try is left.
    Locked {
        /// Which secret.
        secret: SecretKindView,
        /// Whether the 14 digits still work.
        face_code_left: bool,
        /// Whether the PIN still works.
        pin_left: bool,
    },
    /// Keep the card still.
    Reading,
    /// The card may be taken.
    TakeCard {
        /// Whether it was read; else it lies there since the session before.
        read: bool,
    },
    /// The clerk goes on alone.
    StaffAtWork,
    /// Paper is out.
    Finished {
        /// Whether the card still lies there.
        card_present: bool,
    },
    /// Something went wrong; the text is chosen by the code.
    Problem {
        /// Code of the error.
        code: String,
    },
}

fn small(count: usize) -> u8 {
    u8::try_from(count).unwrap_or(u8::MAX)
}

impl ResidentStep {
    /// What the card needs of the resident; nothing while no card is asked for.
    fn of_card(card: &CardSession) -> Option<Self> {
        Some(match card.stage() {
            CardStage::Idle => return None,
            CardStage::Awaiting if card.card_left() => Self::TakeCard { read: false },
            CardStage::Awaiting => Self::PlaceCard,
            CardStage::Tapping | CardStage::Checking => Self::CheckingCard,
            CardStage::Tapped(_) if card.card_present() => Self::TakeCard { read: true },
            CardStage::Tapped(_) => Self::StaffAtWork,
            CardStage::Entering {
                pad,
                tries_left,
                wrong_before,
                other_left,
            } => Self::Enter {
                secret: pad.kind().into(),
                digits: small(pad.count()),
                length: small(pad.length()),
                tries_left: *tries_left,
                wrong_before: *wrong_before,
                other_left: *other_left,
            },
            CardStage::ConfirmingLastTry {
                secret,
                wrong_before,
                face_code_left,
            } => Self::ConfirmLastTry {
                secret: (*secret).into(),
                wrong_before: *wrong_before,
                face_code_left: *face_code_left,
            },
            CardStage::Locked {
                secret,
                face_code_left,
                pin_left,
            } => Self::Locked {
                secret: (*secret).into(),
                face_code_left: *face_code_left,
                pin_left: *pin_left,
            },
            CardStage::Reading(_) => Self::Reading,
            CardStage::Problem(problem) => Self::Problem {
                code: problem.advice.code.to_owned(),
            },
        })
    }
}

impl ResidentView {
    /// The view of the counter desk.
    pub fn of(desk: &Desk, language: Language) -> Self {
        let card = desk.card();
        Self::of_card(card, language, || match desk.stage() {
            Stage::Choosing if card.card_left() => ResidentStep::TakeCard { read: false },
            Stage::Choosing => ResidentStep::Welcome,
            Stage::Filling if card.card_present() => ResidentStep::TakeCard { read: true },
            Stage::Guiding | Stage::Filling | Stage::Card => ResidentStep::StaffAtWork,
            Stage::Printed(_) => ResidentStep::Finished {
                card_present: card.card_present(),
            },
        })
    }

    /// The view of any desk: what its card session needs, and what the desk itself shows while no card is asked for.
    pub fn of_card(
        card: &CardSession,
        language: Language,
        without_card: impl FnOnce() -> ResidentStep,
    ) -> Self {
        let step = ResidentStep::of_card(card).unwrap_or_else(without_card);
        Self { language, step }
    }

    /// Whether the resident needs the whole screen when there is only one.
    pub fn needs_the_screen(&self) -> bool {
        matches!(
            self.step,
            ResidentStep::Enter { .. }
                | ResidentStep::ConfirmLastTry { .. }
                | ResidentStep::Reading
        )
    }
}
