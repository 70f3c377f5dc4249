//! Putting a card on a virtual reader and taking it off again.

use std::io;
use std::net::{Ipv4Addr, Shutdown, TcpStream};
use std::sync::atomic::Ordering;
use std::sync::{Arc, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use advice::{Advice, Advise, Bilingual};

use crate::service::{Service, Shared};
use crate::{Chip, Exchange, Faults, Slot, VirtualCard, frame};

/// Why a card could not be put on the virtual reader.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum InsertError {
    /// Nothing listens on the slot's port: pcscd does not run, or vpcd is not installed.
    #[error("no virtual reader is there: the card service does not run, or vpcd is missing")]
    NoVirtualReader,
    /// The connection to the virtual reader failed.
    #[error("the virtual reader could not be reached ({0})")]
    Link(io::ErrorKind),
}

impl Advise for InsertError {
    fn advice(&self) -> Advice {
        let (code, ja) = match self {
            Self::NoVirtualReader => ("no-virtual-reader", "仮想読み取り機が見つかりません。"),
            Self::Link(_) => ("virtual-reader-link", "仮想読み取り機につながりません。"),
        };
        Advice::new(
            code,
            Bilingual::new(ja, crate::resident::sentence(&self.to_string())),
            Bilingual::new(
                "pcscd と vsmartcard-vpcd が入っていて動いているか確かめてください。",
                "Check that pcscd and vsmartcard-vpcd are installed and running.",
            ),
        )
    }
}

/// A card on a virtual reader; dropping it takes the card off and forgets the card.
pub struct Inserted<C = VirtualCard> {
    stream: TcpStream,
    thread: Option<JoinHandle<C>>,
    shared: Arc<Shared>,
}

/// Puts a card on a slot; programs see it as soon as the reader asks for its ATR (within 0.5 s).
///
/// A slot takes one card; a second one is seen only when the first has left. Right after a removal
/// this waits up to 0.6 s, until pcscd has seen the empty slot.
pub fn insert<C: Chip>(card: C, slot: Slot, faults: Faults) -> Result<Inserted<C>, InsertError> {
    slot.wait_until_seen_empty();
    let stream = TcpStream::connect((Ipv4Addr::LOCALHOST, slot.port()));
    let stream = stream.map_err(|error| match error.kind() {
        io::ErrorKind::ConnectionRefused => InsertError::NoVirtualReader,
        kind => InsertError::Link(kind),
    })?;
    let link = |error: io::Error| InsertError::Link(error.kind());
    stream.set_nodelay(true).map_err(link)?;
    frame::acknowledge_at_once(&stream).map_err(link)?;
    let shared = Arc::new(Shared::default());
    let service = Service {
        card,
        faults,
        slot,
        stream: stream.try_clone().map_err(link)?,
        shared: Arc::clone(&shared),
        answered: 0,
    };
    let thread = thread::Builder::new()
        .name("virtual-card".to_owned())
        .spawn(move || service.serve())
        .map_err(link)?;
    Ok(Inserted {
        stream,
        thread: Some(thread),
        shared,
    })
}

impl<C> Inserted<C> {
    /// Takes the card off; its PINs and counters stay as they are.
    pub fn remove(mut self) -> C {
        self.end_link();
        let thread = self.thread.take().expect("only this function takes it");
        match thread.join() {
            Ok(card) => card,
            Err(panic) => std::panic::resume_unwind(panic),
        }
    }

    /// Waits until the reader has seen the card; false when it does not in this time, or the link ended.
    pub fn wait_until_seen(&self, timeout: Duration) -> bool {
        let notes = self.shared.notes();
        let waited = self
            .shared
            .noticed
            .wait_timeout_while(notes, timeout, |notes| !notes.seen && !notes.ended);
        let (notes, _) = waited.unwrap_or_else(PoisonError::into_inner);
        notes.seen && !notes.ended
    }

    /// Whether the card is still on the reader: false after a fault lifted it or pcscd stopped.
    pub fn is_present(&self) -> bool {
        !self.shared.notes().ended
    }

    /// How many command APDUs were answered since the insertion.
    pub fn exchanges(&self) -> usize {
        self.shared.notes().exchanges.len()
    }

    /// What was answered since the insertion, in order.
    pub fn log(&self) -> Vec<Exchange> {
        self.shared.notes().exchanges.clone()
    }

    fn end_link(&self) {
        self.shared.removed.store(true, Ordering::Release);
        // Already closed by the other side is as good as closed by us.
        let _ = self.stream.shutdown(Shutdown::Both);
        if let Some(thread) = &self.thread {
            thread.thread().unpark();
        }
    }
}

impl<C> Drop for Inserted<C> {
    fn drop(&mut self) {
        self.end_link();
    }
}
