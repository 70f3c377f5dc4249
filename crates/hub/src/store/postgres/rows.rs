//! Rows, read and written in bulk.

use std::collections::BTreeMap;

use deadpool_postgres::{GenericClient, Transaction};
use ledger::{DeviceCard, DeviceId, RealmId, Reason, Signed, StreamId, SubjectId};
use sync::Mark;
use tokio::try_join;
use tokio_postgres::Row as Columns;
use tokio_postgres::types::{FromSql, ToSql};

use crate::intake::{ApartRow, Row, RowKind, number};
use crate::store::numbers::{self, to_i64, to_u64, unreadable};
use crate::store::{Apart, Device, StoreError};

/// What stands in place of `$1`, `$2` …
pub type Values<'a> = &'a [&'a (dyn ToSql + Sync)];

/// Asks, with the question prepared once for each connection.
pub async fn ask(
    db: &impl GenericClient,
    sql: &str,
    values: Values<'_>,
) -> Result<Vec<Columns>, StoreError> {
    let statement = db.prepare_cached(sql).await?;
    Ok(db.query(&statement, values).await?)
}

/// Does, with the statement prepared once for each connection; gives how many rows it changed.
pub async fn execute(
    db: &impl GenericClient,
    sql: &str,
    values: Values<'_>,
) -> Result<u64, StoreError> {
    let statement = db.prepare_cached(sql).await?;
    Ok(db.execute(&statement, values).await?)
}

/// A column.
pub fn get<'a, T: FromSql<'a>>(row: &'a Columns, column: usize) -> Result<T, StoreError> {
    Ok(row.try_get(column)?)
}

/// A column of so many bytes.
pub fn fixed<const N: usize>(row: &Columns, column: usize) -> Result<[u8; N], StoreError> {
    let bytes: &[u8] = get(row, column)?;
    bytes.try_into().map_err(|_| unreadable("with an id"))
}

/// A column of so many bytes, or none.
pub fn maybe<const N: usize>(row: &Columns, column: usize) -> Result<Option<[u8; N]>, StoreError> {
    let bytes: Option<&[u8]> = get(row, column)?;
    let bytes = bytes.map(|bytes| bytes.try_into().map_err(|_| unreadable("with an id")));
    bytes.transpose()
}

/// Columns for [`read_device`].
pub const DEVICE: &str = "public_key, stream, name, signature, role, standing, revoked_from, seq,
    hash, lamport, joined_ms";

pub fn read_device(row: &Columns) -> Result<Device, StoreError> {
    Ok(Device {
        card: DeviceCard {
            public_key: fixed(row, 0)?,
            stream: StreamId(fixed(row, 1)?),
            name: get(row, 2)?,
            signature: fixed(row, 3)?,
        },
        role: numbers::role(get(row, 4)?)?,
        standing: numbers::standing(get(row, 5)?, get(row, 6)?)?,
        seq: to_u64(get(row, 7)?),
        hash: fixed(row, 8)?,
        lamport: to_u64(get(row, 9)?),
        joined_ms: get(row, 10)?,
    })
}

/// These devices, as far as they are known.
pub async fn devices(
    db: &impl GenericClient,
    realm: RealmId,
    ids: &[DeviceId],
) -> Result<BTreeMap<DeviceId, Device>, StoreError> {
    let sql = format!("SELECT {DEVICE} FROM device WHERE realm = $1 AND id = ANY($2)");
    let ids: Vec<&[u8]> = ids.iter().map(|id| &id.0[..]).collect();
    let found = ask(db, &sql, &[&&realm.0[..], &ids]).await?;
    let devices = found.iter().map(|row| {
        let device = read_device(row)?;
        Ok((device.card.device(), device))
    });
    devices.collect()
}

/// Writes devices, whether they are new or not.
pub async fn put_devices(
    transaction: &Transaction<'_>,
    realm: RealmId,
    devices: &[Device],
) -> Result<(), StoreError> {
    if devices.is_empty() {
        return Ok(());
    }
    let ids: Vec<_> = devices.iter().map(|it| it.card.device()).collect();
    let ids: Vec<&[u8]> = ids.iter().map(|id| &id.0[..]).collect();
    let bytes = |of: fn(&Device) -> &[u8]| -> Vec<&[u8]> { devices.iter().map(of).collect() };
    let numbers = |of: fn(&Device) -> i64| -> Vec<i64> { devices.iter().map(of).collect() };
    let names: Vec<_> = devices.iter().map(|it| it.card.name.as_str()).collect();
    let roles: Vec<_> = devices.iter().map(|it| numbers::of_role(it.role)).collect();
    let standings = devices.iter().map(|it| numbers::of_standing(it.standing));
    let (standings, from): (Vec<i16>, Vec<Option<i64>>) = standings.unzip();
    let sql = "INSERT INTO device (realm, id, public_key, stream, name, signature, role, standing,
            revoked_from, seq, hash, lamport, joined_ms)
        SELECT $1, * FROM unnest($2::bytea[], $3::bytea[], $4::bytea[], $5::text[], $6::bytea[],
            $7::smallint[], $8::smallint[], $9::bigint[], $10::bigint[], $11::bytea[],
            $12::bigint[], $13::bigint[])
        ON CONFLICT (realm, id) DO UPDATE SET role = excluded.role, standing = excluded.standing,
            revoked_from = excluded.revoked_from, seq = excluded.seq, hash = excluded.hash,
            lamport = excluded.lamport";
    let values: Values = &[
        &&realm.0[..],
        &ids,
        &bytes(|it| &it.card.public_key),
        &bytes(|it| &it.card.stream.0),
        &names,
        &bytes(|it| &it.card.signature),
        &roles,
        &standings,
        &from,
        &numbers(|it| to_i64(it.seq)),
        &bytes(|it| &it.hash),
        &numbers(|it| to_i64(it.lamport)),
        &numbers(|it| it.joined_ms),
    ];
    execute(transaction, sql, values).await?;
    Ok(())
}

