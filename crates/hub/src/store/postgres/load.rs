//! Writing all of a realm that was in a file, and reading it back.

use deadpool_postgres::Transaction;
use ledger::{RealmId, StreamId};
use sync::Mark;

use super::realms;
use super::rows::{self, ITEM, Values, ask, execute, fixed, get, read_row};
use super::{Postgres, others};
use crate::intake::OfferedKey;
use crate::store::copy::{Copied, Sum};
use crate::store::numbers::{to_i64, unreadable, unwrap_key};
use crate::store::sqlite::{Dump, Sqlite};
use crate::store::{Realm, StoreError};

impl Postgres {
    /// Copies everything out of a file, in one transaction.
    pub(in crate::store) async fn load(&self, from: &Sqlite) -> Result<Copied, StoreError> {
        let mut client = self.client().await?;
        let transaction = client.transaction().await?;
        let mut copied = Copied::default();
        for realm in from.realms().await? {
            let sql = "SELECT 1 FROM realm WHERE id = $1";
            let found = ask(&transaction, sql, &[&&realm.id.0[..]]).await?;
            if !found.is_empty() {
                let what = "the realm is in PostgreSQL already".to_owned();
                return Err(StoreError::Failed(what));
            }
            let dump = self.load_realm(&transaction, from, &realm).await?;
            copied.realms += 1;
            copied.items += dump.items;
            copied.devices += dump.devices.len() as u64;
            copied.keys += dump.keys.len() as u64;
        }
        copied.others = others::load(&transaction, from).await?;
        self.commit(transaction).await?;
        Ok(copied)
    }

    async fn load_realm(
        &self,
        transaction: &Transaction<'_>,
        from: &Sqlite,
        realm: &Realm,
    ) -> Result<Dump, StoreError> {
        let id = realm.id;
        let mut dump = from.dump(id).await?;
        for key in &mut dump.keys {
            let plain = unwrap_key(from.secrets(), &key.wrapped)?;
            key.wrapped = self.secrets.wrap(&*plain);
        }
        realms::open(transaction, &self.secrets, realm).await?;
        rows::put_devices(transaction, id, &dump.devices).await?;
        put_rest(transaction, id, &dump).await?;
        self.put_codes(transaction, from, &dump).await?;
        let mut sums = Vec::new();
        for (stream, _) in &dump.streams {
            sums.push(copy_log(transaction, from, id, *stream).await?);
        }
        for ((stream, head), sum) in dump.streams.iter().zip(sums) {
            if read_back(transaction, id, *stream).await? != (*head, sum) {
                return Err(differs());
            }
        }
        check_counts(transaction, id, &dump).await?;
        Ok(dump)
    }

    async fn put_codes(
        &self,
        transaction: &Transaction<'_>,
        from: &Sqlite,
        dump: &Dump,
    ) -> Result<(), StoreError> {
        for id in &dump.codes {
            if let Some(stored) = from.code(*id, i64::MIN).await? {
                realms::add_code(transaction, &self.secrets, &stored.code).await?;
                if let Some(device) = stored.used_by {
                    realms::use_code(transaction, *id, device).await?;
                }
            }
        }
        Ok(())
    }
}

pub(super) fn differs() -> StoreError {
    StoreError::Failed("what was read back is not what was written".to_owned())
}

async fn put_rest(
    transaction: &Transaction<'_>,
    realm: RealmId,
    dump: &Dump,
) -> Result<(), StoreError> {
    let id = &realm.0[..];
    let ids: Vec<&[u8]> = dump.streams.iter().map(|(id, _)| &id.0[..]).collect();
    let positions = dump.streams.iter().map(|(_, mark)| to_i64(mark.position));
    let positions: Vec<_> = positions.collect();
    let histories: Vec<&[u8]> = dump.streams.iter().map(|it| &it.1.history[..]).collect();
    let sql = "INSERT INTO stream (realm, id, position, history)
        SELECT $1, * FROM unnest($2::bytea[], $3::bigint[], $4::bytea[])";
    execute(transaction, sql, &[&id, &ids, &positions, &histories]).await?;
    for keys in dump.keys.chunks(10_000) {
        put_keys(transaction, realm, keys).await?;
    }
    for sealing in dump.sealing.chunks(10_000) {
        let streams: Vec<&[u8]> = sealing.iter().map(|((it, ..), _)| &it.0[..]).collect();
        let subjects: Vec<&[u8]> = sealing.iter().map(|((_, it, _), _)| &it.0[..]).collect();
        let tags: Vec<&[u8]> = sealing.iter().map(|((.., it), _)| &it[..]).collect();
        let named: Vec<_> = sealing.iter().map(|(_, named)| *named).collect();
        let sql = "INSERT INTO sealing (realm, stream, subject, tag, named)
            SELECT $1, * FROM unnest($2::bytea[], $3::bytea[], $4::bytea[], $5::boolean[])";
        let values: Values = &[&id, &streams, &subjects, &tags, &named];
        execute(transaction, sql, values).await?;
    }
    let erased: Vec<&[u8]> = dump.erased.iter().map(|subject| &subject.0[..]).collect();
    let sql = "INSERT INTO erased (realm, subject) SELECT $1, * FROM unnest($2::bytea[])";
    execute(transaction, sql, &[&id, &erased]).await?;
    let sql = "UPDATE realm SET erased_count = $2, erased_sum = $3 WHERE id = $1";
    let count = to_i64(erased.len() as u64);
    execute(transaction, sql, &[&id, &count, &&dump.erased_sum[..]]).await?;
    rows::keep_apart(transaction, realm, &dump.apart).await?;
    for report in &dump.reports {
        realms::report(transaction, realm, report).await?;
    }
    Ok(())
}

