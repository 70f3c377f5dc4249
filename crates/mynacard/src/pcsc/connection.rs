//! One exclusive connection to one card.

use std::ffi::CString;
use std::time::{Duration, Instant};

use pcsc::{Card, Context, Disposition, Error, MAX_BUFFER_SIZE, Protocols, ShareMode, State};
use zeroize::Zeroizing;

use super::failure::channel_error;
use super::readers::establish;
use crate::{Channel, ChannelError};

/// How long another program may hold the card before it is called in use: a fresh card is probed by the system.
const PATIENCE: Duration = Duration::from_secs(2);
const PAUSE: Duration = Duration::from_millis(40);
/// How long a reader may take to notice that the card is gone, after a command failed.
const NOTICE: Duration = Duration::from_millis(800);

/// An exclusive connection. No other program can disturb a reading; when dropped, the card is reset.
pub struct PcscChannel {
    context: Context,
    reader: CString,
    card: Option<Card>,
    failed: bool,
}

/// Connects to the card on a reader, for this program alone.
///
/// Waits about 2 s for another program to let go, then answers [`ChannelError::ReaderInUse`].
pub fn connect(reader: &str) -> Result<PcscChannel, ChannelError> {
    let reader = CString::new(reader).map_err(|_| ChannelError::ReaderGone)?;
    let context = establish()?;
    let deadline = Instant::now() + PATIENCE;
    let card = loop {
        match context.connect(&reader, ShareMode::Exclusive, Protocols::ANY) {
            Ok(card) => break card,
            Err(Error::SharingViolation | Error::ResetCard) if Instant::now() < deadline => {
                std::thread::sleep(PAUSE);
            }
            Err(error) => return Err(channel_error(error)),
        }
    };
    Ok(PcscChannel {
        context,
        reader,
        card: Some(card),
        failed: false,
    })
}

impl Channel for PcscChannel {
    fn transmit(&mut self, command: &[u8]) -> Result<Zeroizing<Vec<u8>>, ChannelError> {
        let card = self.card.as_mut().ok_or(ChannelError::CardRemoved)?;
        let mut buffer = Zeroizing::new(vec![0; MAX_BUFFER_SIZE]);
        match card.transmit(command, &mut buffer).map(<[u8]>::len) {
            // Some readers report success with nothing in it when the card is lifted.
            Ok(0 | 1) => {
                self.failed = true;
                Err(self.explain(ChannelError::AnswerGarbled))
            }
            Ok(length) => {
                buffer.truncate(length);
                Ok(buffer)
            }
            Err(error) => {
                self.failed = true;
                if error == Error::ResetCard {
                    // The handle is dead until it is told that we know; the command is the caller's to repeat.
                    let _ = card.reconnect(
                        ShareMode::Exclusive,
                        Protocols::ANY,
                        Disposition::LeaveCard,
                    );
                }
                Err(self.explain(channel_error(error)))
            }
        }
    }
}

impl PcscChannel {
    /// The answer to reset, as the reader gives it; for a contactless card the reader makes it up.
    pub(super) fn atr(&self) -> Result<Vec<u8>, ChannelError> {
        let card = self.card.as_ref().ok_or(ChannelError::CardRemoved)?;
        let status = card.status2_owned();
        let status = status.map_err(|error| self.explain(channel_error(error)))?;
        Ok(status.atr().to_vec())
    }

    // A lifted card first shows as a failed command; only the reader's state tells it from a disturbance.
    fn explain(&self, failure: ChannelError) -> ChannelError {
        if !matches!(
            failure,
            ChannelError::CommunicationLost
                | ChannelError::AnswerGarbled
                | ChannelError::CardUnresponsive
                | ChannelError::NoCard
                | ChannelError::ServiceFailed { .. }
        ) {
            return failure;
        }
        let deadline = Instant::now() + NOTICE;
        loop {
            let mut state = [pcsc::ReaderState::new(self.reader.clone(), State::UNAWARE)];
            match self.context.get_status_change(Duration::ZERO, &mut state) {
                Ok(()) | Err(Error::Timeout | Error::UnknownReader) => (),
                Err(error) => return channel_error(error),
            }
            let now = state[0].event_state();
            if now.intersects(State::UNKNOWN | State::UNAVAILABLE) {
                return ChannelError::ReaderGone;
            }
            if now.contains(State::EMPTY) {
                return ChannelError::CardRemoved;
            }
            if Instant::now() >= deadline {
                return failure;
            }
            std::thread::sleep(PAUSE);
        }
    }
}

impl Drop for PcscChannel {
    fn drop(&mut self) {
        // A reset may leave a verified PIN verified, so a card that could not be cleared loses its power instead.
        let disposition = if self.failed {
            Disposition::UnpowerCard
        } else {
            Disposition::ResetCard
        };
        if let Some(card) = self.card.take() {
            // A card that is gone cannot be reset, and need not be.
            let _ = card.disconnect(disposition);
        }
    }
}
