//! What the carrying device signs.

use sha2::{Digest, Sha256};

const SIGNED: &[u8] = b"kazashi.bundle.2";

/// A running hash over the records before the signature.
pub(super) struct Running(Sha256);

impl Running {
    pub fn new(start: &[u8; 32]) -> Self {
        Self(Sha256::new().chain_update(start))
    }

    pub fn add(&mut self, bytes: &[u8]) {
        self.0.update(bytes);
    }

    /// The bytes that are signed.
    pub fn said(self) -> Vec<u8> {
        [SIGNED, &self.0.finalize()].concat()
    }
}
