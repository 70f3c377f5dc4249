//! Realms, codes, reports.

use ledger::{DeviceId, RealmId, StreamId};
use rusqlite::{Connection, OptionalExtension, Row as Columns, params};
use zeroize::Zeroizing;

use crate::Secrets;
use crate::store::numbers::{self, to_i64, to_u64, unreadable, unwrap_key};
use crate::store::{NewCode, Realm, Report, StoreError, StoredCode};

const REALM: &str = "id, kind, name, exercise, admission, join_code, bundle_key, authority, term,
    public";

/// Fails when the realm is not open here.
pub fn check_open(db: &Connection, realm: RealmId) -> Result<(), StoreError> {
    let mut find = db.prepare_cached("SELECT closed FROM realm WHERE id = ?1")?;
    match find.query_row([realm.0], |row| row.get(0)).optional()? {
        Some(false) => Ok(()),
        Some(true) => Err(StoreError::RealmClosed),
        None => Err(StoreError::NoRealm),
    }
}

fn read(row: &Columns, secrets: &Secrets) -> Result<Realm, StoreError> {
    let key = |column| -> Result<Zeroizing<[u8; 32]>, StoreError> {
        let wrapped: Vec<u8> = row.get(column)?;
        unwrap_key(secrets, &wrapped)
    };
    let term: Option<i64> = row.get(8)?;
    Ok(Realm {
        id: RealmId(row.get(0)?),
        kind: numbers::kind(row.get(1)?)?,
        name: row.get(2)?,
        exercise: row.get(3)?,
        admission: numbers::admission(row.get(4)?)?,
        join_code: key(5)?,
        bundle_key: key(6)?,
        authority: match term {
            Some(term) => Some((key(7)?, to_u64(term))),
            None => None,
        },
        public: row.get(9)?,
    })
}

pub fn every(db: &Connection, secrets: &Secrets) -> Result<Vec<Realm>, StoreError> {
    let sql = format!("SELECT {REALM} FROM realm WHERE NOT closed ORDER BY id");
    let mut every = db.prepare_cached(&sql)?;
    let mut found = every.query([])?;
    let mut realms = Vec::new();
    while let Some(row) = found.next()? {
        realms.push(read(row, secrets)?);
    }
    Ok(realms)
}

pub fn find(
    db: &Connection,
    secrets: &Secrets,
    realm: RealmId,
) -> Result<Option<Realm>, StoreError> {
    let sql = format!("SELECT {REALM} FROM realm WHERE NOT closed AND id = ?1");
    let mut find = db.prepare_cached(&sql)?;
    let mut found = find.query([realm.0])?;
    found.next()?.map(|row| read(row, secrets)).transpose()
}

pub fn open(db: &Connection, secrets: &Secrets, realm: &Realm) -> Result<(), StoreError> {
    let sql = "INSERT INTO realm
            (id, kind, name, exercise, admission, join_code, bundle_key, authority, term, public)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10) ON CONFLICT (id) DO NOTHING";
    db.prepare_cached(sql)?.execute(params![
        realm.id.0,
        numbers::of_kind(realm.kind),
        realm.name,
        realm.exercise,
        numbers::of_admission(realm.admission),
        secrets.wrap(&*realm.join_code),
        secrets.wrap(&*realm.bundle_key),
        realm
            .authority
            .as_ref()
            .map(|(seed, _)| secrets.wrap(&**seed)),
        realm.authority.as_ref().map(|(_, term)| to_i64(*term)),
        realm.public,
    ])?;
    // One that was closed is not opened again.
    check_open(db, realm.id)
}

pub fn close(db: &Connection, realm: RealmId) -> Result<(), StoreError> {
    check_open(db, realm)?;
    db.execute(
        "UPDATE realm SET closed = 1, join_code = x'', bundle_key = x'', authority = NULL,
            term = NULL, public = '' WHERE id = ?1",
        [realm.0],
    )?;
    // Each table of the file that has a realm, also those of other topics.
    let sql = "SELECT t.name FROM sqlite_schema t JOIN pragma_table_info(t.name) c
        WHERE t.type = 'table' AND c.name = 'realm'";
    let mut tables = db.prepare(sql)?;
    let tables: Vec<String> = tables
        .query_map([], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    for table in tables {
        db.execute(&format!("DELETE FROM {table} WHERE realm = ?1"), [realm.0])?;
    }
    Ok(())
}

pub fn add_code(db: &Connection, secrets: &Secrets, code: &NewCode) -> Result<(), StoreError> {
    check_open(db, code.realm)?;
    db.execute(
        "INSERT OR IGNORE INTO code (id, realm, secret, role, stream, until_ms)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        params![
            code.id,
            code.realm.0,
            secrets.wrap(&*code.secret),
            numbers::of_role(code.role),
            code.stream.map(|id| id.0),
            code.until_ms
        ],
    )?;
    Ok(())
}

pub fn code(
    db: &Connection,
    secrets: &Secrets,
    id: [u8; 16],
    now_ms: i64,
) -> Result<Option<StoredCode>, StoreError> {
    let sql = "SELECT realm, secret, role, stream, until_ms, used_by FROM code
        WHERE id = ?1 AND until_ms > ?2";
    let mut find = db.prepare_cached(sql)?;
    let mut found = find.query(params![id, now_ms])?;
    let Some(row) = found.next()? else {
        return Ok(None);
    };
    let secret: Vec<u8> = row.get(1)?;
    let stream: Option<[u8; 16]> = row.get(3)?;
    let used_by: Option<[u8; 16]> = row.get(5)?;
    Ok(Some(StoredCode {
        code: NewCode {
            realm: RealmId(row.get(0)?),
            id,
            secret: unwrap_key(secrets, &secret)?,
            role: numbers::role(row.get(2)?)?,
            stream: stream.map(StreamId),
            until_ms: row.get(4)?,
        },
        used_by: used_by.map(DeviceId),
    }))
}

pub fn use_code(db: &Connection, id: [u8; 16], device: DeviceId) -> Result<bool, StoreError> {
    let used = db.execute(
        "UPDATE code SET used_by = ?2 WHERE id = ?1 AND ifnull(used_by, ?2) = ?2",
        params![id, device.0],
    )?;
    Ok(used == 1)
}

pub fn report(db: &Connection, realm: RealmId, report: &Report) -> Result<(), StoreError> {
    check_open(db, realm)?;
    let status = serde_json::to_string(&report.status).map_err(|_| unreadable("report"))?;
    let sql = "INSERT INTO report (realm, device, at_ms, status) VALUES (?1, ?2, ?3, ?4)
        ON CONFLICT (realm, device) DO UPDATE
        SET at_ms = excluded.at_ms, status = excluded.status";
    db.prepare_cached(sql)?
        .execute(params![realm.0, report.device.0, report.at_ms, status])?;
    Ok(())
}

pub fn reports(db: &Connection, realm: RealmId) -> Result<Vec<Report>, StoreError> {
    check_open(db, realm)?;
    let sql = "SELECT device, at_ms, status FROM report WHERE realm = ?1 ORDER BY device";
    let mut every = db.prepare_cached(sql)?;
    let mut found = every.query([realm.0])?;
    let mut reports = Vec::new();
    while let Some(row) = found.next()? {
        let status: String = row.get(2)?;
        reports.push(Report {
            device: DeviceId(row.get(0)?),
            at_ms: row.get(1)?,
            status: serde_json::from_str(&status).map_err(|_| unreadable("report"))?,
        });
    }
    Ok(reports)
}
