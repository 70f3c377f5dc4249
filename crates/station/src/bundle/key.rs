//! The key that signs bundles, and its fingerprint (指紋), by which people compare it.

use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};

use data_encoding::{HEXLOWER, HEXLOWER_PERMISSIVE};
use ed25519_dalek::{SECRET_KEY_LENGTH, Signer, SigningKey, VerifyingKey};
use rand_core::{CryptoRng, RngCore};
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

use super::error::BundleError;
use crate::durable::write_whole;

/// First word of a private key's file.
const HEADER: &str = "kazashi-bundle-key-1";

/// The private key with which an administrator signs. Wiped when dropped.
pub struct BundleKey(SigningKey);

impl BundleKey {
    /// A new key; `random` must be fit for keys.
    pub fn generate(random: &mut (impl RngCore + CryptoRng)) -> Self {
        let mut seed = Zeroizing::new([0; SECRET_KEY_LENGTH]);
        random.fill_bytes(&mut *seed);
        Self(SigningKey::from_bytes(&seed))
    }

    /// Reads the key from its file.
    pub fn load(file: &Path) -> Result<Self, BundleError> {
        let text = fs::read_to_string(file)
            .map(Zeroizing::new)
            .map_err(|source| BundleError::KeyUnreadable {
                file: file.to_path_buf(),
                problem: source.kind().to_string(),
            })?;
        Self::parse(&text).ok_or_else(|| BundleError::KeyInvalid {
            file: file.to_path_buf(),
        })
    }

    fn parse(text: &str) -> Option<Self> {
        let digits = text.trim().strip_prefix(HEADER)?.trim();
        let bytes = Zeroizing::new(HEXLOWER_PERMISSIVE.decode(digits.as_bytes()).ok()?);
        let seed = Zeroizing::new(<[u8; SECRET_KEY_LENGTH]>::try_from(bytes.as_slice()).ok()?);
        Some(Self(SigningKey::from_bytes(&seed)))
    }

    /// The text of the key's file.
    pub fn to_text(&self) -> Zeroizing<String> {
        let seed = Zeroizing::new(self.0.to_bytes());
        let digits = Zeroizing::new(HEXLOWER.encode(&*seed));
        Zeroizing::new(format!("{HEADER} {}\n", *digits))
    }

    /// Fingerprint of the public half.
    pub fn fingerprint(&self) -> Fingerprint {
        Fingerprint::of(&self.0.verifying_key())
    }

    pub(super) fn public_text(&self) -> String {
        public_text(&self.0.verifying_key())
    }

    pub(super) fn sign(&self, bytes: &[u8]) -> [u8; 64] {
        self.0.sign(bytes).to_bytes()
    }
}

/// The first 128 bits of the SHA-256 of a public key, as people read them: `0123-4567-…`.
#[derive(Clone, PartialEq, Eq)]
pub struct Fingerprint([u8; 16]);

impl Fingerprint {
    pub(super) fn of(key: &VerifyingKey) -> Self {
        let mut bytes = [0; 16];
        bytes.copy_from_slice(&Sha256::digest(key.as_bytes())[..16]);
        Self(bytes)
    }

    /// Whether what was typed, with or without hyphens and blanks, is this fingerprint.
    pub fn is(&self, typed: &str) -> bool {
        let digits: String = typed
            .chars()
            .filter(|c| !c.is_whitespace() && *c != '-')
            .collect();
        HEXLOWER_PERMISSIVE
            .decode(digits.as_bytes())
            .is_ok_and(|bytes| bytes == self.0)
    }
}

impl fmt::Display for Fingerprint {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, pair) in self.0.chunks(2).enumerate() {
            let hyphen = if index == 0 { "" } else { "-" };
            write!(formatter, "{hyphen}{}", HEXLOWER.encode(pair))?;
        }
        Ok(())
    }
}

impl fmt::Debug for Fingerprint {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, formatter)
    }
}

pub(super) fn public_text(key: &VerifyingKey) -> String {
    HEXLOWER.encode(key.as_bytes())
}

pub(super) fn public_key(text: &str) -> Option<VerifyingKey> {
    let bytes = HEXLOWER_PERMISSIVE.decode(text.as_bytes()).ok()?;
    VerifyingKey::from_bytes(&bytes.as_slice().try_into().ok()?).ok()
}

/// The number of the next export with the key of this file, at least one above `loaded`.
///
/// The last number lies beside the key, so that it goes wherever the key goes; it is written before
/// the bundle, so that no number is ever given twice.
pub fn next_number(key_file: &Path, loaded: Option<u64>) -> Result<u64, BundleError> {
    let file = last_number_file(key_file);
    let not_written = |problem: String| BundleError::NotWritten {
        file: file.clone(),
        problem,
    };
    let last = match fs::read_to_string(&file) {
        Ok(text) => text
            .trim()
            .parse::<u64>()
            .map_err(|_| not_written("not a number".to_owned()))?,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => 0,
        Err(error) => return Err(not_written(error.kind().to_string())),
    };
    let next = last.max(loaded.unwrap_or(0)).saturating_add(1);
    write_whole(&file, format!("{next}\n").as_bytes())
        .map_err(|error| not_written(error.kind().to_string()))?;
    Ok(next)
}

fn last_number_file(key_file: &Path) -> PathBuf {
    let mut name = key_file.as_os_str().to_owned();
    name.push(".number");
    PathBuf::from(name)
}
