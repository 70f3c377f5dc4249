//! A small desk for the tests: notes on invented people, and the ledgers that hold them.
#![allow(dead_code, reason = "each test file uses a part of it")]
#![allow(clippy::unwrap_used, reason = "only tests use it")]

pub mod raw;

use std::path::Path;

use ledger::{
    ActorId, DatabaseKey, Draft, Entity, Event, Header, Identity, Ledger, Now, Projection, RealmId,
    StreamId, SubjectId,
};
use rand_chacha::ChaCha8Rng;
use rand_core::SeedableRng;
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

pub const ACTOR: ActorId = ActorId([7; 8]);
pub const REALM: RealmId = RealmId([1; 16]);
pub const STREAM: StreamId = StreamId([222; 16]);
/// The shelter next door.
pub const NEIGHBOUR: StreamId = StreamId([33; 16]);

pub fn rng(seed: u64) -> ChaCha8Rng {
    ChaCha8Rng::seed_from_u64(seed)
}

pub fn key() -> DatabaseKey {
    DatabaseKey::new([42; 32])
}

pub fn now() -> Now {
    Now {
        wall_ms: 1_790_000_000_000,
        boot: [9; 8],
        mono_ms: 1000,
    }
}

pub fn identity(name: &str) -> Identity {
    Identity {
        realm: REALM,
        stream: STREAM,
        device_name: name.to_owned(),
    }
}

/// What the notes on one entity say: order matters, and unreadable ones count.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Page {
    pub lines: Vec<String>,
    pub unreadable: u32,
}

/// Keeps each note as a line.
#[derive(Debug, Clone, Default)]
pub struct Notes {
    pub version: u32,
}

impl Projection for Notes {
    type State = Page;

    fn version(&self) -> u32 {
        self.version
    }

    fn entity(&self, header: &Header) -> Option<Entity> {
        let stream = Entity::Stream(header.stream);
        match header.kind.as_str() {
            "audit" => None,
            "subject.erased" => Some(stream),
            _ => Some(header.subject.map_or(stream, Entity::Subject)),
        }
    }

    fn empty(&self, _: Entity) -> Page {
        Page::default()
    }

    fn apply(&self, page: &mut Page, event: &Event) {
        match &event.payload {
            Some(text) => page.lines.push(String::from_utf8_lossy(text).into_owned()),
            None => page.unreadable += 1,
        }
    }
}

pub fn create(file: &Path, seed: u64) -> Ledger<Notes> {
    Ledger::create(
        file,
        &key(),
        &identity("PC 1"),
        Notes::default(),
        &mut rng(seed),
    )
    .unwrap()
}

pub fn open(file: &Path) -> Ledger<Notes> {
    Ledger::open(file, &key(), Notes::default()).unwrap()
}

pub fn in_memory(seed: u64) -> Ledger<Notes> {
    Ledger::in_memory(&identity("PC 1"), Notes::default(), &mut rng(seed)).unwrap()
}

/// A PC of any shelter of the realm.
pub fn of_stream(stream: StreamId, seed: u64) -> Ledger<Notes> {
    let identity = Identity {
        stream,
        ..identity("PC 1")
    };
    Ledger::in_memory(&identity, Notes::default(), &mut rng(seed)).unwrap()
}

pub fn subject(number: u8) -> SubjectId {
    SubjectId([number; 16])
}

pub fn note(subject: Option<SubjectId>, text: &str) -> Draft {
    Draft {
        kind: "note".to_owned(),
        version: 1,
        subject,
        basis: Vec::new(),
        occurred: None,
        payload: Zeroizing::new(text.as_bytes().to_vec()),
    }
}

/// Adds one note and gives its event.
pub fn add(ledger: &mut Ledger<Notes>, of: Option<SubjectId>, text: &str, seed: u64) -> Event {
    let done = ledger.append(vec![note(of, text)], ACTOR, now(), &mut rng(seed));
    done.unwrap().events.remove(0)
}

/// All that one ledger has goes to the other.
pub fn send(from: &Ledger<Notes>, to: &mut Ledger<Notes>) {
    loop {
        let batch = from.events_after(&to.have().unwrap(), 500).unwrap();
        let more = batch.more;
        to.import(batch, 0).unwrap();
        if !more {
            return;
        }
    }
}
