//! The tables of the counts, and how those of an earlier version become them.

use rusqlite::{Connection, Transaction, TransactionBehavior};

/// Version of the tables below, kept in SQLite's `user_version`.
pub const VERSION: i64 = 2;

/// A session has a number drawn by lot, so that the order within an hour is nowhere kept.
const TABLES: &str = "
    CREATE TABLE session (
        id            INTEGER PRIMARY KEY,
        day           TEXT NOT NULL CHECK (day GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
        hour          INTEGER NOT NULL CHECK (hour BETWEEN 0 AND 23),
        read_by       TEXT CHECK (read_by IN ('pin', 'face_code', 'by_hand')),
        ended         TEXT NOT NULL CHECK (ended IN ('printed', 'given_up')),
        guide_id      TEXT CHECK (guide_id <> '' AND guide_id NOT GLOB '*[^a-z0-9-]*'),
        card_to_paper INTEGER CHECK (card_to_paper >= 0),
        at_counter    INTEGER CHECK (at_counter >= 0),
        pages         INTEGER CHECK (pages >= 0),
        people        INTEGER CHECK (people >= 0)
    ) STRICT;
    CREATE INDEX session_by_day ON session (day);
    CREATE TABLE session_form (
        session INTEGER NOT NULL REFERENCES session (id),
        form_id TEXT NOT NULL CHECK (form_id <> '' AND form_id NOT GLOB '*[^a-z0-9-]*'),
        count   INTEGER NOT NULL CHECK (count > 0),
        PRIMARY KEY (session, form_id)
    ) STRICT, WITHOUT ROWID;";

/// Version 1 kept one form a session, and no more than its seconds: the rest stays unknown.
const FROM_1: &str = "
    ALTER TABLE session RENAME TO session_1;
    DROP INDEX session_by_day;
    CREATE TABLE drawn AS SELECT random() AS id, * FROM session_1;";
const FROM_1_ROWS: &str = "
    INSERT INTO session (id, day, hour, ended, card_to_paper)
        SELECT id, day, hour, 'printed', seconds FROM drawn;
    INSERT INTO session_form SELECT id, form_id, 1 FROM drawn;
    DROP TABLE drawn;
    DROP TABLE session_1;";

/// Makes or brings up the tables, all at once or not at all; a later version than ours is the error.
pub fn prepare(database: &mut Connection) -> rusqlite::Result<Result<(), i64>> {
    let change = database.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let found: i64 = change.query_row("PRAGMA user_version", [], |row| row.get(0))?;
    match found {
        VERSION => {}
        0 => make(&change, "", "")?,
        1 => make(&change, FROM_1, FROM_1_ROWS)?,
        found => return Ok(Err(found)),
    }
    change.commit().map(Ok)
}

fn make(change: &Transaction, before: &str, after: &str) -> rusqlite::Result<()> {
    change.execute_batch(before)?;
    change.execute_batch(TABLES)?;
    change.execute_batch(after)?;
    change.pragma_update(None, "user_version", VERSION)
}
