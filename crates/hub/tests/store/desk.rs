//! A desk in a few lines: a key, a chain of events, keys of subjects. Everything in it is invented.

use ed25519_dalek::SigningKey;
use hub::store::Opened;
use ledger::{
    ActorId, DeviceCard, DeviceId, EventId, Header, RealmId, Signed, StreamId, SubjectId,
    SubjectKey,
};
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{RngCore, SeedableRng};
use sha2::{Digest, Sha256};

pub const REALM: RealmId = RealmId([7; 16]);

pub fn stream(number: u64) -> StreamId {
    let mut id = [0x11; 16];
    id[8..].copy_from_slice(&number.to_be_bytes());
    StreamId(id)
}

pub fn subject(number: u64) -> SubjectId {
    let mut id = [0x55; 16];
    id[8..].copy_from_slice(&number.to_be_bytes());
    SubjectId(id)
}

/// The key of a subject, the same at every desk.
pub fn key_of(subject: SubjectId) -> SubjectKey {
    SubjectKey::new(Sha256::digest(subject.0).into())
}

#[derive(Clone)]
pub struct Desk {
    pub key: SigningKey,
    pub realm: RealmId,
    pub stream: StreamId,
    pub seq: u64,
    pub lamport: u64,
    pub prev: [u8; 32],
    rng: ChaCha8Rng,
}

impl Desk {
    pub fn new(number: u64, stream: StreamId) -> Self {
        Self::of(REALM, number, stream)
    }

    pub fn of(realm: RealmId, number: u64, stream: StreamId) -> Self {
        let mut rng = ChaCha8Rng::seed_from_u64(number);
        let mut seed = [0; 32];
        rng.fill_bytes(&mut seed);
        Self {
            key: SigningKey::from_bytes(&seed),
            realm,
            stream,
            seq: 0,
            lamport: 0,
            prev: [0; 32],
            rng,
        }
    }

    pub fn id(&self) -> DeviceId {
        DeviceId::of(&self.key.verifying_key())
    }

    pub fn card(&self) -> DeviceCard {
        DeviceCard::new(&self.key, self.realm, self.stream, "invented desk")
    }

    /// The next event, about this subject or none.
    pub fn event(&mut self, about: Option<SubjectId>) -> Signed {
        self.event_of("test.kind", about)
    }

    pub fn erasing(&mut self, subject: SubjectId) -> Signed {
        self.event_of(ledger::ERASED_KIND, Some(subject))
    }

    pub fn event_of(&mut self, kind: &str, about: Option<SubjectId>) -> Signed {
        let own = SubjectId(self.stream.0);
        let sealed_for = about.filter(|_| kind != ledger::ERASED_KIND).unwrap_or(own);
        let mut payload = vec![0; 60];
        self.rng.fill_bytes(&mut payload);
        payload[..8].copy_from_slice(&Sha256::digest(key_of(sealed_for).expose())[..8]);
        let header = self.header(kind, about, &payload);
        self.sign(&header, payload)
    }

    /// The header of the next event; nothing is counted yet.
    pub fn header(&mut self, kind: &str, about: Option<SubjectId>, payload: &[u8]) -> Header {
        Header {
            realm: self.realm,
            stream: self.stream,
            id: EventId::new(1_700_000_000_000, &mut rand_core::OsRng),
            device: self.id(),
            seq: self.seq + 1,
            prev: self.prev,
            lamport: self.lamport + 1,
            basis: Vec::new(),
            kind: kind.to_owned(),
            version: 1,
            wall_ms: 1_700_000_000_000,
            occurred: None,
            boot: [1; 8],
            mono_ms: 5,
            actor: ActorId([2; 8]),
            subject: about,
            payload_len: u32::try_from(payload.len()).unwrap(),
            payload_hash: Sha256::digest(payload).into(),
        }
    }

    pub fn sign(&mut self, header: &Header, payload: Vec<u8>) -> Signed {
        let signed = Signed::new(header, payload, &self.key);
        self.seq = header.seq;
        self.lamport = header.lamport;
        self.prev = signed.hash();
        signed
    }

    pub fn events(&mut self, count: usize) -> Vec<Signed> {
        (0..count).map(|_| self.event(None)).collect()
    }

    pub fn offers(&self, events: Vec<Signed>) -> Opened {
        Opened {
            by: self.id(),
            cards: vec![self.card()],
            events,
            keys: Vec::new(),
            erased: Vec::new(),
        }
    }
}

/// With the keys of these subjects.
pub fn with_keys(mut offer: Opened, subjects: &[SubjectId]) -> Opened {
    let keys = subjects.iter().map(|subject| (*subject, key_of(*subject)));
    offer.keys.extend(keys);
    offer
}
