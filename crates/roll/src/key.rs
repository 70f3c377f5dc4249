//! The key of the roll's file.

use zeroize::{Zeroize, ZeroizeOnDrop};

/// The key of the file, 256 bits drawn by lot. Wiped on drop; no `Debug`.
#[derive(Clone, Zeroize, ZeroizeOnDrop)]
pub struct RollKey([u8; 32]);

impl RollKey {
    /// From bytes drawn by lot, not from a passphrase: nothing is derived from them but the file's salt.
    pub fn new(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    pub(crate) fn expose(&self) -> &[u8; 32] {
        &self.0
    }
}
