//! The ledger itself: one file, one connection.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use ed25519_dalek::SigningKey;
use rusqlite::{Connection, Transaction, TransactionBehavior};

use crate::error::Fault;
use crate::raw::Raw;
use crate::{DeviceId, Entity, LedgerError, Projection, RealmId, StreamId, Upgrades};

/// Which stream the PC of a new ledger writes into, and what the PC is called.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Identity {
    /// The disaster, election or training run.
    pub realm: RealmId,
    /// The shelter or roll that it writes into.
    pub stream: StreamId,
    /// What staff call the PC.
    pub device_name: String,
}

/// Signed append-only events of one realm, and the states derived from them (台帳).
///
/// This PC writes into one stream; it holds as many as others have brought.
///
/// While it is open, nothing else in the same process may open and close its file by other means: on
/// POSIX systems that gives up the lock which keeps other programs out.
pub struct Ledger<P: Projection> {
    pub(crate) db: Connection,
    pub(crate) file: PathBuf,
    /// `None` in memory. Below `db`, since fields are dropped in their order.
    pub(crate) raw: Option<Raw>,
    pub(crate) realm: RealmId,
    pub(crate) stream: StreamId,
    pub(crate) device: DeviceId,
    // Wiped on drop by its own type.
    pub(crate) signing: SigningKey,
    pub(crate) projection: P,
    pub(crate) upgrades: Upgrades,
    /// Entities whose states lack events that are here: between parts only.
    pub(crate) behind: BTreeSet<Entity>,
}

impl<P: Projection> Ledger<P> {
    /// The disaster, election or training run.
    pub fn realm(&self) -> RealmId {
        self.realm
    }

    /// The shelter or roll that this PC writes into.
    pub fn stream(&self) -> StreamId {
        self.stream
    }

    /// This PC in this ledger.
    pub fn device(&self) -> DeviceId {
        self.device
    }

    /// The file; empty for a ledger in memory.
    pub fn file(&self) -> &Path {
        &self.file
    }

    /// What turns events into states.
    pub fn projection(&self) -> &P {
        &self.projection
    }

    /// Runs a change as one transaction: all of it, or on an error nothing.
    pub(crate) fn change<T>(
        &self,
        work: impl FnOnce() -> Result<T, Fault>,
    ) -> Result<T, LedgerError> {
        let run = || {
            let change = Transaction::new_unchecked(&self.db, TransactionBehavior::Immediate)?;
            let done = work()?;
            change.commit()?;
            Ok(done)
        };
        run().map_err(|fault: Fault| fault.told(&self.file))
    }

    /// Runs a reading that sees one state of the file throughout.
    pub(crate) fn reading<T>(
        &self,
        work: impl FnOnce() -> Result<T, Fault>,
    ) -> Result<T, LedgerError> {
        let run = || {
            // Who reads while events are handed over is within a reading already.
            let begin = || Transaction::new_unchecked(&self.db, TransactionBehavior::Deferred);
            let _unchanged = self.db.is_autocommit().then(begin).transpose()?;
            work()
        };
        run().map_err(|fault: Fault| fault.told(&self.file))
    }
}
