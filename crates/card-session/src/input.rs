//! What reaches the session, and what it asks of the world.

use mynacard::{BasicInfo, CardError, LastTry, Secret, SecretKind, TriesLeft};

use crate::Tap;

/// Names one session, so that an answer that comes after its end is dropped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Session(pub(crate) u64);

/// Something that happened to the card, or a key of the resident's.
pub enum CardInput {
    /// A card lies on a reader.
    Placed,
    /// No card lies on any reader any more.
    Taken,
    /// The card was recognised, or not.
    Tapped(Session, Result<Tap, CardError>),
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
}

/// Something the session wants done with the card.
pub enum CardEffect {
    /// Recognise the card without a secret (かざし利用).
    ReadTap(Session),
    /// Ask the card how many tries are left; costs none. After a tap, that card and no other.
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
}

/// What stood on a card, for the desk that owns the session. Wiped on drop, as [`BasicInfo`] is.
pub struct CardRead {
    /// The four items.
    pub info: BasicInfo,
    /// What opened the card.
    pub by: SecretKind,
    /// The tap of this very card, where the desk takes taps: it need not be the first card that was tapped. None also
    /// when the card was lifted before the reading came to its end.
    pub tap: Option<Tap>,
}

/// What follows from one input.
pub enum Step {
    /// Nothing; the stage may be another.
    Nothing,
    /// Something has to be done.
    Ask(CardEffect),
    /// The card was read.
    Read(CardRead),
}

impl From<Option<CardEffect>> for Step {
    fn from(effect: Option<CardEffect>) -> Self {
        effect.map_or(Self::Nothing, Self::Ask)
    }
}
