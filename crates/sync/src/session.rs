//! A device proves that it holds its key, and gets a token for some minutes.

use ed25519_dalek::{Signature, VerifyingKey};
use ledger::{DeviceId, RealmId};
use serde::{Deserialize, Serialize};

use crate::{HubId, HubKey, Role, Standing};

/// What the hub gives a device to sign. The hub keeps nothing of it: it knows it again by its own seal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Challenge {
    /// Opaque, at most 128 bytes; good for a minute.
    #[serde(with = "ledger::wire::bytes")]
    pub challenge: Vec<u8>,
}

/// The device's answer to a challenge.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Prove {
    /// Its realm.
    pub realm: RealmId,
    /// Who it is.
    pub device: DeviceId,
    /// As it was given.
    #[serde(with = "ledger::wire::bytes")]
    pub challenge: Vec<u8>,
    /// The device's signature over [`Prove::said`].
    #[serde(with = "ledger::wire::hash")]
    pub signature: [u8; 64],
}

impl Prove {
    /// What the device signs: `kazashi.session.1`, realm, hub, challenge. No event begins so, and another hub cannot
    /// use it.
    pub fn said(realm: RealmId, hub: HubId, challenge: &[u8]) -> Vec<u8> {
        let parts: [&[u8]; 4] = [b"kazashi.session.1", &realm.0, &hub.0, challenge];
        parts.concat()
    }

    /// Whether the device signed it for this hub.
    pub fn is_signed_by(&self, device: &VerifyingKey, hub: HubKey) -> bool {
        let said = Self::said(self.realm, hub.id(), &self.challenge);
        let signature = Signature::from_bytes(&self.signature);
        device.verify_strict(&said, &signature).is_ok()
    }
}

/// Opaque to all but the hub; stands in the header `Authorization: Kazashi …` as base 64 (URL, without padding).
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Token(#[serde(with = "ledger::wire::bytes")] pub Vec<u8>);

/// What a proof gets.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Session {
    /// Shown with every further question.
    pub token: Token,
    /// For how many seconds the token is good.
    pub seconds: u32,
    /// What the device may do.
    pub role: Role,
    /// Whether it is let in.
    pub standing: Standing,
    /// The hub's clock, milliseconds since 1970 UTC.
    pub time_ms: i64,
}
