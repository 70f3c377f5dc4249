//! People as a shelter registers them: ten events each, of which the first says who they are.

use std::collections::BTreeMap;
use std::path::Path;

use ledger::{
    ActorId, Batch, DatabaseKey, Draft, Entity, Event, Have, Header, Identity, Ledger, Now,
    Projection, RealmId, Signed, StreamId, SubjectId,
};
use rand_core::OsRng;
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

/// Bytes of a registration: name, kana, address, birth date, telephone, and what they need.
pub const PAYLOAD_BYTES: usize = 300;
/// Registered once, then in and out, meals, needs.
pub const EVENTS_OF_ONE: usize = 10;

const LATER_BYTES: usize = 60;
pub const MEAN_PAYLOAD_BYTES: usize =
    (PAYLOAD_BYTES + (EVENTS_OF_ONE - 1) * LATER_BYTES) / EVENTS_OF_ONE;

/// One text for each thing known of a person.
#[derive(Clone, Copy)]
pub struct List;

#[derive(Clone, Default, Serialize, Deserialize)]
pub struct Person {
    items: BTreeMap<u8, String>,
    events: u32,
}

impl Projection for List {
    type State = Person;

    fn version(&self) -> u32 {
        1
    }

    fn entity(&self, header: &Header) -> Option<Entity> {
        header.subject.map(Entity::Subject)
    }

    fn empty(&self, _: Entity) -> Person {
        Person::default()
    }

    fn apply(&self, state: &mut Person, event: &Event) {
        state.events += 1;
        let Some(payload) = &event.payload else {
            return;
        };
        for (item, bytes) in (0..).zip(payload.chunks(40)) {
            let text = String::from_utf8_lossy(bytes).into_owned();
            state.items.insert(item, text);
        }
    }
}

pub fn key() -> DatabaseKey {
    DatabaseKey::new([7; 32])
}

pub fn create(file: &Path) -> Ledger<List> {
    let identity = Identity {
        realm: RealmId([1; 16]),
        stream: StreamId([2; 16]),
        device_name: "受付1".into(),
    };
    Ledger::create(file, &key(), &identity, List, &mut OsRng).unwrap()
}

/// Registers `people` in one step.
pub fn register(ledger: &mut Ledger<List>, people: usize) {
    let people = (0..people).map(|_| draft(SubjectId::random(&mut OsRng), PAYLOAD_BYTES));
    append(ledger, people.collect());
}

/// Brings an empty ledger to `count` events, in steps of a thousand.
pub fn fill(ledger: &mut Ledger<List>, count: usize) {
    let everybody = everybody(count / EVENTS_OF_ONE);
    for round in 0..EVENTS_OF_ONE {
        let bytes = if round == 0 {
            PAYLOAD_BYTES
        } else {
            LATER_BYTES
        };
        for some in everybody.chunks(1000) {
            append(
                ledger,
                some.iter().map(|person| draft(*person, bytes)).collect(),
            );
        }
    }
}

/// So many people.
pub fn everybody(count: usize) -> Vec<SubjectId> {
    (0..count).map(|_| SubjectId::random(&mut OsRng)).collect()
}

/// One event of each, in one step.
pub fn write(ledger: &mut Ledger<List>, everybody: &[SubjectId]) {
    let drafts = everybody.iter().map(|person| draft(*person, LATER_BYTES));
    append(ledger, drafts.collect());
}

/// The next events of this PC's own that a ledger with `have` lacks; none when it has them all.
pub fn own_after(ledger: &Ledger<List>, have: &Have, limit: usize) -> Option<Batch> {
    let mut batch = ledger.lacked_by(have, limit, usize::MAX).unwrap();
    let own = |event: &Signed| event.header().unwrap().device == ledger.device();
    batch.events.retain(own);
    (!batch.events.is_empty()).then_some(batch)
}

fn append(ledger: &mut Ledger<List>, drafts: Vec<Draft>) {
    let now = Now {
        wall_ms: 1_795_000_000_000,
        boot: [3; 8],
        mono_ms: 1,
    };
    ledger
        .append(drafts, ActorId([4; 8]), now, &mut OsRng)
        .unwrap();
}

fn draft(person: SubjectId, bytes: usize) -> Draft {
    let text = "見本　花子、東京都見本区見本町一丁目2番3号、昭和33年4月5日、女、";
    let mut payload = text.repeat(bytes / text.len() + 1).into_bytes();
    payload.truncate(bytes);
    Draft {
        kind: "person.registered".into(),
        version: 1,
        subject: Some(person),
        basis: Vec::new(),
        occurred: None,
        payload: Zeroizing::new(payload),
    }
}
