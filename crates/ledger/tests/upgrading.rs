//! Payloads of versions that no program writes any more are read by all later ones.

mod support;

use ledger::{Draft, Entity, Event, Header, Ledger, Projection, Upgrades};
use support::{ACTOR, identity, key, now, rng, subject};
use zeroize::Zeroizing;

/// An invented kind: version 1 had a text, version 2 a number of people, version 3 a number of each sort.
struct Meals {
    version: u32,
}

fn one_to_two(payload: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
    let text = std::str::from_utf8(payload).ok()?;
    let people: u8 = text.strip_suffix(" people")?.parse().ok()?;
    Some(Zeroizing::new(vec![people]))
}

fn two_to_three(payload: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
    match payload {
        [people] => Some(Zeroizing::new(vec![*people, 0])),
        _ => None,
    }
}

impl Projection for Meals {
    type State = Vec<(u16, Vec<u8>)>;

    fn version(&self) -> u32 {
        self.version
    }

    fn entity(&self, header: &Header) -> Option<Entity> {
        header.subject.map(Entity::Subject)
    }

    fn empty(&self, _: Entity) -> Self::State {
        Vec::new()
    }

    fn apply(&self, state: &mut Self::State, event: &Event) {
        let payload = event.payload.as_deref().cloned().unwrap_or_default();
        state.push((event.version, payload));
    }

    fn upgrades(&self) -> Upgrades {
        match self.version {
            1 => Upgrades::new(),
            _ => Upgrades::new()
                .step("meals", 1, one_to_two)
                .step("meals", 2, two_to_three),
        }
    }
}

fn draft(kind: &str, version: u16, payload: &[u8]) -> Draft {
    Draft {
        kind: kind.to_owned(),
        version,
        subject: Some(subject(1)),
        basis: vec![],
        occurred: None,
        payload: Zeroizing::new(payload.to_vec()),
    }
}

#[test]
fn old_versions_are_read_as_today_s_and_stay_as_they_were_signed() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("a.ledger");
    let old = Meals { version: 1 };
    let mut ledger = Ledger::create(&path, &key(), &identity("PC"), old, &mut rng(1)).unwrap();
    let drafts = vec![
        draft("meals", 1, b"12 people"),
        draft("meals", 2, &[7]),
        draft("meals", 3, &[5, 6]),
        draft("meals", 1, b"not of that version"),
        draft("other", 1, b"12 people"),
        draft("meals", u16::MAX, &[9]),
    ];
    ledger.append(drafts, ACTOR, now(), &mut rng(2)).unwrap();
    let heads = ledger.have().unwrap();
    drop(ledger);

    // Opening with the later program projects anew.
    let new = Meals { version: 2 };
    let ledger = Ledger::open(&path, &key(), new).unwrap();
    let of = Entity::Subject(subject(1));
    let expected = vec![
        (3, vec![12, 0]),
        (3, vec![7, 0]),
        (3, vec![5, 6]),
        (1, b"not of that version".to_vec()),
        (1, b"12 people".to_vec()),
        (u16::MAX, vec![9]),
    ];
    assert_eq!(ledger.entity(of).unwrap().unwrap(), expected);
    let events = ledger.events_of(of).unwrap();
    assert_eq!((events[0].version, events[0].header.version), (3, 1));
    assert_eq!(ledger.have().unwrap(), heads);
    assert!(ledger.verify().unwrap().is_sound());
}

#[test]
fn an_appended_event_is_read_as_one_that_was_stored() {
    let new = Meals { version: 2 };
    let mut ledger = Ledger::in_memory(&identity("PC"), new, &mut rng(1)).unwrap();
    let drafts = vec![draft("meals", 1, b"3 people")];
    let done = ledger.append(drafts, ACTOR, now(), &mut rng(2)).unwrap();
    assert_eq!(done.events[0].version, 3);
    assert_eq!(done.changed[0].1, [(3, vec![3, 0])]);
    assert!(ledger.verify().unwrap().is_sound());
}
