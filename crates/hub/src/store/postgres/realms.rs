//! Realms, codes, reports.

use deadpool_postgres::{GenericClient, Transaction};
use ledger::{DeviceId, RealmId, StreamId};
use tokio_postgres::Row as Columns;
use zeroize::Zeroizing;

use super::migrate;
use super::rows::{Values, ask, execute, fixed, get, maybe};
use crate::Secrets;
use crate::store::numbers::{self, to_i64, to_u64, unreadable, unwrap_key};
use crate::store::{NewCode, Realm, Report, StoreError, StoredCode};

const REALM: &str = "id, kind, name, exercise, admission, join_code, bundle_key, authority, term,
    public";

/// Fails when the realm is not open here.
pub async fn check_open(db: &impl GenericClient, realm: RealmId) -> Result<(), StoreError> {
    let sql = "SELECT closed FROM realm WHERE id = $1";
    found(&ask(db, sql, &[&&realm.0[..]]).await?)
}

/// Keeps a realm open until the end of the transaction; with `alone`, nobody else changes anything in it meanwhile.
pub async fn lock(
    transaction: &Transaction<'_>,
    realm: RealmId,
    alone: bool,
) -> Result<(), StoreError> {
    found(&ask(transaction, lock_sql(alone), &[&&realm.0[..]]).await?)
}

/// What [`lock`] asks.
pub fn lock_sql(alone: bool) -> &'static str {
    if alone {
        "SELECT closed FROM realm WHERE id = $1 FOR UPDATE"
    } else {
        "SELECT closed FROM realm WHERE id = $1 FOR SHARE"
    }
}

fn found(rows: &[Columns]) -> Result<(), StoreError> {
    match rows.first().map(|row| get(row, 0)).transpose()? {
        Some(false) => Ok(()),
        Some(true) => Err(StoreError::RealmClosed),
        None => Err(StoreError::NoRealm),
    }
}

fn read(row: &Columns, secrets: &Secrets) -> Result<Realm, StoreError> {
    let key = |column| -> Result<Zeroizing<[u8; 32]>, StoreError> {
        unwrap_key(secrets, get(row, column)?)
    };
    let term: Option<i64> = get(row, 8)?;
    Ok(Realm {
        id: RealmId(fixed(row, 0)?),
        kind: numbers::kind(get(row, 1)?)?,
        name: get(row, 2)?,
        exercise: get(row, 3)?,
        admission: numbers::admission(get(row, 4)?)?,
        join_code: key(5)?,
        bundle_key: key(6)?,
        authority: match term {
            Some(term) => Some((key(7)?, to_u64(term))),
            None => None,
        },
        public: get(row, 9)?,
    })
}

pub async fn every(db: &impl GenericClient, secrets: &Secrets) -> Result<Vec<Realm>, StoreError> {
    let sql = format!("SELECT {REALM} FROM realm WHERE NOT closed ORDER BY id");
    let found = ask(db, &sql, &[]).await?;
    found.iter().map(|row| read(row, secrets)).collect()
}

pub async fn find(
    db: &impl GenericClient,
    secrets: &Secrets,
    realm: RealmId,
) -> Result<Option<Realm>, StoreError> {
    let sql = format!("SELECT {REALM} FROM realm WHERE NOT closed AND id = $1");
    let found = ask(db, &sql, &[&&realm.0[..]]).await?;
    found.first().map(|row| read(row, secrets)).transpose()
}

pub async fn open(
    transaction: &Transaction<'_>,
    secrets: &Secrets,
    realm: &Realm,
) -> Result<(), StoreError> {
    let sql = "INSERT INTO realm
            (id, kind, name, exercise, admission, join_code, bundle_key, authority, term, public)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT (id) DO NOTHING";
    let authority = realm.authority.as_ref();
    let values: Values = &[
        &&realm.id.0[..],
        &numbers::of_kind(realm.kind),
        &realm.name,
        &realm.exercise,
        &numbers::of_admission(realm.admission),
        &secrets.wrap(&*realm.join_code),
        &secrets.wrap(&*realm.bundle_key),
        &authority.map(|(seed, _)| secrets.wrap(&**seed)),
        &authority.map(|(_, term)| to_i64(*term)),
        &realm.public,
    ];
    if execute(transaction, sql, values).await? == 0 {
        // One that was closed is not opened again.
        return check_open(transaction, realm.id).await;
    }
    migrate::add_partitions(transaction, realm.id).await
}

