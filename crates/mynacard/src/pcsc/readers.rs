//! Which readers there are and what lies on them.

use std::time::Duration;

use pcsc::{Context, Error, Scope, State};

use super::failure::channel_error;
use crate::ChannelError;

/// One reader.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReaderState {
    /// Name as PC/SC gives it; [`super::connect`] takes it.
    pub name: String,
    /// What lies on it.
    pub card: CardPresence,
}

/// What lies on a reader.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CardPresence {
    /// Nothing.
    Absent,
    /// A card that nobody uses.
    Present,
    /// A card that gives no sign of life.
    Unresponsive,
    /// A card that some program is connected to; this program's own connection counts too.
    InUse,
}

/// The readers plugged in now. An empty list is no error.
pub fn readers() -> Result<Vec<ReaderState>, ChannelError> {
    let context = establish()?;
    let mut asked: Vec<_> = names(&context)?
        .into_iter()
        .map(|name| pcsc::ReaderState::new(name, State::UNAWARE))
        .collect();
    if !asked.is_empty() {
        match context.get_status_change(Duration::ZERO, &mut asked) {
            // A reader pulled out in between is marked as unknown in its own state.
            Ok(()) | Err(Error::Timeout | Error::UnknownReader) => (),
            Err(error) => return Err(channel_error(error)),
        }
    }
    Ok(asked.iter().filter_map(reader_state).collect())
}

pub(super) fn establish() -> Result<Context, ChannelError> {
    Context::establish(Scope::User).map_err(channel_error)
}

/// Names of the readers that can hold a card of plastic.
pub(super) fn names(context: &Context) -> Result<Vec<std::ffi::CString>, ChannelError> {
    let mut names = match context.list_readers_owned() {
        Ok(names) => names,
        Err(Error::NoReadersAvailable) => Vec::new(),
        Err(error) => return Err(channel_error(error)),
    };
    // Windows lists its face and fingerprint logon as readers.
    names.retain(|name| !name.to_string_lossy().starts_with("Windows Hello"));
    Ok(names)
}

/// The state in our words; `None` when the reader is gone.
pub(super) fn reader_state(state: &pcsc::ReaderState) -> Option<ReaderState> {
    let event = state.event_state();
    if event.intersects(State::UNKNOWN | State::UNAVAILABLE | State::IGNORE) {
        return None;
    }
    let card = if !event.contains(State::PRESENT) {
        CardPresence::Absent
    } else if event.contains(State::MUTE) {
        CardPresence::Unresponsive
    } else if event.intersects(State::EXCLUSIVE | State::INUSE) {
        CardPresence::InUse
    } else {
        CardPresence::Present
    };
    Some(ReaderState {
        name: state.name().to_string_lossy().into_owned(),
        card,
    })
}
