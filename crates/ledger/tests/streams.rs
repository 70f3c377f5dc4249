//! Several shelters of one disaster in one ledger: each PC writes into its own stream and holds what others bring.

#![allow(clippy::unwrap_used, reason = "helpers of tests")]

mod support;

use ledger::{
    Bundle, BundleKey, BundleWriter, Entity, Have, Ledger, LedgerError, Opener, Reason,
    StreamStats, SubjectId,
};
use support::{
    ACTOR, NEIGHBOUR, Notes, REALM, STREAM, add, note, now, of_stream, rng, send, subject,
};
use zeroize::Zeroizing;

/// The shelters of two schools and of a gymnasium, which all say something of themselves and of one person.
fn three() -> [Ledger<Notes>; 3] {
    let gymnasium = ledger::StreamId([44; 16]);
    let mut seed = 10;
    [STREAM, NEIGHBOUR, gymnasium].map(|stream| {
        seed += 10;
        let mut ledger = of_stream(stream, seed);
        add(&mut ledger, None, &format!("shelter {seed}"), seed + 1);
        add(
            &mut ledger,
            Some(subject(1)),
            &format!("seen {seed}"),
            seed + 2,
        );
        ledger
    })
}

fn lines(ledger: &Ledger<Notes>, entity: Entity) -> Vec<String> {
    ledger.entity(entity).unwrap().unwrap().lines
}

#[test]
fn each_writes_into_its_own_stream_and_all_hold_all() {
    let [mut one, mut two, mut three] = three();
    // Only the gymnasium meets both schools, and carries for each.
    send(&one, &mut three);
    send(&two, &mut three);
    send(&three, &mut one);
    send(&three, &mut two);
    let streams = [one.stream(), two.stream(), three.stream()];
    for ledger in [&one, &two, &three] {
        for (stream, seed) in streams.iter().zip([20, 30, 40]) {
            let said = lines(ledger, Entity::Stream(*stream));
            assert_eq!(said, [format!("shelter {seed}")]);
        }
        assert_eq!(lines(ledger, Entity::Subject(subject(1))).len(), 3);
        assert_eq!(ledger.entity_bytes().unwrap(), one.entity_bytes().unwrap());
        assert!(ledger.verify().unwrap().is_sound());
        let stats = ledger.stream_stats().unwrap();
        let each = |stream| StreamStats {
            stream,
            devices: 1,
            events: 2,
        };
        let mut expected = streams.map(each);
        expected.sort_by_key(|one| one.stream);
        assert_eq!(stats, expected);
    }
    let event = add(&mut one, Some(subject(1)), "moved on", 50);
    assert_eq!(event.header.stream, STREAM);
    assert_eq!(
        event.header.lamport, 3,
        "after all that is here, of any stream"
    );
    one.rebuild().unwrap();
    send(&one, &mut two);
    assert_eq!(one.entity_bytes().unwrap(), two.entity_bytes().unwrap());
}

#[test]
fn a_bundle_of_any_shelter_of_the_realm_is_taken_in() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("stick.kazashi-bundle");
    let key = BundleKey::new([5; 32]);
    let [one, mut two, mut three] = three();
    send(&one, &mut three);
    let writer = BundleWriter::begin(&file, &three, &Have::new(), &key, None, 0, &mut rng(1));
    writer.unwrap().finish(&three).unwrap();
    let mut bundle = Bundle::open(&file, REALM, &Opener::Realm(&key)).unwrap();
    assert_eq!(bundle.info().carrier.stream, three.stream());
    let taken = bundle.import_into(&mut two, 0).unwrap();
    assert_eq!((taken.new, taken.waiting, taken.refused.len()), (4, 0, 0));
    // With the keys of both streams: all of it can be read.
    for ledger in [&one, &three] {
        let of = Entity::Stream(ledger.stream());
        assert_eq!(lines(&two, of), lines(ledger, of));
    }
    let again = bundle.import_into(&mut two, 0).unwrap();
    assert_eq!((again.new, again.known, again.changed.len()), (0, 4, 0));
    assert!(two.verify().unwrap().is_sound());
}

