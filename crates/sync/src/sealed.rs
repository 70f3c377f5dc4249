//! Subjects' keys on their way: sealed to the receiver, so that a proxy that opens TLS reads nobody.

use crypto_box::{PublicKey, SecretKey};
use ed25519_dalek::{SigningKey, VerifyingKey};
use ledger::{SubjectId, SubjectKey};
use rand_core::CryptoRngCore;
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

/// Bytes of one subject and key.
const PAIR: usize = 48;

/// Keys of subjects, sealed to one receiver: libsodium's sealed box to the X25519 form of the receiver's Ed25519 key,
/// over subject (16 bytes) and key (32 bytes) again and again. Empty bytes are no keys.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SealedKeys(#[serde(with = "ledger::wire::bytes")] Vec<u8>);

impl SealedKeys {
    /// None.
    pub fn none() -> Self {
        Self(Vec::new())
    }

    /// Seals keys; `None` if the receiver's key is none.
    pub fn seal(
        keys: &[(SubjectId, SubjectKey)],
        to: &VerifyingKey,
        rng: &mut impl CryptoRngCore,
    ) -> Option<Self> {
        if keys.is_empty() {
            return Some(Self::none());
        }
        let mut plain = Zeroizing::new(Vec::with_capacity(keys.len() * PAIR));
        for (subject, key) in keys {
            plain.extend_from_slice(&subject.0);
            plain.extend_from_slice(key.expose());
        }
        let to = PublicKey::from(to.to_montgomery().to_bytes());
        to.seal(rng, &plain).ok().map(Self)
    }

    /// Opens them; `None` when they are sealed to another, or damaged.
    pub fn open(&self, receiver: &SigningKey) -> Option<Vec<(SubjectId, SubjectKey)>> {
        let secret = SecretKey::from(receiver.to_scalar_bytes());
        self.open_by(|sealed| secret.unseal(sealed).ok().map(Zeroizing::new))
    }

    /// Opens them by whoever holds the receiver's key.
    pub fn open_by(
        &self,
        unseal: impl FnOnce(&[u8]) -> Option<Zeroizing<Vec<u8>>>,
    ) -> Option<Vec<(SubjectId, SubjectKey)>> {
        if self.0.is_empty() {
            return Some(Vec::new());
        }
        let plain = unseal(&self.0)?;
        let pairs = plain.chunks_exact(PAIR);
        if !pairs.remainder().is_empty() {
            return None;
        }
        pairs
            .map(|pair| {
                let (subject, key) = pair.split_first_chunk::<16>()?;
                let key = SubjectKey::new(key.try_into().ok()?);
                Some((SubjectId(*subject), key))
            })
            .collect()
    }

    /// Bytes on the way.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}
