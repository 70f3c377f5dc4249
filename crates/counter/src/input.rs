//! What reaches the desk, and what it asks of the world.

use std::time::Duration;

use advice::Advice;
use mynacard::{BasicInfo, CardError, LastTry, Secret, SecretKind, TriesLeft};
use zeroize::Zeroizing;

/// When something happened, told from outside: the desk has no clock.
#[derive(Debug, Clone, Copy)]
pub struct Moment {
    /// Monotonic time since the program started.
    pub uptime: Duration,
    /// Today's date on the PC, printed on the form.
    pub today: jiff::civil::Date,
}

/// Names one session, so that an answer that comes after its end is dropped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Session(pub(crate) u64);

/// Something that happened.
pub enum Input {
    /// The clerk picked the form with this id.
    ChooseForm(String),
    /// A card lies on a reader.
    CardPlaced,
    /// No card lies on any reader any more.
    CardTaken,
    /// The card said how many tries are left.
    TriesKnown(Session, Result<TriesLeft, CardError>),
    /// PIN (暗証番号) or FaceCode (照合番号B) from now on.
    UseSecret(SecretKind),
    /// The resident's answer to "this is the last try".
    AllowLastTry(bool),
    /// One key of the digit pad, 0 to 9.
    Press(u8),
    /// The last digit goes.
    Erase,
    /// The resident has typed all digits.
    Done,
    /// The reading came to its end.
    Read(Session, Result<BasicInfo, CardError>),
    /// The clerk answered a question of the form.
    Answer {
        /// Name of the field, such as `request.copies`.
        name: String,
        /// The answer.
        value: String,
    },
    /// The value of this name is left empty, for the hand: the fonts lack a character, or it does not fit.
    LeaveForHand(String),
    /// The clerk wants the form printed.
    Print,
    /// The printer reports on the job.
    PrintProgress(Session, crate::PrintState),
    /// The job came to its end.
    PrintEnded(Session, Result<(), Advice>),
    /// Once more from the card on.
    TryAgain,
    /// The clerk ends the session.
    End,
    /// A hand at one of the windows, on something that is none of the desk's business.
    Touch,
    /// Time went by.
    Tick,
}

/// Something the desk wants done.
pub enum Effect {
    /// Ask the card how many tries are left; costs none.
    QueryTries(Session),
    /// Read the four items, once.
    ReadBasicInfo {
        /// Whom to answer.
        session: Session,
        /// The resident's digits.
        secret: Secret,
        /// Whether the resident agreed to spend the last try.
        last_try: LastTry,
    },
    /// Print these pages.
    Print {
        /// Whom to answer.
        session: Session,
        /// The PDF that the preview showed.
        pdf: Zeroizing<Vec<u8>>,
        /// The form's title, for the printer's display; no personal data.
        title: String,
    },
    /// Take this session's pages back from the printer.
    CancelPrint(Session),
    /// Count one printed form: no personal data.
    Count {
        /// Which form.
        form: String,
        /// From the card's arrival to the paper.
        took: Duration,
    },
}
