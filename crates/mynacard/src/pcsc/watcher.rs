//! Waits for readers and cards to come and go.

use std::time::{Duration, Instant};

use pcsc::{Context, Error, PNP_NOTIFICATION, State};

use super::failure::channel_error;
use super::readers::{CardPresence, ReaderState, establish, names, reader_state};
use crate::ChannelError;

/// Longest single wait: a reader plugged in between two looks at the list raises no event.
const LOOK_AGAIN: Duration = Duration::from_secs(1);
/// Pause between attempts to find a stopped service running again.
const SERVICE_PAUSE: Duration = Duration::from_millis(200);

/// Watches every reader. Survives a restart of the service, and readers plugged in and pulled out.
#[derive(Default)]
pub struct Watcher {
    context: Option<Context>,
    tracked: Vec<pcsc::ReaderState>,
    told: Option<Vec<ReaderState>>,
    next: Option<Vec<ReaderState>>,
}

impl Watcher {
    /// A watcher that has seen nothing yet: its first [`Self::wait`] tells the state at once.
    pub fn new() -> Self {
        Self::default()
    }

    /// Waits until something changes, at most `timeout`; then all readers as they are now, or `None`.
    ///
    /// A card exchanged for another faster than one look is told as taken off first, then as put on by the next call.
    /// While the service is stopped every call waits up to `timeout` for its return, then answers
    /// [`ChannelError::ServiceStopped`]; only the call that notices the stop answers at once.
    pub fn wait(&mut self, timeout: Duration) -> Result<Option<Vec<ReaderState>>, ChannelError> {
        if let Some(next) = self.next.take() {
            return Ok(self.tell(next));
        }
        let deadline = Instant::now() + timeout;
        loop {
            let left = deadline.saturating_duration_since(Instant::now());
            if self.context.is_none() {
                match establish() {
                    Ok(context) => self.context = Some(context),
                    Err(error) if left.is_zero() => return Err(error),
                    Err(_) => {
                        std::thread::sleep(SERVICE_PAUSE.min(left));
                        continue;
                    }
                }
            }
            match self.look(left.min(LOOK_AGAIN)) {
                Ok(seen) => {
                    if let Some(news) = self.tell(seen) {
                        return Ok(Some(news));
                    }
                }
                Err(error) => {
                    // Whatever failed, a fresh context is the way out, and the state must be told anew after it.
                    *self = Self::default();
                    return Err(error);
                }
            }
            if left.is_zero() {
                return Ok(None);
            }
        }
    }

    fn tell(&mut self, seen: Vec<ReaderState>) -> Option<Vec<ReaderState>> {
        if self.told.as_ref() == Some(&seen) {
            return None;
        }
        self.told = Some(seen.clone());
        Some(seen)
    }

    fn look(&mut self, timeout: Duration) -> Result<Vec<ReaderState>, ChannelError> {
        let context = self.context.as_ref().ok_or(ChannelError::ServiceStopped)?;
        let present = names(context)?;
        let pnp = PNP_NOTIFICATION();
        self.tracked.retain(|state| {
            state.name() == pnp || present.iter().any(|name| **name == *state.name())
        });
        for name in std::iter::once(pnp.to_owned()).chain(present) {
            if !self.tracked.iter().any(|state| *state.name() == *name) {
                self.tracked
                    .push(pcsc::ReaderState::new(name, State::UNAWARE));
            }
        }
        let counts_before: Vec<u32> = self
            .tracked
            .iter()
            .map(pcsc::ReaderState::event_count)
            .collect();

        match context.get_status_change(timeout, &mut self.tracked) {
            Ok(()) | Err(Error::Timeout | Error::UnknownReader) => (),
            Err(error) => return Err(channel_error(error)),
        }
        let mut exchanged = Vec::new();
        for (state, before) in self.tracked.iter_mut().zip(counts_before) {
            let was = state.current_state();
            state.sync_current_state();
            let stayed =
                was.contains(State::PRESENT) && state.current_state().contains(State::PRESENT);
            if stayed && state.event_count() != before {
                exchanged.push(state.name().to_string_lossy().into_owned());
            }
        }
        let seen: Vec<_> = self
            .tracked
            .iter()
            .filter(|state| state.name() != pnp)
            .filter_map(reader_state)
            .collect();
        if exchanged.is_empty() {
            return Ok(seen);
        }
        let mut lifted = seen.clone();
        for reader in &mut lifted {
            if exchanged.contains(&reader.name) {
                reader.card = CardPresence::Absent;
            }
        }
        self.next = Some(seen);
        Ok(lifted)
    }
}
