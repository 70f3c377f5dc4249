//! What is read of the logs.

use ledger::{RealmId, StreamId, SubjectId, SubjectKey};
use rusqlite::{Connection, OptionalExtension, params};
use sync::{Differs, Head, HeadsAfter, HubHas, Mark, revoked_sum};

use super::realms::check_open;
use super::revoked;
use super::rows::{self, ITEM};
use crate::Secrets;
use crate::intake::KeyTag;
use crate::store::numbers::{to_i64, to_u64, unreadable, unwrap_key};
use crate::store::page::{Collect, MOST_LACKING};
use crate::store::{Limit, OpenPage, PageOrDiffers, StoreError};

pub fn has(db: &Connection, realm: RealmId, stream: StreamId) -> Result<HubHas, StoreError> {
    check_open(db, realm)?;
    let of = params![realm.0, stream.0, to_i64(MOST_LACKING as u64)];
    let mut have = db.prepare_cached(
        "SELECT id, seq, hash FROM device WHERE realm = ?1 AND stream = ?2 AND seq > 0",
    )?;
    let have = have.query_map(&of[..2], |row| {
        let seq: i64 = row.get(1)?;
        Ok((ledger::DeviceId(row.get(0)?), (to_u64(seq), row.get(2)?)))
    })?;
    let have = have.collect::<Result<_, _>>()?;
    let mut keys = db.prepare_cached(
        "SELECT DISTINCT subject FROM sealing
         WHERE realm = ?1 AND stream = ?2 AND NOT named ORDER BY subject LIMIT ?3",
    )?;
    let keys = keys.query_map(of, |row| Ok(SubjectId(row.get(0)?)))?;
    let lacks_keys = keys.collect::<Result<_, _>>()?;
    let mut payloads = db.prepare_cached(
        "SELECT device, seq FROM item
         WHERE realm = ?1 AND stream = ?2 AND lacks ORDER BY device, seq LIMIT ?3",
    )?;
    let payloads = payloads.query_map(of, |row| {
        let seq: i64 = row.get(1)?;
        Ok((ledger::DeviceId(row.get(0)?), to_u64(seq)))
    })?;
    let lacks_payloads = payloads.collect::<Result<_, _>>()?;
    let sql = "SELECT erased_count, erased_sum FROM realm WHERE id = ?1";
    let (erased, erased_sum): (i64, _) = db
        .prepare_cached(sql)?
        .query_row([realm.0], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(HubHas {
        have,
        lacks_keys,
        lacks_payloads,
        erased: to_u64(erased),
        erased_sum,
        revoked_sum: revoked_sum(&revoked::every(db, realm)?),
        second: revoked::second_histories(db, realm, Some(stream))?,
        head: rows::head(db, realm, stream)?,
    })
}

/// A page of a log.
pub fn page(
    db: &Connection,
    secrets: &Secrets,
    (realm, stream): (RealmId, StreamId),
    marks: &[Mark],
    limit: Limit,
) -> Result<PageOrDiffers, StoreError> {
    check_open(db, realm)?;
    let start = match passed(db, (realm, stream), marks)? {
        Ok(start) => start,
        Err(differs) => return Ok(PageOrDiffers::Differs(differs)),
    };
    let mut collect = Collect::new(start, limit);
    let sql = format!(
        "SELECT {ITEM} FROM item
         WHERE realm = ?1 AND stream = ?2 AND position > ?3 ORDER BY position LIMIT ?4"
    );
    let mut find = db.prepare_cached(&sql)?;
    let mut found = find.query(params![
        realm.0,
        stream.0,
        to_i64(start.position),
        limit.items
    ])?;
    while let Some(row) = found.next()? {
        let (place, row) = rows::read_row(row)?;
        let card = match row.card_of() {
            Some(id) => rows::device(db, realm, id)?.map(|device| device.card),
            None => None,
        };
        if !collect.add(place, row, |_| card).map_err(unreadable)? {
            break;
        }
    }
    let Collect {
        items, keys, next, ..
    } = collect;
    let mut open = Vec::new();
    for (subject, tag) in keys {
        if let Some(key) = key(db, secrets, realm, subject, tag)? {
            open.push((subject, key));
        }
    }
    Ok(PageOrDiffers::Page(OpenPage {
        items,
        keys: open,
        next,
        head: rows::head(db, realm, stream)?,
    }))
}

/// The first of the marks, if it is of this history.
fn passed(
    db: &Connection,
    (realm, stream): (RealmId, StreamId),
    marks: &[Mark],
) -> Result<Result<Mark, Differs>, StoreError> {
    let sql = "SELECT history FROM item WHERE realm = ?1 AND stream = ?2 AND position = ?3";
    let mut find = db.prepare_cached(sql)?;
    let mut is_ours = |mark: &Mark| -> Result<bool, StoreError> {
        if *mark == Mark::START {
            return Ok(true);
        }
        let at = params![realm.0, stream.0, to_i64(mark.position)];
        let history = find.query_row(at, |row| row.get::<_, [u8; 32]>(0));
        Ok(history.optional()? == Some(mark.history))
    };
    let first = marks.first().copied().unwrap_or(Mark::START);
    if is_ours(&first)? {
        return Ok(Ok(first));
    }
    for mark in marks {
        if is_ours(mark)? {
            return Ok(Err(Differs { common: *mark }));
        }
    }
    Ok(Err(Differs {
        common: Mark::START,
    }))
}

fn key(
    db: &Connection,
    secrets: &Secrets,
    realm: RealmId,
    subject: SubjectId,
    tag: KeyTag,
) -> Result<Option<SubjectKey>, StoreError> {
    let sql = "SELECT wrapped FROM subject_key WHERE realm = ?1 AND subject = ?2 AND tag = ?3";
    let mut find = db.prepare_cached(sql)?;
    let wrapped: Option<Vec<u8>> = find
        .query_row(params![realm.0, subject.0, tag], |row| row.get(0))
        .optional()?;
    wrapped
        .map(|wrapped| Ok(SubjectKey::new(*unwrap_key(secrets, &wrapped)?)))
        .transpose()
}

pub fn heads(db: &Connection, realm: RealmId, after: &HeadsAfter) -> Result<Vec<Head>, StoreError> {
    check_open(db, realm)?;
    let sql = "SELECT id, position, history FROM stream WHERE realm = ?1 ORDER BY id";
    let mut every = db.prepare_cached(sql)?;
    let heads = every.query_map([realm.0], |row| {
        Ok(Head {
            stream: StreamId(row.get(0)?),
            mark: rows::mark((row.get(1)?, row.get(2)?)),
        })
    })?;
    let differs = |head: &Head| {
        let known = after.known.get(&head.stream).copied();
        known.unwrap_or(Mark::START) != head.mark
    };
    let heads = heads.collect::<Result<Vec<_>, _>>()?;
    Ok(heads.into_iter().filter(differs).collect())
}
