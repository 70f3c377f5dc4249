//! The one way to write a header, byte by byte, and what is refused.

use ed25519_dalek::{Signer, SigningKey};
use ledger::{
    ActorId, Batch, DeviceCard, DeviceId, EventId, Hash8, Header, HeaderError, RealmId, Signed,
    StreamId, SubjectId, SubjectKey,
};
use proptest::prelude::*;
use rand_chacha::ChaCha8Rng;
use rand_core::SeedableRng;

fn sample() -> Header {
    Header {
        realm: RealmId([0x11; 16]),
        stream: StreamId([0x22; 16]),
        id: EventId([0x33; 16]),
        device: DeviceId([0x44; 16]),
        seq: 24,
        prev: [0x55; 32],
        lamport: 500,
        basis: vec![Hash8([0x66; 8])],
        kind: "presence.left".to_owned(),
        version: 1,
        wall_ms: -1,
        occurred: Some(1_790_000_000_000),
        boot: [0x77; 8],
        mono_ms: 70_000,
        actor: ActorId([0x88; 8]),
        subject: Some(SubjectId([0x99; 16])),
        payload_len: 100,
        payload_hash: [0xaa; 32],
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes
        .iter()
        .fold(String::new(), |text, byte| format!("{text}{byte:02x}"))
}

/// Written by hand from RFC 8949; were it to change, no ledger in the world could be checked any more.
#[test]
fn the_bytes_of_a_header_never_change() {
    let expected = [
        "93", // array of 19
        "01",
        &format!("50{}", "11".repeat(16)),
        &format!("50{}", "22".repeat(16)),
        &format!("50{}", "33".repeat(16)),
        &format!("50{}", "44".repeat(16)),
        "1818",
        &format!("5820{}", "55".repeat(32)),
        "1901f4",
        &format!("8148{}", "66".repeat(8)),
        "6d70726573656e63652e6c656674",
        "01",
        "20",
        "1b000001a0c4506c00",
        &format!("48{}", "77".repeat(8)),
        "1a00011170",
        &format!("48{}", "88".repeat(8)),
        &format!("50{}", "99".repeat(16)),
        "1864",
        &format!("5820{}", "aa".repeat(32)),
    ]
    .concat();
    assert_eq!(hex(&sample().to_bytes()), expected);
    assert_eq!(Header::from_bytes(&sample().to_bytes()).unwrap(), sample());
}

#[test]
fn a_missing_subject_and_time_are_null() {
    let mut header = sample();
    header.subject = None;
    header.occurred = None;
    header.basis.clear();
    let bytes = header.to_bytes();
    assert_eq!(Header::from_bytes(&bytes).unwrap(), header);
    assert_eq!(bytes.split(|byte| *byte == 0xf6).count(), 3);
}

#[test]
fn another_spelling_of_the_same_header_is_refused() {
    let bytes = sample().to_bytes();
    let refused = |bytes: &[u8]| Header::from_bytes(bytes).unwrap_err();
    // The format number 1 in two bytes instead of one.
    let longer = [&bytes[..1], &[0x18, 0x01], &bytes[2..]].concat();
    assert_eq!(refused(&longer), HeaderError::NotCanonical);
    // An array of indefinite length.
    let open = [&[0x9f], &bytes[1..], &[0xff]].concat();
    assert_eq!(refused(&open), HeaderError::NotCanonical);
    // A byte behind the end.
    assert_eq!(
        refused(&[&bytes[..], &[0]].concat()),
        HeaderError::NotAHeader
    );
    assert_eq!(refused(&bytes[..bytes.len() - 1]), HeaderError::NotAHeader);
    let mut later = bytes.clone();
    later[1] = 2;
    assert_eq!(refused(&later), HeaderError::UnknownFormat);
    assert_eq!(refused(&[0; 5000]), HeaderError::TooLong);
}

#[test]
fn bounds_are_kept() {
    let refused = |change: fn(&mut Header)| {
        let mut header = sample();
        change(&mut header);
        Header::from_bytes(&header.to_bytes()).unwrap_err()
    };
    assert_eq!(refused(|h| h.seq = 0), HeaderError::OutOfBounds);
    assert_eq!(refused(|h| h.seq = 1 << 40), HeaderError::OutOfBounds);
    assert_eq!(refused(|h| h.lamport = u64::MAX), HeaderError::OutOfBounds);
    assert_eq!(
        refused(|h| h.kind = "見本 花子".to_owned()),
        HeaderError::OutOfBounds
    );
    assert_eq!(
        refused(|h| h.kind = String::new()),
        HeaderError::OutOfBounds
    );
    assert_eq!(
        refused(|h| h.kind = "k".repeat(65)),
        HeaderError::OutOfBounds
    );
    assert_eq!(
        refused(|h| h.basis = vec![Hash8([0; 8]); 257]),
        HeaderError::OutOfBounds
    );
    assert_eq!(
        refused(|h| h.subject = Some(SubjectId(h.stream.0))),
        HeaderError::OutOfBounds
    );
}

#[test]
fn a_signature_is_bound_to_header_key_and_purpose() {
    let key = SigningKey::from_bytes(&[7; 32]);
    let signed = Signed::new(&sample(), vec![1; 100], &key);
    assert!(signed.is_signed_by(&key.verifying_key()));
    let other = SigningKey::from_bytes(&[8; 32]).verifying_key();
    assert!(!signed.is_signed_by(&other));
    for place in 0..signed.header_bytes.len() {
        let mut changed = signed.clone();
        changed.header_bytes[place] ^= 1;
        assert!(!changed.is_signed_by(&key.verifying_key()), "byte {place}");
    }
    let mut bare = signed.clone();
    bare.signature = key.sign(&signed.header_bytes).to_bytes().to_vec();
    assert!(!bare.is_signed_by(&key.verifying_key()));
    bare.signature.truncate(10);
    assert!(!bare.is_signed_by(&key.verifying_key()));
}

#[test]
fn a_card_is_the_device_s_own_and_of_one_stream() {
    let key = SigningKey::from_bytes(&[7; 32]);
    let (realm, stream) = (RealmId([1; 16]), StreamId([2; 16]));
    let card = DeviceCard::new(&key, realm, stream, "受付 1");
    assert_eq!(card.device(), DeviceId::of(&key.verifying_key()));
    assert!(card.check(realm).is_some());
    assert!(card.check(RealmId([3; 16])).is_none());
    let mut moved = card.clone();
    moved.stream = StreamId([3; 16]);
    assert!(moved.check(realm).is_none());
    let mut renamed = card;
    renamed.name = "受付 2".to_owned();
    assert!(renamed.check(realm).is_none());
}

#[test]
fn a_batch_is_the_same_after_a_journey_and_byte_strings_stay_short() {
    let key = SigningKey::from_bytes(&[7; 32]);
    let (realm, stream) = (RealmId([1; 16]), StreamId([2; 16]));
    let mut batch = Batch::empty(realm);
    batch
        .cards
        .push(DeviceCard::new(&key, realm, stream, "受付 1"));
    batch
        .events
        .push(Signed::new(&sample(), vec![200; 100], &key));
    batch.events[0].payload = Some(vec![200; 100]);
    batch.events.push(Signed {
        payload: None,
        ..batch.events[0].clone()
    });
    batch
        .keys
        .push((SubjectId([9; 16]), SubjectKey::new([250; 32])));
    batch.erased.push(SubjectId([8; 16]));
    let mut bytes = Vec::new();
    ciborium::into_writer(&batch, &mut bytes).unwrap();
    assert!(bytes.len() < 1300, "{}", bytes.len());
    let back: Batch = ciborium::from_reader(&bytes[..]).unwrap();
    assert!(back.events == batch.events && back.keys == batch.keys);
    assert_eq!(back.cards, batch.cards);
    assert_eq!(back.erased, batch.erased);
    assert_eq!((back.realm, back.more), (realm, false));
}

#[test]
fn ids_are_hexadecimal_for_people_and_bytes_for_programs() {
    let id = SubjectId([0xab; 16]);
    assert_eq!(id.to_string(), "ab".repeat(16));
    assert_eq!(SubjectId::from_hex(&"AB".repeat(16)), Some(id));
    assert_eq!(SubjectId::from_hex("ab"), None);
    assert_eq!(SubjectId::from_hex(&"g".repeat(32)), None);
    let json = serde_json::to_string(&id).unwrap();
    assert_eq!(serde_json::from_str::<SubjectId>(&json).unwrap(), id);
    assert!(serde_json::from_str::<SubjectId>("\"abcd\"").is_err());
    let mut bytes = Vec::new();
    ciborium::into_writer(&id, &mut bytes).unwrap();
    assert_eq!(bytes.len(), 17);
    assert_eq!(
        ciborium::from_reader::<SubjectId, _>(&bytes[..]).unwrap(),
        id
    );
    assert!(ciborium::from_reader::<ActorId, _>(&bytes[..]).is_err());
}

#[test]
fn event_ids_are_uuids_of_version_7() {
    let mut rng = ChaCha8Rng::seed_from_u64(1);
    let id = EventId::new(0x0198_0000_abcd, &mut rng).to_string();
    assert_eq!(&id[..12], "01980000abcd");
    assert_eq!(&id[12..13], "7");
    assert!("89ab".contains(&id[16..17]));
    assert_eq!(
        &EventId::new(-5, &mut rng).to_string()[..12],
        "000000000000"
    );
    assert_ne!(EventId::new(1, &mut rng), EventId::new(1, &mut rng));
}

proptest! {
    #[test]
    fn no_bytes_are_a_panic(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        if let Ok(header) = Header::from_bytes(&bytes) {
            prop_assert_eq!(header.to_bytes(), bytes);
        }
    }

    /// Random bytes are hardly ever a header; changed headers come closer.
    #[test]
    fn no_changed_header_is_a_panic_or_a_second_spelling(
        place in 0..330_usize, byte: u8, cut in 0..330_usize,
    ) {
        let mut bytes = sample().to_bytes();
        let length = bytes.len();
        bytes[place % length] = byte;
        for bytes in [&bytes[..], &bytes[..cut % length]] {
            if let Ok(header) = Header::from_bytes(bytes) {
                prop_assert_eq!(header.to_bytes(), bytes);
            }
        }
    }

    #[test]
    fn every_header_is_read_as_it_was_written(
        seq in 1..1_u64 << 40, lamport in 1..=i64::MAX as u64, version: u16, wall_ms: i64,
        occurred: Option<i64>, mono_ms: u64, payload_len: u32, subject: Option<[u8; 16]>,
        basis in proptest::collection::vec(any::<[u8; 8]>(), 0..20), kind in "[a-z0-9._-]{1,64}",
    ) {
        let header = Header {
            seq, lamport, version, wall_ms, occurred, mono_ms, payload_len, kind,
            subject: subject.map(SubjectId),
            basis: basis.into_iter().map(Hash8).collect(),
            ..sample()
        };
        prop_assert_eq!(Header::from_bytes(&header.to_bytes()), Ok(header));
    }
}
