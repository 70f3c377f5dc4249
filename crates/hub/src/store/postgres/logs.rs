//! What is read of the logs.

use std::collections::BTreeMap;

use deadpool_postgres::GenericClient;
use ledger::{DeviceId, RealmId, StreamId, SubjectId, SubjectKey};
use sync::{Differs, Head, HeadsAfter, HubHas, Mark, revoked_sum};
use tokio::try_join;

use super::realms::check_open;
use super::revoked;
use super::rows::{self, ITEM, Values, ask, fixed, get, mark, read_row};
use crate::Secrets;
use crate::intake::KeyTag;
use crate::store::numbers::{to_i64, to_u64, unreadable, unwrap_key};
use crate::store::page::{Collect, MOST_LACKING};
use crate::store::{Limit, OpenPage, PageOrDiffers, StoreError};

pub async fn has(
    db: &impl GenericClient,
    realm: RealmId,
    stream: StreamId,
) -> Result<HubHas, StoreError> {
    let (realm_id, stream_id) = (&realm.0[..], &stream.0[..]);
    let most = to_i64(MOST_LACKING as u64);
    let of: Values = &[&realm_id, &stream_id];
    let some: Values = &[&realm_id, &stream_id, &most];
    // The log's end is asked for last: what is told of it must not go beyond what is told of the devices.
    let (erased, have, keys, payloads, revoked, second, head) = try_join!(
        ask(
            db,
            "SELECT erased_count, erased_sum, closed FROM realm WHERE id = $1",
            &of[..1],
        ),
        ask(
            db,
            "SELECT id, seq, hash FROM device WHERE realm = $1 AND stream = $2 AND seq > 0",
            of,
        ),
        ask(
            db,
            "SELECT DISTINCT subject FROM sealing
             WHERE realm = $1 AND stream = $2 AND NOT named ORDER BY subject LIMIT $3",
            some,
        ),
        ask(
            db,
            "SELECT device, seq FROM item
             WHERE realm = $1 AND stream = $2 AND lacks ORDER BY device, seq LIMIT $3",
            some,
        ),
        revoked::every(db, realm),
        revoked::second_histories(db, realm, Some(stream)),
        head(db, realm, stream),
    )?;
    let erased = erased.first().ok_or(StoreError::NoRealm)?;
    if get(erased, 2)? {
        return Err(StoreError::RealmClosed);
    }
    let have = have.iter().map(|row| {
        let at = (to_u64(get(row, 1)?), fixed(row, 2)?);
        Ok((DeviceId(fixed(row, 0)?), at))
    });
    let keys = keys.iter().map(|row| Ok(SubjectId(fixed(row, 0)?)));
    let payloads = payloads.iter().map(|row| {
        let seq = to_u64(get(row, 1)?);
        Ok((DeviceId(fixed(row, 0)?), seq))
    });
    Ok(HubHas {
        have: have.collect::<Result<_, StoreError>>()?,
        lacks_keys: keys.collect::<Result<_, StoreError>>()?,
        lacks_payloads: payloads.collect::<Result<_, StoreError>>()?,
        erased: to_u64(get(erased, 0)?),
        erased_sum: fixed(erased, 1)?,
        revoked_sum: revoked_sum(&revoked),
        second,
        head,
    })
}

async fn head(
    db: &impl GenericClient,
    realm: RealmId,
    stream: StreamId,
) -> Result<Mark, StoreError> {
    let sql = "SELECT position, history FROM stream WHERE realm = $1 AND id = $2";
    let found = ask(db, sql, &[&&realm.0[..], &&stream.0[..]]).await?;
    found.first().map_or(Ok(Mark::START), |row| mark(row, 0))
}

