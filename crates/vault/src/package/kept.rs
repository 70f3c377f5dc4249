//! The package as a PC keeps it after activation (起動済み): its secrets sealed under the key of the
//! PC's own database, so that nobody types the activation code again.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use data_encoding::BASE64;
use rand_core::CryptoRngCore;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::file::{read_file, write_file};
use super::{Opened, Package, Secrets};
use crate::sealing::{open, seal};
use crate::{Key, PackageError};

const FORMAT: &str = "kazashi-activated";
const VERSION: u32 = 1;
const PURPOSE: &str = "kazashi.activated.1";

#[derive(Deserialize)]
struct Versioned {
    format: String,
    version: u32,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    format: String,
    version: u32,
    /// Whose code it was.
    by: String,
    /// The package as it came, to be handed on.
    package: String,
    secrets: String,
}

/// A package that was opened on this PC, with the package itself to hand on by stick.
pub struct Kept {
    /// As it came, for the next PC.
    pub package: Package,
    /// Opened.
    pub opened: Opened,
}

impl Kept {
    /// Where it lies: beside the database, `.package` after its name.
    pub fn beside(database: &Path) -> PathBuf {
        let mut name = OsString::from(database);
        name.push(".package");
        name.into()
    }

    /// Writes it whole or not at all.
    pub fn save(
        &self,
        path: &Path,
        database: &Key,
        random: &mut impl CryptoRngCore,
    ) -> Result<(), PackageError> {
        let bytes = self.package.to_bytes();
        let text = self.opened.secrets.to_text();
        let sealed = seal(
            &database.derive(PURPOSE, &[]),
            &about(&bytes, &self.opened.by),
            text.as_bytes(),
            random,
        );
        let written = Written {
            format: FORMAT.to_owned(),
            version: VERSION,
            by: self.opened.by.clone(),
            package: BASE64.encode(&bytes),
            secrets: BASE64.encode(&sealed),
        };
        let mut text = serde_json::to_vec_pretty(&written).expect("texts are always JSON");
        text.push(b'\n');
        write_file(path, &text)
    }

    /// Reads it with the key of the database beside which it lies.
    pub fn load(path: &Path, database: &Key) -> Result<Self, PackageError> {
        let text = read_file(path)?;
        let versioned: Versioned =
            serde_json::from_slice(&text).map_err(|_| PackageError::Damaged)?;
        if versioned.format != FORMAT {
            return Err(PackageError::NotAPackage);
        }
        if versioned.version > VERSION {
            return Err(PackageError::Newer);
        }
        Self::parse(&text, database).ok_or(PackageError::Damaged)
    }

    fn parse(text: &[u8], database: &Key) -> Option<Self> {
        let written: Written = serde_json::from_slice(text).ok()?;
        let bytes = BASE64.decode(written.package.as_bytes()).ok()?;
        let package = Package::from_bytes(&bytes).ok()?;
        let sealed = BASE64.decode(written.secrets.as_bytes()).ok()?;
        let key = database.derive(PURPOSE, &[]);
        let secrets = open(&key, &about(&bytes, &written.by), &sealed)?;
        let opened = Opened {
            public: package.public().clone(),
            secrets: Secrets::from_text(&secrets)?,
            by: written.by,
        };
        Some(Self { package, opened })
    }
}

fn about(package: &[u8], by: &str) -> Vec<u8> {
    [Sha256::digest(package).as_slice(), by.as_bytes()].concat()
}
