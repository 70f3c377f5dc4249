//! A package as a file: JSON, its body signed by the city as the bytes that stand there.

use std::io::ErrorKind;
use std::path::Path;

use data_encoding::BASE64;
use serde::{Deserialize, Serialize};

use super::Public;
use crate::city::is_signed;
use crate::{CityKeys, PackageError, durable};

const FORMAT: &str = "kazashi-package";
const VERSION: u32 = 1;
/// Under which the city signs.
const SIGNED_AS: &str = "kazashi.package.1";
/// A city of 200 shelters has about 100 KiB.
const MOST_BYTES: u64 = 4 * 1024 * 1024;

/// An activation package (起動パッケージ), its signature checked. Its secrets stay sealed until
/// [`Package::open`].
#[derive(Clone)]
pub struct Package {
    pub(super) body: Body,
    text: Vec<u8>,
    signature: Vec<u8>,
}

#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Body {
    pub(super) public: Public,
    /// Base 64, as all bytes below.
    pub(super) salt: String,
    pub(super) slots: Vec<Slot>,
    pub(super) secrets: String,
}

/// One code that opens the package.
#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Slot {
    /// Who has the code: the city, or a school.
    pub(super) label: String,
    pub(super) wrapped: String,
}

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
    signature: String,
    body: String,
}

impl Package {
    pub(super) fn sign(body: Body, city: &CityKeys) -> Self {
        let text = serde_json::to_vec(&body).expect("texts are always JSON");
        let signature = city.sign(SIGNED_AS, &text).to_vec();
        Self {
            body,
            text,
            signature,
        }
    }

    /// What everybody who holds the file may know.
    pub fn public(&self) -> &Public {
        &self.body.public
    }

    /// Who has a code, in order; the city first.
    pub fn labels(&self) -> impl Iterator<Item = &str> {
        self.body.slots.iter().map(|slot| slot.label.as_str())
    }

    /// Reads a file.
    pub fn load(path: &Path) -> Result<Self, PackageError> {
        Self::from_bytes(&read_file(path)?)
    }

    /// Reads the bytes of a file.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, PackageError> {
        let versioned: Versioned = serde_json::from_slice(bytes).map_err(|_| {
            // Half a file is still recognised, so that it is called damaged.
            let start = String::from_utf8_lossy(&bytes[..bytes.len().min(80)]).into_owned();
            if start.contains(FORMAT) {
                PackageError::Damaged
            } else {
                PackageError::NotAPackage
            }
        })?;
        if versioned.format != FORMAT {
            return Err(PackageError::NotAPackage);
        }
        if versioned.version > VERSION {
            return Err(PackageError::Newer);
        }
        Self::parse(bytes).ok_or(PackageError::Damaged)
    }

    fn parse(bytes: &[u8]) -> Option<Self> {
        let written: Written = serde_json::from_slice(bytes).ok()?;
        let text = BASE64.decode(written.body.as_bytes()).ok()?;
        let signature = BASE64.decode(written.signature.as_bytes()).ok()?;
        let body: Body = serde_json::from_slice(&text).ok()?;
        is_signed(&body.public.city_key, SIGNED_AS, &text, &signature).then_some(Self {
            body,
            text,
            signature,
        })
    }

    /// The bytes of the file.
    pub fn to_bytes(&self) -> Vec<u8> {
        let written = Written {
            format: FORMAT.to_owned(),
            version: VERSION,
            signature: BASE64.encode(&self.signature),
            body: BASE64.encode(&self.text),
        };
        let mut bytes = serde_json::to_vec_pretty(&written).expect("texts are always JSON");
        bytes.push(b'\n');
        bytes
    }

    /// Writes the file whole or not at all; it is on the disk when this returns.
    pub fn save(&self, path: &Path) -> Result<(), PackageError> {
        write_file(path, &self.to_bytes())
    }
}

pub(super) fn read_file(path: &Path) -> Result<Vec<u8>, PackageError> {
    let unreadable = |problem: std::io::Error| PackageError::Unreadable {
        file: path.to_owned(),
        problem: problem.kind(),
    };
    let size = std::fs::metadata(path).map_err(unreadable)?.len();
    if size > MOST_BYTES {
        return Err(PackageError::NotAPackage);
    }
    std::fs::read(path).map_err(unreadable)
}

pub(super) fn write_file(path: &Path, bytes: &[u8]) -> Result<(), PackageError> {
    durable::write_whole(path, bytes).map_err(|problem| match problem.kind() {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => PackageError::DiskFull {
            file: path.to_owned(),
        },
        kind => PackageError::NotWritten {
            file: path.to_owned(),
            problem: kind,
        },
    })
}
