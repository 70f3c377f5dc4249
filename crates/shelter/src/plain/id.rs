//! Ids. All are made outside: at random, or as hashes.

use std::fmt;

use data_encoding::HEXLOWER_PERMISSIVE;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

macro_rules! id {
    ($(#[$doc:meta])* $name:ident, $len:literal) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub [u8; $len]);

        impl $name {
            /// Reads the hexadecimal digits that `Display` writes.
            pub fn parse(text: &str) -> Option<Self> {
                HEXLOWER_PERMISSIVE
                    .decode(text.as_bytes())
                    .ok()
                    .and_then(|bytes| bytes.try_into().ok())
                    .map(Self)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&HEXLOWER_PERMISSIVE.encode(&self.0))
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{}({self})", stringify!($name))
            }
        }

        // Hexadecimal digits for people (JSON), bytes in the ledger (CBOR).
        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                if serializer.is_human_readable() {
                    serializer.collect_str(self)
                } else {
                    serializer.serialize_bytes(&self.0)
                }
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                struct Visitor;
                impl de::Visitor<'_> for Visitor {
                    type Value = $name;
                    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                        write!(f, "{} bytes", $len)
                    }
                    fn visit_str<E: de::Error>(self, text: &str) -> Result<$name, E> {
                        $name::parse(text)
                            .ok_or_else(|| E::invalid_length(text.len(), &self))
                    }
                    fn visit_bytes<E: de::Error>(self, bytes: &[u8]) -> Result<$name, E> {
                        bytes
                            .try_into()
                            .map($name)
                            .map_err(|_| E::invalid_length(bytes.len(), &self))
                    }
                }
                if deserializer.is_human_readable() {
                    deserializer.deserialize_str(Visitor)
                } else {
                    deserializer.deserialize_bytes(Visitor)
                }
            }
        }
    };
}

id!(
    /// One evacuee (避難者); random. The subject of the ledger whose key seals the payloads.
    PersonId, 16
);
id!(
    /// One household (世帯) as it came to the shelter; random.
    HouseholdId, 16
);
id!(
    /// One shelter (避難所); random. The ledger's stream.
    ShelterId, 16
);
id!(
    /// One fact: the first 8 bytes of the hash of its header.
    Mark, 8
);
id!(
    /// Who was logged in: the pseudonym of a badge (名札).
    Actor, 8
);
id!(
    /// One PC in one disaster: the first 16 bytes of the hash of its public key.
    DeviceId, 16
);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_read_back_from_json_and_cbor() {
        let id = PersonId(std::array::from_fn(|i| {
            u8::try_from(i).unwrap_or(0) * 16 + 1
        }));
        let json = serde_json::to_string(&id).unwrap();
        assert_eq!(
            json,
            "\"0111213141516171 8191a1b1c1d1e1f1\"".replace(' ', "")
        );
        assert_eq!(serde_json::from_str::<PersonId>(&json).unwrap(), id);
        let mut bytes = Vec::new();
        ciborium::into_writer(&id, &mut bytes).unwrap();
        assert_eq!(bytes.len(), 17);
        assert_eq!(
            ciborium::from_reader::<PersonId, _>(&bytes[..]).unwrap(),
            id
        );
        assert_eq!(PersonId::parse("01"), None);
        assert!(serde_json::from_str::<Mark>(&json).is_err());
    }
}
