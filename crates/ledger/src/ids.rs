//! The names of things: random bytes, of which none says who or where.

use std::fmt;

use ed25519_dalek::VerifyingKey;
use rand_core::CryptoRngCore;
use serde::de::{Error, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use sha2::{Digest, Sha256};

macro_rules! id {
    ($(#[$doc:meta])* $name:ident, $bytes:literal) => {
        $(#[$doc])*
        ///
        /// Shown as lower-case hexadecimal; kept as a byte string in CBOR, as hexadecimal text in JSON.
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub [u8; $bytes]);

        impl $name {
            /// How many bytes it has.
            pub const LEN: usize = $bytes;

            /// From exactly as many bytes as it has.
            pub fn from_slice(bytes: &[u8]) -> Option<Self> {
                bytes.try_into().ok().map(Self)
            }

            /// From twice as many hexadecimal digits, lower or upper case.
            pub fn from_hex(text: &str) -> Option<Self> {
                from_hex(text).map(Self)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.iter().try_for_each(|byte| write!(out, "{byte:02x}"))
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Display::fmt(self, out)
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                if to.is_human_readable() {
                    to.collect_str(self)
                } else {
                    to.serialize_bytes(&self.0)
                }
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                if from.is_human_readable() {
                    from.deserialize_str(Bytes::<$bytes>).map(Self)
                } else {
                    from.deserialize_bytes(Bytes::<$bytes>).map(Self)
                }
            }
        }
    };
}

macro_rules! random {
    ($($name:ident),*) => { $(
        impl $name {
            /// A new one, drawn by lot.
            pub fn random(rng: &mut impl CryptoRngCore) -> Self {
                let mut bytes = [0; Self::LEN];
                rng.fill_bytes(&mut bytes);
                Self(bytes)
            }
        }
    )* };
}

id!(
    /// One disaster, one election or one training run; nothing crosses from one to another.
    RealmId,
    16
);
id!(
    /// One shelter (避難所) or one roll: the unit of order and of permission.
    StreamId,
    16
);
id!(
    /// A person or a household whose key seals the payload, so that it can be erased.
    SubjectId,
    16
);
id!(
    /// One installation for one realm: the first 16 bytes of the SHA-256 of its public key.
    DeviceId,
    16
);
id!(
    /// Who was logged in (role badge), pseudonymous.
    ActorId,
    8
);
id!(
    /// Handle of one event for people and logs, a UUID of version 7 (RFC 9562). Never used for order.
    EventId,
    16
);
id!(
    /// The first 8 bytes of the SHA-256 of an event's header: names what an operator had seen.
    Hash8,
    8
);
random!(RealmId, StreamId, SubjectId, ActorId);

impl DeviceId {
    /// The device that holds the private key of this public one.
    pub fn of(public_key: &VerifyingKey) -> Self {
        Self::of_bytes(public_key.as_bytes())
    }

    pub(crate) fn of_bytes(public_key: &[u8; 32]) -> Self {
        Self(first(&Sha256::digest(public_key)))
    }
}

impl EventId {
    /// A UUID of version 7 from milliseconds since 1970 and 74 random bits.
    ///
    /// A clock before 1970 or after the year 10889 counts as the nearer end.
    pub fn new(wall_ms: i64, rng: &mut impl CryptoRngCore) -> Self {
        const MOST: u64 = (1 << 48) - 1;
        let mut bytes = [0; 16];
        rng.fill_bytes(&mut bytes);
        let millis = u64::try_from(wall_ms).unwrap_or(0).min(MOST);
        bytes[..6].copy_from_slice(&millis.to_be_bytes()[2..]);
        bytes[6] = 0x70 | (bytes[6] & 0x0f);
        bytes[8] = 0x80 | (bytes[8] & 0x3f);
        Self(bytes)
    }
}

impl Hash8 {
    /// The short form of a header's hash.
    pub fn of(hash: &[u8; 32]) -> Self {
        Self(first(hash))
    }
}

/// The first bytes of a longer hash.
pub(crate) fn first<const N: usize>(hash: &[u8]) -> [u8; N] {
    let mut bytes = [0; N];
    bytes.copy_from_slice(&hash[..N]);
    bytes
}

fn from_hex<const N: usize>(text: &str) -> Option<[u8; N]> {
    let digits = text.as_bytes();
    if digits.len() != 2 * N {
        return None;
    }
    let mut bytes = [0; N];
    for (byte, pair) in bytes.iter_mut().zip(digits.chunks_exact(2)) {
        let digit = |at: usize| char::from(pair[at]).to_digit(16);
        *byte = u8::try_from(digit(0)? << 4 | digit(1)?).ok()?;
    }
    Some(bytes)
}

struct Bytes<const N: usize>;

impl<'de, const N: usize> Visitor<'de> for Bytes<N> {
    type Value = [u8; N];

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{N} bytes")
    }

    fn visit_bytes<E: Error>(self, bytes: &[u8]) -> Result<[u8; N], E> {
        bytes
            .try_into()
            .map_err(|_| E::invalid_length(bytes.len(), &self))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<[u8; N], E> {
        from_hex(text).ok_or_else(|| E::custom("not hexadecimal digits of the right number"))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<[u8; N], A::Error> {
        let mut bytes = [0; N];
        for (at, byte) in bytes.iter_mut().enumerate() {
            *byte = items
                .next_element()?
                .ok_or_else(|| A::Error::invalid_length(at, &self))?;
        }
        match items.next_element::<u8>()? {
            None => Ok(bytes),
            Some(_) => Err(A::Error::invalid_length(N + 1, &self)),
        }
    }
}
