//! Reading what an offer has to be judged by.

use std::collections::{BTreeMap, BTreeSet};

use deadpool_postgres::{GenericClient, Transaction};
use ledger::{DeviceId, RealmId, StreamId, SubjectId};
use sha2::{Digest, Sha256};
use sync::{Mark, REALM_LOG};
use tokio::try_join;

use super::realms::{check_open, lock, lock_sql};
use super::revoked;
use super::rows::{self, Values, ask, execute, fixed, get, mark};
use crate::intake::{Asked, Before, Here, KeyTag, Known, Offered, OfferedEvent};
use crate::store::numbers::{to_i64, to_u64};
use crate::store::{Device, StoreError};

/// What is read before the transaction, and what has to be locked in it.
pub struct Ahead {
    /// For the look at the signatures.
    pub before: Before,
    /// Streams that may be written into.
    pub streams: BTreeSet<StreamId>,
    /// Whether somebody may be erased by it, so that nobody else may write meanwhile.
    pub erases: bool,
}

fn bytes<const N: usize, T>(ids: &[T], of: fn(&T) -> &[u8; N]) -> Vec<&[u8]> {
    ids.iter().map(|id| &of(id)[..]).collect()
}

/// Looks ahead, without a lock.
pub async fn ahead(db: &impl GenericClient, offered: &Offered) -> Result<Ahead, StoreError> {
    let realm = offered.realm;
    let asked = offered.asks();
    let ((), devices) = try_join!(
        check_open(db, realm),
        rows::devices(db, realm, &asked.devices),
    )?;
    let here = here(db, realm, &devices, &offered.events).await?;
    let mut streams: BTreeSet<_> = devices.values().map(|device| device.card.stream).collect();
    streams.extend(offered.cards.iter().map(|card| card.stream));
    if !offered.keys.is_empty() {
        let subjects: Vec<&[u8]> = offered.keys.iter().map(|key| &key.subject.0[..]).collect();
        let sql = "SELECT stream FROM sealing
            WHERE realm = $1 AND subject = ANY($2) AND NOT named
            UNION SELECT id FROM stream WHERE realm = $1 AND id = ANY($2)";
        for row in ask(db, sql, &[&&realm.0[..], &subjects]).await? {
            streams.insert(StreamId(fixed(&row, 0)?));
        }
    }
    let mut erases = false;
    if !asked.erasing.is_empty() {
        let subjects = bytes(&asked.erasing, |id| &id.0);
        let sql = "SELECT count(*) FROM erased WHERE realm = $1 AND subject = ANY($2)";
        let found = ask(db, sql, &[&&realm.0[..], &subjects]).await?;
        let done: i64 = found.first().map_or(Ok(0), |row| get(row, 0))?;
        erases = to_u64(done) < asked.erasing.len() as u64;
    }
    if erases {
        streams.insert(REALM_LOG);
    }
    Ok(Ahead {
        before: Before { devices, here },
        streams,
        erases,
    })
}

/// Locks the realm, then logs as [`lock_streams`] does, in one trip where no log is new.
pub async fn lock_all(
    transaction: &Transaction<'_>,
    realm: RealmId,
    alone: bool,
    streams: &BTreeSet<StreamId>,
    new: &BTreeSet<StreamId>,
) -> Result<BTreeMap<StreamId, Mark>, StoreError> {
    if !new.is_empty() {
        lock(transaction, realm, alone).await?;
        return lock_streams(transaction, realm, streams, new).await;
    }
    // Once it is prepared, the realm's lock is the first that the server hears of: all lock in the same order.
    transaction.prepare_cached(lock_sql(alone)).await?;
    let ((), heads) = try_join!(
        biased;
        lock(transaction, realm, alone),
        lock_streams(transaction, realm, streams, new),
    )?;
    Ok(heads)
}

/// Locks logs in the order of their ids, and gives where they end. `new` are made first if they are not there.
pub async fn lock_streams(
    transaction: &Transaction<'_>,
    realm: RealmId,
    streams: &BTreeSet<StreamId>,
    new: &BTreeSet<StreamId>,
) -> Result<BTreeMap<StreamId, Mark>, StoreError> {
    if !new.is_empty() {
        let ids: Vec<&[u8]> = new.iter().map(|id| &id.0[..]).collect();
        let sql = "INSERT INTO stream (realm, id, position, history)
            SELECT $1, id, 0, $3 FROM unnest($2::bytea[]) AS id ORDER BY id
            ON CONFLICT DO NOTHING";
        let values: Values = &[&&realm.0[..], &ids, &&Mark::START.history[..]];
        execute(transaction, sql, values).await?;
    }
    let ids: Vec<&[u8]> = streams.iter().map(|id| &id.0[..]).collect();
    let sql = "SELECT id, position, history FROM stream WHERE realm = $1 AND id = ANY($2)
        ORDER BY id FOR UPDATE";
    let found = ask(transaction, sql, &[&&realm.0[..], &ids]).await?;
    let heads = found
        .iter()
        .map(|row| Ok((StreamId(fixed(row, 0)?), mark(row, 1)?)));
    heads.collect()
}

