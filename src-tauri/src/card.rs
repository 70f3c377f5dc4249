//! The card side: watches the readers, and reads when the desk asks.

use std::collections::BTreeSet;
use std::time::Duration;

use counter::{Input, Session};
use mynacard::pcsc::{self, CardPresence, ReaderState, Watcher};
use mynacard::{CardError, ChannelError, LastTry, Secret, TriesLeft};

use crate::engine::Engine;

/// Longest wait for the readers, and how often the desk's clock is looked at.
const WATCH_STEP: Duration = Duration::from_millis(500);

/// A reader made by the software card; a production build never reads from one.
const VIRTUAL_READER: &str = "Virtual PCD";

/// What the readers look like at this moment.
#[derive(Debug, Clone, PartialEq)]
pub enum Readers {
    /// No reader.
    None,
    /// At least one reader.
    Ready,
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
            Err(error) => {
                engine.readers_changed(Readers::Unavailable(error), BTreeSet::new(), false);
            }
        }
    }
}

fn names_with_card(readers: &[ReaderState]) -> BTreeSet<String> {
    readers
        .iter()
        .filter(|reader| reader.card != CardPresence::Absent)
        .map(|reader| reader.name.clone())
        .collect()
}

impl Engine {
    fn note_readers(&self, readers: Vec<ReaderState>) {
        let real = has_real_reader(&readers);
        let readers = usable_readers(readers);
        let state = if readers.is_empty() {
            Readers::None
        } else {
            Readers::Ready
        };
        self.readers_changed(state, names_with_card(&readers), real);
    }

    /// Asks the card for its tries on a thread of its own; the card that answers is the session's.
    pub(crate) fn query_tries(&self, session: Session) {
        let engine = self.clone();
        std::thread::spawn(move || {
            let others = engine.with_state(|state| state.presence.others());
            let asked = ask_each(&others);
            let alone = engine.with_state(|state| {
                if let Some(reader) = asked.answered {
                    state.presence.answered(reader);
                }
                let found = !asked.not_mine.is_empty();
                state.presence.not_mine(asked.not_mine) && found
            });
            engine.input(Input::TriesKnown(session, asked.tries));
            if alone {
                engine.input(Input::CardTaken);
            }
        });
    }

    /// Reads the four items on a thread of its own, once, from the card that was asked for its tries.
    pub(crate) fn read_basic_info(&self, session: Session, secret: Secret, last_try: LastTry) {
        let engine = self.clone();
        std::thread::spawn(move || {
            let reader = engine.with_state(|state| state.presence.of_session());
            let answer = match reader {
                Some(reader) => pcsc::connect(&reader)
                    .map_err(CardError::from)
                    .and_then(|mut card| mynacard::read_basic_info(&mut card, &secret, last_try)),
                None => Err(CardError::Channel(ChannelError::CardRemoved)),
            };
            drop(secret);
            engine.input(Input::Read(session, answer));
        });
    }
}

/// What the readers with a card gave.
struct Asked {
    tries: Result<TriesLeft, CardError>,
    answered: Option<String>,
    not_mine: Vec<String>,
}

/// Asks one card after the other until a My Number Card answers. No secret is sent, so any card may be passed over.
fn ask_each(others: &BTreeSet<String>) -> Asked {
    let mut asked = Asked {
        tries: Err(CardError::Channel(ChannelError::NoCard)),
        answered: None,
        not_mine: Vec::new(),
    };
    let readers = match pcsc::readers() {
        Ok(readers) => names_with_card(&usable_readers(readers)),
        Err(error) => {
            asked.tries = Err(error.into());
            return asked;
        }
    };
    for reader in readers.difference(others) {
        let tries = pcsc::connect(reader)
            .map_err(CardError::from)
            .and_then(|mut card| mynacard::tries_left(&mut card));
        match tries {
            Ok(_) => {
                asked.answered = Some(reader.clone());
                asked.tries = tries;
                return asked;
            }
            Err(CardError::NotMyNumberCard) => {
                asked.not_mine.push(reader.clone());
                let nothing_worse =
                    matches!(asked.tries, Err(CardError::Channel(ChannelError::NoCard)));
                if nothing_worse {
                    asked.tries = tries;
                }
            }
            Err(_) => asked.tries = tries,
        }
    }
    asked
}

/// Runs the watcher, and the desk's clock beside it, each on its own thread.
pub fn spawn_watcher(engine: Engine) {
    let ticking = engine.clone();
    std::thread::spawn(move || {
        loop {
            std::thread::sleep(WATCH_STEP);
            ticking.input(Input::Tick);
        }
    });
    std::thread::spawn(move || watch(&engine));
}
