//! Devices that are shut out from one of their events on (失効).

use std::collections::{BTreeMap, BTreeSet};

use deadpool_postgres::{GenericClient, Transaction};
use ledger::{DeviceId, RealmId, Reason, Signed, StreamId};
use sync::{REALM_LOG, Standing};

use super::known::lock_streams;
use super::realms::lock;
use super::rows::{self, Values, ask, execute, fixed, get, read_signed};
use super::take::{admit, find, known_device};
use crate::intake::{ApartRow, Row};
use crate::store::numbers::{to_i64, to_u64, unreadable};
use crate::store::{Device, Revocations, StoreError};

/// From which event on each of these devices is shut out.
pub async fn of(
    db: &impl GenericClient,
    realm: RealmId,
    ids: &[DeviceId],
) -> Result<BTreeMap<DeviceId, u64>, StoreError> {
    let ids: Vec<&[u8]> = ids.iter().map(|id| &id.0[..]).collect();
    let sql = "SELECT device, from_seq FROM revoked WHERE realm = $1 AND device = ANY($2)";
    let found = ask(db, sql, &[&&realm.0[..], &ids]).await?;
    let revoked = found
        .iter()
        .map(|row| Ok((DeviceId(fixed(row, 0)?), to_u64(get(row, 1)?))));
    revoked.collect()
}

/// All of a realm.
pub async fn every(
    db: &impl GenericClient,
    realm: RealmId,
) -> Result<Vec<(DeviceId, u64)>, StoreError> {
    let sql = "SELECT device, from_seq FROM revoked WHERE realm = $1 ORDER BY device";
    let found = ask(db, sql, &[&&realm.0[..]]).await?;
    let revoked = found
        .iter()
        .map(|row| Ok((DeviceId(fixed(row, 0)?), to_u64(get(row, 1)?))));
    revoked.collect()
}

/// Shuts a device out after its last event here.
pub async fn revoke(
    transaction: &Transaction<'_>,
    realm: RealmId,
    id: DeviceId,
) -> Result<Device, StoreError> {
    // Alone: its last event must not move meanwhile.
    lock(transaction, realm, true).await?;
    let device = known_device(transaction, realm, id).await?;
    if let Some(from) = device.next_number() {
        shut_out(transaction, realm, (id, from), device.joined_ms).await?;
    }
    known_device(transaction, realm, id).await
}

/// Shuts devices out as somebody else did; `false` if all was known.
pub async fn revoke_from(
    transaction: &Transaction<'_>,
    realm: RealmId,
    word: &Revocations,
) -> Result<bool, StoreError> {
    lock(transaction, realm, true).await?;
    let mut changed = false;
    for (id, from) in word.valid() {
        let before = of(transaction, realm, &[id]).await?.remove(&id);
        if word.changes(before, from) {
            shut_out(transaction, realm, (id, from), word.now_ms).await?;
            changed = true;
        }
    }
    Ok(changed)
}

async fn shut_out(
    transaction: &Transaction<'_>,
    realm: RealmId,
    (id, from): (DeviceId, u64),
    now_ms: i64,
) -> Result<(), StoreError> {
    let known = find(transaction, realm, id).await?;
    // Who shut it out vouches for what it wrote before.
    if from > 1 && known.is_some_and(|device| device.standing == Standing::Asking) {
        admit(transaction, realm, id).await?;
    }
    let (realm_id, device_id, number) = (&realm.0[..], &id.0[..], to_i64(from));
    let sql = "INSERT INTO revoked (realm, device, from_seq) VALUES ($1, $2, $3)
        ON CONFLICT (realm, device) DO UPDATE SET from_seq = excluded.from_seq";
    execute(transaction, sql, &[&realm_id, &device_id, &number]).await?;
    if let Some(mut device) = find(transaction, realm, id).await? {
        keep_tail_apart(transaction, realm, (id, from), now_ms).await?;
        let sql = "SELECT header FROM item
            WHERE realm = $1 AND device = $2 AND seq = $3 AND kind = 1";
        let last = ask(transaction, sql, &[&realm_id, &device_id, &(number - 1)]).await?;
        let last = last.first().map(|row| get::<&[u8]>(row, 0)).transpose()?;
        device.shut_out(from, last)?;
        rows::put_devices(transaction, realm, std::slice::from_ref(&device)).await?;
    }
    let log = BTreeSet::from([REALM_LOG]);
    let heads = lock_streams(transaction, realm, &log, &log).await?;
    let logs = BTreeMap::from([(REALM_LOG, vec![Row::revoked(id, from)])]);
    rows::append(transaction, realm, &heads, &logs).await
}

