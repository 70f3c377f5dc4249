//! Bytes that are signed or hashed never change: a hub and a desk of different years have to agree on them.

#![allow(clippy::unwrap_used, reason = "helpers of tests")]

use data_encoding::HEXLOWER;
use ed25519_dalek::SigningKey;
use ledger::{DeviceCard, DeviceId, RealmId, Signed, StreamId, SubjectId, SubjectKey};
use rand_chacha::ChaCha8Rng;
use rand_core::SeedableRng;
use sha2::{Digest, Sha256};
use sync::{
    CertificateHash, Code, Hello, HelloAnswer, HubKey, Item, Mark, Prove, SealedKeys, Token,
};

const REALM: RealmId = RealmId([1; 16]);
const STREAM: StreamId = StreamId([2; 16]);

fn key(seed: u8) -> SigningKey {
    SigningKey::from_bytes(&[seed; 32])
}

fn hex(bytes: &[u8]) -> String {
    HEXLOWER.encode(bytes)
}

#[test]
fn the_words_of_a_session_never_change() {
    let hub = HubKey::of(&key(7));
    let said = Prove::said(REALM, hub.id(), b"challenge");
    let expected = [
        &b"kazashi.session.1"[..],
        &[1; 16],
        &Sha256::digest(hub.0)[..16],
        b"challenge",
    ];
    assert_eq!(said, expected.concat());
    // No word of a session can be an event's.
    assert!(!said.starts_with(b"kazashi.event"));
}

#[test]
fn a_proof_is_of_one_hub_one_realm_and_one_challenge() {
    use ed25519_dalek::Signer;
    let (device, hub, other) = (key(1), HubKey::of(&key(7)), HubKey::of(&key(8)));
    let said = Prove::said(REALM, hub.id(), b"challenge");
    let prove = Prove {
        realm: REALM,
        device: DeviceId::of(&device.verifying_key()),
        challenge: b"challenge".to_vec(),
        signature: device.sign(&said).to_bytes(),
    };
    assert!(prove.is_signed_by(&device.verifying_key(), hub));
    assert!(!prove.is_signed_by(&device.verifying_key(), other));
    assert!(!prove.is_signed_by(&key(2).verifying_key(), hub));
    let mut moved = prove.clone();
    moved.realm = RealmId([9; 16]);
    assert!(!moved.is_signed_by(&device.verifying_key(), hub));
    let mut late = prove;
    late.challenge = b"challengf".to_vec();
    assert!(!late.is_signed_by(&device.verifying_key(), hub));
}

#[test]
fn every_part_of_a_hello_is_signed() {
    let hello = Hello { nonce: [5; 32] };
    let certificates = vec![CertificateHash([6; 32])];
    let answer = HelloAnswer::new(&key(7), &hello, 1_795_000_000_000, certificates);
    assert!(answer.is_signed(&hello));
    assert!(!answer.is_signed(&Hello { nonce: [4; 32] }));
    let mut changed = answer.clone();
    changed.time_ms += 1;
    assert!(!changed.is_signed(&hello));
    let mut changed = answer.clone();
    changed.certificates.push(CertificateHash([7; 32]));
    assert!(!changed.is_signed(&hello));
    let mut changed = answer;
    changed.key = HubKey::of(&key(8));
    assert!(!changed.is_signed(&hello));
}

