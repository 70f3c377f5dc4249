//! What a hub needs of a ledger: revocations, pieces to offer, and a signature for a session.

#![allow(clippy::unwrap_used, reason = "helpers of tests")]

mod support;

use ledger::{Batch, DeviceId, Entity, Have, Ledger, LedgerError, Reason};
use support::{ACTOR, Notes, REALM, add, in_memory, note, now, rng, send, subject};

fn revoking(device: DeviceId, from: u64) -> Batch {
    let mut batch = Batch::empty(REALM);
    batch.revoked = vec![(device, from)];
    batch
}

/// Two ledgers of one shelter; the first has written so many notes on person 1, the second one note.
fn two(notes: u64) -> (Ledger<Notes>, Ledger<Notes>) {
    let (mut lost, mut other) = (in_memory(1), in_memory(2));
    for number in 0..notes {
        add(
            &mut lost,
            Some(subject(1)),
            &format!("{number}"),
            10 + number,
        );
    }
    add(&mut other, Some(subject(1)), "見本", 30);
    (lost, other)
}

#[test]
fn a_revocation_that_comes_first_or_last_leaves_the_same() {
    let (lost, mut before) = two(5);
    let (_, mut after) = two(0);
    before.import(revoking(lost.device(), 3), 0).unwrap();
    send(&lost, &mut before);
    send(&lost, &mut after);
    // Both have a device of their own, and of the other one nothing: their states are still the same.
    let imported = after.import(revoking(lost.device(), 3), 0).unwrap();
    assert_eq!(imported.refused.len(), 3);
    for ledger in [&mut before, &mut after] {
        assert_eq!(ledger.have().unwrap()[&lost.device()].0, 2);
        let page = ledger.entity(Entity::Subject(subject(1))).unwrap().unwrap();
        assert_eq!(page.lines.len(), 3);
        let refused = ledger.refused().unwrap();
        assert_eq!(refused.len(), 3);
        assert!(refused.iter().all(|one| one.reason == Reason::Revoked));
        assert_eq!(ledger.verify().unwrap().problems, []);
        let kept = ledger.entity_bytes().unwrap();
        ledger.rebuild().unwrap();
        assert!(ledger.entity_bytes().unwrap() == kept);
    }
    assert!(before.entity_bytes().unwrap() == after.entity_bytes().unwrap());
}

#[test]
fn all_of_a_device_can_go_and_nothing_comes_back() {
    let (lost, mut other) = two(2);
    send(&lost, &mut other);
    other.import(revoking(lost.device(), 1), 0).unwrap();
    assert!(!other.have().unwrap().contains_key(&lost.device()));
    send(&lost, &mut other);
    let page = other.entity(Entity::Subject(subject(1))).unwrap().unwrap();
    assert_eq!(page.lines, ["見本"]);
    assert_eq!(other.verify().unwrap().problems, []);
}

#[test]
fn of_two_revocations_the_earlier_event_counts() {
    let (lost, mut other) = two(4);
    send(&lost, &mut other);
    for from in [4, 2, 3] {
        other.import(revoking(lost.device(), from), 0).unwrap();
    }
    assert_eq!(other.revoked().unwrap(), [(lost.device(), 2)]);
    assert_eq!(other.have().unwrap()[&lost.device()].0, 1);
    assert_eq!(other.verify().unwrap().problems, []);
}

#[test]
fn what_waited_for_a_revoked_device_is_kept_apart() {
    let (lost, mut other) = two(3);
    let mut late = lost.events_after(&Have::new(), 10).unwrap();
    late.events.remove(0);
    assert_eq!(other.import(late, 0).unwrap().waiting, 2);
    let shut = other.import(revoking(lost.device(), 2), 0).unwrap();
    assert_eq!((shut.waiting, shut.refused.len()), (0, 2));
    assert_eq!(other.verify().unwrap().problems, []);
}

#[test]
fn a_revoked_device_writes_no_more_and_its_neighbours_hear_of_it() {
    let (mut lost, mut other) = two(1);
    let from = lost.have().unwrap()[&lost.device()].0 + 1;
    other.import(revoking(lost.device(), from), 0).unwrap();
    send(&other, &mut lost);
    let refused = lost.append(vec![note(None, "x")], ACTOR, now(), &mut rng(9));
    assert_eq!(refused.err(), Some(LedgerError::DeviceRevoked));
}

#[test]
fn a_session_is_signed_and_nothing_else() {
    let ledger = in_memory(1);
    let said = |parts: [&[u8]; 3]| parts.concat();
    let session = said([b"kazashi.session.1", &REALM.0, b"challenge"]);
    let signature = ledger.sign_session(&session).unwrap();
    let key = ledger.card().unwrap().check(REALM).unwrap();
    let signature = ed25519_dalek::Signature::from_bytes(&signature);
    assert!(key.verify_strict(&session, &signature).is_ok());
    for other in [
        said([b"kazashi.event.1", &REALM.0, b"header"]),
        said([b"kazashi.session.1", &[9; 16], b"challenge"]),
        said([b"kazashi.session.", &REALM.0, b""]),
    ] {
        assert_eq!(ledger.sign_session(&other), None);
    }
}

#[test]
fn own_events_are_offered_first_and_a_part_keeps_its_bounds() {
    let (mut own, other) = two(6);
    send(&other, &mut own);
    let mut have = Have::new();
    let mut seen = Vec::new();
    loop {
        let part = own.lacked_by(&have, 2, 1 << 20).unwrap();
        assert!(part.events.len() <= 2 && !part.keys.is_empty());
        for event in &part.events {
            let header = event.header().unwrap();
            have.insert(header.device, (header.seq, event.hash()));
            seen.push(header.device);
        }
        if !part.more {
            break;
        }
    }
    assert_eq!(have, own.have().unwrap());
    assert!(seen[..6].iter().all(|device| *device == own.device()));
    // At least one event goes, however small the room.
    let part = own.lacked_by(&Have::new(), 100, 1).unwrap();
    assert_eq!((part.events.len(), part.more), (1, true));
    assert_eq!(own.count_after(&Have::new()).unwrap().0, 7);
}