pub fn mark(row: &Columns, first: usize) -> Result<Mark, StoreError> {
    Ok(Mark {
        position: to_u64(get(row, first)?),
        history: fixed(row, first + 1)?,
    })
}

/// Puts rows at the ends of logs, which are locked and stand at these heads; the new heads come last.
pub async fn append(
    transaction: &Transaction<'_>,
    realm: RealmId,
    heads: &BTreeMap<StreamId, Mark>,
    logs: &BTreeMap<StreamId, Vec<Row>>,
) -> Result<(), StoreError> {
    let mut placed = Vec::new();
    let mut ends = Vec::new();
    for (stream, rows) in logs {
        let head = heads.get(stream).ok_or_else(|| unreadable("stream"))?;
        let marks = number(*head, rows);
        ends.extend(marks.last().map(|last| (stream, *last)));
        placed.extend(
            rows.iter()
                .zip(marks)
                .map(|(row, mark)| (stream, mark, row)),
        );
    }
    try_join!(
        biased;
        insert(transaction, realm, &placed),
        put_ends(transaction, realm, &ends),
    )?;
    Ok(())
}

async fn put_ends(
    transaction: &Transaction<'_>,
    realm: RealmId,
    ends: &[(&StreamId, Mark)],
) -> Result<(), StoreError> {
    if ends.is_empty() {
        return Ok(());
    }
    let streams: Vec<&[u8]> = ends.iter().map(|(stream, _)| &stream.0[..]).collect();
    let positions: Vec<_> = ends.iter().map(|(_, mark)| to_i64(mark.position)).collect();
    let histories: Vec<&[u8]> = ends.iter().map(|(_, mark)| &mark.history[..]).collect();
    let sql = "UPDATE stream SET position = n.position, history = n.history
        FROM unnest($2::bytea[], $3::bigint[], $4::bytea[]) AS n (id, position, history)
        WHERE stream.realm = $1 AND stream.id = n.id";
    let values: Values = &[&&realm.0[..], &streams, &positions, &histories];
    execute(transaction, sql, values).await.map(drop)
}

type Bytes<'a> = Vec<Option<&'a [u8]>>;

