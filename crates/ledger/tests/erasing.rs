//! After an erasure nothing of the person is left, and nothing comes back.

#![allow(clippy::unwrap_used, reason = "helpers of tests")]

mod support;

use ledger::{Batch, Entity, Have, LedgerError, SubjectKey};
use support::raw::raw;
use support::{
    ACTOR, Notes, REALM, STREAM, add, create, in_memory, note, now, open, rng, send, subject,
};
use zeroize::Zeroizing;

fn erase(ledger: &mut ledger::Ledger<Notes>, number: u8) {
    let ground = Zeroizing::new("本人の申出".as_bytes().to_vec());
    let done = ledger
        .erase(subject(number), ground, ACTOR, now(), &mut rng(900))
        .unwrap();
    assert_eq!(done.gone, Entity::Subject(subject(number)));
    assert_eq!(done.changed.len(), 1);
}

#[test]
fn key_payloads_and_state_go_and_the_chain_stays_whole() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("a.ledger");
    let mut ledger = create(&path, 1);
    add(&mut ledger, Some(subject(1)), "見本 花子", 2);
    add(&mut ledger, Some(subject(3)), "見本 太郎", 3);
    let sealed = ledger.events_after(&Have::new(), 9).unwrap().events[0]
        .payload
        .clone()
        .unwrap();
    erase(&mut ledger, 1);
    assert_eq!(ledger.entity(Entity::Subject(subject(1))).unwrap(), None);
    let events = ledger.events_of(Entity::Subject(subject(1))).unwrap();
    assert!(events.len() == 1 && events[0].payload.is_none());
    let stream = ledger.entity(Entity::Stream(STREAM)).unwrap().unwrap();
    assert_eq!(stream.lines, ["本人の申出"]);
    let keys = ledger.every_key().unwrap();
    assert!(keys.iter().all(|(of, _)| *of != subject(1)));
    assert!(ledger.verify().unwrap().is_sound());
    // The write-ahead log is empty, and no page of the file has the sealed bytes, used or free.
    let log = std::fs::metadata(dir.path().join("a.ledger-wal")).unwrap();
    assert_eq!(log.len(), 0);
    drop(ledger);

    let plain = dir.path().join("plain.db");
    let db = raw(&path);
    db.execute_batch(&format!(
        "ATTACH '{}' AS plain KEY ''; SELECT sqlcipher_export('plain'); DETACH plain;",
        plain.display()
    ))
    .unwrap();
    let bytes = std::fs::read(&plain).unwrap();
    let part = &sealed[..24];
    assert!(!bytes.windows(24).any(|found| found == part));
    assert!(open(&path).verify().unwrap().is_sound());
}

#[test]
fn nothing_of_the_erased_comes_back_from_a_late_stick() {
    let mut one = in_memory(1);
    let mut two = in_memory(2);
    add(&mut one, Some(subject(1)), "見本 花子", 3);
    send(&one, &mut two);
    // A stick that was filled before the erasure, with events and key.
    let stick = two.events_after(&Have::new(), 100).unwrap();
    erase(&mut one, 1);
    // And another PC writes on, not knowing of it.
    add(&mut two, Some(subject(1)), "外出", 4);

    one.import(stick.clone(), 0).unwrap();
    send(&two, &mut one);
    send(&one, &mut two);
    for ledger in [&one, &two] {
        assert_eq!(ledger.entity(Entity::Subject(subject(1))).unwrap(), None);
        assert_eq!(ledger.erased().unwrap(), [subject(1)]);
        let keys = ledger.every_key().unwrap();
        assert!(keys.iter().all(|(of, _)| *of != subject(1)));
        let events = ledger.events_of(Entity::Subject(subject(1))).unwrap();
        assert_eq!(events.len(), 2);
        assert!(events.iter().all(|event| event.payload.is_none()));
        assert!(ledger.verify().unwrap().is_sound());
    }
    assert_eq!(one.entity_bytes().unwrap(), two.entity_bytes().unwrap());
    let late = one.append(vec![note(Some(subject(1)), "x")], ACTOR, now(), &mut rng(5));
    assert_eq!(late.err(), Some(LedgerError::SubjectErased));

    // A third PC that hears of the erasure first, then of the person.
    let mut three = in_memory(6);
    let mut batch = Batch::empty(REALM);
    batch.erased.push(subject(1));
    assert_eq!(three.import(batch, 0).unwrap().gone.len(), 1);
    let done = three.import(stick, 0).unwrap();
    assert!(
        done.changed
            .iter()
            .all(|(entity, _)| *entity == Entity::Stream(STREAM))
    );
    send(&one, &mut three);
    assert_eq!(three.entity_bytes().unwrap(), one.entity_bytes().unwrap());
    assert!(three.verify().unwrap().is_sound());
}

#[test]
fn what_waits_or_was_refused_loses_its_payload_too() {
    let mut one = in_memory(1);
    let mut two = in_memory(2);
    add(&mut one, None, "開設", 3);
    add(&mut one, Some(subject(1)), "見本 花子", 4);
    let whole = one.events_after(&Have::new(), 100).unwrap();
    let mut gap = whole.clone();
    gap.events.remove(0);
    let mut forged = gap.clone();
    forged.events[0].signature[0] ^= 1;
    forged.events[0].payload = whole.events[1].payload.clone();
    two.import(gap, 0).unwrap();
    two.import(forged, 0).unwrap();
    assert_eq!(two.stats().unwrap().waiting, 1);
    assert!(two.refused().unwrap()[0].signed.payload.is_some());
    erase(&mut two, 1);
    assert!(two.refused().unwrap()[0].signed.payload.is_none());
    assert!(two.verify().unwrap().is_sound());
    two.import(whole, 0).unwrap();
    let events = two.events_of(Entity::Subject(subject(1))).unwrap();
    assert!(events.len() == 1 && events[0].payload.is_none());
    assert!(two.verify().unwrap().is_sound());
}

#[test]
fn nobody_can_erase_the_stream_s_own_key() {
    let mut one = in_memory(1);
    add(&mut one, None, "開設", 2);
    let stream = ledger::SubjectId(STREAM.0);
    let refused = one.erase(stream, Zeroizing::new(vec![]), ACTOR, now(), &mut rng(3));
    assert!(matches!(
        refused.err(),
        Some(LedgerError::DraftInvalid { .. })
    ));
    let mut batch = Batch::empty(REALM);
    batch.erased.push(stream);
    batch.keys.push((stream, SubjectKey::new([1; 32])));
    one.import(batch, 0).unwrap();
    let page = one.entity(Entity::Stream(STREAM)).unwrap().unwrap();
    assert_eq!((page.lines.len(), page.unreadable), (1, 0));
    assert_eq!(one.erased().unwrap(), []);
}
