//! A backup (控え) of a ledger in use: one encrypted file under the same database key.
//!
//! It holds all but the device's private key: going on with a copy would give one device two
//! histories, so a backup is not opened but restored, which makes a new device.

mod error;
mod restore;
mod texts;

use std::path::Path;

use rusqlite::Connection;
use tempfile::TempPath;

pub use error::BackupError;
pub use restore::{RESTORED_KIND, Restoring};
pub use texts::every_error;

use crate::error::Fault;
use crate::open::set_meta_in;
use crate::{Ledger, LedgerError, Projection, durable};

/// A finished backup, checked where it lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BackedUp {
    /// Events in it.
    pub events: u64,
    /// Bytes of the file.
    pub bytes: u64,
}

impl<P: Projection> Ledger<P> {
    /// Writes a backup of what is here at this moment, whole or not at all, in place of an earlier
    /// one. It is on the disk when this returns. What was erased is not in it in any form.
    ///
    /// Entries wait meanwhile: the whole file is copied and read back.
    pub fn back_up(&self, to: &Path) -> Result<BackedUp, BackupError> {
        if self.file.as_os_str().is_empty() {
            return Err(LedgerError::NotEncrypted.into());
        }
        let not_written = |problem: std::io::Error| BackupError::of_writing(to, &problem);
        let draft = durable::draft(to).map_err(not_written)?.into_temp_path();
        let copied = self.copy_into(&draft);
        let events = copied.map_err(|fault| BackupError::of_copying(to, fault))?;
        // Opened for writing, since Windows flushes nothing otherwise.
        let file = std::fs::OpenOptions::new().write(true).open(&draft);
        let file = file.map_err(not_written)?;
        file.sync_all().map_err(not_written)?;
        let bytes = file.metadata().map_err(not_written)?.len();
        drop(file);
        draft.persist(to).map_err(|it| not_written(it.error))?;
        durable::sync_folder(to).map_err(not_written)?;
        Ok(BackedUp { events, bytes })
    }

    fn copy_into(&self, draft: &TempPath) -> Result<u64, Fault> {
        let name = draft.to_str().ok_or(Fault::Row)?;
        self.db.execute("VACUUM INTO ?1", [name])?;
        // Without a key of its own the copy is opened with that of the ledger.
        self.db.execute("ATTACH DATABASE ?1 AS copy", [name])?;
        let strip = || -> Result<u64, Fault> {
            self.db
                .execute("UPDATE copy.device SET private_key = NULL", [])?;
            set_meta_in(&self.db, "copy", "backup", &self.device.0)?;
            check(&self.db, "copy")?;
            let count = |sql| self.db.query_row(sql, [], |row| row.get::<_, u64>(0));
            let copied = count("SELECT count(*) FROM copy.event")?;
            if copied != count("SELECT count(*) FROM main.event")? {
                return Err(Fault::Row);
            }
            Ok(copied)
        };
        let stripped = strip();
        self.db.execute("DETACH DATABASE copy", [])?;
        stripped
    }
}

/// Whether every page is as it was written, and every table and index sound.
fn check(db: &Connection, schema: &str) -> Result<(), Fault> {
    let pages = format!("PRAGMA {schema}.cipher_integrity_check");
    if db.prepare(&pages)?.exists([])? {
        return Err(Fault::Row);
    }
    let tables = format!("PRAGMA {schema}.integrity_check");
    let told: String = db.query_row(&tables, [], |row| row.get(0))?;
    if told == "ok" {
        Ok(())
    } else {
        Err(Fault::Row)
    }
}