/// What is beyond the number counts no more, in the log or waiting.
async fn keep_tail_apart(
    transaction: &Transaction<'_>,
    realm: RealmId,
    (id, from): (DeviceId, u64),
    now_ms: i64,
) -> Result<(), StoreError> {
    let (realm_id, device_id, from) = (&realm.0[..], &id.0[..], to_i64(from));
    let of: Values = &[&realm_id, &device_id, &from];
    let sql = "SELECT header, signature, payload FROM item
        WHERE realm = $1 AND device = $2 AND seq >= $3 AND kind = 1 ORDER BY seq";
    let mut apart = Vec::new();
    for row in ask(transaction, sql, of).await? {
        let signed = read_signed(&row, 0)?;
        let header = signed.header().map_err(|_| unreadable("item"))?;
        let reason = Some(Reason::Revoked);
        apart.push(ApartRow::new(Some(&header), reason, now_ms, signed));
    }
    if !apart.is_empty() {
        rows::keep_apart(transaction, realm, &apart).await?;
        let sql = "UPDATE item SET lacks = false
            WHERE realm = $1 AND device = $2 AND seq >= $3 AND kind = 1 AND lacks";
        execute(transaction, sql, of).await?;
        // The page makes anew what it has derived.
        let sql = "UPDATE page_realm SET version = 0 WHERE realm = $1";
        execute(transaction, sql, &of[..1]).await?;
    }
    let sql = "UPDATE apart SET reason = $4
        WHERE realm = $1 AND device = $2 AND seq >= $3 AND reason IS NULL";
    let reason = Reason::Revoked.code();
    execute(transaction, sql, &[&realm_id, &device_id, &from, &reason]).await?;
    Ok(())
}

/// Of devices of a stream, or of all, that are suspended: what shows it, without payloads.
pub async fn second_histories(
    db: &impl GenericClient,
    realm: RealmId,
    stream: Option<StreamId>,
) -> Result<Vec<Signed>, StoreError> {
    let realm_id = &realm.0[..];
    let sql = "SELECT id FROM device
        WHERE realm = $1 AND stream = coalesce($2, stream) AND standing = 2
        ORDER BY id LIMIT 16";
    let mut both = Vec::new();
    let stream = stream.as_ref().map(|stream| &stream.0[..]);
    for row in ask(db, sql, &[&realm_id, &stream]).await? {
        let id: [u8; 16] = fixed(&row, 0)?;
        let id = &id[..];
        let sql = "SELECT header, signature, NULL::bytea, seq FROM apart
            WHERE realm = $1 AND device = $2 AND reason IN ($3, $4)
            ORDER BY seq, id LIMIT 1";
        let (equivocation, forked) = (Reason::Equivocation.code(), Reason::Forked.code());
        let shown = ask(db, sql, &[&realm_id, &id, &equivocation, &forked]).await?;
        let Some(shown) = shown.first() else {
            continue;
        };
        let seq: i64 = get(shown, 3)?;
        both.push(read_signed(shown, 0)?);
        // Where the log ends before it, its last event is what the second history does not continue.
        let sql = "SELECT header, signature, NULL::bytea FROM item
            WHERE realm = $1 AND device = $2 AND seq <= $3 AND kind = 1
            ORDER BY seq DESC LIMIT 1";
        for row in ask(db, sql, &[&realm_id, &id, &seq]).await? {
            both.push(read_signed(&row, 0)?);
        }
    }
    Ok(both)
}
