//! Bringing the tables up to what this program knows.

use deadpool_postgres::{Client, Transaction};
use ledger::RealmId;

use super::rows::fixed;
use crate::store::StoreError;

/// Each step, in its order; a step that was released never changes.
const STEPS: &[&str] = &[
    include_str!("migrations/0001_store.sql"),
    include_str!("migrations/0002_claims.sql"),
    include_str!("migrations/0003_page.sql"),
    include_str!("migrations/0004_forward.sql"),
];

/// Makes the tables, or adds what is new; refuses a database of a newer program. Several programs may start at once.
pub async fn migrate(client: &mut Client) -> Result<(), StoreError> {
    // Two at once can stumble over each other here, and then it is there.
    let made = client
        .batch_execute(
            "CREATE TABLE IF NOT EXISTS kazashi_schema (
                only_row boolean PRIMARY KEY CHECK (only_row), version integer NOT NULL);
             INSERT INTO kazashi_schema VALUES (true, 0) ON CONFLICT DO NOTHING",
        )
        .await;
    if made.is_err() {
        let sql = "INSERT INTO kazashi_schema VALUES (true, 0) ON CONFLICT DO NOTHING";
        client.batch_execute(sql).await?;
    }
    let transaction = client.transaction().await?;
    let sql = "SELECT version FROM kazashi_schema FOR UPDATE";
    let version: i32 = transaction.query_one(sql, &[]).await?.get(0);
    let done = usize::try_from(version).unwrap_or(usize::MAX);
    let Some(left) = STEPS.get(done..) else {
        let what = format!("the database is of a newer program (version {version})");
        return Err(StoreError::Failed(what));
    };
    for step in left {
        transaction.batch_execute(step).await?;
    }
    if !left.is_empty() {
        let version = i32::try_from(STEPS.len()).unwrap_or(i32::MAX);
        let sql = "UPDATE kazashi_schema SET version = $1";
        transaction.execute(sql, &[&version]).await?;
        // Realms that are open get a partition of each new table.
        let open = transaction
            .query("SELECT id FROM realm WHERE NOT closed", &[])
            .await?;
        for row in open {
            add_partitions(&transaction, RealmId(fixed(&row, 0)?)).await?;
        }
    }
    transaction.commit().await?;
    Ok(())
}

/// Tables with a column `realm`; `true` for those that are partitioned by it.
async fn tables(transaction: &Transaction<'_>) -> Result<Vec<(String, bool)>, StoreError> {
    let sql = "SELECT c.relname::text, c.relkind = 'p' FROM pg_class c
        JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'realm' AND NOT a.attisdropped
        WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('r', 'p')
            AND NOT c.relispartition
        ORDER BY 1";
    let found = transaction.query(sql, &[]).await?;
    Ok(found.iter().map(|row| (row.get(0), row.get(1))).collect())
}

/// Makes a realm's own part of each table.
pub async fn add_partitions(
    transaction: &Transaction<'_>,
    realm: RealmId,
) -> Result<(), StoreError> {
    for (table, is_parted) in tables(transaction).await? {
        if is_parted {
            let sql = format!(
                "CREATE TABLE IF NOT EXISTS {table}_{realm} PARTITION OF {table}
                 FOR VALUES IN ('\\x{realm}'::bytea)"
            );
            transaction.batch_execute(&sql).await?;
        }
    }
    Ok(())
}

/// Drops a realm's own parts, and its rows where there are none.
pub async fn drop_partitions(
    transaction: &Transaction<'_>,
    realm: RealmId,
) -> Result<(), StoreError> {
    for (table, is_parted) in tables(transaction).await? {
        let sql = if is_parted {
            format!(
                "ALTER TABLE {table} DETACH PARTITION {table}_{realm};
                 DROP TABLE {table}_{realm}"
            )
        } else {
            format!("DELETE FROM {table} WHERE realm = '\\x{realm}'::bytea")
        };
        transaction.batch_execute(&sql).await?;
    }
    Ok(())
}