#[test]
fn a_history_never_changes() {
    let card = DeviceCard::new(&key(1), REALM, STREAM, "PC 1");
    let subject = SubjectId([3; 16]);
    let items = [
        Item::Card(card.clone()),
        Item::Event(Signed {
            header_bytes: b"header".to_vec(),
            signature: vec![1; 64],
            payload: Some(b"payload".to_vec()),
        }),
        Item::Payload {
            device: card.device(),
            seq: 1,
            payload: Some(b"payload".to_vec()),
        },
        Item::Key {
            subject,
            tag: [4; 8],
        },
        Item::Erased(subject),
        Item::Revoked {
            device: card.device(),
            from: 2,
        },
    ];
    let end = items
        .iter()
        .fold(Mark::START, |at, it| at.after(&it.hash()));
    assert_eq!(end.position, 6);
    // Calculated once from the sentences of the documentation by another program.
    let mut history = [0_u8; 32];
    for named in [
        [&b"card"[..], &card.device().0].concat(),
        [&b"event"[..], &Sha256::digest(b"header")].concat(),
        [&b"payload"[..], &card.device().0, &1_u64.to_be_bytes()].concat(),
        [&b"key"[..], &[3; 16], &[4; 8]].concat(),
        [&b"erased"[..], &[3; 16]].concat(),
        [&b"revoked"[..], &card.device().0, &2_u64.to_be_bytes()].concat(),
    ] {
        let item = Sha256::digest(&named);
        let both = [&b"kazashi.history.1"[..], &history, &item].concat();
        history = Sha256::digest(&both).into();
    }
    assert_eq!(hex(&end.history), hex(&history));
}

#[test]
fn what_is_erased_later_changes_no_history() {
    let signed = |payload: Option<&[u8]>| {
        Item::Event(Signed {
            header_bytes: b"header".to_vec(),
            signature: vec![1; 64],
            payload: payload.map(<[u8]>::to_vec),
        })
    };
    assert_eq!(signed(Some(b"x")).hash(), signed(None).hash());
    let late = |payload: Option<&[u8]>| Item::Payload {
        device: DeviceId([1; 16]),
        seq: 1,
        payload: payload.map(<[u8]>::to_vec),
    };
    assert_eq!(late(Some(b"x")).hash(), late(None).hash());
}

#[test]
fn a_code_shows_both_sides_and_tells_nothing() {
    let (code, other) = (Code::new("once", b"AAAA"), Code::new("package", b"AAAA"));
    assert_ne!(code.id(), other.id());
    assert_eq!(code.id(), Code::from_bytes(*code.expose()).id());
    let card = DeviceCard::new(&key(1), REALM, STREAM, "PC 1");
    let moved = DeviceCard::new(&key(1), REALM, StreamId([9; 16]), "PC 1");
    let proof = code.by_device(b"challenge", &card);
    assert_ne!(proof, code.by_device(b"challenge", &moved));
    assert_ne!(proof, code.by_device(b"challengf", &card));
    assert_ne!(proof, other.by_device(b"challenge", &card));
    let hello = HelloAnswer::new(&key(7), &Hello { nonce: [0; 32] }, 1, Vec::new());
    assert_ne!(code.by_hub(&hello, b"challenge"), proof);
}

#[test]
fn sealed_keys_open_for_their_receiver_alone() {
    let mut rng = ChaCha8Rng::seed_from_u64(1);
    let pairs = [
        (SubjectId([1; 16]), SubjectKey::new([2; 32])),
        (SubjectId([3; 16]), SubjectKey::new([4; 32])),
    ];
    let sealed = SealedKeys::seal(&pairs, &key(1).verifying_key(), &mut rng).unwrap();
    assert!(sealed.open(&key(1)).unwrap() == pairs);
    assert!(sealed.open(&key(2)).is_none());
    let mut bytes = serde_json::to_vec(&sealed).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] = if bytes[middle] == b'A' { b'B' } else { b'A' };
    let changed: SealedKeys = serde_json::from_slice(&bytes).unwrap();
    assert!(changed.open(&key(1)).is_none());
    assert_eq!(SealedKeys::none().open(&key(2)).unwrap().len(), 0);
}

#[test]
fn questions_are_the_same_in_cbor_and_in_json() {
    let token = Token(vec![1, 2, 255]);
    let mut cbor = Vec::new();
    ciborium::into_writer(&token, &mut cbor).unwrap();
    // One byte string, and no array of numbers.
    assert_eq!(hex(&cbor), "430102ff");
    let back: Token = ciborium::from_reader(&cbor[..]).unwrap();
    assert!(back == token);
    assert_eq!(serde_json::to_string(&token).unwrap(), "\"AQL/\"");
    let mark = Mark::START.after(&[1; 32]);
    let json = serde_json::to_string(&mark).unwrap();
    assert_eq!(serde_json::from_str::<Mark>(&json).unwrap(), mark);
}
