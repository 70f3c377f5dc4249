//! The control: a table in SQLCipher without a ledger, written with the setting that the test names.
//!
//! It shows that the cuts find what they are there to find: rows lost without `synchronous=FULL`, and broken files
//! without any syncing.

use std::collections::BTreeSet;
use std::fs::OpenOptions;
use std::io::Write as _;
use std::path::Path;

use rusqlite::Connection;

use crate::cuts::Found;
use crate::dice::Dice;
use crate::recording::PROMISES;

const KEY: &str =
    "PRAGMA key = \"x'000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f'\"";

fn open(folder: &Path) -> rusqlite::Result<Connection> {
    let connection = Connection::open(folder.join("table.db"))?;
    connection.execute_batch("PRAGMA cipher_log_level = NONE")?;
    connection.execute_batch(KEY)?;
    Ok(connection)
}

/// Inserts rows, each in its transaction and promised after it, with checkpoints between.
pub fn write(folder: &Path, synchronous: &str) {
    let mut promises = OpenOptions::new()
        .create(true)
        .append(true)
        .open(folder.join(PROMISES))
        .unwrap();
    let table = open(folder).unwrap();
    table
        .execute_batch(&format!(
            "PRAGMA journal_mode = WAL; PRAGMA synchronous = {synchronous}; PRAGMA wal_autocheckpoint = 8;
             CREATE TABLE row (id INTEGER PRIMARY KEY, text BLOB NOT NULL)"
        ))
        .unwrap();
    writeln!(promises, "made").unwrap();
    for id in 1..=40 {
        table
            .execute("INSERT INTO row VALUES (?1, randomblob(500))", [id])
            .unwrap();
        writeln!(promises, "{id}").unwrap();
    }
}

/// Looks for the promised rows.
pub fn look(folder: &Path, promised: &[&str], _: &mut Dice) -> Found {
    if promised.is_empty() {
        return Found::Whole;
    }
    match rows(folder) {
        Err(error) if error.to_string() == "no such table: row" => Found::Broken("all lost".into()),
        Err(error) => Found::Corrupt(error.to_string()),
        Ok(Err(told)) => Found::Corrupt(told),
        Ok(Ok(rows)) => {
            let wanted = promised.iter().filter_map(|line| line.parse().ok());
            match wanted.filter(|id| !rows.contains(id)).count() {
                0 => Found::Whole,
                lost => Found::Broken(format!("{lost} rows lost")),
            }
        }
    }
}

fn rows(folder: &Path) -> rusqlite::Result<Result<BTreeSet<i64>, String>> {
    let table = open(folder)?;
    let checked: String = table.query_row("PRAGMA integrity_check", [], |row| row.get(0))?;
    if checked != "ok" {
        return Ok(Err(checked));
    }
    let mut rows = table.prepare("SELECT id FROM row")?;
    let rows = rows.query_map([], |row| row.get(0))?;
    Ok(Ok(rows.collect::<Result<_, _>>()?))
}
