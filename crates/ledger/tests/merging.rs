//! Taking in what others have: order, repeats, gaps, foreign keys, two histories.

#![allow(clippy::unwrap_used, reason = "helpers of tests")]

mod support;

use ledger::{
    Batch, DeviceId, Draft, Entity, Header, Ledger, LedgerError, Reason, Signed, SubjectId,
    SubjectKey,
};
use support::{
    ACTOR, Notes, REALM, STREAM, add, create, in_memory, key, note, now, open, rng, send, subject,
};
use zeroize::Zeroizing;

/// A ledger with five notes, and all that it has.
fn five() -> (Ledger<Notes>, Batch) {
    let mut ledger = in_memory(1);
    for number in 1..=5 {
        let of = (number % 2 == 0).then(|| subject(number));
        add(
            &mut ledger,
            of,
            &format!("note {number}"),
            u64::from(number) + 10,
        );
    }
    let batch = ledger.events_after(&ledger::Have::new(), 100).unwrap();
    (ledger, batch)
}

fn only(batch: &Batch, numbers: &[usize]) -> Batch {
    let mut part = batch.clone();
    part.events = numbers.iter().map(|at| batch.events[*at].clone()).collect();
    part
}

#[test]
fn any_order_and_any_repetition_give_the_same() {
    let (one, batch) = five();
    let mut two = in_memory(2);
    let done = two.import(only(&batch, &[3, 1, 1, 4]), 0).unwrap();
    assert_eq!((done.new, done.waiting), (0, 3));
    let done = two.import(only(&batch, &[2, 0]), 0).unwrap();
    assert_eq!((done.new, done.waiting, done.refused.len()), (5, 0, 0));
    assert_eq!(two.entity_bytes().unwrap(), one.entity_bytes().unwrap());
    let done = two.import(batch, 0).unwrap();
    assert_eq!((done.new, done.known, done.changed.len()), (0, 5, 0));
    assert_eq!(two.have().unwrap(), one.have().unwrap());
    assert!(two.verify().unwrap().is_sound());
}

#[test]
fn events_wait_for_their_device_s_card() {
    let (one, batch) = five();
    let mut two = in_memory(2);
    let mut without = batch.clone();
    without.cards.clear();
    assert_eq!(two.import(without, 0).unwrap().waiting, 5);
    assert!(two.verify().unwrap().is_sound());
    let mut forged = only(&batch, &[]);
    forged.cards[0].name = "forged".to_owned();
    assert_eq!(two.import(forged, 0).unwrap().bad_cards, 1);
    let done = two.import(only(&batch, &[]), 0).unwrap();
    assert_eq!((done.new, done.waiting), (5, 0));
    assert_eq!(two.entity_bytes().unwrap(), one.entity_bytes().unwrap());
}

#[test]
fn keys_that_come_later_make_it_readable() {
    let (one, batch) = five();
    let mut two = in_memory(2);
    let mut without = batch.clone();
    without.keys.clear();
    two.import(without, 0).unwrap();
    let page = two.entity(Entity::Subject(subject(2))).unwrap().unwrap();
    assert_eq!((page.lines.len(), page.unreadable), (0, 1));
    assert!(!two.verify().unwrap().is_sound());
    let done = two.import(only(&batch, &[]), 0).unwrap();
    assert_eq!(done.changed.len(), 3);
    assert_eq!(two.entity_bytes().unwrap(), one.entity_bytes().unwrap());
    assert!(two.verify().unwrap().is_sound());
}

#[test]
fn a_payload_that_one_carrier_lacks_comes_with_another() {
    let (one, batch) = five();
    let mut two = in_memory(2);
    let mut without = batch.clone();
    without.events[1].payload = None;
    two.import(without, 0).unwrap();
    assert_ne!(two.entity_bytes().unwrap(), one.entity_bytes().unwrap());
    two.import(batch, 0).unwrap();
    assert_eq!(two.entity_bytes().unwrap(), one.entity_bytes().unwrap());
}

