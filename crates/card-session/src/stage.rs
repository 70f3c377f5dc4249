//! Where a session stands with its card.

use advice::{Advice, Advise};
use mynacard::{CardError, SecretKind};

use crate::{Pad, Tap};

/// Where the session stands with its card.
pub enum CardStage {
    /// No card is asked for.
    Idle,
    /// The resident is asked to put the card on.
    Awaiting,
    /// The card is being recognised, without a secret.
    Tapping,
    /// The card was recognised; the desk goes on with the secret, or is done with it.
    Tapped(Tap),
    /// The card is asked for the tries left.
    Checking,
    /// One try is left: the resident decides.
    ConfirmingLastTry {
        /// Which secret has one try left.
        secret: SecretKind,
        /// Whether the card refused what was typed before.
        wrong_before: bool,
        /// Whether FaceCode can be used in place of the PIN.
        face_code_left: bool,
    },
    /// The card refuses this secret until the city resets it.
    Locked {
        /// Which secret is locked.
        secret: SecretKind,
        /// Whether FaceCode can still be used.
        face_code_left: bool,
        /// Whether the PIN can still be used.
        pin_left: bool,
    },
    /// The resident types.
    Entering {
        /// The digits so far.
        pad: Pad,
        /// Tries left for this secret.
        tries_left: u8,
        /// Whether the card refused what was typed before.
        wrong_before: bool,
        /// Whether the other secret has tries left.
        other_left: bool,
    },
    /// The card is being read, with this secret.
    Reading(SecretKind),
    /// Something went wrong with the card.
    Problem(Problem),
}

impl CardStage {
    /// Whether the resident has a part in it: the card is gone, and with it this stage.
    pub(crate) fn is_the_residents(&self) -> bool {
        matches!(
            self,
            Self::Entering { .. } | Self::ConfirmingLastTry { .. } | Self::Locked { .. }
        )
    }
}

impl From<CardError> for CardStage {
    fn from(error: CardError) -> Self {
        Self::Problem(Problem {
            advice: error.advice(),
            can_try_again: true,
        })
    }
}

/// A reading that cannot go on by itself.
pub struct Problem {
    /// What happened and what to do next.
    pub advice: Advice,
    /// Whether trying again with this card can help.
    pub can_try_again: bool,
}
