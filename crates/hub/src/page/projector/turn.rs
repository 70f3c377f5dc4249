//! Whose turn it is, and the change number.

use ledger::RealmId;

use super::VERSION;
use crate::page::{Page, PageError};
use crate::store::db::{self, Statement};

/// A process that stopped in the middle keeps its turn so long.
const TURN_MS: i64 = 30_000;

/// A turn at one realm.
pub(super) struct Turn {
    pub realm: RealmId,
    /// The number that has to stand there for a change to be written.
    pub change: i64,
}

impl Turn {
    /// The first statement of each change; without it nothing is written.
    pub fn next(&self) -> Statement {
        Statement::one(
            "UPDATE page_realm SET change = change + 1 WHERE realm = $1 AND change = $2",
            vec![self.realm.0.into(), self.change.into()],
        )
    }

    /// The change was written.
    pub fn written(&mut self) {
        self.change += 1;
    }
}

impl Page {
    /// Takes the turn; `None` if another process has it.
    pub(super) async fn turn(&self, realm: RealmId) -> Result<Option<Turn>, PageError> {
        let now = self.now();
        let new = Statement::new(
            "INSERT INTO page_realm (realm, change, version, lamport, holder, until_ms) \
             VALUES ($1, 1, $2, 0, $3, 0) ON CONFLICT (realm) DO NOTHING",
            vec![realm.0.into(), VERSION.into(), self.process.into()],
        );
        let take = Statement::one(
            "UPDATE page_realm SET holder = $2, until_ms = $3 \
             WHERE realm = $1 AND (holder = $2 OR until_ms < $4)",
            vec![
                realm.0.into(),
                self.process.into(),
                (now + TURN_MS).into(),
                now.into(),
            ],
        );
        if !db::change(&self.store, vec![new, take]).await? {
            return Ok(None);
        }
        let sql = "SELECT change, version FROM page_realm WHERE realm = $1";
        let row = db::first(&self.store, sql, vec![realm.0.into()]).await?;
        let row = row.ok_or(PageError::Damaged)?;
        let mut turn = Turn {
            realm,
            change: row.int(0)?,
        };
        if row.int(1)? != VERSION {
            self.make_anew(&mut turn).await?;
        }
        Ok(Some(turn))
    }

    /// The realm's change number; 0 before anything was projected.
    pub async fn change_of(&self, realm: RealmId) -> Result<i64, PageError> {
        let sql = "SELECT change FROM page_realm WHERE realm = $1";
        let row = db::first(&self.store, sql, vec![realm.0.into()]).await?;
        Ok(row.map_or(Ok(0), |row| row.int(0))?)
    }

    /// Drops what was derived: the logs are another's, or the program is.
    pub(super) async fn make_anew(&self, turn: &mut Turn) -> Result<(), PageError> {
        let mut statements = vec![turn.next()];
        for table in DERIVED {
            let sql = format!("DELETE FROM {table} WHERE realm = $1");
            statements.push(Statement::new(&sql, vec![turn.realm.0.into()]));
        }
        statements.push(Statement::one(
            "UPDATE page_realm SET version = $2 WHERE realm = $1",
            vec![turn.realm.0.into(), VERSION.into()],
        ));
        if !db::change(&self.store, statements).await? {
            return Err(PageError::Conflict);
        }
        turn.written();
        Ok(())
    }
}

/// Tables that are made anew from the logs.
const DERIVED: [&str; 11] = [
    "page_cursor",
    "page_event",
    "page_state",
    "page_at",
    "page_link",
    "page_word",
    "page_conflict",
    "page_alike",
    "page_accepted",
    "page_dirty",
    "page_board",
];
