//! What a desk derives from the events: one state for each entity.

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::{Event, Header, StreamId, SubjectId, Upgrades};

/// What has a state of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Entity {
    /// A stream as a whole, such as the shelter itself.
    Stream(StreamId),
    /// One person or household.
    Subject(SubjectId),
}

impl Entity {
    /// As the tables keep it: one byte for the sort, then the id.
    pub(crate) fn to_bytes(self) -> Vec<u8> {
        match self {
            Self::Stream(id) => [&[0], &id.0[..]].concat(),
            Self::Subject(id) => [&[1], &id.0[..]].concat(),
        }
    }

    pub(crate) fn from_bytes(bytes: &[u8]) -> Option<Self> {
        match bytes.split_first()? {
            (0, id) => StreamId::from_slice(id).map(Self::Stream),
            (1, id) => SubjectId::from_slice(id).map(Self::Subject),
            _ => None,
        }
    }

    pub(crate) fn subject(self) -> Option<SubjectId> {
        match self {
            Self::Stream(_) => None,
            Self::Subject(id) => Some(id),
        }
    }
}

/// How events become states (射影).
///
/// A state is a function of the *set* of events: the fold of its entity's events in their one order,
/// (Lamport counter, device, number). It must be the same after it went through CBOR and back, and
/// its CBOR must be the same for the same state: `BTreeMap`, not `HashMap`.
pub trait Projection {
    /// The state of one entity.
    type State: Serialize + DeserializeOwned + Clone;

    /// Raised whenever the same events would give other states; a ledger of another version is projected anew.
    fn version(&self) -> u32;

    /// To which entity an event belongs; `None` for one that is only kept, such as an audit event.
    ///
    /// Nothing belongs to an erased subject; an event for which this says so is only kept.
    fn entity(&self, header: &Header) -> Option<Entity>;

    /// The state before the first event.
    fn empty(&self, entity: Entity) -> Self::State;

    /// Takes one event in; called in the one order. An unknown kind or version changes nothing.
    fn apply(&self, state: &mut Self::State, event: &Event);

    /// How payloads of earlier versions become those of today, on reading.
    fn upgrades(&self) -> Upgrades {
        Upgrades::default()
    }

    /// False for [`crate::Unprojected`] only: states are neither made nor checked.
    fn projects(&self) -> bool {
        true
    }
}
