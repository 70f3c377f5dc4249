//! Reading all of a realm, to move it elsewhere.

use ledger::{DeviceId, RealmId, Reason, StreamId, SubjectId};
use rusqlite::types::Value;
use rusqlite::{Connection, params};
use sync::Mark;

use super::rows::{self, ITEM, read_row, read_signed};
use super::snapshot;
use crate::intake::{ApartRow, KeyTag, OfferedKey, Row};
use crate::store::numbers::{to_i64, to_u64, unreadable};
use crate::store::{Device, Report, StoreError};

/// How many entries of a log are read at a time.
const AT_A_TIME: i64 = 1_000;

/// All of a realm but the entries of its logs.
pub struct Dump {
    pub devices: Vec<Device>,
    pub streams: Vec<(StreamId, Mark)>,
    /// Wrapped by the hub whose file it is.
    pub keys: Vec<OfferedKey>,
    pub sealing: Vec<((StreamId, SubjectId, KeyTag), bool)>,
    pub erased: Vec<SubjectId>,
    pub erased_sum: [u8; 32],
    pub apart: Vec<ApartRow>,
    pub codes: Vec<[u8; 16]>,
    pub reports: Vec<Report>,
    pub items: u64,
}

/// Reads it.
pub fn all(db: &Connection, realm: RealmId) -> Result<Dump, StoreError> {
    let id = realm.0;
    let mut streams =
        db.prepare("SELECT id, position, history FROM stream WHERE realm = ?1 ORDER BY id")?;
    let streams = streams.query_map([id], |row| {
        let mark = rows::mark((row.get(1)?, row.get(2)?));
        Ok((StreamId(row.get(0)?), mark))
    })?;
    let mut keys = db.prepare("SELECT subject, tag, wrapped FROM subject_key WHERE realm = ?1")?;
    let keys = keys.query_map([id], |row| {
        Ok(OfferedKey {
            subject: SubjectId(row.get(0)?),
            tag: row.get(1)?,
            wrapped: row.get(2)?,
        })
    })?;
    let mut sealing =
        db.prepare("SELECT stream, subject, tag, named FROM sealing WHERE realm = ?1")?;
    let sealing = sealing.query_map([id], |row| {
        let of = (
            StreamId(row.get(0)?),
            SubjectId(row.get(1)?),
            row.get::<_, KeyTag>(2)?,
        );
        Ok((of, row.get(3)?))
    })?;
    let mut erased = db.prepare("SELECT subject FROM erased WHERE realm = ?1 ORDER BY 1")?;
    let erased = erased.query_map([id], |row| Ok(SubjectId(row.get(0)?)))?;
    let mut codes = db.prepare("SELECT id FROM code WHERE realm = ?1 ORDER BY 1")?;
    let codes = codes.query_map([id], |row| row.get(0))?;
    let one = |sql| db.query_row(sql, [id], |row| row.get::<_, i64>(0));
    Ok(Dump {
        devices: rows::devices(db, realm)?,
        streams: streams.collect::<Result<_, _>>()?,
        keys: keys.collect::<Result<_, _>>()?,
        sealing: sealing.collect::<Result<_, _>>()?,
        erased: erased.collect::<Result<_, _>>()?,
        erased_sum: db.query_row("SELECT erased_sum FROM realm WHERE id = ?1", [id], |row| {
            row.get(0)
        })?,
        apart: apart(db, realm)?,
        codes: codes.collect::<Result<_, _>>()?,
        reports: super::realms::reports(db, realm)?,
        items: to_u64(one("SELECT count(*) FROM item WHERE realm = ?1")?),
    })
}

fn apart(db: &Connection, realm: RealmId) -> Result<Vec<ApartRow>, StoreError> {
    let mut every = db.prepare(
        "SELECT id, reason, device, seq, subject, at_ms, header, signature, payload FROM apart
         WHERE realm = ?1 ORDER BY id",
    )?;
    let mut found = every.query([realm.0])?;
    let mut apart = Vec::new();
    while let Some(row) = found.next()? {
        let reason: Option<String> = row.get(1)?;
        let reason = reason.map(|code| Reason::from_code(&code).ok_or_else(|| unreadable("apart")));
        let device: Option<[u8; 16]> = row.get(2)?;
        let seq: Option<i64> = row.get(3)?;
        let subject: Option<[u8; 16]> = row.get(4)?;
        apart.push(ApartRow {
            id: row.get(0)?,
            reason: reason.transpose()?,
            device: device.map(DeviceId),
            seq: seq.map(to_u64),
            subject: subject.map(SubjectId),
            at_ms: row.get(5)?,
            signed: read_signed(row, 6)?,
        });
    }
    Ok(apart)
}

/// The store's own tables.
const OURS: [&str; 10] = [
    "apart",
    "code",
    "device",
    "erased",
    "item",
    "realm",
    "report",
    "sealing",
    "stream",
    "subject_key",
];

/// A table of another topic.
pub struct OtherTable {
    pub name: String,
    pub columns: Vec<String>,
    pub rows: Vec<Vec<Value>>,
}

/// All of them, with all their rows.
pub fn other_tables(db: &Connection) -> Result<Vec<OtherTable>, StoreError> {
    let mut tables = Vec::new();
    for name in snapshot::names(db)? {
        if OURS.contains(&name.as_str()) {
            continue;
        }
        let mut every = db.prepare(&format!("SELECT * FROM {name}"))?;
        let columns: Vec<_> = every.column_names().map(str::to_owned).collect();
        let count = columns.len();
        let rows = every.query_map([], |row| (0..count).map(|at| row.get(at)).collect())?;
        let rows = rows.collect::<Result<_, _>>()?;
        tables.push(OtherTable {
            name,
            columns,
            rows,
        });
    }
    Ok(tables)
}

/// The next entries of a log after a place, with whether their payloads are lacking.
pub fn items(
    db: &Connection,
    realm: RealmId,
    stream: StreamId,
    after: u64,
) -> Result<Vec<(Mark, Row)>, StoreError> {
    let sql = format!(
        "SELECT {ITEM}, lacks FROM item WHERE realm = ?1 AND stream = ?2 AND position > ?3
         ORDER BY position LIMIT {AT_A_TIME}"
    );
    let mut find = db.prepare_cached(&sql)?;
    let mut found = find.query(params![realm.0, stream.0, to_i64(after)])?;
    let mut items = Vec::new();
    while let Some(columns) = found.next()? {
        let (place, mut row) = read_row(columns)?;
        row.lacks = columns.get(10)?;
        items.push((place, row));
    }
    Ok(items)
}
