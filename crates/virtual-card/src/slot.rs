//! The two virtual readers of vpcd.

use std::sync::{Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

/// pcscd looks every 0.4 s; a card that is exchanged faster is missed when a client holds the reader.
const EMPTY_AT_LEAST: Duration = Duration::from_millis(600);

/// When the last card of this process left each slot.
static LEFT: Mutex<[Option<Instant>; 2]> = Mutex::new([None; 2]);

/// One of the two virtual readers of vpcd.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Slot {
    /// Port 35963, reader `Virtual PCD 00 00`.
    First,
    /// Port 35964, reader `Virtual PCD 00 01`.
    Second,
}

impl Slot {
    /// The TCP port on which vpcd waits for this slot's card.
    pub fn port(self) -> u16 {
        match self {
            Self::First => 35_963,
            Self::Second => 35_964,
        }
    }

    /// The name under which PC/SC shows this slot.
    pub fn reader_name(self) -> &'static str {
        match self {
            Self::First => "Virtual PCD 00 00",
            Self::Second => "Virtual PCD 00 01",
        }
    }

    fn place(self) -> usize {
        match self {
            Self::First => 0,
            Self::Second => 1,
        }
    }

    /// Notes that the slot is empty from now on.
    pub(crate) fn note_empty(self) {
        let mut left = LEFT.lock().unwrap_or_else(PoisonError::into_inner);
        left[self.place()] = Some(Instant::now());
    }

    /// Waits until pcscd must have seen the slot empty: nothing for the first card, at most 0.6 s else.
    pub(crate) fn wait_until_seen_empty(self) {
        let left = LEFT.lock().unwrap_or_else(PoisonError::into_inner)[self.place()];
        let seen = left.map(|left| left + EMPTY_AT_LEAST);
        if let Some(rest) = seen.and_then(|seen| seen.checked_duration_since(Instant::now())) {
            thread::sleep(rest);
        }
    }
}
