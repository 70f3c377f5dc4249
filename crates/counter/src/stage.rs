//! Where a session stands.

use std::sync::Arc;

use advice::Advice;
use mynacard::SecretKind;
use paper::FormDefinition;

use crate::{Filling, Pad};

/// A form that can be filled.
pub(crate) type Form = Arc<FormDefinition>;

/// Where the session stands.
pub enum Stage {
    /// No session: the clerk picks a form.
    Choosing,
    /// The resident is asked to put the card on.
    AwaitingCard(Form),
    /// The card is asked for the tries left.
    CheckingCard(Form),
    /// One try is left: the resident decides.
    ConfirmingLastTry {
        /// The form to fill.
        form: Form,
        /// Which secret has one try left.
        secret: SecretKind,
        /// Whether the card refused what was typed before.
        wrong_before: bool,
        /// Whether FaceCode can be used in place of the PIN.
        face_code_left: bool,
    },
    /// The card refuses this secret until the city resets it.
    Locked {
        /// The form to fill.
        form: Form,
        /// Which secret is locked.
        secret: SecretKind,
        /// Whether FaceCode can still be used.
        face_code_left: bool,
        /// Whether the PIN can still be used.
        pin_left: bool,
    },
    /// The resident types.
    Entering {
        /// The form to fill.
        form: Form,
        /// The digits so far.
        pad: Pad,
        /// Tries left for this secret.
        tries_left: u8,
        /// Whether the card refused what was typed before.
        wrong_before: bool,
        /// Whether the other secret has tries left.
        other_left: bool,
    },
    /// The card is being read.
    Reading(Form),
    /// The form stands filled.
    Filling(Box<Filling>),
    /// Paper is out; everything about the person is wiped.
    Printed(Form),
    /// Something went wrong.
    Problem(Problem),
}

/// A session that cannot go on by itself.
pub struct Problem {
    /// The form to fill.
    pub form: Arc<FormDefinition>,
    /// What happened and what to do next.
    pub advice: Advice,
    /// Whether trying again with this card can help.
    pub can_try_again: bool,
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
    /// It did not print; the pages are still here.
    Failed(Advice),
}

impl Stage {
    /// The form of the session, if there is one.
    pub fn form(&self) -> Option<&Arc<FormDefinition>> {
        match self {
            Self::Choosing => None,
            Self::AwaitingCard(form)
            | Self::CheckingCard(form)
            | Self::ConfirmingLastTry { form, .. }
            | Self::Locked { form, .. }
            | Self::Entering { form, .. }
            | Self::Reading(form)
            | Self::Printed(form) => Some(form),
            Self::Filling(filling) => Some(filling.form()),
            Self::Problem(problem) => Some(&problem.form),
        }
    }
}
