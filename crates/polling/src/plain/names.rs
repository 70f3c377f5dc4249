//! Short names that the board gives to ballots, booths and districts in the election's file.

use std::fmt;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// Not a name: empty, longer than 32 bytes, or other characters than `a–z`, `0–9` and `-`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a name of 1 to 32 characters of a-z, 0-9 and -")]
pub struct NotAName;

macro_rules! name {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        ///
        /// 1 to 32 characters of `a–z`, `0–9` and `-`.
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(String);

        impl $name {
            /// Checks a name.
            pub fn new(name: impl Into<String>) -> Result<Self, NotAName> {
                let name = name.into();
                let fits = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
                if (1..=32).contains(&name.len()) && name.bytes().all(fits) {
                    Ok(Self(name))
                } else {
                    Err(NotAName)
                }
            }

            /// The name.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl TryFrom<String> for $name {
            type Error = NotAName;

            fn try_from(name: String) -> Result<Self, NotAName> {
                Self::new(name)
            }
        }

        impl From<$name> for String {
            fn from(name: $name) -> Self {
                name.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    };
}

name!(
    /// A kind of ballot (投票の種類), such as `house-single` for 小選挙区.
    BallotId
);
name!(
    /// An early-voting place (期日前投票所), such as `city-hall`.
    BoothId
);
name!(
    /// A voting district (投票区), such as `001`.
    DistrictId
);

impl BoothId {
    /// The stream into which the PCs of this booth write: the same on all of them, another in each realm.
    pub fn stream(&self, realm: &[u8; 16]) -> [u8; 16] {
        let mut hash = Sha256::new();
        for part in [
            b"kazashi.booth.1".as_slice(),
            realm,
            self.as_str().as_bytes(),
        ] {
            hash.update((part.len() as u64).to_be_bytes());
            hash.update(part);
        }
        let mut first = [0; 16];
        first.copy_from_slice(&hash.finalize()[..16]);
        first
    }
}
