//! The open start of a bundle: what it is, whose, and its key, sealed.

use std::io::Read;

use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use crypto_box::{PublicKey, SecretKey};
use rand_core::CryptoRngCore;
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

use super::error::Fault;
use super::{BundleKey, Opener};
use crate::RealmId;

const MAGIC: &[u8; 15] = b"kazashi-bundle\n";
const VERSION: u8 = 2;
/// Where the length of the whole file stands, big-endian; it is known at the end only.
pub(super) const LENGTH_AT: u64 = 16;
const WRAP_NONCE: usize = 24;
/// A key of 32 bytes under XChaCha20-Poly1305, its nonce in front.
const WRAPPED: usize = WRAP_NONCE + 32 + 16;
/// A key of 32 bytes in a sealed box: X25519 key in front, Poly1305 tag.
const BOXED: usize = 32 + 32 + 16;

/// Bytes of the random part of a piece's nonce.
pub(super) const PIECE_NONCE: usize = 19;

/// The start of a file.
pub(super) struct Start {
    pub realm: RealmId,
    pub piece_nonce: [u8; PIECE_NONCE],
    wrapped: [u8; WRAPPED],
    boxed: Option<[u8; BOXED]>,
}

impl Start {
    /// A new one, and the key of its file.
    pub fn new(
        realm: RealmId,
        key: &BundleKey,
        recovery: Option<&[u8; 32]>,
        rng: &mut impl CryptoRngCore,
    ) -> (Self, Zeroizing<[u8; 32]>) {
        let mut file_key = Zeroizing::new([0; 32]);
        rng.fill_bytes(&mut *file_key);
        let mut piece_nonce = [0; PIECE_NONCE];
        rng.fill_bytes(&mut piece_nonce);
        let mut wrapped = [0; WRAPPED];
        rng.fill_bytes(&mut wrapped[..WRAP_NONCE]);
        let nonce = *XNonce::from_slice(&wrapped[..WRAP_NONCE]);
        let sealed = XChaCha20Poly1305::new((&key.0).into())
            .encrypt(&nonce, about(&*file_key))
            .expect("32 bytes are shorter than the cipher's limit");
        wrapped[WRAP_NONCE..].copy_from_slice(&sealed);
        let boxed = recovery.map(|public| {
            let sealed = PublicKey::from(*public)
                .seal(rng, &*file_key)
                .expect("32 bytes are shorter than the cipher's limit");
            let mut boxed = [0; BOXED];
            boxed.copy_from_slice(&sealed);
            boxed
        });
        let start = Self {
            realm,
            piece_nonce,
            wrapped,
            boxed,
        };
        (start, file_key)
    }

    /// Its bytes; `length` is that of the whole file.
    pub fn to_bytes(&self, length: u64) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(256);
        bytes.extend_from_slice(MAGIC);
        bytes.push(VERSION);
        bytes.extend_from_slice(&length.to_be_bytes());
        bytes.extend_from_slice(&self.rest());
        bytes
    }

    fn rest(&self) -> Vec<u8> {
        let boxed = self.boxed.as_ref().map_or(&[][..], |boxed| boxed);
        let parts: [&[u8]; 5] = [
            &self.realm.0,
            &self.piece_nonce,
            &self.wrapped,
            &[u8::from(self.boxed.is_some())],
            boxed,
        ];
        parts.concat()
    }

    /// What every piece is bound to.
    pub fn hash(&self) -> [u8; 32] {
        Sha256::new()
            .chain_update(MAGIC)
            .chain_update([VERSION])
            .chain_update(self.rest())
            .finalize()
            .into()
    }

    /// Reads the start of a file that has `length` bytes.
    pub fn read(file: &mut impl Read, length: u64) -> Result<Self, Fault> {
        let mut magic = [0; MAGIC.len() + 1];
        let found = read_up_to(file, &mut magic)?;
        let (name, version) = magic.split_at(MAGIC.len());
        if found < MAGIC.len() || name != MAGIC {
            return Err(Fault::NotABundle);
        }
        if found < magic.len() {
            return Err(Fault::Truncated);
        }
        match version {
            [VERSION] => {}
            // None of these was ever used outside.
            [0 | 1] => return Err(Fault::Changed),
            _ => return Err(Fault::Newer),
        }
        let told = u64::from_be_bytes(exactly(file)?);
        // No length yet: the program was stopped while it wrote under another name.
        if told == 0 || length < told {
            return Err(Fault::Truncated);
        }
        if length > told {
            return Err(Fault::Changed);
        }
        let realm = RealmId(exactly(file)?);
        let piece_nonce = exactly(file)?;
        let wrapped = exactly(file)?;
        let boxed = match exactly(file)? {
            [0] => None,
            [1] => Some(exactly(file)?),
            [_] => return Err(Fault::Changed),
        };
        Ok(Self {
            realm,
            piece_nonce,
            wrapped,
            boxed,
        })
    }

    /// The key of the file.
    pub fn open(&self, opener: &Opener<'_>) -> Result<Zeroizing<[u8; 32]>, Fault> {
        let plain = match opener {
            Opener::Realm(key) => {
                let (nonce, sealed) = self.wrapped.split_at(WRAP_NONCE);
                XChaCha20Poly1305::new((&key.0).into())
                    .decrypt(XNonce::from_slice(nonce), about(sealed))
                    .ok()
            }
            Opener::Recovery(secret) => {
                let secret = SecretKey::from(**secret);
                self.boxed.and_then(|boxed| secret.unseal(&boxed).ok())
            }
        };
        let plain = Zeroizing::new(plain.ok_or(Fault::WrongKey)?);
        let mut key = Zeroizing::new([0; 32]);
        if plain.len() != key.len() {
            return Err(Fault::WrongKey);
        }
        key.copy_from_slice(&plain);
        Ok(key)
    }
}

/// The realm is bound by each piece, through [`Start::hash`].
fn about(text: &[u8]) -> Payload<'_, '_> {
    Payload {
        msg: text,
        aad: b"kazashi.bundle.2.key",
    }
}

fn exactly<const N: usize>(file: &mut impl Read) -> Result<[u8; N], Fault> {
    let mut bytes = [0; N];
    if read_up_to(file, &mut bytes)? < N {
        return Err(Fault::Truncated);
    }
    Ok(bytes)
}

/// Fills the bytes as far as the file goes.
pub(super) fn read_up_to(file: &mut impl Read, bytes: &mut [u8]) -> std::io::Result<usize> {
    let mut found = 0;
    while found < bytes.len() {
        match file.read(&mut bytes[found..]) {
            Ok(0) => break,
            Ok(more) => found += more,
            Err(error) if error.kind() == std::io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(found)
}
