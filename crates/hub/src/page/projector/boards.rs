//! Boards of streams, counted anew after something of them changed.

use ledger::RealmId;

use super::Folding;
use super::turn::Turn;
use crate::page::{Page, PageError};
use crate::store::Realm;
use crate::store::db::{self, Statement};

/// So many boards are counted before the logs are looked at again: what is urgent does not wait for all.
const AT_ONCE: i64 = 64;

impl Page {
    /// Counts some of the streams anew that changed; whether there were any.
    pub(super) async fn count_dirty<P: Folding>(
        &self,
        fold: &P,
        realm: &Realm,
        turn: &mut Turn,
    ) -> Result<bool, PageError> {
        let sql = "SELECT stream FROM page_dirty WHERE realm = $1 LIMIT $2";
        let rows = db::query(&self.store, sql, vec![realm.id.0.into(), AT_ONCE.into()]).await?;
        let mut statements = vec![turn.next()];
        for row in &rows {
            let stream: [u8; 16] = row.fixed(0)?;
            let sealed = fold.count(self, realm, stream).await?;
            statements.extend(counted(realm.id, stream, sealed));
        }
        if rows.is_empty() {
            return Ok(false);
        }
        if !db::change(&self.store, statements).await? {
            return Err(PageError::Conflict);
        }
        turn.written();
        Ok(true)
    }
}

fn counted(realm: RealmId, stream: [u8; 16], sealed: Vec<u8>) -> [Statement; 2] {
    let board = Statement::one(
        "INSERT INTO page_board (realm, stream, heard_ms, sealed) VALUES ($1, $2, NULL, $3) \
         ON CONFLICT (realm, stream) DO UPDATE SET sealed = excluded.sealed",
        vec![realm.0.into(), stream.into(), sealed.into()],
    );
    let clean = Statement::new(
        "DELETE FROM page_dirty WHERE realm = $1 AND stream = $2",
        vec![realm.0.into(), stream.into()],
    );
    [board, clean]
}
