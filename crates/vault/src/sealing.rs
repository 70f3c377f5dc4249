//! Sealing with one key: XChaCha20-Poly1305, its random nonce of 24 bytes in front.

use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use rand_core::CryptoRngCore;
use zeroize::Zeroizing;

use crate::Key;

const NONCE_BYTES: usize = 24;

/// Seals the text; `about` is not hidden, but cannot be changed either.
pub(crate) fn seal(
    key: &Key,
    about: &[u8],
    plain: &[u8],
    random: &mut impl CryptoRngCore,
) -> Vec<u8> {
    let mut nonce = [0; NONCE_BYTES];
    random.fill_bytes(&mut nonce);
    let payload = Payload {
        msg: plain,
        aad: about,
    };
    let sealed = XChaCha20Poly1305::new(key.as_bytes().into())
        .encrypt(XNonce::from_slice(&nonce), payload)
        .expect("a text in memory is shorter than the cipher's limit of 256 GiB");
    [nonce.as_slice(), &sealed].concat()
}

/// Opens what [`seal`] made; none with another key, other `about`, or after any change.
pub(crate) fn open(key: &Key, about: &[u8], sealed: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
    let (nonce, sealed) = sealed.split_at_checked(NONCE_BYTES)?;
    let payload = Payload {
        msg: sealed,
        aad: about,
    };
    XChaCha20Poly1305::new(key.as_bytes().into())
        .decrypt(XNonce::from_slice(nonce), payload)
        .ok()
        .map(Zeroizing::new)
}
