//! The city's own keys (市の鍵): one signs packages, one opens what is sealed for recovery.

use ed25519_dalek::{Signature, Signer, SigningKey, VerifyingKey};
use rand_core::CryptoRngCore;

use crate::{Key, RecoverySecret};

/// The city's keys, both made from one secret that is kept in a [`KeyFile`](crate::KeyFile) of the
/// purpose [`City`](crate::Purpose::City). Stay at the city hall, or with whoever made a package
/// on the spot.
pub struct CityKeys {
    secret: Key,
    sign: SigningKey,
    recovery: RecoverySecret,
}

impl CityKeys {
    /// New keys; `random` must be fit for keys.
    pub fn generate(random: &mut impl CryptoRngCore) -> Self {
        Self::from_secret(Key::generate(random))
    }

    /// The keys that belong to the secret of their file.
    pub fn from_secret(secret: Key) -> Self {
        let sign = SigningKey::from_bytes(secret.derive("kazashi.city.1.sign", &[]).as_bytes());
        let recovery = RecoverySecret::from_key(&secret.derive("kazashi.city.1.recovery", &[]));
        Self {
            secret,
            sign,
            recovery,
        }
    }

    /// What is kept in the key file.
    pub fn secret(&self) -> &Key {
        &self.secret
    }

    /// Public half of the signing key (Ed25519), 32 bytes.
    pub fn public(&self) -> [u8; 32] {
        self.sign.verifying_key().to_bytes()
    }

    /// The recovery key pair.
    pub fn recovery(&self) -> &RecoverySecret {
        &self.recovery
    }

    /// Signs bytes under a purpose, so that a signature for one thing never serves for another.
    pub fn sign(&self, purpose: &str, bytes: &[u8]) -> [u8; 64] {
        self.sign.sign(&signed(purpose, bytes)).to_bytes()
    }
}

/// Checks what [`CityKeys::sign`] made.
pub(crate) fn is_signed(public: &[u8; 32], purpose: &str, bytes: &[u8], signature: &[u8]) -> bool {
    let Ok(key) = VerifyingKey::from_bytes(public) else {
        return false;
    };
    let Ok(signature) = Signature::from_slice(signature) else {
        return false;
    };
    key.verify_strict(&signed(purpose, bytes), &signature)
        .is_ok()
}

fn signed(purpose: &str, bytes: &[u8]) -> Vec<u8> {
    [purpose.as_bytes(), &[0], bytes].concat()
}
