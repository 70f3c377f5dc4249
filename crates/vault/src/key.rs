//! A key of 256 bits, and keys made from it.

use hmac::{Hmac, Mac};
use rand_core::CryptoRngCore;
use sha2::Sha256;
use zeroize::{Zeroize, ZeroizeOnDrop};

/// Bytes of a key.
pub(crate) const KEY_BYTES: usize = 32;

/// A key of 256 random bits. Wiped when dropped; has no `Debug` and no `Display`.
#[derive(Clone, Zeroize, ZeroizeOnDrop)]
pub struct Key([u8; KEY_BYTES]);

impl Key {
    /// A new key; `random` must be fit for keys.
    pub fn generate(random: &mut impl CryptoRngCore) -> Self {
        let mut key = Self([0; KEY_BYTES]);
        random.fill_bytes(&mut key.0);
        key
    }

    /// Takes over the bytes of a key.
    pub fn from_bytes(bytes: &[u8; KEY_BYTES]) -> Self {
        Self(*bytes)
    }

    /// The bytes, for the cipher that needs them; the caller wipes every copy.
    pub fn as_bytes(&self) -> &[u8; KEY_BYTES] {
        &self.0
    }

    pub(crate) fn from_slice(bytes: &[u8]) -> Option<Self> {
        Some(Self(bytes.try_into().ok()?))
    }

    /// Another key for one purpose: HMAC-SHA256 (RFC 2104) over the parts, each with its length.
    pub(crate) fn derive(&self, purpose: &str, parts: &[&[u8]]) -> Self {
        let mut mac = <Hmac<Sha256> as Mac>::new_from_slice(&self.0).expect("HMAC takes any key");
        for part in std::iter::once(purpose.as_bytes()).chain(parts.iter().copied()) {
            mac.update(&(part.len() as u64).to_be_bytes());
            mac.update(part);
        }
        Self(mac.finalize().into_bytes().into())
    }
}
