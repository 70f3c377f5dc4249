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
    Asked "elector.asked" 1,
    Dropped "elector.dropped" 1,
    Accepted "elector.accepted" 1,
    Issued "elector.issued" 1,
    Declined "elector.declined" 1,
    LeftDesk "elector.left_desk" 1,
    Withdrawn "elector.withdrawn" 1,
    Refused "elector.refused" 1,
    Held "elector.held" 1,
    Released "elector.released" 1,
    AbsenteeStep "elector.absentee" 1,
    Settled "elector.settled" 1,
    Told "elector.told" 1,
    Yielded "elector.yielded" 1,
    Exchanged "elector.exchanged" 1,
    Answered "elector.answered" 1,
    Opened "booth.opened" 1,
    Closed "booth.closed" 1,
    OfficerChanged "booth.officer" 1,
    RollLoaded "roll.loaded" 1,
    Supplement "roll.supplement" 1,
    OutageBegan "outage.began" 1,
    OutageEnded "outage.ended" 1,
    Allotment "outage.allotment" 1,
    HourTally "tally.ballots" 1,
    SlipTally "tally.slips" 1,
    PaperTally "tally.papers" 1,
    Frozen "period.frozen" 1,
    BadgeIssued "badge.issued" 1,
    BadgeRevoked "badge.revoked" 1,
    BoardReceived "board.received" 1,
    Entered "audit.entered" 1,
    Looked "audit.looked" 1,
    Searched "audit.searched" 1,
    Exported "audit.exported" 1,
}

impl Fact {
    /// Whether the fact is about one elector, and so sealed under the elector's key.
    pub fn is_of_elector(kind: &str) -> bool {
        kind.starts_with("elector.") || kind == "audit.looked"
    }

    /// Whether a status follows from a kind of fact. Not from those about who looked at what; an unknown kind may
    /// change a status in a newer program.
    pub fn is_projected(kind: &str) -> bool {
        !kind.starts_with("audit.")
    }
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
