//! The parts of a bundle: a head, batches, an end, and the carrier's signature.

use std::io::Read;

use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use super::digest::Running;
use super::error::Fault;
use super::pieces::Opening;
use crate::{Batch, DeviceCard, Have, SubjectId, canonical};

/// Events of one batch: about half a MiB by custom, and at most [`MOST_BYTES`].
pub(super) const EVENTS: usize = 200;
/// More than 200 events can have, so that a changed length cannot fill the memory.
const MOST_BYTES: usize = 256 << 20;

#[derive(Serialize, Deserialize)]
pub(super) enum Record {
    Head(Head),
    Batch(Batch),
    End(End),
    Signature(#[serde(with = "crate::wire::bytes")] Vec<u8>),
}

/// Who carries the bundle.
#[derive(Serialize, Deserialize)]
pub(super) struct Head {
    pub carrier: DeviceCard,
    /// The carrier's clock, milliseconds since 1970 UTC.
    pub wall_ms: i64,
}

/// What the bundle held, and what the carrier had.
#[derive(Serialize, Deserialize)]
pub(super) struct End {
    pub have: Have,
    pub events: u64,
    /// All that the carrier knew when it finished.
    pub erased: Vec<SubjectId>,
}

impl Record {
    /// Four bytes of length, big-endian, then CBOR.
    pub fn to_bytes(&self) -> Option<Zeroizing<Vec<u8>>> {
        let room = match self {
            Self::Batch(batch) => batch.events.iter().map(room_of).sum::<usize>() + 64 * 1024,
            _ => 64 * 1024,
        };
        // Room from the start, since a buffer that grows leaves copies behind it.
        let mut bytes = Zeroizing::new(Vec::with_capacity(room));
        bytes.extend_from_slice(&[0; 4]);
        ciborium::into_writer(self, &mut *bytes).ok()?;
        let length = u32::try_from(bytes.len() - 4).ok()?;
        bytes[..4].copy_from_slice(&length.to_be_bytes());
        Some(bytes)
    }

    /// The next record, its bytes put to the running hash unless it is the signature.
    pub fn read(from: &mut Opening<impl Read>, running: &mut Running) -> Result<Self, Fault> {
        let mut length = [0; 4];
        from.read(&mut length)?;
        let size = u32::from_be_bytes(length) as usize;
        if size > MOST_BYTES {
            return Err(Fault::Changed);
        }
        let mut bytes = Zeroizing::new(vec![0; size]);
        from.read(&mut bytes)?;
        let record: Self = canonical::from_bytes(&bytes).ok_or(Fault::Changed)?;
        if !matches!(record, Self::Signature(_)) {
            running.add(&length);
            running.add(&bytes);
        }
        Ok(record)
    }
}

fn room_of(event: &crate::Signed) -> usize {
    let payload = event.payload.as_ref().map_or(0, Vec::len);
    event.header_bytes.len() + payload + 256
}
