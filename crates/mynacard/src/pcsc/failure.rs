//! Every error of PC/SC in the words of the channel.

use pcsc::Error;

use crate::ChannelError;

/// What an error of PC/SC means for the person at the desk.
pub(super) fn channel_error(error: Error) -> ChannelError {
    match error {
        // A service that stops answers running calls with one of the last four.
        Error::NoService
        | Error::ServiceStopped
        | Error::Shutdown
        | Error::SystemCancelled
        | Error::InvalidHandle => ChannelError::ServiceStopped,
        Error::NoAccess | Error::SecurityViolation => ChannelError::AccessDenied,
        Error::NoReadersAvailable => ChannelError::NoReader,
        Error::UnknownReader | Error::ReaderUnavailable => ChannelError::ReaderGone,
        Error::SharingViolation => ChannelError::ReaderInUse,
        Error::NoSmartcard => ChannelError::NoCard,
        Error::RemovedCard => ChannelError::CardRemoved,
        Error::ResetCard => ChannelError::CardReset,
        Error::UnresponsiveCard | Error::UnpoweredCard | Error::InvalidAtr | Error::NotReady => {
            ChannelError::CardUnresponsive
        }
        Error::ProtoMismatch
        | Error::UnsupportedCard
        | Error::CardUnsupported
        | Error::UnsupportedFeature
        | Error::ReaderUnsupported => ChannelError::CardUnsupported,
        Error::NotTransacted
        | Error::CommError
        | Error::CommDataLost
        | Error::Timeout
        | Error::WaitedTooLong
        | Error::UnknownError => ChannelError::CommunicationLost,
        Error::InsufficientBuffer => ChannelError::AnswerTooLong,
        other => ChannelError::ServiceFailed { code: other as u32 },
    }
}