async fn put_keys(
    transaction: &Transaction<'_>,
    realm: RealmId,
    keys: &[OfferedKey],
) -> Result<(), StoreError> {
    let subjects: Vec<&[u8]> = keys.iter().map(|key| &key.subject.0[..]).collect();
    let tags: Vec<&[u8]> = keys.iter().map(|key| &key.tag[..]).collect();
    let wrapped: Vec<&[u8]> = keys.iter().map(|key| &key.wrapped[..]).collect();
    let sql = "INSERT INTO subject_key (realm, subject, tag, wrapped)
        SELECT $1, * FROM unnest($2::bytea[], $3::bytea[], $4::bytea[])";
    let values: Values = &[&&realm.0[..], &subjects, &tags, &wrapped];
    execute(transaction, sql, values).await?;
    Ok(())
}

/// Copies a log, and gives the sum over what was read from the file.
async fn copy_log(
    transaction: &Transaction<'_>,
    from: &Sqlite,
    realm: RealmId,
    stream: StreamId,
) -> Result<[u8; 32], StoreError> {
    let (mut sum, mut after) = (Sum::default(), 0);
    loop {
        let items = from.items(realm, stream, after).await?;
        let Some((last, _)) = items.last() else {
            return Ok(sum.end());
        };
        after = last.position;
        for (_, row) in &items {
            sum.add(row);
        }
        let placed: Vec<_> = items
            .iter()
            .map(|(mark, row)| (&stream, *mark, row))
            .collect();
        rows::insert(transaction, realm, &placed).await?;
    }
}

/// Where the log ends by its own entries, and the sum over them.
async fn read_back(
    transaction: &Transaction<'_>,
    realm: RealmId,
    stream: StreamId,
) -> Result<(Mark, [u8; 32]), StoreError> {
    let (mut sum, mut mark) = (Sum::default(), Mark::START);
    let sql = format!(
        "SELECT {ITEM} FROM item WHERE realm = $1 AND stream = $2 AND position > $3
         ORDER BY position LIMIT 1000"
    );
    loop {
        let values: Values = &[&&realm.0[..], &&stream.0[..], &to_i64(mark.position)];
        let found = ask(transaction, &sql, values).await?;
        if found.is_empty() {
            return Ok((mark, sum.end()));
        }
        let mut read = Vec::with_capacity(found.len());
        for row in &found {
            read.push(read_row(row)?);
        }
        let ids: Vec<_> = read.iter().filter_map(|(_, row)| row.card_of()).collect();
        let cards = rows::devices(transaction, realm, &ids).await?;
        for (place, row) in read {
            sum.add(&row);
            let card = |id| cards.get(&id).map(|device| device.card.clone());
            let item = row.item(card).ok_or_else(|| unreadable("item"))?;
            mark = mark.after(&item.hash());
            if mark != place {
                return Err(differs());
            }
        }
    }
}

async fn check_counts(
    transaction: &Transaction<'_>,
    realm: RealmId,
    dump: &Dump,
) -> Result<(), StoreError> {
    let counts = [
        ("item", to_i64(dump.items)),
        ("device", count(&dump.devices)),
        ("stream", count(&dump.streams)),
        ("subject_key", count(&dump.keys)),
        ("sealing", count(&dump.sealing)),
        ("erased", count(&dump.erased)),
        ("apart", count(&dump.apart)),
        ("code", count(&dump.codes)),
        ("report", count(&dump.reports)),
    ];
    for (table, expected) in counts {
        let sql = format!("SELECT count(*) FROM {table} WHERE realm = $1");
        let found = ask(transaction, &sql, &[&&realm.0[..]]).await?;
        let found: i64 = found.first().map_or(Ok(-1), |row| get(row, 0))?;
        if found != expected {
            return Err(differs());
        }
    }
    let sql = "SELECT erased_sum FROM realm WHERE id = $1";
    let found = ask(transaction, sql, &[&&realm.0[..]]).await?;
    let sum: [u8; 32] = fixed(found.first().ok_or_else(differs)?, 0)?;
    if sum == dump.erased_sum {
        Ok(())
    } else {
        Err(differs())
    }
}

fn count<T>(of: &[T]) -> i64 {
    to_i64(of.len() as u64)
}
