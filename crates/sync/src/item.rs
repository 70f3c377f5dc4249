//! What a log is made of.

use ledger::{DeviceCard, DeviceId, Signed, SubjectId};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// One entry of a hub's log. Payloads are sealed, and keys travel beside the items ([`SealedKeys`](crate::SealedKeys)).
///
/// What was erased since stays in its place without payload or key, so that places and history never change.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Item {
    /// A device that writes into this stream; stands before its events.
    Card(DeviceCard),
    /// An event.
    Event(Signed),
    /// The payload of an event that came without it.
    Payload {
        /// The event's device.
        device: DeviceId,
        /// The event's number.
        seq: u64,
        /// As sealed; `None` when the subject was erased since.
        #[serde(with = "ledger::wire::bytes_or_none")]
        payload: Option<Vec<u8>>,
    },
    /// A subject's key, by the name of the key; the key itself travels sealed beside the items.
    Key {
        /// Whose payloads it opens.
        subject: SubjectId,
        /// The first 8 bytes of its SHA-256.
        tag: [u8; 8],
    },
    /// A subject is erased; in the realm's log only.
    Erased(SubjectId),
    /// A device is shut out from an event on; in the realm's log only.
    Revoked {
        /// Which.
        device: DeviceId,
        /// The first number that is not valid any more.
        from: u64,
    },
}

impl Item {
    /// What the history is made of: names the item without what can be erased of it.
    pub fn hash(&self) -> [u8; 32] {
        let hash = Sha256::new();
        let hash = match self {
            Self::Card(card) => hash.chain_update(b"card").chain_update(card.device().0),
            Self::Event(signed) => hash.chain_update(b"event").chain_update(signed.hash()),
            Self::Payload { device, seq, .. } => hash
                .chain_update(b"payload")
                .chain_update(device.0)
                .chain_update(seq.to_be_bytes()),
            Self::Key { subject, tag } => hash
                .chain_update(b"key")
                .chain_update(subject.0)
                .chain_update(tag),
            Self::Erased(subject) => hash.chain_update(b"erased").chain_update(subject.0),
            Self::Revoked { device, from } => hash
                .chain_update(b"revoked")
                .chain_update(device.0)
                .chain_update(from.to_be_bytes()),
        };
        hash.finalize().into()
    }
}
