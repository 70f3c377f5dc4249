//! The claims on PostgreSQL.
//!
//! One transaction a message, with row locks in one order: the elector, the claim, the hold, the booth's turn. The
//! unique key of `claim_owner` stands guard besides. What was committed is told only when the commit came back clean.

mod load;
mod write;

use std::sync::Arc;

use deadpool_postgres::{Client, Transaction};
use polling::claim::Step;
use tokio_postgres::error::SqlState;

use super::table::Work;
use super::{ClaimsError, Term};
use crate::store::{Postgres, Store, StoreError};

/// How often a transaction is tried that others were in the way of.
const TRIES: u32 = 8;

/// Why a transaction did not go through.
enum Failed {
    /// Others were in the way, and nothing was stored: once more.
    Again,
    /// Not so.
    With(ClaimsError),
}

impl From<tokio_postgres::Error> for Failed {
    fn from(error: tokio_postgres::Error) -> Self {
        let Some(code) = error.code() else {
            return Self::With(ClaimsError::Busy);
        };
        let again = [
            SqlState::UNIQUE_VIOLATION,
            SqlState::T_R_SERIALIZATION_FAILURE,
            SqlState::T_R_DEADLOCK_DETECTED,
        ];
        if again.contains(code) {
            return Self::Again;
        }
        Self::With(match code.code().get(..2) {
            // Resources, an operator's word, a server that has become a standby, locks.
            Some("53" | "57" | "08" | "25" | "55" | "40") => ClaimsError::Busy,
            _ => ClaimsError::Failed(format!("SQLSTATE {}", code.code())),
        })
    }
}

impl From<polling::claim::columns::NotOurs> for Failed {
    fn from(error: polling::claim::columns::NotOurs) -> Self {
        Self::With(ClaimsError::Failed(error.to_string()))
    }
}

/// A transaction waits for its standby, however long that takes: one that is cancelled there stays in the primary's
/// memory, and is gone after a failover. Only the wait for a lock ends, before anything is stored.
const SETTINGS: &str = "SET LOCAL synchronous_commit = on; SET LOCAL statement_timeout = 0;
                        SET LOCAL lock_timeout = '1500ms'";

/// Does a step in a transaction. It goes on to its end also when nobody waits for it any more.
pub(super) async fn change<T: Send + 'static>(
    store: &Arc<Store>,
    work: Work<T>,
) -> Result<T, ClaimsError> {
    let store = Arc::clone(store);
    let running = tokio::spawn(async move {
        let Store::Postgres(db) = &*store else {
            return Err(ClaimsError::Unknown);
        };
        for _ in 0..TRIES {
            match once(db, &work).await {
                Ok(done) => return Ok(done),
                Err(Failed::Again) => tokio::task::yield_now().await,
                Err(Failed::With(error)) => return Err(error),
            }
        }
        Err(ClaimsError::Busy)
    });
    running.await.unwrap_or(Err(ClaimsError::Unknown))
}

async fn once<T>(db: &Postgres, work: &Work<T>) -> Result<T, Failed> {
    let mut connection = connection(db).await?;
    let change = connection.transaction().await?;
    change.batch_execute(SETTINGS).await?;
    let done = in_transaction(&change, work).await?;
    match db.commit(change).await {
        Ok(()) => Ok(done),
        Err(StoreError::Unknown) => Err(Failed::With(ClaimsError::Unknown)),
        // Others were in the way to the very end.
        Err(StoreError::Busy) => Err(Failed::Again),
        Err(error) => Err(Failed::With(error.into())),
    }
}

async fn connection(db: &Postgres) -> Result<Client, Failed> {
    let connection = db.claim_pool().get().await;
    connection.map_err(|_| Failed::With(ClaimsError::Busy))
}

async fn in_transaction<T>(db: &Transaction<'_>, work: &Work<T>) -> Result<T, Failed> {
    let realm = &work.realm;
    let term = term_of(db, realm, work.first_term).await?;
    work.may_go_on(&term).map_err(Failed::With)?;
    let before = load::load(db, realm, &work.needs).await?;
    let mut rows = before.clone();
    let done = (work.step)(&mut Step {
        key: &work.key,
        term: term.term,
        hour: work.hour,
        rows: &mut rows,
    });
    write::write(db, realm, &rows.changes_since(&before)).await?;
    Ok(done)
}

