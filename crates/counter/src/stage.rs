//! Where a session stands.

use std::sync::Arc;

use advice::Advice;
use mynacard::SecretKind;
use paper::FormDefinition;

use crate::Pad;

/// Where the session stands. The case itself is [`crate::Desk::case`].
pub enum Stage {
    /// No session: the clerk picks a life event or a form.
    Choosing,
    /// The questions of a life event lead to what has to be handed in.
    Guiding,
    /// The resident is asked to put the card on.
    AwaitingCard,
    /// The card is asked for the tries left.
    CheckingCard,
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
    /// The forms stand filled.
    Filling,
    /// Paper is out; everything about the people is wiped.
    Printed(Vec<Arc<FormDefinition>>),
    /// Something went wrong with a card.
    Problem(Problem),
}

/// A reading that cannot go on by itself.
pub struct Problem {
    /// What happened and what to do next.
    pub advice: Advice,
    /// Whether trying again with this card can help.
    pub can_try_again: bool,
}

/// How the printing of a case goes: form after form, in their order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PrintRun {
    /// Which of the case's forms is at the printer, counted from 0; the number of forms when all are out.
    pub at: usize,
    /// How it goes.
    pub state: PrintState,
    /// The printer that was chosen instead of each form's own.
    pub elsewhere: Option<String>,
}

/// How the printing goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PrintState {
    /// The pages go to the printer.
    Sending,
    /// The printer waits for somebody.
    Waiting(Advice),
    /// The printer prints.
    Printing,
    /// All is on paper; the files for the back office are being written.
    HandingOver,
    /// It went wrong; what is not on paper is still here.
    Failed(Advice),
}
