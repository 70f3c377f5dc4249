//! Rows, read and written.

use ledger::{DeviceCard, DeviceId, RealmId, Reason, Signed, StreamId, SubjectId};
use rusqlite::{Connection, OptionalExtension, Row as Columns, params};
use sync::Mark;

use crate::intake::{ApartRow, Row, RowKind, number};
use crate::store::numbers::{self, to_i64, to_u64, unreadable};
use crate::store::{Apart, Device, StoreError};

const DEVICE: &str = "public_key, stream, name, signature, role, standing, revoked_from, seq, hash,
    lamport, joined_ms";

fn read_device(row: &Columns) -> Result<Device, StoreError> {
    Ok(Device {
        card: DeviceCard {
            public_key: row.get(0)?,
            stream: StreamId(row.get(1)?),
            name: row.get(2)?,
            signature: row.get(3)?,
        },
        role: numbers::role(row.get(4)?)?,
        standing: numbers::standing(row.get(5)?, row.get(6)?)?,
        seq: to_u64(row.get(7)?),
        hash: row.get(8)?,
        lamport: to_u64(row.get(9)?),
        joined_ms: row.get(10)?,
    })
}

pub fn device(db: &Connection, realm: RealmId, id: DeviceId) -> Result<Option<Device>, StoreError> {
    let sql = format!("SELECT {DEVICE} FROM device WHERE realm = ?1 AND id = ?2");
    let mut find = db.prepare_cached(&sql)?;
    let mut found = find.query(params![realm.0, id.0])?;
    found.next()?.map(read_device).transpose()
}

pub fn devices(db: &Connection, realm: RealmId) -> Result<Vec<Device>, StoreError> {
    let sql = format!("SELECT {DEVICE} FROM device WHERE realm = ?1 ORDER BY id");
    let mut every = db.prepare_cached(&sql)?;
    let mut found = every.query([realm.0])?;
    let mut devices = Vec::new();
    while let Some(row) = found.next()? {
        devices.push(read_device(row)?);
    }
    Ok(devices)
}

/// Writes a device, whether it is new or not.
pub fn put_device(db: &Connection, realm: RealmId, device: &Device) -> Result<(), StoreError> {
    let (standing, from) = numbers::of_standing(device.standing);
    let sql = "INSERT INTO device (realm, id, public_key, stream, name, signature, role, standing,
            revoked_from, seq, hash, lamport, joined_ms)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)
        ON CONFLICT (realm, id) DO UPDATE SET role = excluded.role, standing = excluded.standing,
            revoked_from = excluded.revoked_from, seq = excluded.seq, hash = excluded.hash,
            lamport = excluded.lamport";
    db.prepare_cached(sql)?.execute(params![
        realm.0,
        device.card.device().0,
        device.card.public_key,
        device.card.stream.0,
        device.card.name,
        device.card.signature,
        numbers::of_role(device.role),
        standing,
        from,
        to_i64(device.seq),
        device.hash,
        to_i64(device.lamport),
        device.joined_ms,
    ])?;
    Ok(())
}

/// Where a log ends; its start when nothing is in it.
pub fn head(db: &Connection, realm: RealmId, stream: StreamId) -> Result<Mark, StoreError> {
    let sql = "SELECT position, history FROM stream WHERE realm = ?1 AND id = ?2";
    let mut find = db.prepare_cached(sql)?;
    let found = find.query_row(params![realm.0, stream.0], |row| {
        Ok((row.get(0)?, row.get(1)?))
    });
    Ok(found.optional()?.map_or(Mark::START, mark))
}

pub fn mark((position, history): (i64, [u8; 32])) -> Mark {
    Mark {
        position: to_u64(position),
        history,
    }
}

/// Puts rows at the end of a log.
pub fn append(
    db: &Connection,
    realm: RealmId,
    stream: StreamId,
    rows: &[Row],
) -> Result<(), StoreError> {
    let marks = number(head(db, realm, stream)?, rows);
    let Some(last) = marks.last() else {
        return Ok(());
    };
    let sql = "INSERT INTO item (realm, stream, position, history, kind, device, seq, subject, tag,
            header, signature, payload, lacks)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)";
    let mut insert = db.prepare_cached(sql)?;
    for (row, mark) in rows.iter().zip(&marks) {
        insert.execute(params![
            realm.0,
            stream.0,
            to_i64(mark.position),
            mark.history,
            row.kind as i16,
            row.device.map(|id| id.0),
            row.seq.map(to_i64),
            row.subject.map(|id| id.0),
            row.tag,
            row.header,
            row.signature,
            row.payload,
            row.lacks,
        ])?;
    }
    put_head(db, realm, stream, *last)
}

