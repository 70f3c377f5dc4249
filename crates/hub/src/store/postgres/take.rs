//! Taking an offer in, letting a device in. Each is one transaction, which locks the realm (together
//! with others, or alone where somebody is erased), then the logs in the order of their ids, and reads all else after.

use std::collections::{BTreeMap, BTreeSet};

use deadpool_postgres::Transaction;
use ledger::{DeviceId, RealmId, StreamId, SubjectId};
use sync::{Mark, REALM_LOG, Standing, Stored};
use tokio::try_join;

use super::known::{here, known, lock_all, lock_streams};
use super::realms::lock;
use super::revoked;
use super::rows::{self, Values, ask, execute, fixed, read_signed};
use crate::intake::{Checked, KeyTag, OfferedKey, Plan, Row, decide, waiting};
use crate::store::numbers::{add_erased, of_role, to_i64};
use crate::store::{Device, Joining, StoreError};

/// Takes an offer in; gives the answer and the logs that have grown.
pub async fn take(
    transaction: &Transaction<'_>,
    offer: Checked,
    streams: &BTreeSet<StreamId>,
    erases: bool,
    now_ms: i64,
) -> Result<(Stored, Vec<StreamId>), StoreError> {
    let realm = offer.offered.realm;
    let mut new: BTreeSet<_> = offer.cards().iter().map(|card| card.stream).collect();
    if erases {
        new.insert(REALM_LOG);
    }
    let heads = lock_all(transaction, realm, erases, streams, &new).await?;
    let locked = heads.keys().copied().collect();
    let mut known = known(transaction, realm, &offer.offered.asks(), locked).await?;
    known.here = here(transaction, realm, &known.devices, &offer.offered.events).await?;
    let plan = decide(offer, known, now_ms);
    apply(transaction, realm, &heads, plan).await
}

/// One device.
pub async fn find(
    transaction: &Transaction<'_>,
    realm: RealmId,
    id: DeviceId,
) -> Result<Option<Device>, StoreError> {
    let mut found = rows::devices(transaction, realm, &[id]).await?;
    Ok(found.remove(&id))
}

/// A device that has to be here.
pub async fn known_device(
    transaction: &Transaction<'_>,
    realm: RealmId,
    id: DeviceId,
) -> Result<Device, StoreError> {
    let device = find(transaction, realm, id).await?;
    device.ok_or(StoreError::NoDevice)
}

/// Lets a device in.
pub async fn admit(
    transaction: &Transaction<'_>,
    realm: RealmId,
    id: DeviceId,
) -> Result<Device, StoreError> {
    // Alone: what it erased while it waited is erased now.
    lock(transaction, realm, true).await?;
    let device = known_device(transaction, realm, id).await?;
    if device.standing != Standing::Asking {
        return Ok(device);
    }
    let stream = device.card.stream;
    let streams = BTreeSet::from([stream, REALM_LOG]);
    let heads = lock_streams(transaction, realm, &streams, &streams).await?;
    let sql = "DELETE FROM apart WHERE realm = $1 AND device = $2 AND reason IS NULL
        RETURNING header, signature, payload";
    let found = ask(transaction, sql, &[&&realm.0[..], &&id.0[..]]).await?;
    let found = found.iter().map(|row| read_signed(row, 0));
    let offer = waiting(realm, &device, found.collect::<Result<_, _>>()?);
    let mut asked = offer.offered.asks();
    asked.subjects.push(SubjectId(stream.0));
    let mut known = known(transaction, realm, &asked, streams).await?;
    let joined_ms = device.joined_ms;
    known.admitting(device);
    let plan = decide(offer, known, joined_ms);
    apply(transaction, realm, &heads, plan).await?;
    known_device(transaction, realm, id).await
}

/// A device joins.
pub async fn join(
    transaction: &Transaction<'_>,
    realm: RealmId,
    joining: &Joining,
) -> Result<Device, StoreError> {
    lock(transaction, realm, joining.admitted).await?;
    let id = joining.card.device();
    let device = Device {
        card: joining.card.clone(),
        role: joining.role,
        standing: Standing::Asking,
        seq: 0,
        hash: [0; 32],
        lamport: 0,
        joined_ms: joining.now_ms,
    };
    let known = find(transaction, realm, id).await?;
    let device = match known {
        Some(device) if device.standing != Standing::Asking || !joining.admitted => {
            // Its chain is not written over by what was read before the lock.
            let sql = "UPDATE device SET role = $3 WHERE realm = $1 AND id = $2";
            let role = of_role(joining.role);
            execute(transaction, sql, &[&&realm.0[..], &&id.0[..], &role]).await?;
            return Ok(Device {
                role: joining.role,
                ..device
            });
        }
        Some(device) => Device {
            role: joining.role,
            ..device
        },
        None => device,
    };
    if let Some(from) = revoked::of(transaction, realm, &[id]).await?.remove(&id) {
        let device = Device {
            standing: Standing::Revoked { from },
            ..device
        };
        let stream = device.card.stream;
        let streams = BTreeSet::from([stream]);
        let heads = lock_streams(transaction, realm, &streams, &streams).await?;
        if let Some(known) = find(transaction, realm, id).await? {
            return Ok(known);
        }
        rows::put_devices(transaction, realm, std::slice::from_ref(&device)).await?;
        let logs = BTreeMap::from([(stream, vec![Row::card(&device.card)])]);
        rows::append(transaction, realm, &heads, &logs).await?;
        return Ok(device);
    }
    if joining.admitted {
        rows::put_devices(transaction, realm, &[device]).await?;
        return admit(transaction, realm, id).await;
    }
    // Two at once are made one after the other, and the second is not to overwrite what the first has offered since.
    let stream = BTreeSet::from([device.card.stream]);
    lock_streams(transaction, realm, &stream, &stream).await?;
    if let Some(known) = find(transaction, realm, id).await? {
        return Ok(known);
    }
    rows::put_devices(transaction, realm, std::slice::from_ref(&device)).await?;
    Ok(device)
}

