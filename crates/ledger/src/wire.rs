//! Byte strings for serde, which would else write an array of numbers: bytes in CBOR, base 64 in JSON.

use std::fmt;

use data_encoding::BASE64;
use serde::de::{Error, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Bytes that are one byte string in CBOR.
pub struct ByteBuf(pub Vec<u8>);

impl<'de> Deserialize<'de> for ByteBuf {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        if from.is_human_readable() {
            from.deserialize_str(AnyBytes).map(Self)
        } else {
            from.deserialize_byte_buf(AnyBytes).map(Self)
        }
    }
}

impl Serialize for ByteBuf {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        write(&self.0, to)
    }
}

/// Writes one byte string.
pub fn write<S: Serializer>(bytes: &[u8], to: S) -> Result<S::Ok, S::Error> {
    if to.is_human_readable() {
        to.serialize_str(&BASE64.encode(bytes))
    } else {
        to.serialize_bytes(bytes)
    }
}

struct AnyBytes;

impl<'de> Visitor<'de> for AnyBytes {
    type Value = Vec<u8>;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("bytes")
    }

    fn visit_bytes<E: Error>(self, bytes: &[u8]) -> Result<Vec<u8>, E> {
        Ok(bytes.to_vec())
    }

    fn visit_byte_buf<E: Error>(self, bytes: Vec<u8>) -> Result<Vec<u8>, E> {
        Ok(bytes)
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Vec<u8>, E> {
        let decoded = BASE64.decode(text.as_bytes());
        decoded.map_err(|_| E::custom("not base 64"))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Vec<u8>, A::Error> {
        let mut bytes = Vec::new();
        while let Some(byte) = items.next_element()? {
            bytes.push(byte);
        }
        Ok(bytes)
    }
}

/// For `#[serde(with = "wire::bytes")]` on a `Vec<u8>`.
pub mod bytes {
    use super::{ByteBuf, Deserialize, Deserializer, Serializer};

    /// Writes it.
    pub fn serialize<S: Serializer>(bytes: &[u8], to: S) -> Result<S::Ok, S::Error> {
        super::write(bytes, to)
    }

    /// Reads it.
    pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<u8>, D::Error> {
        ByteBuf::deserialize(from).map(|bytes| bytes.0)
    }
}

/// For `#[serde(with = "wire::bytes_or_none")]` on an `Option<Vec<u8>>`.
pub mod bytes_or_none {
    use super::{ByteBuf, Deserialize, Deserializer, Serializer};

    /// Writes it.
    pub fn serialize<S: Serializer>(bytes: &Option<Vec<u8>>, to: S) -> Result<S::Ok, S::Error> {
        match bytes {
            Some(bytes) => to.serialize_some(&Borrowed(bytes)),
            None => to.serialize_none(),
        }
    }

    /// Reads it.
    pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Option<Vec<u8>>, D::Error> {
        Option::<ByteBuf>::deserialize(from).map(|bytes| bytes.map(|bytes| bytes.0))
    }

    struct Borrowed<'a>(&'a [u8]);

    impl serde::Serialize for Borrowed<'_> {
        fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
            super::write(self.0, to)
        }
    }
}

/// For `#[serde(with = "wire::hash")]` on a `[u8; N]`.
pub mod hash {
    use serde::de::Error;

    use super::{ByteBuf, Deserialize, Deserializer, Serializer};

    /// Writes it.
    pub fn serialize<S: Serializer, const N: usize>(
        bytes: &[u8; N],
        to: S,
    ) -> Result<S::Ok, S::Error> {
        super::write(bytes, to)
    }

    /// Reads it.
    pub fn deserialize<'de, D: Deserializer<'de>, const N: usize>(
        from: D,
    ) -> Result<[u8; N], D::Error> {
        let ByteBuf(bytes) = ByteBuf::deserialize(from)?;
        bytes
            .as_slice()
            .try_into()
            .map_err(|_| D::Error::invalid_length(bytes.len(), &"another number of bytes"))
    }
}