pub fn put_head(
    db: &Connection,
    realm: RealmId,
    stream: StreamId,
    head: Mark,
) -> Result<(), StoreError> {
    let sql = "INSERT INTO stream (realm, id, position, history) VALUES (?1, ?2, ?3, ?4)
        ON CONFLICT (realm, id) DO UPDATE
        SET position = excluded.position, history = excluded.history";
    db.prepare_cached(sql)?.execute(params![
        realm.0,
        stream.0,
        to_i64(head.position),
        head.history
    ])?;
    Ok(())
}

/// Columns of a log's entry, for [`read_row`].
pub const ITEM: &str =
    "position, history, kind, device, seq, subject, tag, header, signature, payload";

/// An entry of a log with its place.
pub fn read_row(row: &Columns) -> Result<(Mark, Row), StoreError> {
    let place = mark((row.get(0)?, row.get(1)?));
    let kind = RowKind::from_number(row.get(2)?).ok_or_else(|| unreadable("item"))?;
    let device: Option<[u8; 16]> = row.get(3)?;
    let seq: Option<i64> = row.get(4)?;
    let subject: Option<[u8; 16]> = row.get(5)?;
    let read = Row {
        kind,
        // Is in the history already.
        hash: [0; 32],
        device: device.map(DeviceId),
        seq: seq.map(to_u64),
        subject: subject.map(SubjectId),
        tag: row.get(6)?,
        header: row.get(7)?,
        signature: row.get(8)?,
        payload: row.get(9)?,
        lacks: false,
    };
    Ok((place, read))
}

/// Keeps something apart; the same bytes a second time change nothing.
pub fn keep_apart(db: &Connection, realm: RealmId, apart: &ApartRow) -> Result<(), StoreError> {
    let sql = "INSERT OR IGNORE INTO apart
            (realm, id, reason, device, seq, subject, at_ms, header, signature, payload)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)";
    db.prepare_cached(sql)?.execute(params![
        realm.0,
        apart.id,
        apart.reason.map(Reason::code),
        apart.device.map(|id| id.0),
        apart.seq.map(to_i64),
        apart.subject.map(|id| id.0),
        apart.at_ms,
        apart.signed.header_bytes,
        apart.signed.signature,
        apart.signed.payload,
    ])?;
    Ok(())
}

/// The bytes of an event, from three columns.
pub fn read_signed(row: &Columns, first: usize) -> Result<Signed, StoreError> {
    Ok(Signed {
        header_bytes: row.get(first)?,
        signature: row.get(first + 1)?,
        payload: row.get(first + 2)?,
    })
}

/// All that is kept apart, the latest first.
pub fn kept_apart(db: &Connection, realm: RealmId) -> Result<Vec<Apart>, StoreError> {
    let sql = "SELECT reason, device, seq, at_ms, header, signature, payload FROM apart
        WHERE realm = ?1 ORDER BY at_ms DESC, device, seq, id";
    let mut every = db.prepare_cached(sql)?;
    let mut found = every.query([realm.0])?;
    let mut apart = Vec::new();
    while let Some(row) = found.next()? {
        let reason: Option<String> = row.get(0)?;
        let reason = reason.map(|code| Reason::from_code(&code).ok_or_else(|| unreadable("apart")));
        let device: Option<[u8; 16]> = row.get(1)?;
        let seq: Option<i64> = row.get(2)?;
        apart.push(Apart {
            reason: reason.transpose()?,
            device: device.map(DeviceId),
            seq: seq.map(to_u64),
            at_ms: row.get(3)?,
            signed: read_signed(row, 4)?,
        });
    }
    Ok(apart)
}

/// The events of a device that wait for it to be let in, in their order.
pub fn waiting(
    db: &Connection,
    realm: RealmId,
    device: DeviceId,
) -> Result<Vec<Signed>, StoreError> {
    let sql = "SELECT header, signature, payload FROM apart
        WHERE realm = ?1 AND device = ?2 AND reason IS NULL ORDER BY seq";
    let mut every = db.prepare_cached(sql)?;
    let mut found = every.query(params![realm.0, device.0])?;
    let mut waiting = Vec::new();
    while let Some(row) = found.next()? {
        waiting.push(read_signed(row, 0)?);
    }
    Ok(waiting)
}
