//! The pre-registration code (事前登録コード): a household's own data, sealed by its city.
//!
//! `KZP1:` and base 45 (RFC 9285) of nonce and text, deflated and sealed under the city's key for
//! it: a shelter without a network knows by opening it that the city made it.

use std::io::{Read, Write};

use data_encoding::BASE64URL_NOPAD as BASE64;
use flate2::Compression;
use flate2::read::DeflateDecoder;
use flate2::write::DeflateEncoder;
use jiff::civil::Date;
use rand_core::CryptoRngCore;
use serde::de::IgnoredAny;
use serde::{Deserialize, Serialize};
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

use crate::sealing::{open, seal};
use crate::{Key, PreRegistrationError};

const PREFIX: &str = "KZP1:";
const ABOUT: &[u8] = b"kazashi.preregistration.1";
/// Version of what is inside.
const VERSION: u32 = 1;

/// Most characters of a code: a QR code of version 24 and level M in alphanumeric mode
/// (ISO/IEC 18004), as the hand-over code.
pub const MOST_CODE_CHARS: usize = 1326;
/// Most bytes that are unpacked, so that a small code cannot fill the memory.
const MOST_BYTES: u64 = 64 * 1024;

/// A household as it registered itself beforehand. Personal data: wiped when dropped, never shown
/// by `Debug` or `Display`.
#[derive(Clone, PartialEq, Eq)]
pub struct PreRegistration {
    /// Random; recognises the code when it is used again.
    pub id: [u8; 16],
    /// The day on which the city made the code; what it holds may have changed since.
    pub issued: Date,
    /// Address of the household.
    pub address: Zeroizing<String>,
    /// Phone number; empty when none was given.
    pub phone: Zeroizing<String>,
    /// The people, the representative (世帯の代表) first.
    pub people: Vec<PreRegistered>,
}

/// One person. Wiped when dropped; empty texts were not given.
#[derive(Clone, Default, PartialEq, Eq, Zeroize, ZeroizeOnDrop)]
pub struct PreRegistered {
    /// Name (氏名), with its variants of letters.
    pub name: String,
    /// Reading (フリガナ).
    pub kana: String,
    /// Birth date, `YYYY-MM-DD`; shorter when a part is unknown.
    pub birth_date: String,
    /// Sex: `m`, `f`, `x`.
    pub sex: String,
}

/// As it is written: texts only, in order.
#[derive(Serialize)]
struct Written<'a>(u32, &'a str, Date, &'a str, &'a str, Vec<[&'a str; 4]>);

#[derive(Deserialize)]
struct Given(
    IgnoredAny,
    String,
    Date,
    Zeroizing<String>,
    Zeroizing<String>,
    Vec<[Zeroizing<String>; 4]>,
);

impl PreRegistration {
    /// The text of the QR code, sealed under the city's pre-registration key.
    pub fn seal(
        &self,
        key: &Key,
        random: &mut impl CryptoRngCore,
    ) -> Result<Zeroizing<String>, PreRegistrationError> {
        let packed = pack(&self.to_json());
        let sealed = seal(key, ABOUT, &packed, random);
        let code = Zeroizing::new([PREFIX, &base45::encode(sealed)].concat());
        if code.len() > MOST_CODE_CHARS {
            return Err(PreRegistrationError::TooLong { chars: code.len() });
        }
        Ok(code)
    }

    /// Opens what a scanner read.
    pub fn open(code: &str, key: &Key) -> Result<Self, PreRegistrationError> {
        let code = code.trim_matches(['\r', '\n']);
        let Some(letters) = code.strip_prefix(PREFIX) else {
            let later = code.strip_prefix("KZP").is_some_and(|rest| {
                rest.starts_with(|it: char| it.is_ascii_digit()) && rest.contains(':')
            });
            return Err(if later {
                PreRegistrationError::Newer
            } else {
                PreRegistrationError::NotACode
            });
        };
        if code.len() > MOST_CODE_CHARS {
            return Err(PreRegistrationError::Damaged);
        }
        let sealed = base45::decode(letters).map_err(|_| PreRegistrationError::Damaged)?;
        let packed = open(key, ABOUT, &sealed).ok_or(PreRegistrationError::NotOpened)?;
        let json = unpack(&packed).ok_or(PreRegistrationError::Damaged)?;
        Self::from_json(&json)
    }

    /// JSON in one piece of memory, so that no copy is left by growing.
    fn to_json(&self) -> Zeroizing<Vec<u8>> {
        let id = BASE64.encode(&self.id);
        let rows = self
            .people
            .iter()
            .map(|it| [&*it.name, &*it.kana, &*it.birth_date, &*it.sex]);
        let rows: Vec<_> = rows.collect();
        let texts: usize = rows.iter().flatten().map(|text| 6 * text.len() + 8).sum();
        let shared = 6 * (self.address.len() + self.phone.len()) + 100;
        let mut json = Zeroizing::new(Vec::with_capacity(texts + shared));
        let written = Written(VERSION, &id, self.issued, &self.address, &self.phone, rows);
        serde_json::to_writer(&mut *json, &written).expect("texts are always JSON");
        json
    }

    fn from_json(json: &[u8]) -> Result<Self, PreRegistrationError> {
        let damaged = |_| PreRegistrationError::Damaged;
        // A later version may have more places, so the number is read by itself.
        let end = json.iter().position(|byte| *byte == b',').unwrap_or(0);
        let version = json.get(1..end).unwrap_or_default();
        if version != VERSION.to_string().as_bytes() {
            return Err(PreRegistrationError::Newer);
        }
        let Given(_, id, issued, address, phone, rows) =
            serde_json::from_slice(json).map_err(damaged)?;
        let id = BASE64.decode(id.as_bytes()).unwrap_or_default();
        let people = rows
            .iter()
            .map(|[name, kana, birth_date, sex]| PreRegistered {
                name: name.to_string(),
                kana: kana.to_string(),
                birth_date: birth_date.to_string(),
                sex: sex.to_string(),
            });
        Ok(Self {
            id: id.try_into().map_err(|_| PreRegistrationError::Damaged)?,
            issued,
            address,
            phone,
            people: people.collect(),
        })
    }
}

/// Whether a scanned text is a code of this kind and version.
pub(crate) fn is_one(text: &str) -> bool {
    text.trim_start_matches(['\r', '\n']).starts_with(PREFIX)
}

fn pack(json: &[u8]) -> Zeroizing<Vec<u8>> {
    let mut encoder = DeflateEncoder::new(Vec::with_capacity(json.len() + 64), Compression::best());
    encoder
        .write_all(json)
        .and_then(|()| encoder.finish())
        .map(Zeroizing::new)
        .expect("writing to memory does not fail")
}

fn unpack(packed: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
    let mut json = Zeroizing::new(Vec::with_capacity(8 * 1024));
    let mut decoder = DeflateDecoder::new(packed).take(MOST_BYTES + 1);
    decoder.read_to_end(&mut json).ok()?;
    (json.len() as u64 <= MOST_BYTES).then_some(json)
}
