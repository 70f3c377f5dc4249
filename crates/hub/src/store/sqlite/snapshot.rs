//! The whole of a store as it is at one moment: for a simulation that restores a hub from an old backup.

use rusqlite::types::Value;
use rusqlite::{Connection, params_from_iter};

use crate::store::StoreError;

/// All rows of all tables. What is secret in them is wrapped under the hub's own key.
#[derive(Clone)]
pub struct Snapshot(Vec<(String, Vec<Vec<Value>>)>);

pub fn take(db: &Connection) -> Result<Snapshot, StoreError> {
    let mut tables = Vec::new();
    for name in names(db)? {
        let mut every = db.prepare(&format!("SELECT * FROM {name}"))?;
        let columns = every.column_count();
        let rows = every.query_map([], |row| {
            (0..columns)
                .map(|column| row.get(column))
                .collect::<Result<Vec<Value>, _>>()
        })?;
        let rows = rows.collect::<Result<_, _>>()?;
        tables.push((name, rows));
    }
    Ok(Snapshot(tables))
}

pub fn restore(db: &Connection, snapshot: Snapshot) -> Result<(), StoreError> {
    db.execute_batch("PRAGMA defer_foreign_keys = ON")?;
    for name in names(db)? {
        db.execute(&format!("DELETE FROM {name}"), [])?;
    }
    for (name, rows) in snapshot.0 {
        for row in rows {
            let places = vec!["?"; row.len()].join(", ");
            let sql = format!("INSERT INTO {name} VALUES ({places})");
            db.prepare_cached(&sql)?.execute(params_from_iter(row))?;
        }
    }
    Ok(())
}

pub fn names(db: &Connection) -> Result<Vec<String>, StoreError> {
    let sql = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'
        ORDER BY name";
    let mut every = db.prepare(sql)?;
    let names = every.query_map([], |row| row.get(0))?;
    Ok(names.collect::<Result<_, _>>()?)
}
