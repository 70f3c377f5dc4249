//! The key file as text: JSON with a checksum, so that damage is not taken for a wrong passphrase.

use std::io::ErrorKind;
use std::path::Path;

use data_encoding::HEXLOWER as HEX;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::KeyFile;
use crate::{KeyFileError, durable};

const FORMAT: &str = "kazashi-key-file";
const VERSION: u32 = 1;
/// A file of a hundred slots has 40 KiB.
const MOST_BYTES: u64 = 1024 * 1024;

#[derive(Deserialize)]
struct Versioned {
    format: String,
    version: u32,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Written<F> {
    format: String,
    version: u32,
    /// SHA-256 of `file` as compact JSON, in hexadecimal digits.
    sum: String,
    file: F,
}

pub(super) fn load(path: &Path) -> Result<KeyFile, KeyFileError> {
    let unreadable = |problem: std::io::Error| KeyFileError::Unreadable {
        file: path.to_owned(),
        problem: problem.kind(),
    };
    let size = std::fs::metadata(path).map_err(unreadable)?.len();
    if size > MOST_BYTES {
        return Err(KeyFileError::NotAKeyFile);
    }
    parse(&std::fs::read(path).map_err(unreadable)?)
}

pub(super) fn save(file: &KeyFile, path: &Path) -> Result<(), KeyFileError> {
    durable::write_whole(path, &text(file)).map_err(|problem| match problem.kind() {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => KeyFileError::DiskFull {
            file: path.to_owned(),
        },
        kind => KeyFileError::NotWritten {
            file: path.to_owned(),
            problem: kind,
        },
    })
}

fn text(file: &KeyFile) -> Vec<u8> {
    let written = Written {
        format: FORMAT.to_owned(),
        version: VERSION,
        sum: sum(file),
        file,
    };
    let mut text = serde_json::to_vec_pretty(&written).expect("texts are always JSON");
    text.push(b'\n');
    text
}

fn parse(text: &[u8]) -> Result<KeyFile, KeyFileError> {
    // Half a file is still recognised, so that it is called damaged and not something else.
    let versioned: Versioned = serde_json::from_slice(text).map_err(|_| {
        let start = String::from_utf8_lossy(&text[..text.len().min(80)]).into_owned();
        if start.contains(FORMAT) {
            KeyFileError::Damaged
        } else {
            KeyFileError::NotAKeyFile
        }
    })?;
    if versioned.format != FORMAT {
        return Err(KeyFileError::NotAKeyFile);
    }
    if versioned.version > VERSION {
        return Err(KeyFileError::Newer);
    }
    let written: Written<KeyFile> =
        serde_json::from_slice(text).map_err(|_| KeyFileError::Damaged)?;
    if written.sum != sum(&written.file) || written.file.slots.is_empty() {
        return Err(KeyFileError::Damaged);
    }
    Ok(written.file)
}

fn sum(file: &KeyFile) -> String {
    let compact = serde_json::to_vec(file).expect("texts are always JSON");
    HEX.encode(&Sha256::digest(compact))
}
