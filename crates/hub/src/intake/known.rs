//! What the database knows of what an offer names.

use std::collections::{BTreeMap, BTreeSet};

use ledger::{DeviceId, StreamId, SubjectId};

use super::sealing::KeyTag;
use crate::store::Device;

/// What an offer names.
pub struct Asked {
    /// Devices: of cards, of events, and who offers.
    pub devices: Vec<DeviceId>,
    /// Subjects: of events, of keys, of what is erased; and streams, as the owners of their own keys.
    pub subjects: Vec<SubjectId>,
    /// Subjects that would be erased by it.
    pub erasing: Vec<SubjectId>,
    /// Whether a counter is so high that the realm's highest is needed to judge it.
    pub leaps: bool,
}

/// What is read before the transaction, so that signatures are looked at outside of it. Cards never change, and what
/// is here does not go away.
#[derive(Default)]
pub struct Before {
    /// Devices that are known.
    pub devices: BTreeMap<DeviceId, Device>,
    /// Events that are here with the offered numbers.
    pub here: BTreeMap<(DeviceId, u64), Here>,
}

/// An event that is here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Here {
    /// SHA-256 of its header.
    pub hash: [u8; 32],
    /// Whether its payload is missing although its subject is not erased.
    pub lacks: bool,
}

/// What is read inside the transaction, after the realm and its streams are locked.
#[derive(Default)]
pub struct Known {
    /// Devices that are known.
    pub devices: BTreeMap<DeviceId, Device>,
    /// Events that are here with the offered numbers.
    pub here: BTreeMap<(DeviceId, u64), Here>,
    /// Which of the subjects are erased.
    pub erased: BTreeSet<SubjectId>,
    /// Which of the subjects are streams: a stream's own key is never erased.
    pub streams: BTreeSet<SubjectId>,
    /// The streams that are locked; in others nothing is written.
    pub locked: BTreeSet<StreamId>,
    /// The highest counter of the realm; less, where [`Asked::leaps`] says that it is not needed.
    pub highest: u64,
    /// Which keys of the subjects are here.
    pub keys: BTreeSet<(SubjectId, KeyTag)>,
    /// Under which keys payloads of the subjects are sealed in the locked streams, and whether the log names the key.
    pub sealing: BTreeMap<(StreamId, SubjectId, KeyTag), bool>,
    /// Devices that are not known and shut out all the same, by another hub's word.
    pub revoked: BTreeMap<DeviceId, u64>,
    /// The device that is let in by this, if it is about that: its card goes into the log.
    pub admits: Option<DeviceId>,
}
