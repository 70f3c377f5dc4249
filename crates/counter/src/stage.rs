//! Where a session stands.

use std::sync::Arc;

use advice::Advice;
use paper::FormDefinition;

/// Where the session stands. The case itself is [`crate::Desk::case`].
pub enum Stage {
    /// No session: the clerk picks a life event or a form.
    Choosing,
    /// The questions of a life event lead to what has to be handed in.
    Guiding,
    /// Somebody's card is read: [`crate::Desk::card`].
    Card,
    /// The forms stand filled.
    Filling,
    /// Paper is out; everything about the people is wiped.
    Printed(Vec<Arc<FormDefinition>>),
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