async fn apply(
    transaction: &Transaction<'_>,
    realm: RealmId,
    heads: &BTreeMap<StreamId, Mark>,
    plan: Plan,
) -> Result<(Stored, Vec<StreamId>), StoreError> {
    let beside = async {
        // Parts that do not hang on each other go in one trip; in their order, so that what fails first is told.
        try_join!(
            biased;
            rows::put_devices(transaction, realm, &plan.devices),
            rows::keep_apart(transaction, realm, &plan.apart),
            put_keys(transaction, realm, &plan.keys),
            fill(transaction, realm, &plan.filled),
            put_sealing(transaction, realm, &plan.sealing),
        )
    };
    let append = rows::append(transaction, realm, heads, &plan.logs);
    if plan.erased.is_empty() {
        try_join!(biased; beside, append)?;
    } else {
        // What was kept apart a moment ago is erased too.
        beside.await?;
        erase(transaction, realm, &plan.erased).await?;
        append.await?;
    }
    Ok((plan.stored, plan.logs.into_keys().collect()))
}

async fn put_keys(
    transaction: &Transaction<'_>,
    realm: RealmId,
    keys: &[OfferedKey],
) -> Result<(), StoreError> {
    if keys.is_empty() {
        return Ok(());
    }
    let subjects: Vec<&[u8]> = keys.iter().map(|key| &key.subject.0[..]).collect();
    let tags: Vec<&[u8]> = keys.iter().map(|key| &key.tag[..]).collect();
    let wrapped: Vec<&[u8]> = keys.iter().map(|key| &key.wrapped[..]).collect();
    let sql = "INSERT INTO subject_key (realm, subject, tag, wrapped)
        SELECT $1, * FROM unnest($2::bytea[], $3::bytea[], $4::bytea[])
        ORDER BY 2, 3 ON CONFLICT DO NOTHING";
    let values: Values = &[&&realm.0[..], &subjects, &tags, &wrapped];
    execute(transaction, sql, values).await.map(drop)
}

async fn fill(
    transaction: &Transaction<'_>,
    realm: RealmId,
    filled: &[(DeviceId, u64)],
) -> Result<(), StoreError> {
    if filled.is_empty() {
        return Ok(());
    }
    let devices: Vec<&[u8]> = filled.iter().map(|(id, _)| &id.0[..]).collect();
    let seqs: Vec<_> = filled.iter().map(|(_, seq)| to_i64(*seq)).collect();
    let sql = "UPDATE item SET lacks = false
        FROM unnest($2::bytea[], $3::bigint[]) AS o (device, seq)
        WHERE item.realm = $1 AND item.device = o.device AND item.seq = o.seq
            AND item.kind = 1";
    let values: Values = &[&&realm.0[..], &devices, &seqs];
    execute(transaction, sql, values).await.map(drop)
}

async fn put_sealing(
    transaction: &Transaction<'_>,
    realm: RealmId,
    sealing: &BTreeMap<(StreamId, SubjectId, KeyTag), bool>,
) -> Result<(), StoreError> {
    if sealing.is_empty() {
        return Ok(());
    }
    let seals = || sealing.keys();
    let streams: Vec<&[u8]> = seals().map(|(stream, ..)| &stream.0[..]).collect();
    let subjects: Vec<&[u8]> = seals().map(|(_, subject, _)| &subject.0[..]).collect();
    let tags: Vec<&[u8]> = seals().map(|(.., tag)| &tag[..]).collect();
    let named: Vec<_> = sealing.values().copied().collect();
    let sql = "INSERT INTO sealing (realm, stream, subject, tag, named)
        SELECT $1, * FROM unnest($2::bytea[], $3::bytea[], $4::bytea[], $5::boolean[])
        ON CONFLICT (realm, subject, stream, tag) DO UPDATE SET named = excluded.named";
    let values: Values = &[&&realm.0[..], &streams, &subjects, &tags, &named];
    execute(transaction, sql, values).await.map(drop)
}

async fn erase(
    transaction: &Transaction<'_>,
    realm: RealmId,
    subjects: &[SubjectId],
) -> Result<(), StoreError> {
    let id = &realm.0[..];
    let ids: Vec<&[u8]> = subjects.iter().map(|subject| &subject.0[..]).collect();
    for sql in [
        "INSERT INTO erased (realm, subject) SELECT $1, * FROM unnest($2::bytea[])",
        "DELETE FROM subject_key WHERE realm = $1 AND subject = ANY($2)",
        "DELETE FROM sealing WHERE realm = $1 AND subject = ANY($2)",
        "UPDATE item SET payload = NULL
         WHERE realm = $1 AND subject = ANY($2) AND payload IS NOT NULL",
        "UPDATE item SET lacks = false WHERE realm = $1 AND subject = ANY($2) AND lacks",
        "UPDATE apart SET payload = NULL
         WHERE realm = $1 AND subject = ANY($2) AND payload IS NOT NULL",
    ] {
        execute(transaction, sql, &[&id, &ids]).await?;
    }
    let sql = "SELECT erased_sum FROM realm WHERE id = $1";
    let found = ask(transaction, sql, &[&id]).await?;
    let sum = found.first().ok_or(StoreError::NoRealm)?;
    let sum = add_erased(fixed(sum, 0)?, subjects);
    let sql = "UPDATE realm SET erased_count = erased_count + $2, erased_sum = $3 WHERE id = $1";
    let count = to_i64(subjects.len() as u64);
    execute(transaction, sql, &[&id, &count, &&sum[..]]).await?;
    Ok(())
}