#[test]
fn what_is_not_right_is_kept_apart_with_its_reason() {
    let (_, batch) = five();
    let reason = |change: &dyn Fn(&mut Signed)| -> Reason {
        let mut two = in_memory(2);
        let mut bad = only(&batch, &[0]);
        change(&mut bad.events[0]);
        let done = two.import(bad.clone(), 77).unwrap();
        assert_eq!((done.new, done.refused.len()), (0, 1));
        let again = two.import(bad, 78).unwrap();
        assert_eq!((again.known, again.refused.len()), (1, 0));
        let kept = two.refused().unwrap();
        assert_eq!((kept.len(), kept[0].wall_ms), (1, 77));
        assert!(two.verify().unwrap().is_sound());
        // And the right one still comes in.
        assert_eq!(two.import(batch.clone(), 0).unwrap().new, 5);
        kept[0].reason
    };
    let other_header = |change: fn(&mut Header)| {
        move |event: &mut Signed| {
            let mut header = event.header().unwrap();
            change(&mut header);
            event.header_bytes = header.to_bytes();
        }
    };
    assert_eq!(
        reason(&|event| event.header_bytes = vec![1, 2]),
        Reason::NotAnEvent
    );
    assert_eq!(
        reason(&|event| event.signature[3] ^= 1),
        Reason::BadSignature
    );
    assert_eq!(
        reason(&|event| event.signature.clear()),
        Reason::BadSignature
    );
    assert_eq!(
        reason(&|event| event.payload = Some(vec![0; 60])),
        Reason::PayloadDiffers
    );
    assert_eq!(
        reason(&other_header(|header| header.wall_ms += 1)),
        Reason::BadSignature
    );
    assert_eq!(
        reason(&other_header(|header| header.realm.0[0] ^= 1)),
        Reason::OtherRealm
    );
    assert_eq!(
        reason(&other_header(|header| header.stream.0[0] ^= 1)),
        Reason::OtherStream
    );
}

/// A device that signs what it should not: its own key is right, its counter or its chain is not.
#[test]
fn a_device_that_breaks_the_rules_is_stopped() {
    use ed25519_dalek::SigningKey;
    let signing = SigningKey::from_bytes(&[5; 32]);
    let device = DeviceId::of(&signing.verifying_key());
    let card = ledger::DeviceCard::new(&signing, REALM, STREAM, "rogue");
    let (one, _) = five();
    let header = |seq, prev, lamport, id| Header {
        realm: REALM,
        stream: STREAM,
        id,
        device,
        seq,
        prev,
        lamport,
        basis: vec![],
        kind: "note".to_owned(),
        version: 1,
        wall_ms: 0,
        occurred: None,
        boot: [0; 8],
        mono_ms: 0,
        actor: ACTOR,
        subject: None,
        payload_len: 0,
        payload_hash: [0; 32],
    };
    let id = |number| ledger::EventId([number; 16]);
    let leap = (1 << 32) + 6;
    let cases = [
        (header(1, [0; 32], leap, id(1)), Reason::LamportJump),
        (header(1, [1; 32], 9, id(1)), Reason::Forked),
    ];
    let unpaid = |header: &Header| Signed {
        payload: None,
        ..Signed::new(header, vec![], &signing)
    };
    for (header, reason) in cases {
        let mut two = in_memory(2);
        send(&one, &mut two);
        let mut batch = Batch::empty(REALM);
        batch.cards.push(card.clone());
        batch.events.push(unpaid(&header));
        let done = two.import(batch, 0).unwrap();
        assert_eq!(done.refused[0].reason, reason);
        assert_eq!(done.suspended.len(), usize::from(reason == Reason::Forked));
    }
    let mut two = in_memory(2);
    let first = unpaid(&header(1, [0; 32], 9, id(1)));
    let second = unpaid(&header(2, first.hash(), 9, id(2)));
    let mut batch = Batch::empty(REALM);
    batch.cards.push(card);
    batch.events = vec![first, second];
    let done = two.import(batch, 0).unwrap();
    assert_eq!((done.new, done.refused[0].reason), (1, Reason::LamportFell));
}

/// The file was copied behind our back, and both copies wrote on.
#[test]
fn two_histories_of_one_device_suspend_it_and_both_stay() {
    let dir = tempfile::tempdir().unwrap();
    let (path, clone) = (dir.path().join("a.ledger"), dir.path().join("b.ledger"));
    let mut one = create(&path, 1);
    add(&mut one, None, "開設", 2);
    drop(one);
    std::fs::copy(&path, &clone).unwrap();
    let mut one = open(&path);
    let mut two = open(&clone);
    assert_eq!(one.device(), two.device());
    add(&mut one, None, "here", 3);
    add(&mut two, None, "there", 4);
    let mut third = in_memory(5);
    send(&one, &mut third);
    let batch = two.events_after(&third.have().unwrap(), 100).unwrap();
    // The other's hash differs from ours, so that the event it has goes along.
    assert_eq!(batch.events.len(), 1);
    let done = third.import(batch, 9).unwrap();
    assert_eq!(done.suspended, [one.device()]);
    assert_eq!(done.refused[0].reason, Reason::Equivocation);
    assert!(third.verify().unwrap().is_sound());

    // Nothing more of it comes in, and it is kept.
    add(&mut one, None, "later", 6);
    let later = one.events_after(&third.have().unwrap(), 100).unwrap();
    assert_eq!(
        third.import(later, 9).unwrap().refused[0].reason,
        Reason::Suspended
    );
    assert_eq!(third.refused().unwrap().len(), 2);

    // The PC itself hears of it, stops, and goes on with a new key.
    send(&third, &mut one);
    send(&third, &mut two);
    assert_eq!(two.stats().unwrap().suspended, 1);
    let stopped = one
        .append(vec![note(None, "x")], ACTOR, now(), &mut rng(7))
        .err();
    assert_eq!(stopped, Some(LedgerError::DeviceSuspended));
    let renewed = one.renew_device("PC 1 new", &mut rng(8)).unwrap();
    add(&mut one, None, "on", 9);
    assert_eq!(one.stats().unwrap().own_events, 1);
    drop(one);
    let one = open(&path);
    assert_eq!(one.device(), renewed);
    assert!(one.verify().unwrap().is_sound());
}

