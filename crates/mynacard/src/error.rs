//! What can go wrong between the desk and the card.

use crate::{ChannelError, SecretKind};

/// Why a reading did not succeed. Never holds anything read from the card but status words and counters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
pub enum CardError {
    /// The way to the card is closed.
    #[error(transparent)]
    Channel(#[from] ChannelError),
    /// A card, but without the application that was asked for.
    #[error("not a My Number Card")]
    NotMyNumberCard,
    /// The secret was sent once and is wrong; at least one try is left.
    #[error("wrong secret ({secret:?}), tries left: {tries_left}")]
    WrongSecret {
        /// Which secret.
        secret: SecretKind,
        /// How many tries are left now, never 0 (that is [`CardError::Locked`]).
        tries_left: u8,
    },
    /// No tries are left: found before anything was sent, or caused by this very try.
    #[error("locked secret ({secret:?})")]
    Locked {
        /// Which secret.
        secret: SecretKind,
    },
    /// One try is left and the caller did not allow to spend it. Nothing was sent.
    #[error("one try left ({secret:?}), nothing was sent")]
    LastTry {
        /// Which secret.
        secret: SecretKind,
    },
    /// The card holds no user-authentication certificate (利用者証明用電子証明書).
    #[error("the card holds no user-authentication certificate")]
    CertificateAbsent,
    /// A contactless card that tells another number each time, or one that other cards tell too.
    #[error("the card has no number of its own")]
    IdNotStable,
    /// A contactless card with a number of its own, which this reader does not tell.
    #[error("the reader does not tell the card's number")]
    IdNotGiven,
    /// A file on the card is not what its specification says.
    #[error("malformed file ({file:?}): {problem}")]
    Malformed {
        /// Which file.
        file: CardFile,
        /// What is wrong with it.
        problem: Problem,
    },
    /// The card answered a command with a status word that was not expected.
    #[error("the card refused a step ({step:?}) with status {status_word:04X}")]
    Refused {
        /// What was tried.
        step: Step,
        /// The two status bytes, big-endian.
        status_word: u16,
    },
}

/// A file that this library reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CardFile {
    /// 基本4情報, EF 0002 of the text input application.
    BasicInfo,
    /// 利用者証明用電子証明書, EF 000A of the JPKI application.
    AuthCertificate,
}

/// What was tried when the card refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Step {
    /// SELECT of an application.
    SelectApplication,
    /// SELECT of an elementary file.
    SelectFile,
    /// Asking for the tries left.
    AskTries,
    /// Sending the secret.
    Verify,
    /// READ BINARY.
    Read,
    /// The closing SELECT that takes the right to read away again.
    ClearRights,
}

/// What is wrong with a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
pub enum Problem {
    /// The file is empty or not there.
    #[error("the file is empty")]
    Empty,
    /// The file ends before the length that it states.
    #[error("the file is shorter than it says")]
    Truncated,
    /// The file states a length beyond any reason.
    #[error("the file is longer than such a file can be")]
    TooLong,
    /// The card sent more bytes than it was asked for.
    #[error("the card sent more than it was asked for")]
    MoreThanAsked,
    /// The card sends a few bytes each time, without end.
    #[error("the card sends too little each time")]
    TooManyReads,
    /// A tag that has no meaning in this place.
    #[error("an unexpected tag")]
    UnexpectedTag,
    /// A length that is not one of the forms of the card, or points beyond its record.
    #[error("a length that lies")]
    BadLength,
    /// One of the four items is missing.
    #[error("an item is missing")]
    MissingItem,
    /// One of the four items stands there twice.
    #[error("an item stands there twice")]
    DuplicateItem,
    /// A text is not UTF-8.
    #[error("a text is not UTF-8")]
    NotUtf8,
    /// A text holds control characters.
    #[error("a text holds control characters")]
    ControlCharacter,
    /// The certificate is not X.509.
    #[error("not an X.509 certificate")]
    NotACertificate,
}

/// One sample of every error that has a code of its own, for lists of codes and for tests of the texts.
pub fn every_error() -> Vec<CardError> {
    use SecretKind::{FaceCode, Pin};
    let channel = [
        ChannelError::ServiceStopped,
        ChannelError::AccessDenied,
        ChannelError::NoReader,
        ChannelError::ReaderGone,
        ChannelError::ReaderInUse,
        ChannelError::NoCard,
        ChannelError::CardRemoved,
        ChannelError::CardReset,
        ChannelError::CardUnresponsive,
        ChannelError::CardUnsupported,
        ChannelError::CommunicationLost,
        ChannelError::AnswerTooLong,
        ChannelError::AnswerGarbled,
        ChannelError::ServiceFailed { code: 0x8010_0001 },
    ];
    let mut every: Vec<CardError> = channel.into_iter().map(CardError::Channel).collect();
    every.push(CardError::NotMyNumberCard);
    for secret in [Pin, FaceCode] {
        every.push(CardError::WrongSecret {
            secret,
            tries_left: 2,
        });
        every.push(CardError::Locked { secret });
        every.push(CardError::LastTry { secret });
    }
    every.extend([
        CardError::CertificateAbsent,
        CardError::IdNotStable,
        CardError::IdNotGiven,
    ]);
    for (file, problem) in [
        (CardFile::BasicInfo, Problem::Truncated),
        (CardFile::AuthCertificate, Problem::NotACertificate),
    ] {
        every.push(CardError::Malformed { file, problem });
    }
    every.push(CardError::Refused {
        step: Step::Read,
        status_word: 0x6982,
    });
    every
}