pub async fn close(transaction: &Transaction<'_>, realm: RealmId) -> Result<(), StoreError> {
    lock(transaction, realm, true).await?;
    let sql = "UPDATE realm SET closed = true, join_code = '', bundle_key = '', authority = NULL,
            term = NULL, public = '' WHERE id = $1";
    execute(transaction, sql, &[&&realm.0[..]]).await?;
    migrate::drop_partitions(transaction, realm).await
}

pub async fn add_code(
    db: &impl GenericClient,
    secrets: &Secrets,
    code: &NewCode,
) -> Result<(), StoreError> {
    check_open(db, code.realm).await?;
    let sql = "INSERT INTO code (id, realm, secret, role, stream, until_ms)
        VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING";
    let values: Values = &[
        &&code.id[..],
        &&code.realm.0[..],
        &secrets.wrap(&*code.secret),
        &numbers::of_role(code.role),
        &code.stream.as_ref().map(|id| &id.0[..]),
        &code.until_ms,
    ];
    execute(db, sql, values).await?;
    Ok(())
}

pub async fn code(
    db: &impl GenericClient,
    secrets: &Secrets,
    id: [u8; 16],
    now_ms: i64,
) -> Result<Option<StoredCode>, StoreError> {
    let sql = "SELECT realm, secret, role, stream, until_ms, used_by FROM code
        WHERE id = $1 AND until_ms > $2";
    let found = ask(db, sql, &[&&id[..], &now_ms]).await?;
    let Some(row) = found.first() else {
        return Ok(None);
    };
    Ok(Some(StoredCode {
        code: NewCode {
            realm: RealmId(fixed(row, 0)?),
            id,
            secret: unwrap_key(secrets, get(row, 1)?)?,
            role: numbers::role(get(row, 2)?)?,
            stream: maybe(row, 3)?.map(StreamId),
            until_ms: get(row, 4)?,
        },
        used_by: maybe(row, 5)?.map(DeviceId),
    }))
}

pub async fn use_code(
    db: &impl GenericClient,
    id: [u8; 16],
    device: DeviceId,
) -> Result<bool, StoreError> {
    let sql = "UPDATE code SET used_by = $2 WHERE id = $1 AND coalesce(used_by, $2) = $2";
    Ok(execute(db, sql, &[&&id[..], &&device.0[..]]).await? == 1)
}

pub async fn report(
    db: &impl GenericClient,
    realm: RealmId,
    report: &Report,
) -> Result<(), StoreError> {
    check_open(db, realm).await?;
    let status = serde_json::to_string(&report.status).map_err(|_| unreadable("report"))?;
    let sql = "INSERT INTO report (realm, device, at_ms, status) VALUES ($1, $2, $3, $4)
        ON CONFLICT (realm, device) DO UPDATE
        SET at_ms = excluded.at_ms, status = excluded.status";
    let values: Values = &[&&realm.0[..], &&report.device.0[..], &report.at_ms, &status];
    execute(db, sql, values).await?;
    Ok(())
}

pub async fn reports(db: &impl GenericClient, realm: RealmId) -> Result<Vec<Report>, StoreError> {
    check_open(db, realm).await?;
    let sql = "SELECT device, at_ms, status FROM report WHERE realm = $1 ORDER BY device";
    let found = ask(db, sql, &[&&realm.0[..]]).await?;
    let reports = found.iter().map(|row| {
        Ok(Report {
            device: DeviceId(fixed(row, 0)?),
            at_ms: get(row, 1)?,
            status: serde_json::from_str(get(row, 2)?).map_err(|_| unreadable("report"))?,
        })
    });
    reports.collect()
}
