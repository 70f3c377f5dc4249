//! What a desk puts in, and what it gets back.

use std::fmt;

use zeroize::Zeroizing;

use crate::{Hash8, Header, SubjectId};

/// A fact before it is an event (記録前の事実). Holds personal data: no `Debug`.
pub struct Draft {
    /// What happened; see [`crate::is_kind`].
    pub kind: String,
    /// Version of the payload's shape.
    pub version: u16,
    /// Whose key seals the payload; `None` for facts about no person.
    pub subject: Option<SubjectId>,
    /// What the operator had on the screen, at most [`crate::MOST_BASIS`].
    pub basis: Vec<Hash8>,
    /// When it happened, milliseconds since 1970 UTC, if that is not now.
    pub occurred: Option<i64>,
    /// The payload, CBOR by custom, at most [`crate::MOST_PAYLOAD_BYTES`].
    pub payload: Zeroizing<Vec<u8>>,
}

/// What the PC's clocks say at one moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Now {
    /// Milliseconds since 1970 UTC.
    pub wall_ms: i64,
    /// Random for each start of the operating system.
    pub boot: [u8; 8],
    /// Milliseconds since that start.
    pub mono_ms: u64,
}

/// One event of the ledger. Holds personal data in its payload, which `Debug` leaves out.
#[derive(Clone)]
pub struct Event {
    /// The signed part.
    pub header: Header,
    /// SHA-256 of the header's bytes.
    pub hash: [u8; 32],
    /// Version of the payload here: the header's, or a later one to which it was upgraded on reading.
    pub version: u16,
    /// The opened payload; `None` when it was erased or its key is not here.
    pub payload: Option<Zeroizing<Vec<u8>>>,
}

impl Event {
    /// How a later event names this one as seen.
    pub fn hash8(&self) -> Hash8 {
        Hash8::of(&self.hash)
    }
}

impl fmt::Debug for Event {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.header.fmt(out)
    }
}
