//! Devices that are shut out from one of their events on (失効).

use ledger::{DeviceId, RealmId, Reason, Signed, StreamId};
use rusqlite::{Connection, OptionalExtension, params};
use sync::{REALM_LOG, Standing};

use super::realms::check_open;
use super::rows::{self, read_signed};
use super::take;
use crate::intake::{ApartRow, Row};
use crate::store::numbers::{to_i64, to_u64, unreadable};
use crate::store::{Device, Revocations, StoreError};

/// From which event on a device is shut out.
pub fn from(db: &Connection, realm: RealmId, id: DeviceId) -> Result<Option<u64>, StoreError> {
    let sql = "SELECT from_seq FROM revoked WHERE realm = ?1 AND device = ?2";
    let mut find = db.prepare_cached(sql)?;
    let from = find.query_row(params![realm.0, id.0], |row| row.get(0));
    Ok(from.optional()?.map(to_u64))
}

/// All of a realm.
pub fn every(db: &Connection, realm: RealmId) -> Result<Vec<(DeviceId, u64)>, StoreError> {
    let sql = "SELECT device, from_seq FROM revoked WHERE realm = ?1 ORDER BY device";
    let mut every = db.prepare_cached(sql)?;
    let revoked = every.query_map([realm.0], |row| {
        Ok((DeviceId(row.get(0)?), to_u64(row.get(1)?)))
    })?;
    Ok(revoked.collect::<Result<_, _>>()?)
}

/// Shuts a device out after its last event here.
pub fn revoke(db: &Connection, realm: RealmId, id: DeviceId) -> Result<Device, StoreError> {
    check_open(db, realm)?;
    let device = rows::device(db, realm, id)?.ok_or(StoreError::NoDevice)?;
    if let Some(from) = device.next_number() {
        shut_out(db, realm, (id, from), device.joined_ms)?;
    }
    rows::device(db, realm, id)?.ok_or(StoreError::NoDevice)
}

/// Shuts devices out as somebody else did; `false` if all was known.
pub fn revoke_from(
    db: &Connection,
    realm: RealmId,
    word: &Revocations,
) -> Result<bool, StoreError> {
    check_open(db, realm)?;
    let mut changed = false;
    for (id, from) in word.valid() {
        if word.changes(self::from(db, realm, id)?, from) {
            shut_out(db, realm, (id, from), word.now_ms)?;
            changed = true;
        }
    }
    Ok(changed)
}

fn shut_out(
    db: &Connection,
    realm: RealmId,
    (id, from): (DeviceId, u64),
    now_ms: i64,
) -> Result<(), StoreError> {
    let known = rows::device(db, realm, id)?;
    // Who shut it out vouches for what it wrote before.
    if from > 1 && known.is_some_and(|device| device.standing == Standing::Asking) {
        take::admit(db, realm, id)?;
    }
    db.execute(
        "INSERT INTO revoked (realm, device, from_seq) VALUES (?1, ?2, ?3)
         ON CONFLICT (realm, device) DO UPDATE SET from_seq = excluded.from_seq",
        params![realm.0, id.0, to_i64(from)],
    )?;
    if let Some(mut device) = rows::device(db, realm, id)? {
        keep_tail_apart(db, realm, (id, from), now_ms)?;
        let sql = "SELECT header FROM item
            WHERE realm = ?1 AND device = ?2 AND seq = ?3 AND kind = 1";
        let last: Option<Vec<u8>> = db
            .query_row(sql, params![realm.0, id.0, to_i64(from - 1)], |row| {
                row.get(0)
            })
            .optional()?;
        device.shut_out(from, last.as_deref())?;
        rows::put_device(db, realm, &device)?;
    }
    rows::append(db, realm, REALM_LOG, &[Row::revoked(id, from)])
}

/// What is beyond the number counts no more, in the log or waiting.
fn keep_tail_apart(
    db: &Connection,
    realm: RealmId,
    (id, from): (DeviceId, u64),
    now_ms: i64,
) -> Result<(), StoreError> {
    let of = params![realm.0, id.0, to_i64(from)];
    let mut find = db.prepare_cached(
        "SELECT header, signature, payload FROM item
         WHERE realm = ?1 AND device = ?2 AND seq >= ?3 AND kind = 1 ORDER BY seq",
    )?;
    let mut found = find.query(of)?;
    let mut any = false;
    while let Some(row) = found.next()? {
        let signed = read_signed(row, 0)?;
        let header = signed.header().map_err(|_| unreadable("item"))?;
        let apart = ApartRow::new(Some(&header), Some(Reason::Revoked), now_ms, signed);
        rows::keep_apart(db, realm, &apart)?;
        any = true;
    }
    if any {
        db.prepare_cached(
            "UPDATE item SET lacks = 0
             WHERE realm = ?1 AND device = ?2 AND seq >= ?3 AND kind = 1 AND lacks",
        )?
        .execute(of)?;
        // The page makes anew what it has derived.
        let sql = "UPDATE page_realm SET version = 0 WHERE realm = ?1";
        db.prepare_cached(sql)?.execute([realm.0])?;
    }
    db.prepare_cached(
        "UPDATE apart SET reason = ?4
         WHERE realm = ?1 AND device = ?2 AND seq >= ?3 AND reason IS NULL",
    )?
    .execute(params![realm.0, id.0, to_i64(from), Reason::Revoked.code()])?;
    Ok(())
}

/// Of devices of a stream, or of all, that are suspended: what shows it, without payloads.
pub fn second_histories(
    db: &Connection,
    realm: RealmId,
    stream: Option<StreamId>,
) -> Result<Vec<Signed>, StoreError> {
    let mut both = Vec::new();
    let sql = "SELECT id FROM device
        WHERE realm = ?1 AND stream = ifnull(?2, stream) AND standing = 2
        ORDER BY id LIMIT 16";
    let mut suspended = db.prepare_cached(sql)?;
    let mut devices = suspended.query(params![realm.0, stream.map(|stream| stream.0)])?;
    while let Some(row) = devices.next()? {
        let id: [u8; 16] = row.get(0)?;
        let mut show = db.prepare_cached(
            "SELECT header, signature, NULL, seq FROM apart
             WHERE realm = ?1 AND device = ?2 AND reason IN (?3, ?4)
             ORDER BY seq, id LIMIT 1",
        )?;
        let (equivocation, forked) = (Reason::Equivocation.code(), Reason::Forked.code());
        let mut shown = show.query(params![realm.0, id, equivocation, forked])?;
        let Some(row) = shown.next()? else {
            continue;
        };
        let seq: i64 = row.get(3)?;
        both.push(read_signed(row, 0)?);
        // Where the log ends before it, its last event is what the second history does not continue.
        let mut first = db.prepare_cached(
            "SELECT header, signature, NULL FROM item
             WHERE realm = ?1 AND device = ?2 AND seq <= ?3 AND kind = 1
             ORDER BY seq DESC LIMIT 1",
        )?;
        let mut found = first.query(params![realm.0, id, seq])?;
        if let Some(row) = found.next()? {
            both.push(read_signed(row, 0)?);
        }
    }
    Ok(both)
}
