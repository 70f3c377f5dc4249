//! The claims in the hub's sealed file.

use claim_table::Grantor;
use rusqlite::{Connection, OptionalExtension, params};

use super::table::Work;
use super::{ClaimsError, Term};
use crate::store::{Sqlite, StoreError};

pub(super) async fn change<T: Send + 'static>(
    db: &Sqlite,
    work: Work<T>,
) -> Result<T, ClaimsError> {
    db.write(move |db| {
        let term = term_in(db, &work.realm)?.unwrap_or(Term {
            term: work.first_term,
            rebuilding_since_ms: None,
        });
        if let Err(refused) = work.may_go_on(&term) {
            return Ok(Err(refused));
        }
        let sql = "INSERT INTO claim_term (realm, term) VALUES (?1, ?2) ON CONFLICT DO NOTHING";
        db.prepare_cached(sql)?
            .execute(params![work.realm, term.term])?;
        let grantor = Grantor {
            key: &work.key,
            term: term.term,
            hour: work.hour,
        };
        let done = claim_table::within(db, &work.realm, &grantor, &work.needs, &work.step)?;
        Ok(Ok(done))
    })
    .await?
}

fn term_in(db: &Connection, realm: &[u8; 16]) -> Result<Option<Term>, StoreError> {
    let sql = "SELECT term, rebuilding_since_ms FROM claim_term WHERE realm = ?1";
    let mut find = db.prepare_cached(sql)?;
    let found = find.query_row([realm], |row| {
        Ok(Term {
            term: row.get(0)?,
            rebuilding_since_ms: row.get(1)?,
        })
    });
    Ok(found.optional()?)
}

pub(super) async fn term(db: &Sqlite, realm: [u8; 16]) -> Result<Option<Term>, ClaimsError> {
    Ok(db.read(move |db| term_in(db, &realm)).await?)
}

pub(super) async fn set_term(
    db: &Sqlite,
    realm: [u8; 16],
    term: Term,
    at_ms: i64,
    act: &str,
) -> Result<(), ClaimsError> {
    let act = act.to_owned();
    let written = db.write(move |db| {
        let sql = "INSERT INTO claim_term (realm, term, rebuilding_since_ms) VALUES (?1, ?2, ?3)
                   ON CONFLICT (realm) DO UPDATE SET term = excluded.term,
                       rebuilding_since_ms = excluded.rebuilding_since_ms";
        db.execute(sql, params![realm, term.term, term.rebuilding_since_ms])?;
        let sql = "INSERT INTO claim_act (realm, at_ms, act) VALUES (?1, ?2, ?3)
                   ON CONFLICT DO NOTHING";
        db.execute(sql, params![realm, at_ms, act])?;
        Ok(())
    });
    Ok(written.await?)
}

pub(super) async fn acts(db: &Sqlite, realm: [u8; 16]) -> Result<Vec<(i64, String)>, ClaimsError> {
    let read = db.read(move |db| {
        let sql = "SELECT at_ms, act FROM claim_act WHERE realm = ?1 ORDER BY at_ms, act";
        let mut find = db.prepare_cached(sql)?;
        let found = find.query_map([realm], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(found.collect::<rusqlite::Result<_>>()?)
    });
    Ok(read.await?)
}

pub(super) async fn known(
    db: &Sqlite,
    realm: [u8; 16],
    claims: &[[u8; 16]],
) -> Result<Vec<[u8; 16]>, ClaimsError> {
    let claims = claims.to_vec();
    let read = db.read(move |db| {
        let sql = "SELECT 1 FROM claim WHERE realm = ?1 AND id = ?2";
        let mut find = db.prepare_cached(sql)?;
        let mut known = Vec::new();
        for claim in claims {
            if find.exists(params![realm, claim])? {
                known.push(claim);
            }
        }
        Ok(known)
    });
    Ok(read.await?)
}
