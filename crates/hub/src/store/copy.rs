//! Moving a hub from its file into PostgreSQL: everything in bulk, read back, and only then committed.

use sha2::{Digest, Sha256};

use super::{Store, StoreError};
use crate::intake::Row;

/// How much was moved, and found there when it was read back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Copied {
    /// Realms.
    pub realms: u64,
    /// Entries of logs.
    pub items: u64,
    /// Devices.
    pub devices: u64,
    /// Subjects' keys.
    pub keys: u64,
    /// Rows of other topics: claims, the city's page.
    pub others: u64,
}

/// Copies all that is open of a hub in a file to one on PostgreSQL, in one transaction: it is there whole, after each
/// log was read back with its history and every byte compared, or not at all. What PostgreSQL has already is not
/// written over: then nothing is copied. Nobody may write to either meanwhile.
///
/// Keys are opened with the secrets of the first and wrapped with those of the second. What other topics have sealed
/// under the hub's secrets goes as it is: both are one hub, which takes its secrets along.
pub async fn copy(from: &Store, to: &Store) -> Result<Copied, StoreError> {
    let (Store::Sqlite(from), Store::Postgres(to)) = (from, to) else {
        let what = "a hub moves from a file into PostgreSQL".to_owned();
        return Err(StoreError::Failed(what));
    };
    to.load(from).await
}

/// A sum over the entries of logs in their order.
#[derive(Default)]
pub struct Sum(Sha256);

impl Sum {
    /// With one more.
    pub fn add(&mut self, row: &Row) {
        let parts: [&[u8]; 6] = [
            row.header.as_deref().unwrap_or_default(),
            row.signature.as_deref().unwrap_or_default(),
            row.payload.as_deref().unwrap_or_default(),
            &row.seq.unwrap_or(0).to_be_bytes(),
            row.device.as_ref().map_or(&[], |id| &id.0[..]),
            row.subject.as_ref().map_or(&[], |id| &id.0[..]),
        ];
        self.0
            .update([row.kind as u8, u8::from(row.payload.is_some())]);
        for part in parts {
            self.0.update((part.len() as u64).to_be_bytes());
            self.0.update(part);
        }
    }

    /// The sum.
    pub fn end(self) -> [u8; 32] {
        self.0.finalize().into()
    }
}
