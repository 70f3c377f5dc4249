//! The card side: watches the readers, and reads when the desk asks.

use std::time::Duration;

use counter::{Input, Session};
use mynacard::pcsc::{self, CardPresence, ReaderState, Watcher};
use mynacard::{CardError, ChannelError, LastTry, Secret};

use crate::engine::Engine;

/// Longest wait for the readers before the desk's clock is looked at.
const WATCH_STEP: Duration = Duration::from_millis(500);

/// A reader made by the software card; a production build never reads from one.
const VIRTUAL_READER: &str = "Virtual PCD";

/// What the readers look like at this moment.
#[derive(Debug, Clone, PartialEq)]
pub enum Readers {
    /// No reader.
    None,
    /// At least one reader; whether a card lies on one.
    Ready {
        /// Whether a card lies on one of them.
        card_present: bool,
    },
    /// The readers cannot be asked.
    Unavailable(ChannelError),
}

/// Whether a reader may be used: a virtual one only while training.
fn usable(reader: &ReaderState, real_reader_there: bool) -> bool {
    let is_virtual = reader.name.starts_with(VIRTUAL_READER);
    !is_virtual || (cfg!(feature = "training") && !real_reader_there)
}

fn usable_readers(readers: Vec<ReaderState>) -> Vec<ReaderState> {
    let real = has_real_reader(&readers);
    readers
        .into_iter()
        .filter(|reader| usable(reader, real))
        .collect()
}

fn has_real_reader(readers: &[ReaderState]) -> bool {
    readers
        .iter()
        .any(|reader| !reader.name.starts_with(VIRTUAL_READER))
}

/// Follows readers and cards until the program ends.
fn watch(engine: &Engine) {
    let mut watcher = Watcher::new();
    loop {
        match watcher.wait(WATCH_STEP) {
            Ok(Some(readers)) => engine.note_readers(readers),
            Ok(None) => {}
            Err(error) => engine.readers_changed(Readers::Unavailable(error), false),
        }
        engine.input(Input::Tick);
    }
}

impl Engine {
    fn note_readers(&self, readers: Vec<ReaderState>) {
        let real = has_real_reader(&readers);
        let readers = usable_readers(readers);
        let state = if readers.is_empty() {
            Readers::None
        } else {
            Readers::Ready {
                card_present: readers
                    .iter()
                    .any(|reader| reader.card != CardPresence::Absent),
            }
        };
        self.readers_changed(state, real);
    }

    /// Asks the card for its tries on a thread of its own.
    pub(crate) fn query_tries(&self, session: Session) {
        let engine = self.clone();
        std::thread::spawn(move || {
            let answer = on_the_card(mynacard::tries_left);
            engine.input(Input::TriesKnown(session, answer));
        });
    }

    /// Reads the four items on a thread of its own, once.
    pub(crate) fn read_basic_info(&self, session: Session, secret: Secret, last_try: LastTry) {
        let engine = self.clone();
        std::thread::spawn(move || {
            let answer =
                on_the_card(|channel| mynacard::read_basic_info(channel, &secret, last_try));
            drop(secret);
            engine.input(Input::Read(session, answer));
        });
    }
}

/// Does one thing with the My Number Card, whichever reader it lies on.
fn on_the_card<T>(
    mut act: impl FnMut(&mut pcsc::PcscChannel) -> Result<T, CardError>,
) -> Result<T, CardError> {
    let mut last = CardError::Channel(ChannelError::NoCard);
    for reader in usable_readers(pcsc::readers()?) {
        if reader.card == CardPresence::Absent {
            continue;
        }
        let result = pcsc::connect(&reader.name)
            .map_err(CardError::from)
            .and_then(|mut channel| act(&mut channel));
        match result {
            // Only a card that never was asked for a secret may be passed over.
            Err(error @ CardError::NotMyNumberCard) => last = error,
            other => return other,
        }
    }
    Err(last)
}

/// Runs the watcher on its own thread.
pub fn spawn_watcher(engine: Engine) {
    std::thread::spawn(move || watch(&engine));
}
