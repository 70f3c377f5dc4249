//! Logins that fail are slowed down, by account and by address, for all processes of the hub at once.

use crate::page::{Page, PageError};
use crate::store::db::{self, Statement};

/// So many may fail before anybody waits; an address has many people behind it.
const FREE: [(&str, i64); 2] = [("account", 5), ("address", 30)];
/// The longest wait.
const LONGEST_MS: i64 = 15 * 60_000;
/// After so long without a failure the count begins anew.
const FORGOTTEN_MS: i64 = 60 * 60_000;

impl Page {
    /// An address that is not known would be one for everybody: then only the account counts.
    fn throttled(&self, account: &str, address: &str) -> Vec<(Vec<u8>, i64)> {
        let key = |(label, free): (&str, i64), text: &str| {
            (
                self.keeping.mac(label, &[text.as_bytes()])[..16].to_vec(),
                free,
            )
        };
        let mut keys = vec![key(FREE[0], account)];
        keys.extend((!address.is_empty()).then(|| key(FREE[1], address)));
        keys
    }

    /// Whether a login may be tried now.
    pub(super) async fn may_try(&self, account: &str, address: &str) -> Result<(), PageError> {
        let now = self.now();
        for (key, free) in self.throttled(account, address) {
            let sql = "SELECT fails, last_ms FROM page_throttle WHERE key = $1";
            let Some(row) = db::first(&self.store, sql, vec![key.into()]).await? else {
                continue;
            };
            let (fails, last) = (row.int(0)?, row.int(1)?);
            if now - last > FORGOTTEN_MS || fails < free {
                continue;
            }
            let doubled = u32::try_from(fails - free).unwrap_or(u32::MAX).min(10);
            let wait = (4_000_i64 << doubled).min(LONGEST_MS);
            if now < last + wait {
                let left = (last + wait - now) / 1000 + 1;
                let seconds = u32::try_from(left).unwrap_or(u32::MAX);
                return Err(PageError::TooMany { seconds });
            }
        }
        Ok(())
    }

    /// Counts a login before it is tried, so that many at once are counted too.
    pub(super) async fn count_try(&self, account: &str, address: &str) -> Result<(), PageError> {
        let now = self.now();
        let counted = self.throttled(account, address).into_iter().map(|(key, _)| {
            Statement::new(
                "INSERT INTO page_throttle (key, fails, last_ms) VALUES ($1, 1, $2) \
                 ON CONFLICT (key) DO UPDATE SET last_ms = excluded.last_ms, \
                 fails = CASE WHEN page_throttle.last_ms < $3 THEN 1 ELSE page_throttle.fails + 1 END",
                vec![key.into(), now.into(), (now - FORGOTTEN_MS).into()],
            )
        });
        let mut statements: Vec<Statement> = counted.collect();
        statements.push(Statement::new(
            "DELETE FROM page_throttle WHERE last_ms < $1",
            vec![(now - 2 * FORGOTTEN_MS).into()],
        ));
        db::change(&self.store, statements).await?;
        Ok(())
    }

    /// This step was right, so it is not counted; after the whole login the account's failures are forgotten.
    pub(super) async fn uncount_try(
        &self,
        account: &str,
        address: &str,
        is_in: bool,
    ) -> Result<(), PageError> {
        let less = "UPDATE page_throttle SET fails = fails - 1 WHERE key = $1 AND fails > 0";
        let none = "DELETE FROM page_throttle WHERE key = $1";
        let keys = self.throttled(account, address).into_iter().enumerate();
        // The account stands first.
        let statements = keys
            .map(|(at, (key, _))| {
                let sql = if is_in && at == 0 { none } else { less };
                Statement::new(sql, vec![key.into()])
            })
            .collect();
        db::change(&self.store, statements).await?;
        Ok(())
    }
}
