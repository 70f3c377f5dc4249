//! Deterministic CBOR (RFC 8949 §4.2): shortest numbers, definite lengths, no maps, no tags.

use ciborium::Value;
use serde::Serialize;
use serde::de::DeserializeOwned;
use zeroize::Zeroizing;

/// Bytes that are not one value of CBOR and nothing behind it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotCanonical;

/// `ciborium` writes numbers as short as they can be and known lengths as definite.
pub fn encode(value: &Value) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(256);
    ciborium::into_writer(value, &mut bytes).expect("memory takes all that is written to it");
    bytes
}

/// One value and no byte behind it. Other spellings of numbers are the caller's to refuse, by writing it anew.
pub fn decode(mut bytes: &[u8]) -> Result<Value, NotCanonical> {
    let value = ciborium::from_reader(&mut bytes).map_err(|_| NotCanonical)?;
    bytes.is_empty().then_some(value).ok_or(NotCanonical)
}

/// Bytes of a state; `None` when it cannot be CBOR, such as a map in a map's key.
pub fn to_bytes(value: &impl Serialize) -> Option<Zeroizing<Vec<u8>>> {
    // Room from the start, since a buffer that grows leaves copies behind it.
    let mut bytes = Zeroizing::new(Vec::with_capacity(1024));
    ciborium::into_writer(value, &mut *bytes).ok()?;
    Some(bytes)
}

/// A state from its bytes.
pub fn from_bytes<T: DeserializeOwned>(mut bytes: &[u8]) -> Option<T> {
    let value = ciborium::from_reader(&mut bytes).ok()?;
    bytes.is_empty().then_some(value)
}
