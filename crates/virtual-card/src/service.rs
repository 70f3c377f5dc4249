//! The thread that answers the virtual reader.

use std::io;
use std::net::{Shutdown, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Instant;

use crate::faults::garble;
use crate::frame::{self, Frame};
use crate::{Chip, Exchange, Faults, Slot};

/// What the thread and the holder of the card both see.
#[derive(Default)]
pub(crate) struct Shared {
    pub(crate) removed: AtomicBool,
    notes: Mutex<Notes>,
    pub(crate) noticed: Condvar,
}

/// What happened since the insertion.
#[derive(Default)]
pub(crate) struct Notes {
    /// The reader has asked for the ATR.
    pub(crate) seen: bool,
    /// The link has ended, or ends with the answer that is on its way.
    pub(crate) ended: bool,
    pub(crate) exchanges: Vec<Exchange>,
}

impl Shared {
    pub(crate) fn notes(&self) -> MutexGuard<'_, Notes> {
        self.notes.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn note(&self, change: impl FnOnce(&mut Notes)) {
        change(&mut self.notes());
        self.noticed.notify_all();
    }

    fn removed(&self) -> bool {
        self.removed.load(Ordering::Acquire)
    }
}

/// A card being served.
pub(crate) struct Service<C> {
    pub(crate) card: C,
    pub(crate) faults: Faults,
    pub(crate) slot: Slot,
    pub(crate) stream: TcpStream,
    pub(crate) shared: Arc<Shared>,
    pub(crate) answered: u32,
}

impl<C: Chip> Service<C> {
    /// Serves until the card is off the reader, however the link ends, and gives it back.
    pub(crate) fn serve(mut self) -> C {
        // An error is the other side's way to end the link; the card leaves in any case.
        let _ = self.run();
        let _ = self.stream.shutdown(Shutdown::Both);
        self.slot.note_empty();
        self.shared.note(|notes| notes.ended = true);
        self.card.power_off();
        self.card
    }

    /// Serves until the link ends or a fault lifts the card.
    fn run(&mut self) -> io::Result<()> {
        loop {
            match frame::read(&mut self.stream)? {
                Frame::PowerOff | Frame::PowerOn => self.card.power_off(),
                Frame::Reset => self.card.reset(),
                Frame::AskAtr => {
                    frame::write(&mut self.stream, self.card.atr())?;
                    self.shared.note(|notes| notes.seen = true);
                }
                Frame::Command(command) => {
                    if self.faults.gone_after == Some(self.answered) {
                        return Ok(());
                    }
                    self.answer(&command)?;
                    if self.faults.gone_after == Some(self.answered) {
                        return Ok(());
                    }
                }
                Frame::Unknown => {}
            }
        }
    }

    fn answer(&mut self, command: &[u8]) -> io::Result<()> {
        let mut answer = self.card.process(command);
        self.wait_as_a_slow_card_does()?;
        let exchange = Exchange::of(command, &answer);
        if self.faults.garble_after == Some(self.answered) {
            garble(&mut answer, self.answered);
        }
        self.answered += 1;
        let lifted = self.faults.gone_after == Some(self.answered);
        // Noted before it is sent, so that whoever has the answer also finds it in the log.
        self.shared.note(|notes| {
            notes.exchanges.push(exchange);
            notes.ended = lifted;
        });
        frame::write(&mut self.stream, &answer)
    }

    /// Sleeps for the fault's delay, and wakes at once when the card is taken off.
    fn wait_as_a_slow_card_does(&self) -> io::Result<()> {
        let until = Instant::now() + self.faults.delay.unwrap_or_default();
        while let Some(left) = until.checked_duration_since(Instant::now()) {
            if self.shared.removed() {
                return Err(io::ErrorKind::ConnectionAborted.into());
            }
            thread::park_timeout(left);
        }
        Ok(())
    }
}
