//! What SQLite's errors mean for a file.

use rusqlite::ffi::SQLITE_IOERR_SHMSIZE;
use rusqlite::{Error, ErrorCode};

/// What an error of SQLite means for the file it came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Meaning {
    /// The file, or a row in it, is not as it was written.
    Damaged,
    /// There is no room on the disk.
    DiskFull,
    /// Another program, or a second window, has it open.
    InUse,
    /// The system refused to read or write.
    Other,
}

/// What it means for the file; a row that cannot be read, or is missing where one must be, was not written so.
pub fn meaning(error: &Error) -> Meaning {
    match error {
        Error::FromSqlConversionFailure(..)
        | Error::InvalidColumnType(..)
        | Error::IntegralValueOutOfRange(..)
        | Error::QueryReturnedNoRows => return Meaning::Damaged,
        // SQLite writes a file of 32 KiB beside the database to open it, and names no reason where it cannot.
        Error::SqliteFailure(failure, _) if failure.extended_code == SQLITE_IOERR_SHMSIZE => {
            return Meaning::DiskFull;
        }
        _ => {}
    }
    match error.sqlite_error_code() {
        Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => Meaning::Damaged,
        Some(ErrorCode::DiskFull) => Meaning::DiskFull,
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Meaning::InUse,
        _ => Meaning::Other,
    }
}