#[test]
fn a_stream_whose_key_comes_later_becomes_readable_then() {
    let [mut one, two, _] = three();
    let whole = two.events_after(&Have::new(), 100).unwrap();
    let mut without = whole.clone();
    without.keys.clear();
    one.import(without, 0).unwrap();
    let of = Entity::Stream(NEIGHBOUR);
    assert_eq!(one.entity(of).unwrap().unwrap().unreadable, 1);
    let done = one.import(whole, 0).unwrap();
    assert_eq!((done.new, done.known), (0, 2));
    assert!(done.changed.iter().any(|(changed, _)| *changed == of));
    assert_eq!(lines(&one, of), ["shelter 30"]);
    assert_eq!(lines(&one, Entity::Stream(STREAM)), ["shelter 20"]);
}

#[test]
fn a_device_writes_into_no_stream_but_its_own() {
    use ed25519_dalek::SigningKey;
    let signing = SigningKey::from_bytes(&[5; 32]);
    let [mut one, two, _] = three();
    let mut batch = two.events_after(&Have::new(), 100).unwrap();
    let mut header = batch.events[0].header().unwrap();
    header.device = ledger::DeviceId::of(&signing.verifying_key());
    header.stream = STREAM;
    let card = ledger::DeviceCard::new(&signing, REALM, NEIGHBOUR, "next door");
    let payload = batch.events[0].payload.clone().unwrap();
    batch.events = vec![ledger::Signed::new(&header, payload, &signing)];
    batch.cards = vec![card];
    let done = one.import(batch, 0).unwrap();
    let reasons: Vec<Reason> = done.refused.iter().map(|it| it.reason).collect();
    assert_eq!((done.new, reasons), (0, vec![Reason::OtherStream]));
}

#[test]
fn who_is_erased_next_door_is_erased_here() {
    let [mut one, mut two, mut three] = three();
    send(&one, &mut two);
    send(&one, &mut three);
    let ground = Zeroizing::new(b"request".to_vec());
    two.erase(subject(1), ground, ACTOR, now(), &mut rng(60))
        .unwrap();
    send(&two, &mut one);
    assert!(one.entity(Entity::Subject(subject(1))).unwrap().is_none());
    // The ground is the neighbour's to tell, and is read here.
    assert!(lines(&one, Entity::Stream(NEIGHBOUR)).contains(&"request".to_owned()));
    // A late stick of a third shelter brings nothing of the person back.
    send(&three, &mut one);
    assert!(one.entity(Entity::Subject(subject(1))).unwrap().is_none());
    assert!(one.verify().unwrap().is_sound());
    assert_eq!(one.stats().unwrap().erased, 1);
}

#[test]
fn no_stream_is_erased_as_a_person() {
    let [mut one, two, _] = three();
    send(&two, &mut one);
    let next_door = SubjectId(NEIGHBOUR.0);
    let ground = Zeroizing::new(Vec::new());
    let refused = one.erase(next_door, ground, ACTOR, now(), &mut rng(1));
    assert!(matches!(
        refused.err(),
        Some(LedgerError::DraftInvalid { .. })
    ));
    let drafts = vec![note(Some(next_door), "x")];
    assert!(one.append(drafts, ACTOR, now(), &mut rng(2)).is_err());
    let mut batch = two.events_after(&Have::new(), 100).unwrap();
    batch.erased = vec![next_door, SubjectId(STREAM.0)];
    one.import(batch.clone(), 0).unwrap();
    assert_eq!(one.stats().unwrap().erased, 0);
    assert_eq!(lines(&one, Entity::Stream(NEIGHBOUR)), ["shelter 30"]);

    // Nor by a list that names it where nobody has heard of it yet.
    let [_, _, mut far] = three();
    let mut early = batch.clone();
    early.cards.clear();
    early.events.clear();
    early.keys.clear();
    far.import(early, 0).unwrap();
    batch.erased.clear();
    far.import(batch, 0).unwrap();
    assert_eq!(lines(&far, Entity::Stream(NEIGHBOUR)), ["shelter 30"]);
    assert!(far.verify().unwrap().is_sound());
}