/// Reads what is to be known, after the realm and the logs are locked: one trip for all questions.
pub async fn known(
    transaction: &Transaction<'_>,
    realm: RealmId,
    asked: &Asked,
    locked: BTreeSet<StreamId>,
) -> Result<Known, StoreError> {
    let id = &realm.0[..];
    let subjects = bytes(&asked.subjects, |id| &id.0);
    let of: Values = &[&id, &subjects];
    let (devices, erased, streams, keys, sealing) = try_join!(
        rows::devices(transaction, realm, &asked.devices),
        ask(
            transaction,
            "SELECT subject FROM erased WHERE realm = $1 AND subject = ANY($2)",
            of,
        ),
        ask(
            transaction,
            "SELECT id FROM stream WHERE realm = $1 AND id = ANY($2) AND position > 0",
            of,
        ),
        ask(
            transaction,
            "SELECT subject, tag FROM subject_key WHERE realm = $1 AND subject = ANY($2)",
            of,
        ),
        ask(
            transaction,
            "SELECT stream, subject, tag, named FROM sealing
             WHERE realm = $1 AND subject = ANY($2)",
            of,
        ),
    )?;
    let mut known = Known {
        devices,
        ..Known::default()
    };
    let unknown = asked.devices.iter();
    let unknown: Vec<_> = unknown
        .filter(|id| !known.devices.contains_key(id))
        .copied()
        .collect();
    if !unknown.is_empty() {
        known.revoked = revoked::of(transaction, realm, &unknown).await?;
    }
    for row in &erased {
        known.erased.insert(SubjectId(fixed(row, 0)?));
    }
    for row in &streams {
        known.streams.insert(SubjectId(fixed(row, 0)?));
    }
    for row in &keys {
        let key: (SubjectId, KeyTag) = (SubjectId(fixed(row, 0)?), fixed(row, 1)?);
        known.keys.insert(key);
    }
    for row in &sealing {
        let stream = StreamId(fixed(row, 0)?);
        // In another log nothing is written now; its key is named when it is offered again.
        if locked.contains(&stream) {
            let seal = (stream, SubjectId(fixed(row, 1)?), fixed(row, 2)?);
            known.sealing.insert(seal, get(row, 3)?);
        }
    }
    if asked.leaps {
        let sql = "SELECT coalesce(max(lamport), 0) FROM device WHERE realm = $1";
        let found = ask(transaction, sql, &[&id]).await?;
        known.highest = found.first().map_or(Ok(0), |row| get(row, 0).map(to_u64))?;
    }
    known.locked = locked;
    Ok(known)
}

/// The events that are here with the offered numbers, in the log or waiting.
pub async fn here(
    db: &impl GenericClient,
    realm: RealmId,
    devices: &BTreeMap<DeviceId, Device>,
    events: &[OfferedEvent],
) -> Result<BTreeMap<(DeviceId, u64), Here>, StoreError> {
    let places = events.iter().map(|event| &event.header);
    let may_be_here = places.filter(|header| {
        let device = devices.get(&header.device);
        device.is_some_and(|device| header.seq <= device.seq)
    });
    let (ids, seqs): (Vec<&[u8]>, Vec<i64>) = may_be_here
        .map(|header| (&header.device.0[..], to_i64(header.seq)))
        .unzip();
    if ids.is_empty() {
        return Ok(BTreeMap::new());
    }
    let sql = "SELECT i.device, i.seq, i.header, i.lacks
        FROM unnest($2::bytea[], $3::bigint[]) AS o (device, seq)
        JOIN item i ON i.realm = $1 AND i.device = o.device AND i.seq = o.seq AND i.kind = 1
        UNION ALL
        SELECT a.device, a.seq, a.header, false
        FROM unnest($2::bytea[], $3::bigint[]) AS o (device, seq)
        JOIN apart a ON a.realm = $1 AND a.device = o.device AND a.seq = o.seq
            AND a.reason IS NULL";
    let found = ask(db, sql, &[&&realm.0[..], &ids, &seqs]).await?;
    let here = found.iter().map(|row| {
        let header: &[u8] = get(row, 2)?;
        let here = Here {
            hash: Sha256::digest(header).into(),
            lacks: get(row, 3)?,
        };
        Ok(((DeviceId(fixed(row, 0)?), to_u64(get(row, 1)?)), here))
    });
    here.collect()
}
