//! The tables and how the file is set.

use std::path::Path;
use std::time::Duration;

use rusqlite::Connection;
use sealed_file::{Kind, NotOpened, check_build, place};
use zeroize::Zeroizing;

use crate::store::StoreError;

/// Each topic's tables.
const TABLES: &[&str] = &[
    include_str!("tables/store.sql"),
    include_str!("tables/page.sql"),
    claim_table::TABLES,
    include_str!("tables/claims.sql"),
    FORWARD,
];

/// Came after the first files were made: added to these when they are opened.
const FORWARD: &str = include_str!("tables/forward.sql");

/// The file of a hub.
const KIND: Kind = Kind {
    // "KzHb".
    application_id: 0x4b7a_4862,
    version: 1,
    salt: Some(b"kazashi.hub.salt.1"),
    // A reader beside the writer, and a hub that is just stopping.
    patience: Duration::from_secs(5),
};

fn set_up(db: &Connection) -> rusqlite::Result<()> {
    db.execute_batch(
        "PRAGMA journal_mode = WAL;
         PRAGMA synchronous = FULL;
         PRAGMA secure_delete = ON;
         PRAGMA trusted_schema = OFF;
         PRAGMA cell_size_check = ON;
         PRAGMA temp_store = MEMORY;
         PRAGMA cache_size = -65536;",
    )
}

/// Opens the file, and makes it first if there is none.
pub fn open(file: &Path, key: &Zeroizing<[u8; 32]>) -> Result<Connection, StoreError> {
    if !file.exists() {
        make(file, key)?;
    }
    let db = KIND.open(file, key, set_up).map_err(not_opened)?;
    db.execute_batch(FORWARD)?;
    Ok(db)
}

/// A second connection, only to read.
pub fn open_to_read(file: &Path, key: &Zeroizing<[u8; 32]>) -> Result<Connection, StoreError> {
    let set_up = |db: &Connection| {
        db.execute_batch("PRAGMA temp_store = MEMORY; PRAGMA cache_size = -65536;")
    };
    KIND.open_to_read(file, key, set_up).map_err(not_opened)
}

/// Tables that live as long as the connection.
pub fn in_memory() -> Result<Connection, StoreError> {
    let db = Connection::open_in_memory()?;
    check_build(&db).map_err(|unfit| StoreError::Failed(unfit.to_string()))?;
    make_tables(&db)?;
    Ok(db)
}

fn make(file: &Path, key: &Zeroizing<[u8; 32]>) -> Result<(), StoreError> {
    let failed = |error: std::io::Error| StoreError::Failed(format!("file: {}", error.kind()));
    let draft = place::beside(file, ".new");
    place::remove(&draft).map_err(failed)?;
    let db = KIND.create(&draft, key).map_err(not_opened)?;
    make_tables(&db)?;
    KIND.mark(&db)?;
    db.close().map_err(|(_, error)| error)?;
    place::take_name(&draft, file).map_err(failed)
}

fn make_tables(db: &Connection) -> Result<(), StoreError> {
    for tables in TABLES {
        db.execute_batch(tables)?;
    }
    Ok(())
}

fn not_opened(error: NotOpened) -> StoreError {
    match error {
        NotOpened::Sqlite(error) => error.into(),
        other => StoreError::Failed(format!("file: {other}")),
    }
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        match sealed_file::meaning(&error) {
            sealed_file::Meaning::DiskFull => Self::Full,
            sealed_file::Meaning::InUse => Self::Busy,
            // The text of an error may hold a value.
            _ => Self::Failed(match error {
                rusqlite::Error::SqliteFailure(failure, _) => {
                    format!("sqlite {}", failure.extended_code)
                }
                rusqlite::Error::QueryReturnedNoRows => "a row is missing".to_owned(),
                rusqlite::Error::FromSqlConversionFailure(..)
                | rusqlite::Error::InvalidColumnType(..)
                | rusqlite::Error::IntegralValueOutOfRange(..) => {
                    "a row is not readable".to_owned()
                }
                _ => "sqlite: another error".to_owned(),
            }),
        }
    }
}
