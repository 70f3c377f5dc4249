//! CBOR, compressed by zstd, bounded both ways.

use std::io::Read as _;

use serde::Serialize;
use serde::de::DeserializeOwned;

/// Most bytes of an answer before and after it is unpacked: a page of a thousand items with one of the largest.
pub(crate) const MOST_ANSWER: usize = 16 << 20;
/// Requests shorter than this are not worth compressing.
const WORTH_COMPRESSING: usize = 1 << 10;
const LEVEL: i32 = 3;
const WINDOW_LOG: u32 = 23;

/// A body, and whether it is compressed.
pub(crate) fn pack<T: Serialize>(value: &T) -> Option<(Vec<u8>, bool)> {
    let mut bytes = Vec::new();
    ciborium::into_writer(value, &mut bytes).ok()?;
    if bytes.len() < WORTH_COMPRESSING {
        return Some((bytes, false));
    }
    match zstd::bulk::compress(&bytes, LEVEL) {
        Ok(packed) if packed.len() < bytes.len() => Some((packed, true)),
        _ => Some((bytes, false)),
    }
}

/// What an answer says; `None` if it is none, or longer than an answer is.
pub(crate) fn unpack<T: DeserializeOwned>(body: &[u8], compressed: bool) -> Option<T> {
    if !compressed {
        return ciborium::from_reader(body).ok();
    }
    let mut decoder = zstd::stream::read::Decoder::new(body).ok()?;
    decoder.window_log_max(WINDOW_LOG).ok()?;
    let mut plain = Vec::new();
    let limit = u64::try_from(MOST_ANSWER).unwrap_or(u64::MAX) + 1;
    decoder.take(limit).read_to_end(&mut plain).ok()?;
    if plain.len() > MOST_ANSWER {
        return None;
    }
    ciborium::from_reader(plain.as_slice()).ok()
}
