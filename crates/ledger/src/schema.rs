//! The tables of a ledger and how its database is set.

use std::time::Duration;

use rusqlite::Connection;
use sealed_file::Kind;

/// Version of the tables below.
pub const VERSION: i64 = 1;
/// The file of a ledger.
pub const KIND: Kind = Kind {
    // "KzLg".
    application_id: 0x4b7a_4c67,
    version: VERSION,
    salt: Some(b"kazashi.ledger.salt.1"),
    // Long enough for a window that is just closing, short enough to say that another one is open.
    patience: Duration::from_millis(250),
};

/// An event's number is its device's number and, in the lowest 40 bits, its own in the device's chain: so each chain
/// lies together, and needs no index. `subject` is whose key seals the payload, NULL for its stream's own; `entity` is
/// derived by the projection, as are the states in the table `entity`; all else is original. Both are numbers of that
/// table, since most events have the same entity as subject, and each id would stand in many rows and indexes.
/// A state without `lamport` lacks events that are here, until the last of many batches is.
/// Rows have numbers, and indexes beside them, so that those of a damaged page can be told.
const TABLES: &str = "
    CREATE TABLE meta (
        name  TEXT PRIMARY KEY,
        value ANY NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE device (
        number      INTEGER PRIMARY KEY CHECK (number > 0),
        id          BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
        public_key  BLOB NOT NULL CHECK (length(public_key) = 32),
        stream      BLOB NOT NULL CHECK (length(stream) = 16),
        name        TEXT NOT NULL,
        signature   BLOB NOT NULL CHECK (length(signature) = 64),
        seq         INTEGER NOT NULL CHECK (seq >= 0),
        hash        BLOB NOT NULL CHECK (length(hash) = 32),
        lamport     INTEGER NOT NULL CHECK (lamport >= 0),
        suspended   INTEGER NOT NULL CHECK (suspended IN (0, 1)),
        private_key BLOB CHECK (length(private_key) = 32)
    ) STRICT;
    CREATE TABLE event (
        number    INTEGER PRIMARY KEY CHECK (number > 0),
        lamport   INTEGER NOT NULL CHECK (lamport > 0),
        subject   INTEGER,
        entity    INTEGER,
        header    BLOB NOT NULL,
        signature BLOB NOT NULL CHECK (length(signature) = 64),
        payload   BLOB
    ) STRICT;
    CREATE INDEX event_of_entity ON event (entity, lamport);
    CREATE INDEX event_of_other_subject ON event (subject) WHERE subject <> ifnull(entity, 0);
    CREATE TABLE entity (
        number  INTEGER PRIMARY KEY CHECK (number > 0),
        name    BLOB NOT NULL UNIQUE CHECK (length(name) = 17),
        state   BLOB,
        lamport INTEGER,
        last    INTEGER CHECK ((last IS NULL) = (state IS NULL))
    ) STRICT;
    CREATE TABLE subject_key (
        subject BLOB NOT NULL CHECK (length(subject) = 16),
        tag     BLOB NOT NULL CHECK (length(tag) = 8),
        key     BLOB NOT NULL CHECK (length(key) = 32),
        PRIMARY KEY (subject, tag)
    ) STRICT;
    CREATE TABLE erased (
        subject BLOB PRIMARY KEY CHECK (length(subject) = 16)
    ) STRICT;
    CREATE TABLE revoked (
        device   BLOB PRIMARY KEY CHECK (length(device) = 16),
        from_seq INTEGER NOT NULL CHECK (from_seq > 0)
    ) STRICT;
    CREATE TABLE waiting (
        device    BLOB NOT NULL,
        seq       INTEGER NOT NULL,
        hash      BLOB NOT NULL,
        subject   BLOB,
        header    BLOB NOT NULL,
        signature BLOB NOT NULL,
        payload   BLOB,
        PRIMARY KEY (device, seq, hash)
    ) STRICT;
    CREATE TABLE refused (
        id        BLOB PRIMARY KEY CHECK (length(id) = 32),
        reason    TEXT NOT NULL,
        wall_ms   INTEGER NOT NULL,
        device    BLOB,
        seq       INTEGER,
        subject   BLOB,
        payload_hash BLOB NOT NULL,
        header    BLOB NOT NULL,
        signature BLOB NOT NULL,
        payload   BLOB
    ) STRICT;";

/// How each connection is set, after the key was given.
pub fn set_up(database: &Connection) -> rusqlite::Result<()> {
    // 64 MiB of pages: ids of people are drawn by lot, so that a new one meets pages all over the indexes, and each page
    // that is not in memory has to be opened and sealed again.
    // EXCLUSIVE: one connection, and no shared memory that a second program could meddle with.
    database.execute_batch(
        "PRAGMA locking_mode = EXCLUSIVE;
         PRAGMA journal_mode = WAL;
         PRAGMA synchronous = FULL;
         PRAGMA foreign_keys = ON;
         PRAGMA secure_delete = ON;
         PRAGMA trusted_schema = OFF;
         PRAGMA cell_size_check = ON;
         PRAGMA temp_store = MEMORY;
         PRAGMA cache_size = -65536;",
    )
}

/// Makes the tables in an empty database.
pub fn make(database: &Connection) -> rusqlite::Result<()> {
    database.execute_batch(TABLES)?;
    KIND.mark(database)
}