#[test]
fn a_restored_pc_gets_its_own_lost_events_back() {
    let dir = tempfile::tempdir().unwrap();
    let (path, backup) = (dir.path().join("a.ledger"), dir.path().join("b.ledger"));
    let mut one = create(&path, 1);
    add(&mut one, None, "開設", 2);
    drop(one);
    std::fs::copy(&path, &backup).unwrap();
    let mut one = open(&path);
    let mut neighbour = in_memory(3);
    add(&mut one, Some(subject(1)), "見本 花子", 4);
    send(&one, &mut neighbour);
    drop(one);

    let mut restored = open(&backup);
    restored.renew_device("PC 1", &mut rng(5)).unwrap();
    add(&mut restored, None, "restored", 6);
    send(&neighbour, &mut restored);
    send(&restored, &mut neighbour);
    assert_eq!(
        restored.entity_bytes().unwrap(),
        neighbour.entity_bytes().unwrap()
    );
    assert!(restored.stats().unwrap().suspended == 0);
}

#[test]
fn parts_are_of_the_asked_size_and_each_follows_the_one_before() {
    let (one, _) = five();
    let mut two = in_memory(2);
    let mut parts = 0;
    loop {
        let batch = one.events_after(&two.have().unwrap(), 2).unwrap();
        parts += 1;
        assert!(batch.events.len() <= 2);
        let more = batch.more;
        let done = two.import(batch, 0).unwrap();
        assert_eq!((done.waiting, done.refused.len()), (0, 0));
        if !more {
            break;
        }
    }
    assert_eq!(parts, 3);
    // Nor is it an error when the other says that it has none, or more than there is.
    let odd = one
        .have()
        .unwrap()
        .into_keys()
        .map(|device| (device, (0, [0; 32])));
    assert_eq!(one.events_after(&odd.collect(), 9).unwrap().events.len(), 5);
    let odd = one
        .have()
        .unwrap()
        .into_keys()
        .map(|device| (device, (99, [0; 32])));
    assert_eq!(one.events_after(&odd.collect(), 9).unwrap().events.len(), 0);
    assert_eq!(two.entity_bytes().unwrap(), one.entity_bytes().unwrap());
}

#[test]
fn unknown_kinds_are_stored_and_passed_on() {
    let mut one = in_memory(1);
    let draft = Draft {
        kind: "future.kind".to_owned(),
        version: 9,
        subject: Some(subject(1)),
        basis: vec![],
        occurred: Some(-5),
        payload: Zeroizing::new(vec![1, 2, 3]),
    };
    one.append(vec![draft], ACTOR, now(), &mut rng(2)).unwrap();
    let (mut two, mut three) = (in_memory(3), in_memory(4));
    send(&one, &mut two);
    send(&two, &mut three);
    let event = &three.events_of(Entity::Subject(subject(1))).unwrap()[0];
    assert_eq!(
        (event.header.kind.as_str(), event.version),
        ("future.kind", 9)
    );
    assert_eq!(event.header.occurred, Some(-5));
    assert_eq!(event.payload.as_ref().unwrap()[..], [1, 2, 3]);
}

#[test]
fn two_keys_of_one_subject_both_open_what_they_sealed() {
    // Both PCs register notes on one person before they ever met.
    let (mut one, mut two) = (in_memory(1), in_memory(2));
    add(&mut one, Some(subject(1)), "one", 3);
    add(&mut two, Some(subject(1)), "two", 4);
    send(&one, &mut two);
    send(&two, &mut one);
    assert_eq!(one.entity_bytes().unwrap(), two.entity_bytes().unwrap());
    let page = one.entity(Entity::Subject(subject(1))).unwrap().unwrap();
    assert_eq!((page.lines.len(), page.unreadable), (2, 0));
    // A wrong key for a subject changes nothing.
    let before = one.entity_bytes().unwrap();
    let mut batch = Batch::empty(REALM);
    batch.keys = vec![(SubjectId([1; 16]), SubjectKey::new([3; 32]))];
    one.import(batch, 0).unwrap();
    assert_eq!(one.entity_bytes().unwrap(), before);
    let _ = key();
}
