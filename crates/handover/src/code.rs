//! The code on the paper: `KZ1:` and `KZ1E:`; see `docs/handover.md`.

use std::collections::BTreeMap;
use std::io::{Read, Write};

use flate2::Compression;
use flate2::read::ZlibDecoder;
use flate2::write::ZlibEncoder;
use jiff::civil::Date;
use rand_core::CryptoRngCore;
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use crate::{CityKey, CityPrivateKey, Filled, ReadError, TooLong};

const PLAIN: &str = "KZ1:";
const SEALED: &str = "KZ1E:";
/// Version of what is inside.
const VERSION: u32 = 1;

/// Most characters of a code: those of a QR code of version 24 and level M in alphanumeric mode
/// (ISO/IEC 18004). With its quiet zone it has 121 modules a side: 40 mm at 0.33 mm a module.
pub const MOST_CODE_CHARS: usize = 1326;

/// Most bytes that are unpacked, so that a small code cannot fill the memory.
const MOST_BYTES: u64 = 64 * 1024;

#[derive(Serialize)]
struct Written<'a> {
    v: u32,
    form: &'a str,
    version: &'a str,
    date: Date,
    values: BTreeMap<&'a str, &'a str>,
}

#[derive(Deserialize)]
struct Versioned {
    v: u32,
}

/// What a code held. Personal data: wiped when dropped, never shown by `Debug` or `Display`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Received {
    #[expect(dead_code, reason = "told apart before; stands in the text")]
    v: u32,
    /// Id of the form.
    pub form: String,
    /// Version of the form.
    pub version: String,
    /// The day on which the form was filled.
    pub date: Date,
    values: BTreeMap<String, String>,
}

impl Received {
    /// The values by glossary name.
    pub fn values(&self) -> impl Iterator<Item = (&str, &str)> {
        self.values
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// What was handed over as the JSON text of `docs/handover.md`.
    pub fn to_json(&self) -> Zeroizing<Vec<u8>> {
        to_json(&Written {
            v: VERSION,
            form: &self.form,
            version: &self.version,
            date: self.date,
            values: self.values().collect(),
        })
    }
}

impl Drop for Received {
    fn drop(&mut self) {
        for value in self.values.values_mut() {
            zeroize::Zeroize::zeroize(value);
        }
    }
}

/// The code of a filled form, sealed to the city's key when there is one.
///
/// `random` must be fit for keys; it is used for a sealed code only.
pub fn code(
    filled: &Filled,
    key: Option<&CityKey>,
    random: &mut impl CryptoRngCore,
) -> Result<Zeroizing<String>, TooLong> {
    let json = to_json(&Written {
        v: VERSION,
        form: &filled.form,
        version: &filled.version,
        date: filled.date,
        values: filled.given(),
    });
    let packed = pack(&json).ok_or(TooLong::new(filled, json.len()))?;
    let (prefix, bytes) = match key {
        None => (PLAIN, packed),
        Some(key) => {
            let sealed = key
                .0
                .seal(random, &packed)
                .map_err(|_| TooLong::new(filled, packed.len()))?;
            (SEALED, Zeroizing::new(sealed))
        }
    };
    let letters = Zeroizing::new(base45::encode(bytes.as_slice()));
    let code = Zeroizing::new([prefix, letters.as_str()].concat());
    if code.len() > MOST_CODE_CHARS {
        return Err(TooLong::new(filled, code.len()));
    }
    Ok(code)
}

/// Reads a code; `key` is needed for a sealed one.
pub fn read(code: &str, key: Option<&CityPrivateKey>) -> Result<Received, ReadError> {
    let code = code.trim_end_matches(['\r', '\n']);
    let packed = if let Some(letters) = code.strip_prefix(PLAIN) {
        bytes_of(letters)?
    } else if let Some(letters) = code.strip_prefix(SEALED) {
        let key = key.ok_or(ReadError::KeyNeeded)?;
        let sealed = bytes_of(letters)?;
        Zeroizing::new(key.0.unseal(&sealed).map_err(|_| ReadError::NotOpened)?)
    } else if is_later(code) {
        return Err(ReadError::UnknownVersion);
    } else {
        return Err(ReadError::NotACode);
    };
    let json = unpack(&packed)?;
    let Versioned { v } = serde_json::from_slice(&json).map_err(|_| ReadError::Damaged)?;
    if v != VERSION {
        return Err(ReadError::UnknownVersion);
    }
    serde_json::from_slice(&json).map_err(|_| ReadError::Damaged)
}

fn bytes_of(letters: &str) -> Result<Zeroizing<Vec<u8>>, ReadError> {
    if letters.len() > MOST_CODE_CHARS {
        return Err(ReadError::Damaged);
    }
    base45::decode(letters)
        .map(Zeroizing::new)
        .map_err(|_| ReadError::Damaged)
}

/// `KZ2:`, `KZ1X:` and the like: ours, but of another version.
fn is_later(code: &str) -> bool {
    code.strip_prefix("KZ")
        .and_then(|rest| rest.split_once(':'))
        .is_some_and(|(version, _)| {
            version.starts_with(|c: char| c.is_ascii_digit())
                && version.bytes().all(|b| b.is_ascii_alphanumeric())
        })
}

/// JSON in one piece of memory, so that no copy is left by growing.
fn to_json(written: &Written<'_>) -> Zeroizing<Vec<u8>> {
    let texts: usize = written
        .values
        .iter()
        .map(|(n, v)| n.len() + 6 * v.len() + 8)
        .sum();
    let head = written.form.len() + written.version.len() + 100;
    let mut json = Zeroizing::new(Vec::with_capacity(texts + head));
    serde_json::to_writer(&mut *json, written).expect("texts are always JSON");
    json
}

fn pack(json: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
    let room = Vec::with_capacity(json.len() + 64);
    let mut encoder = ZlibEncoder::new(room, Compression::best());
    encoder.write_all(json).ok()?;
    encoder.finish().ok().map(Zeroizing::new)
}

fn unpack(packed: &[u8]) -> Result<Zeroizing<Vec<u8>>, ReadError> {
    let mut json = Zeroizing::new(Vec::with_capacity(8 * 1024));
    let mut decoder = ZlibDecoder::new(packed).take(MOST_BYTES + 1);
    decoder
        .read_to_end(&mut json)
        .map_err(|_| ReadError::Damaged)?;
    let used = decoder.into_inner().total_in();
    // The checksum has been compared only at the stream's end; nothing may follow it.
    if json.len() as u64 > MOST_BYTES || used != packed.len() as u64 {
        return Err(ReadError::Damaged);
    }
    Ok(json)
}
