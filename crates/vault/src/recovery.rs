//! The city's recovery key pair (復旧鍵): X25519, what is sealed to it opens at the city hall only.

use crypto_box::{PublicKey, SecretKey};
use data_encoding::HEXLOWER_PERMISSIVE as HEX;
use rand_core::CryptoRngCore;
use zeroize::Zeroizing;

use crate::Key;

/// The public half, which every PC has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecoveryPublic(PublicKey);

impl RecoveryPublic {
    /// Takes over its 32 bytes.
    pub fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(PublicKey::from(bytes))
    }

    /// Its 32 bytes.
    pub fn to_bytes(&self) -> [u8; 32] {
        *self.0.as_bytes()
    }

    /// 64 hexadecimal digits.
    pub fn to_text(&self) -> String {
        HEX.encode(self.0.as_bytes())
    }

    /// Reads 64 hexadecimal digits.
    pub fn parse(text: &str) -> Option<Self> {
        let bytes = HEX.decode(text.trim().as_bytes()).ok()?;
        Some(Self::from_bytes(bytes.try_into().ok()?))
    }

    /// Seals a few bytes, such as a key, so that only the secret half opens them.
    pub fn seal(&self, plain: &[u8], random: &mut impl CryptoRngCore) -> Vec<u8> {
        self.0
            .seal(random, plain)
            .expect("a text in memory is shorter than the cipher's limit")
    }
}

/// The secret half, which only the city hall has. Wiped when dropped.
pub struct RecoverySecret(SecretKey);

impl RecoverySecret {
    /// Makes it from a key that is kept elsewhere.
    pub(crate) fn from_key(key: &Key) -> Self {
        Self(SecretKey::from(*key.as_bytes()))
    }

    /// The public half.
    pub fn public(&self) -> RecoveryPublic {
        RecoveryPublic(self.0.public_key())
    }

    /// Opens what was sealed to the public half; none for another key or after any change.
    pub fn open(&self, sealed: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
        self.0.unseal(sealed).ok().map(Zeroizing::new)
    }

    /// The secret's bytes, for a file that is opened elsewhere; the caller wipes every copy.
    pub fn to_bytes(&self) -> Zeroizing<[u8; 32]> {
        Zeroizing::new(self.0.to_bytes())
    }
}