/// A page of a log.
pub async fn page(
    db: &impl GenericClient,
    secrets: &Secrets,
    (realm, stream): (RealmId, StreamId),
    marks: &[Mark],
    limit: Limit,
) -> Result<PageOrDiffers, StoreError> {
    check_open(db, realm).await?;
    let start = match passed(db, (realm, stream), marks).await? {
        Ok(start) => start,
        Err(differs) => return Ok(PageOrDiffers::Differs(differs)),
    };
    // What is more than the page holds is not sent by the database.
    let sql = format!(
        "SELECT {ITEM} FROM (
            SELECT page.*, sum(coalesce(octet_length(header), 0)
                + coalesce(octet_length(payload), 0)) OVER (ORDER BY position) AS bytes
            FROM (
                SELECT {ITEM} FROM item WHERE realm = $1 AND stream = $2 AND position > $3
                ORDER BY position LIMIT $4
            ) page
         ) page
         WHERE bytes <= $5 OR position = $3 + 1 ORDER BY position"
    );
    let bytes = to_i64(limit.bytes as u64);
    let values: Values = &[
        &&realm.0[..],
        &&stream.0[..],
        &to_i64(start.position),
        &i64::from(limit.items),
        &bytes,
    ];
    let found = ask(db, &sql, values).await?;
    let read = found.iter().map(read_row);
    let read = read.collect::<Result<Vec<_>, _>>()?;
    let ids: Vec<_> = read.iter().filter_map(|(_, row)| row.card_of()).collect();
    let cards = if ids.is_empty() {
        BTreeMap::new()
    } else {
        rows::devices(db, realm, &ids).await?
    };
    let mut collect = Collect::new(start, limit);
    for (place, row) in read {
        let card = |id| cards.get(&id).map(|device| device.card.clone());
        if !collect.add(place, row, card).map_err(unreadable)? {
            break;
        }
    }
    let Collect {
        items, keys, next, ..
    } = collect;
    Ok(PageOrDiffers::Page(OpenPage {
        items,
        keys: open(db, secrets, realm, &keys).await?,
        next,
        head: head(db, realm, stream).await?,
    }))
}

/// The first of the marks, if it is of this history.
async fn passed(
    db: &impl GenericClient,
    (realm, stream): (RealmId, StreamId),
    marks: &[Mark],
) -> Result<Result<Mark, Differs>, StoreError> {
    let first = marks.first().copied().unwrap_or(Mark::START);
    if first == Mark::START {
        return Ok(Ok(first));
    }
    let positions: Vec<_> = marks.iter().map(|mark| to_i64(mark.position)).collect();
    let sql = "SELECT position, history FROM item
        WHERE realm = $1 AND stream = $2 AND position = ANY($3)";
    let found = ask(db, sql, &[&&realm.0[..], &&stream.0[..], &positions]).await?;
    let ours = found.iter().map(|row| mark(row, 0));
    let ours = ours.collect::<Result<Vec<_>, _>>()?;
    if ours.contains(&first) {
        return Ok(Ok(first));
    }
    let common = marks
        .iter()
        .find(|mark| **mark == Mark::START || ours.contains(mark));
    Ok(Err(Differs {
        common: common.copied().unwrap_or(Mark::START),
    }))
}

async fn open(
    db: &impl GenericClient,
    secrets: &Secrets,
    realm: RealmId,
    keys: &[(SubjectId, KeyTag)],
) -> Result<Vec<(SubjectId, SubjectKey)>, StoreError> {
    if keys.is_empty() {
        return Ok(Vec::new());
    }
    let subjects: Vec<&[u8]> = keys.iter().map(|(subject, _)| &subject.0[..]).collect();
    let sql = "SELECT subject, tag, wrapped FROM subject_key
        WHERE realm = $1 AND subject = ANY($2)";
    let mut wrapped = BTreeMap::new();
    for row in ask(db, sql, &[&&realm.0[..], &subjects]).await? {
        let key: (SubjectId, KeyTag) = (SubjectId(fixed(&row, 0)?), fixed(&row, 1)?);
        let bytes: Vec<u8> = get(&row, 2)?;
        wrapped.insert(key, bytes);
    }
    let mut open = Vec::new();
    for key in keys {
        if let Some(wrapped) = wrapped.get(key) {
            open.push((key.0, SubjectKey::new(*unwrap_key(secrets, wrapped)?)));
        }
    }
    Ok(open)
}

pub async fn heads(
    db: &impl GenericClient,
    realm: RealmId,
    after: &HeadsAfter,
) -> Result<Vec<Head>, StoreError> {
    check_open(db, realm).await?;
    let sql = "SELECT id, position, history FROM stream WHERE realm = $1 ORDER BY id";
    let mut heads = Vec::new();
    for row in ask(db, sql, &[&&realm.0[..]]).await? {
        let head = Head {
            stream: StreamId(fixed(&row, 0)?),
            mark: mark(&row, 1)?,
        };
        let known = after.known.get(&head.stream).copied();
        if known.unwrap_or(Mark::START) != head.mark {
            heads.push(head);
        }
    }
    Ok(heads)
}
