//! A second, raw SQLCipher connection: what someone with the key could do to the file.

use std::path::Path;

use rusqlite::Connection;

/// Opens the file past the ledger, with nothing that would hold a change back.
pub fn raw(file: &Path) -> Connection {
    let db = Connection::open(file).unwrap();
    let hex = "2a".repeat(32);
    let salt = std::fs::read(file).unwrap()[..16]
        .iter()
        .fold(String::new(), |text, byte| format!("{text}{byte:02x}"));
    db.execute_batch(&format!("PRAGMA key = \"x'{hex}{salt}'\""))
        .unwrap();
    db.execute_batch("PRAGMA foreign_keys = OFF; PRAGMA ignore_check_constraints = ON;")
        .unwrap();
    db
}