/// Inserts entries of logs at their places.
pub async fn insert(
    transaction: &Transaction<'_>,
    realm: RealmId,
    placed: &[(&StreamId, Mark, &Row)],
) -> Result<(), StoreError> {
    if placed.is_empty() {
        return Ok(());
    }
    let streams: Vec<&[u8]> = placed.iter().map(|(stream, ..)| &stream.0[..]).collect();
    let positions: Vec<_> = placed.iter().map(|it| to_i64(it.1.position)).collect();
    let histories: Vec<&[u8]> = placed.iter().map(|it| &it.1.history[..]).collect();
    let rows = || placed.iter().map(|(_, _, row)| *row);
    let kinds: Vec<_> = rows().map(|row| row.kind as i16).collect();
    let devices: Bytes = rows()
        .map(|row| row.device.as_ref().map(|id| &id.0[..]))
        .collect();
    let seqs: Vec<_> = rows().map(|row| row.seq.map(to_i64)).collect();
    let subjects: Bytes = rows()
        .map(|row| row.subject.as_ref().map(|id| &id.0[..]))
        .collect();
    let tags: Bytes = rows()
        .map(|row| row.tag.as_ref().map(|tag| &tag[..]))
        .collect();
    let headers: Bytes = rows().map(|row| row.header.as_deref()).collect();
    let signatures: Bytes = rows().map(|row| row.signature.as_deref()).collect();
    let payloads: Bytes = rows().map(|row| row.payload.as_deref()).collect();
    let lacks: Vec<_> = rows().map(|row| row.lacks).collect();
    let sql = "INSERT INTO item (realm, stream, position, history, kind, device, seq, subject, tag,
            header, signature, payload, lacks)
        SELECT $1, * FROM unnest($2::bytea[], $3::bigint[], $4::bytea[], $5::smallint[],
            $6::bytea[], $7::bigint[], $8::bytea[], $9::bytea[], $10::bytea[], $11::bytea[],
            $12::bytea[], $13::boolean[])";
    let values: Values = &[
        &&realm.0[..],
        &streams,
        &positions,
        &histories,
        &kinds,
        &devices,
        &seqs,
        &subjects,
        &tags,
        &headers,
        &signatures,
        &payloads,
        &lacks,
    ];
    execute(transaction, sql, values).await?;
    Ok(())
}

/// Columns of a log's entry, for [`read_row`].
pub const ITEM: &str =
    "position, history, kind, device, seq, subject, tag, header, signature, payload";

/// An entry of a log with its place.
pub fn read_row(row: &Columns) -> Result<(Mark, Row), StoreError> {
    let kind = RowKind::from_number(get(row, 2)?).ok_or_else(|| unreadable("item"))?;
    let seq: Option<i64> = get(row, 4)?;
    let read = Row {
        kind,
        // Is in the history already.
        hash: [0; 32],
        device: maybe(row, 3)?.map(DeviceId),
        seq: seq.map(to_u64),
        subject: maybe(row, 5)?.map(SubjectId),
        tag: maybe(row, 6)?,
        header: get(row, 7)?,
        signature: get(row, 8)?,
        payload: get(row, 9)?,
        lacks: false,
    };
    Ok((mark(row, 0)?, read))
}

/// Keeps things apart; the same bytes a second time change nothing.
pub async fn keep_apart(
    transaction: &Transaction<'_>,
    realm: RealmId,
    apart: &[ApartRow],
) -> Result<(), StoreError> {
    let sql = "INSERT INTO apart
            (realm, id, reason, device, seq, subject, at_ms, header, signature, payload)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT DO NOTHING";
    for apart in apart {
        let device = apart.device.as_ref().map(|id| &id.0[..]);
        let subject = apart.subject.as_ref().map(|id| &id.0[..]);
        let values: Values = &[
            &&realm.0[..],
            &&apart.id[..],
            &apart.reason.map(Reason::code),
            &device,
            &apart.seq.map(to_i64),
            &subject,
            &apart.at_ms,
            &apart.signed.header_bytes,
            &apart.signed.signature,
            &apart.signed.payload,
        ];
        execute(transaction, sql, values).await?;
    }
    Ok(())
}

/// The bytes of an event, from three columns.
pub fn read_signed(row: &Columns, first: usize) -> Result<Signed, StoreError> {
    Ok(Signed {
        header_bytes: get(row, first)?,
        signature: get(row, first + 1)?,
        payload: get(row, first + 2)?,
    })
}

/// All that is kept apart, the latest first.
pub async fn kept_apart(db: &impl GenericClient, realm: RealmId) -> Result<Vec<Apart>, StoreError> {
    let sql = "SELECT reason, device, seq, at_ms, header, signature, payload FROM apart
        WHERE realm = $1 ORDER BY at_ms DESC, device NULLS FIRST, seq NULLS FIRST, id";
    let found = ask(db, sql, &[&&realm.0[..]]).await?;
    let apart = found.iter().map(|row| {
        let reason: Option<&str> = get(row, 0)?;
        let reason = reason.map(|code| Reason::from_code(code).ok_or_else(|| unreadable("apart")));
        let seq: Option<i64> = get(row, 2)?;
        Ok(Apart {
            reason: reason.transpose()?,
            device: maybe(row, 1)?.map(DeviceId),
            seq: seq.map(to_u64),
            at_ms: get(row, 3)?,
            signed: read_signed(row, 4)?,
        })
    });
    apart.collect()
}
