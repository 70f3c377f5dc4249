//! A device comes to a hub for the first time (端末登録).
//!
//! Both sides know a secret: the one-time code that the administrator printed, or what the activation package holds.
//! Neither sends it. The hub proves by it that it is the right hub, so that a typed code pins the hub's key; the
//! device proves by it that it may join.

use hmac::{Hmac, Mac};
use ledger::{DeviceCard, RealmId, StreamId};
use serde::{Deserialize, Serialize};
use sha2::Sha256;
use zeroize::Zeroizing;

use crate::{HelloAnswer, Role, Standing};

/// What both sides know. Wiped on drop; no `Debug`.
pub struct Code(Zeroizing<[u8; 32]>);

impl Code {
    /// From a secret of at least 95 random bits: a printed code's letters, or a key of the package.
    pub fn new(label: &str, secret: &[u8]) -> Self {
        Self(mac(secret, &[b"kazashi.enrol.1", label.as_bytes()]))
    }

    /// Names the code without giving it away: by this the hub finds it.
    pub fn id(&self) -> [u8; 16] {
        let mut id = [0; 16];
        id.copy_from_slice(&mac(&*self.0, &[b"id"])[..16]);
        id
    }

    /// The bytes, for the hub to keep wrapped.
    pub fn expose(&self) -> &[u8; 32] {
        &self.0
    }

    /// From the bytes that [`Self::expose`] gave.
    pub fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(Zeroizing::new(bytes))
    }

    /// By which the hub shows that it knows the code: over the answer that it signed, and what it goes on with.
    pub fn by_hub(&self, hello: &HelloAnswer, challenge: &[u8]) -> [u8; 32] {
        *mac(
            &*self.0,
            &[b"hub", &hello.key.0, &hello.signature, challenge],
        )
    }

    /// By which the device shows that it knows the code.
    pub fn by_device(&self, challenge: &[u8], card: &DeviceCard) -> [u8; 32] {
        let parts: [&[u8]; 5] = [
            b"device",
            &card.public_key,
            &card.stream.0,
            &card.signature,
            challenge,
        ];
        *mac(&*self.0, &parts)
    }
}

fn mac(key: &[u8], parts: &[&[u8]]) -> Zeroizing<[u8; 32]> {
    // HMAC takes a key of any length.
    let mut mac = Hmac::<Sha256>::new_from_slice(key).expect("a key of any length");
    for part in parts {
        mac.update(&u64::try_from(part.len()).unwrap_or(u64::MAX).to_be_bytes());
        mac.update(part);
    }
    Zeroizing::new(mac.finalize().into_bytes().into())
}

/// The device names the code.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EnrolStart {
    /// [`Code::id`].
    #[serde(with = "ledger::wire::hash")]
    pub code: [u8; 16],
    /// Drawn by lot.
    #[serde(with = "ledger::wire::hash")]
    pub nonce: [u8; 32],
}

/// The hub shows that it knows the code.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EnrolStarted {
    /// Who the hub is, for the same nonce.
    pub hello: HelloAnswer,
    /// Given back with the request; the hub keeps nothing.
    #[serde(with = "ledger::wire::bytes")]
    pub challenge: Vec<u8>,
    /// [`Code::by_hub`].
    #[serde(with = "ledger::wire::hash")]
    pub proof: [u8; 32],
    /// Which realm the code lets into.
    pub realm: RealmId,
    /// Into which stream, where the code is for one only.
    pub stream: Option<StreamId>,
}

/// The device asks to join.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EnrolRequest {
    /// [`Code::id`].
    #[serde(with = "ledger::wire::hash")]
    pub code: [u8; 16],
    /// The realm of the device's ledger.
    pub realm: RealmId,
    /// What the device says of itself, signed for this realm.
    pub card: DeviceCard,
    /// As it was given.
    #[serde(with = "ledger::wire::bytes")]
    pub challenge: Vec<u8>,
    /// [`Code::by_device`].
    #[serde(with = "ledger::wire::hash")]
    pub proof: [u8; 32],
}

/// What the device is at the hub now. The same request a second time gets the same answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EnrolAnswer {
    /// What it may do.
    pub role: Role,
    /// Whether it is let in, or waits for an administrator.
    pub standing: Standing,
    /// What the city calls the hub.
    pub hub_name: String,
}
