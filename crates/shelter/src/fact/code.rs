//! Facts as bytes.

use serde::{Serialize, de::DeserializeOwned};
use zeroize::Zeroizing;

use super::{Fact, FactError};

macro_rules! kinds {
    ($($variant:ident $kind:literal $version:literal,)*) => {
        impl Fact {
            /// Kind and version of each that this program knows.
            pub const KINDS: &[(&str, u16)] = &[$(($kind, $version)),*];

            /// The kind's name in the header.
            pub fn kind(&self) -> &str {
                match self {
                    $(Self::$variant(_) => $kind,)*
                    Self::Unknown { kind, .. } => kind,
                }
            }

            /// The kind's version in the header.
            pub fn version(&self) -> u16 {
                match self {
                    $(Self::$variant(_) => $version,)*
                    Self::Unknown { version, .. } => *version,
                }
            }

            /// The payload in CBOR. An unknown one cannot be written anew.
            pub fn encode(&self) -> Result<Zeroizing<Vec<u8>>, FactError> {
                match self {
                    $(Self::$variant(payload) => write(payload),)*
                    Self::Unknown { .. } => Err(FactError::Unknown),
                }
            }

            /// Reads a payload. A kind or version of a newer program is [`Fact::Unknown`].
            pub fn decode(kind: &str, version: u16, bytes: &[u8]) -> Result<Self, FactError> {
                match (kind, version) {
                    $(($kind, $version) => read(bytes).map(Self::$variant),)*
                    _ => Ok(Self::Unknown { kind: kind.to_owned(), version }),
                }
            }
        }
    };
}

kinds! {
    Registered "person.registered" 1,
    Told "person.told" 1,
    Moved "person.moved" 1,
    Seen "person.seen" 1,
    Needs "person.needs" 1,
    Consent "person.consent" 1,
    Protected "person.protected" 1,
    Household "person.household" 1,
    Token "person.token" 1,
    Linked "person.linked" 1,
    Served "person.served" 1,
    Opened "shelter.opened" 1,
    Changed "shelter.changed" 1,
    Closed "shelter.closed" 1,
    Reopened "shelter.reopened" 1,
    Counted "shelter.counted" 1,
    Stock "shelter.stock" 1,
    Utilities "shelter.utilities" 1,
    Reported "shelter.reported" 1,
    Receipt "shelter.receipt" 1,
    BadgeIssued "badge.issued" 1,
    BadgeRevoked "badge.revoked" 1,
    TokenRevoked "token.revoked" 1,
    MealPlanned "meal.planned" 1,
    GoodRuled "good.ruled" 1,
    Activated "audit.activated" 1,
    LookedUp "audit.looked_up" 1,
    Searched "audit.searched" 1,
    Exported "audit.exported" 1,
    Unlocked "audit.unlocked" 1,
    InquiryAnswered "inquiry.answered" 1,
}

/// Whether anything of a person or a shelter follows from a kind of fact. Not from those about who
/// looked at what; an unknown kind may change a state in a newer program.
pub fn is_projected(kind: &str) -> bool {
    !kind.starts_with("audit.") && kind != "inquiry.answered"
}

fn write(payload: &impl Serialize) -> Result<Zeroizing<Vec<u8>>, FactError> {
    let mut bytes = Zeroizing::new(Vec::with_capacity(512));
    ciborium::into_writer(payload, &mut *bytes).map_err(|_| FactError::Damaged)?;
    Ok(bytes)
}

fn read<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, FactError> {
    let mut rest = bytes;
    // The reason may quote what was read, so it is not kept.
    let payload = ciborium::from_reader(&mut rest).map_err(|_| FactError::Damaged)?;
    if rest.is_empty() {
        Ok(payload)
    } else {
        Err(FactError::Damaged)
    }
}
