//! The tables of a roll.

use std::time::Duration;

use rusqlite::{Connection, params};
use sealed_file::Kind;

use super::{Sum, Town, Towns};
use crate::store::Fault;

/// Version of the tables and of the folded columns in them, kept in SQLite's `user_version`.
const VERSION: i64 = 2;
/// "KzRl": tells a roll from another database.
const APPLICATION_ID: i64 = 0x4b7a_526c;
/// The file of a roll.
pub(super) const KIND: Kind = Kind {
    application_id: APPLICATION_ID,
    version: VERSION,
    salt: Some(b"kazashi.roll.salt.1"),
    patience: Duration::from_secs(5),
};

/// `line` is that of the file, so that doubles can be told by it. Dates are numbers such as 19570401, with 00 for
/// what is not known. `marks` is [`super::row`]'s own text. The columns behind `ticket` are folded and for finding only.
const TABLES: &str = "
    CREATE TABLE meta (
        electors INTEGER NOT NULL,
        sum      BLOB NOT NULL CHECK (length(sum) = 16),
        lines    INTEGER NOT NULL
    ) STRICT;
    CREATE TABLE town (
        id   INTEGER PRIMARY KEY,
        name TEXT NOT NULL
    ) STRICT;
    CREATE TABLE elector (
        line           INTEGER PRIMARY KEY,
        id             BLOB NOT NULL,
        digest         BLOB NOT NULL,
        number         TEXT NOT NULL,
        district       TEXT NOT NULL,
        page           INTEGER NOT NULL,
        page_line      INTEGER NOT NULL,
        name           TEXT NOT NULL,
        kana           TEXT NOT NULL,
        former_name    TEXT NOT NULL,
        birth          INTEGER NOT NULL,
        sex            INTEGER NOT NULL,
        address        TEXT NOT NULL,
        registered_on  INTEGER,
        marks          TEXT,
        strike_off_on  INTEGER,
        ballots        TEXT,
        already        TEXT,
        ticket         TEXT,
        name_key       TEXT NOT NULL,
        kana_key       TEXT NOT NULL,
        former_key     TEXT NOT NULL,
        town           INTEGER NOT NULL,
        house          TEXT NOT NULL
    ) STRICT;";

/// Made after the rows, which is faster than with them. `by_birth` has all that a card is compared with, so that the
/// hundred people born on one day are read from two or three pages.
pub(crate) const INDEXES: [&str; 9] = [
    "CREATE UNIQUE INDEX by_id ON elector (id, digest)",
    "CREATE INDEX by_number ON elector (number)",
    "CREATE INDEX by_ticket ON elector (ticket) WHERE ticket IS NOT NULL",
    "CREATE INDEX by_birth ON elector (birth, name_key, kana_key, former_key)",
    "CREATE INDEX by_kana ON elector (kana_key, birth)",
    "CREATE INDEX by_name ON elector (name_key, birth)",
    "CREATE INDEX by_former ON elector (former_key, birth) WHERE former_key <> ''",
    "CREATE INDEX by_house ON elector (town, house)",
    "CREATE INDEX by_place ON elector (district, page, page_line, number)",
];

/// For reading. 16 MiB of pages: what a search reads again and again is the upper part of its indexes.
pub(super) fn set_up(db: &Connection) -> rusqlite::Result<()> {
    db.execute_batch(
        "PRAGMA query_only = ON;
         PRAGMA trusted_schema = OFF;
         PRAGMA cell_size_check = ON;
         PRAGMA temp_store = MEMORY;
         PRAGMA cache_size = -16384;",
    )
}

/// For making a draft: it is synced once, when it is whole. What is sorted stays in memory, since SQLite would write it
/// to the disk in clear.
pub(super) fn set_up_draft(db: &Connection) -> rusqlite::Result<()> {
    db.execute_batch(
        "PRAGMA journal_mode = OFF;
         PRAGMA synchronous = OFF;
         PRAGMA locking_mode = EXCLUSIVE;
         PRAGMA trusted_schema = OFF;
         PRAGMA temp_store = MEMORY;
         PRAGMA cache_size = -65536;",
    )
}

pub(super) fn make_tables(db: &Connection) -> rusqlite::Result<()> {
    db.execute_batch(TABLES)?;
    KIND.mark(db)
}

/// Writes how many electors there are and the sum of their digests.
pub(crate) fn write_meta(db: &Connection, sum: Sum, lines: u64) -> rusqlite::Result<()> {
    db.execute("DELETE FROM meta", [])?;
    let sql = "INSERT INTO meta (electors, sum, lines) VALUES (?1, ?2, ?3)";
    db.execute(sql, params![sum.count, sum.bytes(), lines])?;
    Ok(())
}

/// Count with hash, and the highest line.
pub(crate) fn count_and_hash(db: &Connection) -> Result<(Sum, u64), Fault> {
    let sql = "SELECT electors, sum, lines FROM meta";
    let (count, bytes, lines): (u64, [u8; 16], u64) =
        db.query_row(sql, [], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
    Ok((Sum::of(count, bytes), lines))
}

pub(crate) fn write_towns(db: &Connection, towns: &Towns) -> rusqlite::Result<()> {
    db.execute("DELETE FROM town", [])?;
    let mut insert = db.prepare("INSERT INTO town (id, name) VALUES (?1, ?2)")?;
    for Town { id, name } in towns.all() {
        insert.execute(params![id, name.as_str()])?;
    }
    Ok(())
}

pub(crate) fn read_towns(db: &Connection) -> Result<Towns, Fault> {
    let mut select = db.prepare("SELECT id, name FROM town ORDER BY id")?;
    let rows = select.query_map([], |row| Ok((row.get(0)?, row.get::<_, String>(1)?)))?;
    let mut towns = Towns::default();
    for row in rows {
        let (id, name): (i64, String) = row?;
        if towns.id_of(&name) != id {
            return Err(Fault::Row);
        }
    }
    Ok(towns)
}
