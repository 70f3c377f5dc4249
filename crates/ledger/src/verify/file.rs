//! The file itself: pages, rows against indexes, and the tables' shape.

use rusqlite::Connection;

use super::{Check, Place, What};
use crate::{LedgerError, Projection, error::Fault, schema};

impl<P: Projection> Check<'_, P> {
    pub fn file(&mut self) -> Result<(), LedgerError> {
        // Pages in the log have no check but the log's own; moved into the file, each has its seal.
        self.ledger.sweep();
        let db = &self.ledger.db;
        let sound = || -> Result<bool, Fault> {
            // One row for each page whose seal does not hold; none where nothing is encrypted, as in memory.
            let pages = lines(db, "PRAGMA cipher_integrity_check")?;
            let rows = lines(db, "PRAGMA integrity_check(1)")?;
            let references = db.prepare("PRAGMA foreign_key_check")?.exists([])?;
            Ok(pages.is_empty() && rows == ["ok"] && !references)
        };
        match sound().map_err(|fault| fault.told(&self.ledger.file)) {
            Ok(true) => {}
            Ok(false) | Err(LedgerError::Damaged { .. } | LedgerError::Io { .. }) => {
                self.found(Place::File, What::Damaged);
            }
            Err(other) => return Err(other),
        }
        if let Some(raw) = &self.ledger.raw {
            self.expect(raw.begins_well(), Place::File, What::Damaged);
        }
        let as_made = || -> Result<bool, Fault> {
            let fresh = Connection::open_in_memory()?;
            schema::make(&fresh)?;
            Ok(objects(db)? == objects(&fresh)?)
        };
        let as_made = as_made().map_err(|fault| fault.told(&self.ledger.file))?;
        self.expect(as_made, Place::File, What::SchemaDiffers);
        Ok(())
    }
}

fn lines(db: &Connection, pragma: &str) -> Result<Vec<String>, Fault> {
    let mut lines = db.prepare(pragma)?;
    let rows = lines.query_map([], |row| row.get(0))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Name and text of all tables, indexes, triggers and views.
fn objects(db: &Connection) -> Result<Vec<(String, Option<String>)>, Fault> {
    let sql = "SELECT type || ' ' || name, sql FROM sqlite_schema ORDER BY type, name";
    let mut every = db.prepare(sql)?;
    let rows = every.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(rows.collect::<Result<_, _>>()?)
}
