//! The sealed rest of a bundle: pieces of 64 KiB, each at its place, the last one known as such.
//!
//! The STREAM construction (Hoang, Reyhanitabar, Rogaway, Vizár: Online Authenticated-Encryption
//! and its Nonce-Reuse Misuse-Resistance, 2015) over XChaCha20-Poly1305.

use std::io::{Read, Write};

use chacha20poly1305::XChaCha20Poly1305;
use chacha20poly1305::aead::KeyInit;
use chacha20poly1305::aead::Payload;
use chacha20poly1305::aead::stream::{DecryptorBE32, EncryptorBE32};
use zeroize::Zeroizing;

use super::error::Fault;
use super::start::{PIECE_NONCE, read_up_to};

const PIECE: usize = 64 * 1024;
const TAG: usize = 16;

/// Seals what is given to it, piece by piece.
pub(super) struct Sealing {
    cipher: EncryptorBE32<XChaCha20Poly1305>,
    about: [u8; 32],
    room: Zeroizing<Vec<u8>>,
}

impl Sealing {
    pub fn new(key: &[u8; 32], nonce: &[u8; PIECE_NONCE], about: [u8; 32]) -> Self {
        Self {
            cipher: EncryptorBE32::from_aead(XChaCha20Poly1305::new(key.into()), nonce.into()),
            about,
            room: Zeroizing::new(Vec::with_capacity(PIECE)),
        }
    }

    pub fn write(&mut self, mut bytes: &[u8], to: &mut impl Write) -> Result<(), Fault> {
        while !bytes.is_empty() {
            // A full piece waits for the next byte, since it could be the last one.
            if self.room.len() == PIECE {
                let payload = Payload {
                    msg: &self.room,
                    aad: &self.about,
                };
                let sealed = self.cipher.encrypt_next(payload);
                to.write_all(&sealed.map_err(|_| too_long())?)?;
                self.room.clear();
            }
            let fits = bytes.len().min(PIECE - self.room.len());
            let (now, later) = bytes.split_at(fits);
            self.room.extend_from_slice(now);
            bytes = later;
        }
        Ok(())
    }

    pub fn finish(self, to: &mut impl Write) -> Result<(), Fault> {
        let payload = Payload {
            msg: &self.room,
            aad: &self.about,
        };
        let sealed = self.cipher.encrypt_last(payload);
        Ok(to.write_all(&sealed.map_err(|_| too_long())?)?)
    }
}

/// 2³² pieces are 256 TiB.
fn too_long() -> Fault {
    Fault::Io(std::io::ErrorKind::FileTooLarge.into())
}

/// Opens pieces as they are read.
pub(super) struct Opening<R> {
    cipher: Option<DecryptorBE32<XChaCha20Poly1305>>,
    about: [u8; 32],
    from: R,
    /// Sealed bytes that were read ahead: one more than a piece, to know whether it is the last.
    sealed: Vec<u8>,
    ahead: usize,
    plain: Zeroizing<Vec<u8>>,
    given: usize,
}

impl<R: Read> Opening<R> {
    pub fn new(key: &[u8; 32], nonce: &[u8; PIECE_NONCE], about: [u8; 32], from: R) -> Self {
        let cipher = DecryptorBE32::from_aead(XChaCha20Poly1305::new(key.into()), nonce.into());
        Self {
            cipher: Some(cipher),
            about,
            from,
            sealed: vec![0; PIECE + TAG + 1],
            ahead: 0,
            plain: Zeroizing::new(Vec::new()),
            given: 0,
        }
    }

    /// Fills the bytes whole; a file that ends before was changed, since its length was checked.
    pub fn read(&mut self, mut bytes: &mut [u8]) -> Result<(), Fault> {
        while !bytes.is_empty() {
            if self.given == self.plain.len() && !self.next_piece()? {
                return Err(Fault::Changed);
            }
            let there = &self.plain[self.given..];
            let fits = there.len().min(bytes.len());
            let (now, later) = bytes.split_at_mut(fits);
            now.copy_from_slice(&there[..fits]);
            self.given += fits;
            bytes = later;
        }
        Ok(())
    }

    /// Whether nothing is left.
    pub fn is_at_end(&mut self) -> Result<bool, Fault> {
        Ok(self.given == self.plain.len() && !self.next_piece()?)
    }

    fn next_piece(&mut self) -> Result<bool, Fault> {
        let Some(mut cipher) = self.cipher.take() else {
            return Ok(false);
        };
        let found = read_up_to(&mut self.from, &mut self.sealed[self.ahead..])?;
        let there = self.ahead + found;
        let is_last = there <= PIECE + TAG;
        let payload = Payload {
            msg: &self.sealed[..there.min(PIECE + TAG)],
            aad: &self.about,
        };
        let opened = if is_last {
            cipher.decrypt_last(payload)
        } else {
            let opened = cipher.decrypt_next(payload);
            self.cipher = Some(cipher);
            self.sealed[0] = self.sealed[PIECE + TAG];
            self.ahead = 1;
            opened
        };
        self.plain = Zeroizing::new(opened.map_err(|_| Fault::Changed)?);
        self.given = 0;
        // The last piece may be empty only when it is the only one.
        Ok(!self.plain.is_empty())
    }
}
