//! The resident's window: one thing at a time.

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

impl ResidentView {
    /// The view of this desk.
    pub fn of(desk: &Desk, language: Language) -> Self {
        let step = match desk.stage() {
            Stage::Choosing | Stage::AwaitingCard if desk.card_left() => {
                ResidentStep::TakeCard { read: false }
            }
            Stage::Choosing => ResidentStep::Welcome,
            Stage::AwaitingCard => ResidentStep::PlaceCard,
            Stage::CheckingCard => ResidentStep::CheckingCard,
            Stage::Entering {
                pad,
                tries_left,
                wrong_before,
                other_left,
                ..
            } => ResidentStep::Enter {
                secret: pad.kind().into(),
                digits: small(pad.count()),
                length: small(pad.length()),
                tries_left: *tries_left,
                wrong_before: *wrong_before,
                other_left: *other_left,
            },
            Stage::ConfirmingLastTry {
                secret,
                wrong_before,
                face_code_left,
                ..
            } => ResidentStep::ConfirmLastTry {
                secret: (*secret).into(),
                wrong_before: *wrong_before,
                face_code_left: *face_code_left,
            },
            Stage::Locked {
                secret,
                face_code_left,
                pin_left,
                ..
            } => ResidentStep::Locked {
                secret: (*secret).into(),
                face_code_left: *face_code_left,
                pin_left: *pin_left,
            },
            Stage::Reading(_) => ResidentStep::Reading,
            Stage::Filling if desk.card_present() => ResidentStep::TakeCard { read: true },
            Stage::Guiding | Stage::Filling => ResidentStep::StaffAtWork,
            Stage::Printed(_) => ResidentStep::Finished {
                card_present: desk.card_present(),
            },
            Stage::Problem(problem) => ResidentStep::Problem {
                code: problem.advice.code.to_owned(),
            },
        };
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
