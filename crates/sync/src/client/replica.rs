//! What the client reads from and writes to: a desk's ledger, or a hub's own database.

use ledger::{
    Batch, DeviceId, Have, LedgerError, RealmId, Signed, StreamId, SubjectId, SubjectKey,
};
use zeroize::Zeroizing;

use crate::Status;

/// As whom a replica speaks to a hub.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Who {
    /// Its realm.
    pub realm: RealmId,
    /// The device whose key signs the session.
    pub device: DeviceId,
    /// The stream that it writes into; [`REALM_LOG`](crate::REALM_LOG) if it writes into none.
    pub stream: StreamId,
}

/// Why a replica could not be read or written; nothing of the step was kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ReplicaError {
    /// Its disk is full.
    #[error("the disk is full")]
    Full,
    /// It may go well in a moment.
    #[error("in use")]
    Busy,
    /// Damage, or a fault of the program.
    #[error("failed")]
    Failed,
}

impl From<LedgerError> for ReplicaError {
    fn from(error: LedgerError) -> Self {
        match error {
            LedgerError::DiskFull { .. } => Self::Full,
            LedgerError::InUse { .. } => Self::Busy,
            _ => Self::Failed,
        }
    }
}

/// One end of the exchange. Each step is short: a desk's window may hold it between two steps.
pub trait Replica {
    /// As whom it speaks.
    fn who(&self) -> Who;
    /// Signs a session ([`Prove::said`](crate::Prove::said)).
    fn sign_session(&self, said: &[u8]) -> Option<[u8; 64]>;
    /// Opens a box that was sealed to its device.
    fn unseal(&self, sealed: &[u8]) -> Option<Zeroizing<Vec<u8>>>;
    /// The streams that it holds events of.
    fn streams(&mut self) -> Result<Vec<StreamId>, ReplicaError>;
    /// At most `limit` events that a hub with `have` lacks, after the first at most `bytes`, with cards and keys.
    fn lacked_by(&mut self, have: &Have, limit: usize, bytes: usize)
    -> Result<Batch, ReplicaError>;
    /// How many these are in all, and when the oldest of the own ones was written.
    fn count_after(&mut self, have: &Have) -> Result<(u64, Option<i64>), ReplicaError>;
    /// The events that show second histories, which no [`Have`] asks for.
    fn second_histories(&mut self) -> Result<Batch, ReplicaError>;
    /// One event.
    fn signed(&mut self, device: DeviceId, seq: u64) -> Result<Option<Signed>, ReplicaError>;
    /// Keys of subjects, as far as they are here.
    fn keys_of(
        &mut self,
        subjects: &[SubjectId],
    ) -> Result<Vec<(SubjectId, SubjectKey)>, ReplicaError>;
    /// How many subjects are erased, and the exclusive or of the SHA-256 of each.
    fn erased_sum(&mut self) -> Result<(u64, [u8; 32]), ReplicaError>;
    /// All erased subjects.
    fn erased(&mut self) -> Result<Vec<SubjectId>, ReplicaError>;
    /// All devices that are shut out, each with the first number that is not valid any more.
    fn revoked(&mut self) -> Result<Vec<(DeviceId, u64)>, ReplicaError>;
    /// Takes in what a hub gave, in one transaction. `wall_ms` is this machine's clock.
    fn take(&mut self, batch: Batch, wall_ms: i64) -> Result<(), ReplicaError>;
    /// The same where more follows at once: what is made of it may wait for [`Self::settle`].
    fn take_part(&mut self, batch: Batch, wall_ms: i64) -> Result<(), ReplicaError> {
        self.take(batch, wall_ms)
    }
    /// Makes some of what waits; whether more waits.
    fn settle(&mut self) -> Result<bool, ReplicaError> {
        Ok(false)
    }
    /// What is said before anything else; the client fills in what is unsent and the clock.
    fn status(&mut self) -> Result<Status, ReplicaError> {
        Ok(Status::default())
    }
}
