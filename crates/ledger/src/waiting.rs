//! Events that wait for those before them, or for their device's card.

use rusqlite::{Connection, OptionalExtension, params};

use crate::error::Fault;
use crate::{DeviceId, Header, Signed, rows, seal, sums};

/// All that must not change of it; the payload is bound to the header by its hash.
pub fn summed(signed: &Signed) -> Vec<u8> {
    [&signed.signature[..], &signed.header_bytes].concat()
}

/// Lets an event wait; the same one a second time changes nothing.
pub fn add(db: &Connection, header: &Header, signed: &Signed) -> Result<(), Fault> {
    let mut add = db.prepare_cached(
        "INSERT OR IGNORE INTO waiting (device, seq, hash, subject, header, signature, payload)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
    )?;
    let added = add.execute(params![
        header.device.0,
        header.seq,
        signed.hash(),
        seal::payload_of(header).map(|id| id.0),
        signed.header_bytes,
        signed.signature,
        signed.payload,
    ])?;
    if added == 1 {
        sums::keep(db, sums::WAITING, &summed(signed))?;
    }
    Ok(())
}

/// The first one of a device with a number up to this one; it waits no longer.
pub fn take(db: &Connection, device: DeviceId, through: u64) -> Result<Option<Signed>, Fault> {
    let mut find = db.prepare_cached(
        "SELECT rowid, header, signature, payload FROM waiting
         WHERE device = ?1 AND seq <= ?2 ORDER BY seq, hash LIMIT 1",
    )?;
    let first = find
        .query_row(params![device.0, through], |row| {
            Ok((row.get::<_, i64>(0)?, rows::read_signed(row, 1)?))
        })
        .optional()?;
    let Some((row, signed)) = first else {
        return Ok(None);
    };
    db.prepare_cached("DELETE FROM waiting WHERE rowid = ?1")?
        .execute([row])?;
    // The sum is an exclusive or: once more takes the row out again.
    sums::keep(db, sums::WAITING, &summed(&signed))?;
    Ok(Some(signed))
}

/// All of a device from a number on; they wait no longer.
pub fn take_from(db: &Connection, device: DeviceId, from: u64) -> Result<Vec<Signed>, Fault> {
    let mut find = db.prepare_cached(
        "SELECT header, signature, payload FROM waiting
         WHERE device = ?1 AND seq >= ?2 ORDER BY seq, hash",
    )?;
    let rows = find.query_map(params![device.0, from], |row| rows::read_signed(row, 0))?;
    let taken = rows.collect::<Result<Vec<_>, _>>()?;
    for signed in &taken {
        sums::keep(db, sums::WAITING, &summed(signed))?;
    }
    db.prepare_cached("DELETE FROM waiting WHERE device = ?1 AND seq >= ?2")?
        .execute(params![device.0, from])?;
    Ok(taken)
}

/// How many wait.
pub fn count(db: &Connection) -> Result<usize, Fault> {
    let sql = "SELECT count(*) FROM waiting";
    Ok(db.query_row(sql, [], |row| row.get(0))?)
}
