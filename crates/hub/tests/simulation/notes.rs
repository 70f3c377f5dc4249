//! A desk as small as it can be: notes on invented people.

use ledger::{
    Draft, Entity, Event, Header, Identity, Ledger, Projection, RealmId, StreamId, SubjectId,
};
use rand_chacha::ChaCha8Rng;
use rand_core::SeedableRng;
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

/// What the notes on one entity say: order matters, and unreadable ones count.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Page {
    pub lines: Vec<String>,
    pub unreadable: u32,
}

/// Keeps each note as a line.
#[derive(Debug, Clone, Default)]
pub struct Notes;

impl Projection for Notes {
    type State = Page;

    fn version(&self) -> u32 {
        1
    }

    fn entity(&self, header: &Header) -> Option<Entity> {
        let stream = Entity::Stream(header.stream);
        match header.kind.as_str() {
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

/// The same seed gives the same device: that is how a disk is cloned here.
pub fn ledger(realm: RealmId, stream: StreamId, seed: u64) -> Ledger<Notes> {
    let identity = Identity {
        realm,
        stream,
        device_name: "見本".to_owned(),
    };
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    Ledger::in_memory(&identity, Notes, &mut rng).unwrap()
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
