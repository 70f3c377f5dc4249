//! A bundle (持ち運びファイル): a part of a ledger as one sealed file, for a stick, a disc or mail.
//!
//! An open start names the realm and holds the file's key, sealed under the realm's bundle
//! key and, if wanted, to the city's recovery key. What follows is sealed in pieces as it is
//! written, so that memory does not grow with the ledger, and signed by the device that carries it.
//! Nothing of it is taken in before all of it was read and found whole; twice changes nothing.

mod digest;
mod error;
mod pieces;
mod read;
mod record;
mod start;
mod texts;
mod write;

use zeroize::{Zeroize, ZeroizeOnDrop};

pub use error::BundleError;
pub use read::{Bundle, BundleInfo, Gathered};
pub use texts::every_error;
pub use write::{BundleWriter, Written};

/// The key that the PCs of one realm share for their bundles, 256 bits. Wiped on drop; no `Debug`.
#[derive(Clone, Zeroize, ZeroizeOnDrop)]
pub struct BundleKey([u8; 32]);

impl BundleKey {
    /// From the activation package.
    pub fn new(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }
}

/// By what a bundle is opened.
pub enum Opener<'a> {
    /// A PC of the realm.
    Realm(&'a BundleKey),
    /// The city hall: the secret half of its recovery key (X25519).
    Recovery(&'a [u8; 32]),
}
