//! How what is derived is kept: sealed under the hub's wrapping key, so that a backup of the database opens nobody.

use std::sync::Arc;

use hmac::{Hmac, Mac};
use serde::Serialize;
use serde::de::DeserializeOwned;
use sha2::Sha256;
use zeroize::Zeroizing;

use super::PageError;
use crate::Secrets;

/// Seals, opens, and makes the keyed words that people are found by.
#[derive(Clone)]
pub struct Keeping {
    secrets: Arc<Secrets>,
    /// Under the key of words, with nothing said yet.
    words: Hmac<Sha256>,
}

impl Keeping {
    /// Under the hub's secrets.
    pub fn new(secrets: Arc<Secrets>) -> Self {
        let key = secrets.derived("page-words");
        let words = Hmac::new_from_slice(&*key).expect("HMAC takes a key of any length");
        Self { secrets, words }
    }

    /// The hub's secrets.
    pub fn secrets(&self) -> &Secrets {
        &self.secrets
    }

    /// A value as it is kept.
    pub fn seal<T: Serialize>(&self, value: &T) -> Result<Vec<u8>, PageError> {
        let mut plain = Zeroizing::new(Vec::with_capacity(4096));
        ciborium::into_writer(value, &mut *plain).map_err(|_| PageError::Damaged)?;
        Ok(self.secrets.wrap(&plain))
    }

    /// A value as it was.
    pub fn open<T: DeserializeOwned>(&self, sealed: &[u8]) -> Result<T, PageError> {
        let plain = self.secrets.unwrap(sealed).ok_or(PageError::Damaged)?;
        ciborium::from_reader(plain.as_slice()).map_err(|_| PageError::Damaged)
    }

    /// Bytes as they are kept.
    pub fn seal_bytes(&self, plain: &[u8]) -> Vec<u8> {
        self.secrets.wrap(plain)
    }

    /// Bytes as they were.
    pub fn open_bytes(&self, sealed: &[u8]) -> Result<Zeroizing<Vec<u8>>, PageError> {
        self.secrets.unwrap(sealed).ok_or(PageError::Damaged)
    }

    /// A keyed hash: equal texts are found by it, and without the key nothing can be told of them.
    pub fn mac(&self, label: &str, parts: &[&[u8]]) -> [u8; 32] {
        let mut mac = self.words.clone();
        for part in std::iter::once(label.as_bytes()).chain(parts.iter().copied()) {
            mac.update(&u64::try_from(part.len()).unwrap_or(u64::MAX).to_be_bytes());
            mac.update(part);
        }
        mac.finalize().into_bytes().into()
    }

    /// A keyed word of a person, 64 bits: what is found is looked at again, so that a chance hit does no harm.
    pub fn word(&self, label: &str, text: &str) -> i64 {
        let mac = self.mac(label, &[text.as_bytes()]);
        let mut eight = [0; 8];
        eight.copy_from_slice(&mac[..8]);
        i64::from_be_bytes(eight)
    }
}
