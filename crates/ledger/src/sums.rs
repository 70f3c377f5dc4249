//! One sum over a table, so that a row that is gone shows.

use rusqlite::{Connection, OptionalExtension, params};
use sha2::{Digest, Sha256};

use crate::error::Fault;

/// The exclusive or of the hashes of all rows: the same in whatever order they came.
pub type Sum = [u8; 32];

/// The table of erased subjects.
pub const ERASED: &str = "sum.erased";
/// The table of refused events.
pub const REFUSED: &str = "sum.refused";

/// The table of revoked devices.
pub const REVOKED: &str = "sum.revoked";
/// The table of waiting events.
pub const WAITING: &str = "sum.waiting";

/// Takes a row into a sum.
pub fn add(sum: &mut Sum, row: &[u8]) {
    for (byte, hashed) in sum.iter_mut().zip(Sha256::digest(row)) {
        *byte ^= hashed;
    }
}

/// The sum as kept.
pub fn kept(db: &Connection, name: &str) -> Result<Sum, Fault> {
    let mut find = db.prepare_cached("SELECT value FROM meta WHERE name = ?1")?;
    let found = find.query_row([name], |row| row.get(0)).optional()?;
    Ok(found.unwrap_or_default())
}

/// Takes a row into the sum as kept; a second time, out of it.
pub fn keep(db: &Connection, name: &str, row: &[u8]) -> Result<(), Fault> {
    let mut sum = kept(db, name)?;
    add(&mut sum, row);
    let mut keep =
        db.prepare_cached("INSERT OR REPLACE INTO meta (name, value) VALUES (?1, ?2)")?;
    keep.execute(params![name, sum])?;
    Ok(())
}
