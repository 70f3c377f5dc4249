//! Opening a package with a printed code.

use data_encoding::BASE64;
use sha2::{Digest, Sha256};
use zeroize::Zeroize;

use super::{Package, Public, Secrets};
use crate::sealing::open;
use crate::{ActivationCode, Key, PackageError};

/// An opened package.
pub struct Opened {
    /// What everybody may know.
    pub public: Public,
    /// What only the PCs of the city know.
    pub secrets: Secrets,
    /// Whose code it was: the city, or a school.
    pub by: String,
}

impl Package {
    /// Opens the secrets with a code. That a code opens it also proves that whoever printed the code made the package.
    pub fn open(&self, code: &ActivationCode) -> Result<Opened, PackageError> {
        let body = &self.body;
        let salt = decoded(&body.salt)?;
        let slot_key = slot_key(code, &salt);
        for slot in &body.slots {
            let wrapped = decoded(&slot.wrapped)?;
            let Some(key) = open(&slot_key, &about_slot(&slot.label), &wrapped) else {
                continue;
            };
            let key = Key::from_slice(&key).ok_or(PackageError::Damaged)?;
            let sealed = decoded(&body.secrets)?;
            let text = open(&key, &about_secrets(&body.public), &sealed);
            let secrets = text.and_then(|text| Secrets::from_text(&text));
            return Ok(Opened {
                public: body.public.clone(),
                secrets: secrets.ok_or(PackageError::Damaged)?,
                by: slot.label.clone(),
            });
        }
        Err(PackageError::WrongCode)
    }
}

fn decoded(text: &str) -> Result<Vec<u8>, PackageError> {
    BASE64
        .decode(text.as_bytes())
        .map_err(|_| PackageError::Damaged)
}

/// 95 random bits are out of reach of any search, so they are not stretched as passphrases are.
pub(super) fn slot_key(code: &ActivationCode, salt: &[u8]) -> Key {
    let mut hash = Sha256::digest(code.symbols());
    let key = Key::from_bytes(&hash.into()).derive("kazashi.package.1.slot", &[salt]);
    hash.as_mut_slice().zeroize();
    key
}

pub(super) fn about_slot(label: &str) -> Vec<u8> {
    [b"kazashi.package.1.slot\0", label.as_bytes()].concat()
}

/// The secrets are bound to the public part: a real code never opens a package in which somebody
/// put other keys of the city.
pub(super) fn about_secrets(public: &Public) -> Vec<u8> {
    let text = serde_json::to_vec(public).expect("texts are always JSON");
    Sha256::digest(text).to_vec()
}
