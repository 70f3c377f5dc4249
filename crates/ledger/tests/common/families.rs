//! Families that register, and the proof that each is whole: what the tests of crashes write and look for.

use std::collections::BTreeMap;
use std::path::Path;

use ledger::{
    ActorId, DatabaseKey, Draft, Entity, Event, Hash8, Header, Identity, Ledger, LedgerError, Now,
    Projection, RealmId, StreamId, SubjectId,
};
use rand_core::OsRng;
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

const REGISTERED: &str = "person.registered";

/// The list of a shelter, as small as it can be.
#[derive(Clone, Copy)]
pub struct List;

/// What is known of one person: every line, and which event said it.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Known(pub Vec<(Hash8, String)>);

impl Projection for List {
    type State = Known;

    fn version(&self) -> u32 {
        1
    }

    fn entity(&self, header: &Header) -> Option<Entity> {
        header.subject.map(Entity::Subject)
    }

    fn empty(&self, _: Entity) -> Known {
        Known::default()
    }

    fn apply(&self, state: &mut Known, event: &Event) {
        if let Some(line) = line(event) {
            state.0.push((event.hash8(), line));
        }
    }
}

/// The key of every ledger here.
pub fn key() -> DatabaseKey {
    DatabaseKey::new([7; 32])
}

/// A desk of an invented shelter.
pub fn identity() -> Identity {
    Identity {
        realm: RealmId([1; 16]),
        stream: StreamId([2; 16]),
        device_name: "受付".into(),
    }
}

pub fn create(file: &Path) -> Result<Ledger<List>, LedgerError> {
    Ledger::create(file, &key(), &identity(), List, &mut OsRng)
}

pub fn open(file: &Path) -> Result<Ledger<List>, LedgerError> {
    Ledger::open(file, &key(), List)
}

/// Clocks of a PC that stand at the same moment for ever: nothing here is decided by time.
pub fn now() -> Now {
    Now {
        wall_ms: 1_795_000_000_000,
        boot: [3; 8],
        mono_ms: 1,
    }
}

/// Registers a family of two to five under a name without spaces or slashes, in one step.
///
/// Gives the line that confirms it: the name and the ids of its events.
pub fn register(ledger: &mut Ledger<List>, name: &str) -> Result<String, LedgerError> {
    let of = 2 + name.bytes().map(usize::from).sum::<usize>() % 4;
    let members = (1..=of).map(|member| Draft {
        kind: REGISTERED.into(),
        version: 1,
        subject: Some(SubjectId::random(&mut OsRng)),
        basis: Vec::new(),
        occurred: None,
        payload: Zeroizing::new(format!("{name}/{member}/{of}/見本　花子").into_bytes()),
    });
    let appended = ledger.append(members.collect(), ActorId([4; 8]), now(), &mut OsRng)?;
    let ids = appended
        .events
        .iter()
        .map(|event| event.header.id.to_string());
    Ok(format!("{name} {}", ids.collect::<Vec<_>>().join(" ")))
}

/// What a registration says; `None` for other events, and for those of an erased person.
fn line(event: &Event) -> Option<String> {
    if event.header.kind != REGISTERED {
        return None;
    }
    let payload = event.payload.as_ref()?;
    String::from_utf8(payload.to_vec()).ok()
}

/// Checks that the chain is whole, every family is there with all its members or not at all, and none twice; that all
/// `confirmed` lines are there; and that each person's state is what the events say. Gives the number of families.
pub fn check(ledger: &Ledger<List>, confirmed: &[&str]) -> Result<usize, String> {
    let report = ledger.verify().map_err(|error| error.to_string())?;
    if !report.is_sound() {
        return Err(format!("not sound: {:?}", report.problems));
    }
    let mut families: BTreeMap<String, Vec<(String, String)>> = BTreeMap::new();
    let mut events = 0;
    ledger
        .each_event(|event| {
            let Some(line) = line(&event) else {
                return;
            };
            events += 1;
            let (name, member) = line.split_once('/').unwrap_or((&line, ""));
            let family = families.entry(name.to_owned()).or_default();
            family.push((member.to_owned(), event.header.id.to_string()));
        })
        .map_err(|error| error.to_string())?;
    for (name, members) in &mut families {
        members.sort();
        let of = members.len();
        let whole = (1..=of).map(|member| format!("{member}/{of}/見本　花子"));
        if !members.iter().map(|(member, _)| member.clone()).eq(whole) {
            return Err(format!(
                "a part of family {name} is there, or one is there twice"
            ));
        }
    }
    for line in confirmed {
        let mut words = line.split(' ');
        let name = words.next().unwrap_or_default();
        let Some(found) = families.get(name) else {
            return Err(format!("family {name} was confirmed and is lost"));
        };
        if !words.all(|id| found.iter().any(|(_, found)| found == id)) {
            return Err(format!(
                "family {name} has other events than those confirmed"
            ));
        }
    }
    let mut states = 0;
    for (_, state) in ledger.entities().map_err(|error| error.to_string())? {
        states += state.0.len();
    }
    if states == events {
        Ok(families.len())
    } else {
        Err(format!("{events} events, and the list knows of {states}"))
    }
}
