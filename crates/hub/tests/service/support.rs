//! A hub in memory, and devices that speak to it by hand.

use std::sync::Arc;

use ed25519_dalek::{Signer, SigningKey};
use hub::Secrets;
use hub::service::{Service, Settings};
use hub::store::{Admission, Kind, NewCode, Realm, Sqlite, Store};
use ledger::{DeviceCard, DeviceId, EventId, Header, RealmId, Signed, StreamId};
use rand_chacha::ChaCha8Rng;
use rand_core::SeedableRng;
use sha2::{Digest, Sha256};
use sync::{
    After, Answer, Ask, Code, EnrolAnswer, EnrolRequest, EnrolStart, Hello, Offer, Problem,
    ProblemCode, Prove, Role, SealedKeys, Token,
};
use zeroize::Zeroizing;

pub const REALM: RealmId = RealmId([1; 16]);
pub const STREAM: StreamId = StreamId([2; 16]);
pub const NEIGHBOUR: StreamId = StreamId([3; 16]);
pub const NOW: i64 = 1_795_000_000_000;

pub struct Hub {
    pub service: Arc<Service>,
    pub store: Arc<Store>,
    pub secrets: Arc<Secrets>,
}

pub async fn hub_with(admission: Admission, settings: Settings) -> Hub {
    hub_of(Kind::Shelter, admission, settings).await
}

/// A hub of elections.
pub async fn polling_hub() -> Hub {
    hub_of(Kind::Polling, Admission::ByPackage, Settings::default()).await
}

async fn hub_of(kind: Kind, admission: Admission, settings: Settings) -> Hub {
    let secrets = Arc::new(Secrets::random(&mut ChaCha8Rng::seed_from_u64(1)));
    let store = Arc::new(Store::Sqlite(Sqlite::in_memory(secrets.clone()).unwrap()));
    for id in [REALM, RealmId([9; 16])] {
        let realm = Realm {
            id,
            kind,
            name: "見本".to_owned(),
            exercise: true,
            admission,
            join_code: Zeroizing::new(*package_code(id).expose()),
            bundle_key: Zeroizing::new([3; 32]),
            authority: None,
            public: String::new(),
        };
        store.open_realm(realm).await.unwrap();
    }
    let service = Service::new(store.clone(), secrets.clone(), "見本の集約サーバ", settings);
    Hub {
        service: Arc::new(service),
        store,
        secrets,
    }
}

pub async fn hub() -> Hub {
    let settings = Settings {
        per_second: None,
        ..Settings::default()
    };
    hub_with(Admission::ByPackage, settings).await
}

pub fn package_code(realm: RealmId) -> Code {
    Code::new("package", &realm.0)
}

impl Hub {
    /// A code that an administrator printed.
    pub async fn printed(&self, role: Role, stream: Option<StreamId>, until_ms: i64) -> Code {
        let code = Code::new("once", b"PRINTED-CODE-OF-THE-CITY");
        let stored = NewCode {
            realm: REALM,
            id: code.id(),
            secret: Zeroizing::new(*code.expose()),
            role,
            stream,
            until_ms,
        };
        self.store.add_code(stored).await.unwrap();
        code
    }

    pub async fn ask(&self, token: Option<&Token>, ask: Ask, now_ms: i64) -> Answer {
        self.service.answer(token, ask, now_ms).await
    }
}

/// One PC, without a ledger: its key and its chain.
pub struct Pc {
    pub key: SigningKey,
    pub realm: RealmId,
    pub stream: StreamId,
    seq: u64,
    prev: [u8; 32],
}

impl Pc {
    pub fn new(seed: u8, stream: StreamId) -> Self {
        Self {
            key: SigningKey::from_bytes(&[seed; 32]),
            realm: REALM,
            stream,
            seq: 0,
            prev: [0; 32],
        }
    }

    pub fn device(&self) -> DeviceId {
        DeviceId::of(&self.key.verifying_key())
    }

