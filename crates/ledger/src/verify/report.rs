//! What a check of a ledger found.

use crate::{DeviceId, Entity, SubjectId};

/// The outcome of a check (検証結果).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// Events that were looked at.
    pub events: u64,
    /// All that is not as it was written, in the order of the file.
    pub problems: Vec<Problem>,
}

impl Report {
    /// Whether all is as it was written.
    pub fn is_sound(&self) -> bool {
        self.problems.is_empty()
    }
}

/// One thing that is not as it was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Problem {
    /// Where.
    pub place: Place,
    /// What is wrong there.
    pub what: What,
}

/// Where in a ledger.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// The file as a whole.
    File,
    /// A device's card or the end of its chain.
    Device(DeviceId),
    /// One event: its device and number.
    Event(DeviceId, u64),
    /// A subject's key or its erasure.
    Subject(SubjectId),
    /// A derived state.
    Entity(Entity),
    /// Events that wait for others.
    Waiting,
    /// Events that were refused.
    Refused,
}

/// What is wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum What {
    /// Bytes on the disk changed, or pages or rows contradict each other.
    Damaged,
    /// Tables, indexes or triggers are not those that this program made.
    SchemaDiffers,
    /// The bytes are no header.
    NotAHeader,
    /// A column says other than the header, or the row lies in another's place.
    RowDiffers,
    /// Signed by another device, or changed.
    BadSignature,
    /// Events are gone, from this one through this number.
    Missing {
        /// The last one that is gone.
        through: u64,
    },
    /// It does not follow the event before it.
    ChainBroken,
    /// Its counter is not above that of the event before it.
    LamportFell,
    /// The sealed payload is not the one of the header, or does not open.
    PayloadDiffers,
    /// The payload is gone without an erasure.
    PayloadMissing,
    /// Something of an erased subject is there.
    NotErased,
    /// An event tells of an erasure that was not done.
    ErasureMissing,
    /// No key here opens the subject's payloads.
    KeyMissing,
    /// A key is not the one it is named as.
    KeyDiffers,
    /// The device's card is not what it signed, or its private key is another's.
    CardDiffers,
    /// The chain's end is not where it was noted.
    HeadDiffers,
    /// Suspended without a second history, or the reverse.
    SuspensionDiffers,
    /// Events of a revoked device from the one on from which it was shut out.
    NotShutOut,
    /// A revocation was changed, added or removed.
    RevocationsDiffer,
    /// The event is counted to another entity than the projection says.
    EntityDiffers,
    /// The state is not what its events give.
    StateDiffers,
    /// There are events and no state.
    StateMissing,
    /// A row was changed, added or removed.
    RowsDiffer,
    /// A witness saw another event, or a later one, of this device.
    WitnessDiffers,
}

impl What {
    /// Stable name in kebab-case.
    pub fn code(self) -> &'static str {
        match self {
            Self::Damaged => "damaged",
            Self::SchemaDiffers => "schema-differs",
            Self::NotAHeader => "not-a-header",
            Self::RowDiffers => "row-differs",
            Self::BadSignature => "bad-signature",
            Self::Missing { .. } => "missing",
            Self::ChainBroken => "chain-broken",
            Self::LamportFell => "lamport-fell",
            Self::PayloadDiffers => "payload-differs",
            Self::PayloadMissing => "payload-missing",
            Self::NotErased => "not-erased",
            Self::ErasureMissing => "erasure-missing",
            Self::KeyMissing => "key-missing",
            Self::KeyDiffers => "key-differs",
            Self::CardDiffers => "card-differs",
            Self::HeadDiffers => "head-differs",
            Self::SuspensionDiffers => "suspension-differs",
            Self::NotShutOut => "not-shut-out",
            Self::RevocationsDiffer => "revocations-differ",
            Self::EntityDiffers => "entity-differs",
            Self::StateDiffers => "state-differs",
            Self::StateMissing => "state-missing",
            Self::RowsDiffer => "rows-differ",
            Self::WitnessDiffers => "witness-differs",
        }
    }
}
