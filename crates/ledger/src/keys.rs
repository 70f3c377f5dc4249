//! Keys: of the database, of subjects, and what a device says of itself.

use ed25519_dalek::{Signature, Signer, SigningKey, VerifyingKey};
use rand_core::CryptoRngCore;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use zeroize::{Zeroize, ZeroizeOnDrop};

use crate::ids::first;
use crate::{DeviceId, RealmId, StreamId};

/// Most characters of a device's name.
pub const MOST_NAME_CHARS: usize = 64;

/// The key of the database file, 256 bits. Wiped on drop; no `Debug`.
#[derive(Clone, Zeroize, ZeroizeOnDrop)]
pub struct DatabaseKey([u8; 32]);

impl DatabaseKey {
    /// From bytes drawn by lot, not from a passphrase: nothing is derived from them.
    pub fn new(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// A new one, drawn by lot.
    pub fn random(rng: &mut impl CryptoRngCore) -> Self {
        Self(drawn(rng))
    }

    /// The bytes, to be wrapped for safe keeping.
    pub fn expose(&self) -> &[u8; 32] {
        &self.0
    }
}

/// The key that seals one subject's payloads, 256 bits. Destroying it erases them (消去). Wiped on drop; no `Debug`.
#[derive(Clone, PartialEq, Eq, Zeroize, ZeroizeOnDrop)]
pub struct SubjectKey([u8; 32]);

impl SubjectKey {
    /// From the bytes that [`Self::expose`] gave.
    pub fn new(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// A new one, drawn by lot.
    pub fn random(rng: &mut impl CryptoRngCore) -> Self {
        Self(drawn(rng))
    }

    /// The bytes, to travel beside events and never inside them.
    pub fn expose(&self) -> &[u8; 32] {
        &self.0
    }

    /// Names the key without giving it: the first 8 bytes of its SHA-256.
    pub(crate) fn tag(&self) -> [u8; 8] {
        first(&Sha256::digest(self.0))
    }
}

fn drawn(rng: &mut impl CryptoRngCore) -> [u8; 32] {
    let mut bytes = [0; 32];
    rng.fill_bytes(&mut bytes);
    bytes
}

/// What a device says of itself, signed by it, so that no carrier can rename it (端末票).
///
/// A device writes into one stream for ever; a PC that goes to another shelter gets a ledger and a key anew.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeviceCard {
    /// Ed25519; the device's id is derived from it.
    pub public_key: [u8; 32],
    /// The shelter or roll that it writes into.
    pub stream: StreamId,
    /// What staff call the PC, at most 64 characters.
    pub name: String,
    /// Ed25519 over realm, stream and name.
    #[serde(with = "signature")]
    pub signature: [u8; 64],
}

impl DeviceCard {
    /// The card of the device that holds this key.
    pub fn new(key: &SigningKey, realm: RealmId, stream: StreamId, name: &str) -> Self {
        let name: String = name.chars().take(MOST_NAME_CHARS).collect();
        Self {
            public_key: key.verifying_key().to_bytes(),
            signature: key.sign(&said(realm, stream, &name)).to_bytes(),
            stream,
            name,
        }
    }

    /// The device's id.
    pub fn device(&self) -> DeviceId {
        DeviceId::of_bytes(&self.public_key)
    }

    /// The key that checks the device's events, if the card is what the device itself signed for this realm.
    pub fn check(&self, realm: RealmId) -> Option<VerifyingKey> {
        let key = VerifyingKey::from_bytes(&self.public_key).ok()?;
        let signature = Signature::from_bytes(&self.signature);
        let name_fits = self.name.chars().count() <= MOST_NAME_CHARS;
        let signed = key.verify_strict(&said(realm, self.stream, &self.name), &signature);
        (name_fits && signed.is_ok()).then_some(key)
    }
}

fn said(realm: RealmId, stream: StreamId, name: &str) -> Vec<u8> {
    let parts: [&[u8]; 4] = [b"kazashi.device.1", &realm.0, &stream.0, name.as_bytes()];
    parts.concat()
}

mod signature {
    use serde::de::Error;
    use serde::{Deserialize, Deserializer, Serializer};

    pub fn serialize<S: Serializer>(bytes: &[u8; 64], to: S) -> Result<S::Ok, S::Error> {
        crate::wire::write(bytes, to)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<[u8; 64], D::Error> {
        let bytes = crate::wire::ByteBuf::deserialize(from)?;
        let given = bytes.0.len();
        bytes
            .0
            .as_slice()
            .try_into()
            .map_err(|_| D::Error::invalid_length(given, &"64 bytes"))
    }
}
