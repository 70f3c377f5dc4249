//! The claims of elections (受付の申請) as tables of SQLite: for a PC that is the authority of its election, and for a
//! hub on one file.
//!
//! What is answered is decided by [`polling::claim::Step`]; here its rows are loaded and written, in one transaction
//! that has the file for itself from its beginning.

mod load;
mod write;

use polling::claim::{FromAuthority, Needs, RowState, Rows, Step, ToAuthority};
use polling::plain::{BallotId, ClaimId, ElectorId};
use rusqlite::{Connection, OptionalExtension, Result, Transaction, TransactionBehavior, params};

pub use load::load;
pub use write::write;

/// An election; a file of one election has one realm only.
pub type Realm = [u8; 16];

/// `claim_owner` is what lets nobody vote twice: one claim for an elector and a ballot, and no second one;
/// `claim_contender` has acceptances that came second, in their order. `claim` keeps the answer to each claim for ever,
/// so that asking again with its id is answered as the first time; its columns `elector` and `ballots` are NULL for one
/// that was given back before it came.
pub const TABLES: &str = include_str!("tables.sql");

/// Answers a message to the authority: what it answers is on the disk.
pub fn answer(
    db: &Connection,
    realm: &Realm,
    grantor: &Grantor<'_>,
    message: &ToAuthority,
) -> Result<FromAuthority> {
    change(db, realm, grantor, &Needs::of(message), |step| {
        step.answer(message)
    })
}

/// Who grants, and when.
#[derive(Clone, Copy)]
pub struct Grantor<'a> {
    /// Signs receipts.
    pub key: &'a polling::claim::SigningKey,
    /// The term.
    pub term: u64,
    /// Hours since 1970 UTC.
    pub hour: i64,
}

/// Any step, in a transaction of its own.
pub fn change<T>(
    db: &Connection,
    realm: &Realm,
    grantor: &Grantor<'_>,
    needs: &Needs,
    step: impl FnOnce(&mut Step<'_>) -> T,
) -> Result<T> {
    let change = Transaction::new_unchecked(db, TransactionBehavior::Immediate)?;
    let done = within(&change, realm, grantor, needs, step)?;
    change.commit()?;
    Ok(done)
}

/// Any step, within the caller's transaction, which is undone if this fails.
pub fn within<T>(
    db: &Connection,
    realm: &Realm,
    grantor: &Grantor<'_>,
    needs: &Needs,
    step: impl FnOnce(&mut Step<'_>) -> T,
) -> Result<T> {
    let before = load(db, realm, needs)?;
    let mut rows = before.clone();
    let done = step(&mut Step {
        key: grantor.key,
        term: grantor.term,
        hour: grantor.hour,
        rows: &mut rows,
    });
    write(db, realm, &rows.changes_since(&before))?;
    Ok(done)
}

/// Which claim has a ballot, if one was granted.
pub fn owner(
    db: &Connection,
    realm: &Realm,
    elector: ElectorId,
    ballot: &BallotId,
) -> Result<Option<ClaimId>> {
    let needs = Needs {
        elector: Some(elector),
        ..Needs::default()
    };
    let rows: Rows = load(db, realm, &needs)?;
    let claim = rows.owners.get(&(elector, ballot.clone()));
    let counts = |claim: &&ClaimId| rows.claims.get(claim).is_some_and(|row| row.state.counts());
    Ok(claim.filter(counts).copied())
}

/// How many ballots are claimed, over all electors and kinds.
pub fn granted(db: &Connection, realm: &Realm) -> Result<u64> {
    let sql = "SELECT count(*) FROM claim_owner JOIN claim USING (realm)
               WHERE realm = ?1 AND claim.id = claim_owner.claim AND state IN (?2, ?3)";
    let [granted, contested] = RowState::COUNT;
    db.query_row(sql, params![realm, granted, contested], |row| row.get(0))
        .optional()
        .map(Option::unwrap_or_default)
}
