//! The list as this test works it out from the events alone, without the projection's tables.

use std::collections::{BTreeMap, BTreeSet};

use ledger::{DeviceId, ERASED_KIND, Entity, Event, Ledger};

use crate::support::{Notes, Page};

/// The lines of each entity.
pub type List = BTreeMap<Entity, Vec<String>>;

/// All events, as the ledger hands them over.
pub fn events(ledger: &Ledger<Notes>) -> Vec<Event> {
    let mut events = Vec::new();
    ledger.each_event(|event| events.push(event)).unwrap();
    events
}

/// The list in the one order.
pub fn list(ledger: &Ledger<Notes>) -> List {
    ordered(ledger, |event| {
        let header = &event.header;
        (header.lamport, header.device, header.seq)
    })
}

/// The list in the order of clocks: the fault that the real one must not have.
pub fn list_by_clock(ledger: &Ledger<Notes>) -> List {
    ordered(ledger, |event| {
        (event.header.wall_ms, event.header.device, event.header.seq)
    })
}

fn ordered<N: Ord>(ledger: &Ledger<Notes>, order: impl Fn(&Event) -> (N, DeviceId, u64)) -> List {
    let mut events = events(ledger);
    let told = events
        .iter()
        .filter(|event| event.header.kind == ERASED_KIND);
    let erased: BTreeSet<_> = told.filter_map(|event| event.header.subject).collect();
    events.sort_by_key(order);
    let mut list = List::new();
    for event in events {
        let stream = Entity::Stream(event.header.stream);
        let entity = match event.header.subject {
            Some(_) if event.header.kind == ERASED_KIND => stream,
            Some(subject) if erased.contains(&subject) => {
                assert!(event.payload.is_none(), "what was erased can be read");
                continue;
            }
            Some(subject) => Entity::Subject(subject),
            None => stream,
        };
        let text = event
            .payload
            .expect("a payload that nobody erased is there");
        let line = String::from_utf8(text.to_vec()).unwrap();
        list.entry(entity).or_default().push(line);
    }
    list
}

/// The list as the ledger's tables have it.
pub fn kept(ledger: &Ledger<Notes>) -> List {
    let pages = ledger.entities().unwrap().into_iter();
    pages
        .map(|(entity, Page { lines, unreadable })| {
            assert_eq!(unreadable, 0, "a note that nobody erased cannot be read");
            (entity, lines)
        })
        .collect()
}