    pub fn card(&self) -> DeviceCard {
        DeviceCard::new(&self.key, self.realm, self.stream, "PC 1")
    }

    pub async fn enrol(&self, hub: &Hub, code: &Code) -> Result<EnrolAnswer, Problem> {
        self.enrol_at(hub, code, NOW).await
    }

    pub async fn enrol_at(
        &self,
        hub: &Hub,
        code: &Code,
        now_ms: i64,
    ) -> Result<EnrolAnswer, Problem> {
        let start = EnrolStart {
            code: code.id(),
            nonce: [7; 32],
        };
        let started = hub.service.enrol_start(&start, now_ms).await?;
        assert!(started.hello.is_signed(&Hello { nonce: [7; 32] }));
        let proof = code.by_hub(&started.hello, &started.challenge);
        assert_eq!(started.proof, proof);
        let request = EnrolRequest {
            code: code.id(),
            realm: self.realm,
            proof: code.by_device(&started.challenge, &self.card()),
            card: self.card(),
            challenge: started.challenge,
        };
        hub.service.enrol(&request, now_ms).await
    }

    pub async fn joined(seed: u8, stream: StreamId, hub: &Hub) -> (Self, Token) {
        let pc = Self::new(seed, stream);
        pc.enrol(hub, &package_code(REALM)).await.unwrap();
        let token = pc.session(hub).await.unwrap();
        (pc, token)
    }

    pub async fn prove(&self, hub: &Hub, now_ms: i64) -> Prove {
        let Answer::Challenge(challenge) = hub.ask(None, Ask::Challenge, now_ms).await else {
            panic!("no challenge");
        };
        let said = Prove::said(self.realm, hub.secrets.key().id(), &challenge.challenge);
        Prove {
            realm: self.realm,
            device: self.device(),
            challenge: challenge.challenge,
            signature: self.key.sign(&said).to_bytes(),
        }
    }

    pub async fn session(&self, hub: &Hub) -> Result<Token, ProblemCode> {
        let prove = self.prove(hub, NOW).await;
        match hub.ask(None, Ask::Prove(prove), NOW).await {
            Answer::Session(session) => Ok(session.token),
            Answer::Problem(problem) => Err(problem.code),
            _ => panic!("another answer"),
        }
    }

    /// The next event of this PC's chain; of nobody, so that no key is needed.
    pub fn event(&mut self) -> Signed {
        self.seq += 1;
        let payload = vec![0; 64];
        let mut rng = ChaCha8Rng::seed_from_u64(self.seq);
        let header = Header {
            realm: self.realm,
            stream: self.stream,
            id: EventId::new(NOW, &mut rng),
            device: self.device(),
            seq: self.seq,
            prev: self.prev,
            lamport: self.seq,
            basis: Vec::new(),
            kind: "note".to_owned(),
            version: 1,
            wall_ms: NOW,
            occurred: None,
            boot: [0; 8],
            mono_ms: 0,
            actor: ledger::ActorId([0; 8]),
            subject: None,
            payload_len: 64,
            payload_hash: Sha256::digest(&payload).into(),
        };
        let signed = Signed::new(&header, payload, &self.key);
        self.prev = signed.hash();
        signed
    }

    pub fn offer(&mut self, events: usize) -> Offer {
        Offer {
            cards: vec![self.card()],
            events: (0..events).map(|_| self.event()).collect(),
            keys: SealedKeys::none(),
            erased: Vec::new(),
            revoked: Vec::new(),
        }
    }
}

pub fn after(stream: StreamId, wait_s: u32) -> Ask {
    Ask::After(After {
        stream,
        marks: Vec::new(),
        limit: 100,
        wait_s,
    })
}

/// The code of a refusal.
pub fn refused(answer: &Answer) -> Option<ProblemCode> {
    match answer {
        Answer::Problem(problem) => {
            assert!(!problem.advice_ja.is_empty() && !problem.advice_en.is_empty());
            Some(problem.code)
        }
        _ => None,
    }
}