/// The election's term here; the first one if nobody asked before.
async fn term_of(db: &Transaction<'_>, realm: &[u8; 16], first: u64) -> Result<Term, Failed> {
    let sql = "SELECT term, rebuilding_since_ms FROM claim_term WHERE realm = $1";
    let find = db.prepare_cached(sql).await?;
    let found = db.query_opt(&find, &[&realm.as_slice()]).await?;
    let Some(row) = found else {
        let sql = "INSERT INTO claim_term (realm, term) VALUES ($1, $2) ON CONFLICT DO NOTHING";
        let first = number(first)?;
        db.execute(sql, &[&realm.as_slice(), &first]).await?;
        return Ok(Term {
            term: first.unsigned_abs(),
            rebuilding_since_ms: None,
        });
    };
    Ok(Term {
        term: row.get::<_, i64>(0).unsigned_abs(),
        rebuilding_since_ms: row.get(1),
    })
}

/// The election's term here, if anything was asked of it.
pub(super) async fn term(db: &Postgres, realm: [u8; 16]) -> Result<Option<Term>, ClaimsError> {
    let db = connection(db).await.map_err(told)?;
    let sql = "SELECT term, rebuilding_since_ms FROM claim_term WHERE realm = $1";
    let found = db.query_opt(sql, &[&realm.as_slice()]).await;
    let found = found.map_err(|error| told(error.into()))?;
    Ok(found.map(|row| Term {
        term: row.get::<_, i64>(0).unsigned_abs(),
        rebuilding_since_ms: row.get(1),
    }))
}

/// Sets the term and what else stands beside it, and writes down who did what.
pub(super) async fn set_term(
    db: &Postgres,
    realm: [u8; 16],
    term: Term,
    at_ms: i64,
    act: &str,
) -> Result<(), ClaimsError> {
    let mut connection = connection(db).await.map_err(told)?;
    let work = async {
        let change = connection.transaction().await?;
        change.batch_execute(SETTINGS).await?;
        let sql = "INSERT INTO claim_term (realm, term, rebuilding_since_ms) VALUES ($1, $2, $3)
                   ON CONFLICT (realm) DO UPDATE SET term = excluded.term,
                       rebuilding_since_ms = excluded.rebuilding_since_ms";
        let number = number(term.term)?;
        let new: [&(dyn tokio_postgres::types::ToSql + Sync); 3] =
            [&realm.as_slice(), &number, &term.rebuilding_since_ms];
        change.execute(sql, &new).await?;
        let sql = "INSERT INTO claim_act (realm, at_ms, act) VALUES ($1, $2, $3)
                   ON CONFLICT DO NOTHING";
        let new: [&(dyn tokio_postgres::types::ToSql + Sync); 3] =
            [&realm.as_slice(), &at_ms, &act];
        change.execute(sql, &new).await?;
        db.commit(change)
            .await
            .map_err(|error| Failed::With(error.into()))
    };
    work.await.map_err(told)
}

/// What was done to the term, the oldest first: when, and what.
pub(super) async fn acts(
    db: &Postgres,
    realm: [u8; 16],
) -> Result<Vec<(i64, String)>, ClaimsError> {
    let db = connection(db).await.map_err(told)?;
    let sql = "SELECT at_ms, act FROM claim_act WHERE realm = $1 ORDER BY at_ms, act";
    let found = db.query(sql, &[&realm.as_slice()]).await;
    let found = found.map_err(|error| told(error.into()))?;
    Ok(found.iter().map(|row| (row.get(0), row.get(1))).collect())
}

/// Which of these claims the table has granted.
pub(super) async fn known(
    db: &Postgres,
    realm: [u8; 16],
    claims: &[[u8; 16]],
) -> Result<Vec<[u8; 16]>, ClaimsError> {
    let db = connection(db).await.map_err(told)?;
    let claims: Vec<&[u8]> = claims.iter().map(<[u8; 16]>::as_slice).collect();
    let sql = "SELECT id FROM claim WHERE realm = $1 AND id = ANY ($2)";
    let found = db.query(sql, &[&realm.as_slice(), &claims]).await;
    let found = found.map_err(|error| told(error.into()))?;
    let ids = found.iter().map(|row| load::id(row.get(0)));
    ids.collect::<Result<_, _>>().map_err(told)
}

fn told(failed: Failed) -> ClaimsError {
    match failed {
        Failed::Again => ClaimsError::Busy,
        Failed::With(error) => error,
    }
}

fn number(value: u64) -> Result<i64, Failed> {
    i64::try_from(value).map_err(|_| Failed::With(ClaimsError::Failed("number".into())))
}
