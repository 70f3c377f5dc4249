//! The card side: watches the readers, and reads when a desk asks.

use std::collections::BTreeSet;
use std::time::Duration;

use card_session::{CardEffect, CardInput, Session, Tap};
use mynacard::pcsc::{self, CardPresence, PcscChannel, ReaderState, Watcher};
use mynacard::{CardError, ChannelError, LastTry, Secret, TapKey};

use crate::desks::DeskKind;
use crate::engine::Engine;
use crate::presence::Change;

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

    /// Does what a desk wants done with the card; the answer goes to that desk.
    ///
    /// A desk with a key takes taps: there nothing but the card that was tapped is asked for its tries.
    pub(crate) fn carry_out_card(&self, desk: DeskKind, effect: CardEffect) {
        let key = self.tap_key(desk);
        match (effect, key) {
            (CardEffect::ReadTap(session), Some(key)) => self.on_cards(
                desk,
                Whose::Any,
                move |card| tap(card, &key),
                move |answer| CardInput::Tapped(session, answer),
            ),
            // A desk without a key has no session that takes taps.
            (CardEffect::ReadTap(_), None) => {}
            (CardEffect::QueryTries(session), key) => self.on_cards(
                desk,
                key.map_or(Whose::Any, |_| Whose::Tapped),
                mynacard::tries_left,
                move |answer| CardInput::TriesKnown(session, answer),
            ),
            (
                CardEffect::ReadBasicInfo {
                    session,
                    secret,
                    last_try,
                },
                _,
            ) => self.read_basic_info(desk, session, secret, last_try),
        }
    }

    /// Asks on a thread of its own; the card that answers is the session's.
    fn on_cards<T: Send + 'static>(
        &self,
        desk: DeskKind,
        whose: Whose,
        ask: impl Fn(&mut PcscChannel) -> Result<T, CardError> + Send + 'static,
        input: impl FnOnce(Result<T, CardError>) -> CardInput + Send + 'static,
    ) {
        let engine = self.clone();
        std::thread::spawn(move || {
            let asked = match engine.readers_to_ask(whose) {
                Ok(readers) => ask_each(&readers, ask),
                Err(error) => Asked::without_answer(error),
            };
            let alone = engine.with_state(|state| {
                if let Some(reader) = asked.answered {
                    state.presence.answered(reader);
                }
                let found = !asked.not_mine.is_empty();
                state.presence.not_mine(asked.not_mine) && found
            });
            engine.card_input(desk, input(asked.answer));
            if alone {
                engine.card_changed(Change::Taken);
            }
        });
    }

    fn readers_to_ask(&self, whose: Whose) -> Result<Vec<String>, ChannelError> {
        let with_card = names_with_card(&usable_readers(pcsc::readers()?));
        Ok(self.with_state(|state| match whose {
            Whose::Any => state.presence.to_ask(&with_card),
            Whose::Tapped => {
                let tapped = state.presence.of_session().into_iter();
                tapped.filter(|reader| with_card.contains(reader)).collect()
            }
        }))
    }

    /// Reads the four items on a thread of its own, once, from the card that was asked for its tries.
    fn read_basic_info(&self, desk: DeskKind, session: Session, secret: Secret, last_try: LastTry) {
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
            engine.card_input(desk, CardInput::Read(session, answer));
        });
    }
}

/// Which cards may answer.
#[derive(Clone, Copy)]
enum Whose {
    /// Any that is not known to be of another kind.
    Any,
    /// The session's own, which was tapped.
    Tapped,
}

/// Recognises a card: by a number of its own, else by its certificate.
///
/// The number first: a transit card is told by its reader, and not every reader passes a SELECT to such a card.
fn tap(card: &mut PcscChannel, key: &TapKey) -> Result<Tap, CardError> {
    let not_stable = match pcsc::contactless_id(card) {
        Ok(id) => return Ok(Tap::of_contactless_id(key, &id)),
        Err(error @ CardError::IdNotStable) => error,
        Err(error) => return Err(error),
    };
    match Tap::of_certificate(key, mynacard::read_auth_certificate(card)) {
        Err(CardError::NotMyNumberCard) => Err(not_stable),
        tap => tap,
    }
}

/// What the readers with a card gave.
struct Asked<T> {
    answer: Result<T, CardError>,
    answered: Option<String>,
    not_mine: Vec<String>,
}

impl<T> Asked<T> {
    fn without_answer(error: ChannelError) -> Self {
        Self {
            answer: Err(error.into()),
            answered: None,
            not_mine: Vec::new(),
        }
    }
}

/// Asks one card after the other until one answers. No secret is sent, so any card may be passed over.
fn ask_each<T>(
    readers: &[String],
    ask: impl Fn(&mut PcscChannel) -> Result<T, CardError>,
) -> Asked<T> {
    let mut asked = Asked::without_answer(ChannelError::NoCard);
    for reader in readers {
        let answer = pcsc::connect(reader)
            .map_err(CardError::from)
            .and_then(|mut card| ask(&mut card));
        match answer {
            Ok(_) => {
                asked.answered = Some(reader.clone());
                asked.answer = answer;
                return asked;
            }
            Err(CardError::NotMyNumberCard | CardError::IdNotStable | CardError::IdNotGiven) => {
                asked.not_mine.push(reader.clone());
                let nothing_worse =
                    matches!(asked.answer, Err(CardError::Channel(ChannelError::NoCard)));
                if nothing_worse {
                    asked.answer = answer;
                }
            }
            Err(_) => asked.answer = answer,
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
            ticking.tick();
        }
    });
    std::thread::spawn(move || watch(&engine));
}

#[cfg(test)]
#[cfg(feature = "training")]
mod tests;
