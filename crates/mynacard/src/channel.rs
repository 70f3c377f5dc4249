//! The channel: bytes to a card, bytes back.

use zeroize::Zeroizing;

/// A way to one card: a PC/SC reader, or a script in a test.
pub trait Channel {
    /// Sends one command APDU and returns the answer: data, then the two bytes of the status word.
    ///
    /// A command is sent at most once; repeating it is the caller's decision.
    fn transmit(&mut self, command: &[u8]) -> Result<Zeroizing<Vec<u8>>, ChannelError>;
}

/// Why the way to the card is closed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
pub enum ChannelError {
    /// The smart card service of the computer does not run.
    #[error("the smart card service does not run")]
    ServiceStopped,
    /// This user may not use the smart card service.
    #[error("access to the smart card service is denied")]
    AccessDenied,
    /// No card reader is plugged in.
    #[error("no card reader is plugged in")]
    NoReader,
    /// The reader that was asked for is not there, or was pulled out.
    #[error("the card reader is gone")]
    ReaderGone,
    /// Another program holds the card.
    #[error("another program uses the card reader")]
    ReaderInUse,
    /// No card lies on the reader.
    #[error("no card on the reader")]
    NoCard,
    /// The card was taken away while it was read.
    #[error("the card was removed while it was read")]
    CardRemoved,
    /// Somebody else reset the card while it was read.
    #[error("the card was reset by another program")]
    CardReset,
    /// The card gives no sign of life: upside down, broken, or not a smart card.
    #[error("the card does not respond")]
    CardUnresponsive,
    /// The card speaks a protocol that the reader does not.
    #[error("the reader does not support this card")]
    CardUnsupported,
    /// A command or its answer was lost, the card may still lie there.
    #[error("the communication with the card was lost")]
    CommunicationLost,
    /// The answer was longer than any answer can be.
    #[error("the card's answer is too long")]
    AnswerTooLong,
    /// The answer had no status word, or answers went on without end.
    #[error("the card's answer makes no sense")]
    AnswerGarbled,
    /// An error of the service that never has to do with the card itself.
    #[error("the smart card service failed with code {code:#010x}")]
    ServiceFailed {
        /// The PC/SC return code.
        code: u32,
    },
}
