//! Opening the encrypted file, and what its faults mean.

use std::fmt::Write as _;
use std::io::Read;
use std::path::Path;

use hmac::{Hmac, Mac};
use rusqlite::{Connection, ErrorCode, OpenFlags};
use sha2::Sha256;
use zeroize::Zeroizing;

use super::schema;
use crate::{RollError, RollKey};

/// Bytes of a page, as SQLCipher 4 has them.
const PAGE: u64 = 4096;

/// A fault on the way, before the file's name is put to it.
#[derive(Debug)]
pub(crate) enum Fault {
    Sqlite(rusqlite::Error),
    /// A row that no program of ours wrote.
    Row,
    Told(RollError),
}

impl From<rusqlite::Error> for Fault {
    fn from(error: rusqlite::Error) -> Self {
        Self::Sqlite(error)
    }
}

impl From<RollError> for Fault {
    fn from(error: RollError) -> Self {
        Self::Told(error)
    }
}

impl Fault {
    pub(crate) fn told(self, file: &Path) -> RollError {
        let file = file.to_path_buf();
        let error = match self {
            Self::Told(error) => return error,
            Self::Row => return RollError::Damaged { file },
            Self::Sqlite(error) => error,
        };
        match error {
            rusqlite::Error::FromSqlConversionFailure(..)
            | rusqlite::Error::InvalidColumnType(..)
            | rusqlite::Error::IntegralValueOutOfRange(..)
            | rusqlite::Error::QueryReturnedNoRows => return RollError::Damaged { file },
            _ => {}
        }
        match error.sqlite_error_code() {
            Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => {
                RollError::Damaged { file }
            }
            Some(ErrorCode::DiskFull) => RollError::DiskFull { file },
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => RollError::InUse { file },
            // SQLite names what it could not do, never a value.
            code => RollError::Io {
                file,
                problem: code.map_or_else(|| "SQLite".to_owned(), |code| format!("{code:?}")),
            },
        }
    }
}

/// Makes an empty database that is not safe before [`super::sync_file`]: a cut leaves a draft that nobody opens.
pub(crate) fn create(draft: &Path, key: &RollKey) -> Result<Connection, Fault> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE
        | OpenFlags::SQLITE_OPEN_CREATE
        | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let db = Connection::open_with_flags(draft, flags)?;
    schema::check_build(&db)?;
    give_key(&db, key)?;
    schema::set_up_draft(&db)?;
    schema::make_tables(&db)?;
    Ok(db)
}

/// Opens a copy to change it as a draft.
pub(crate) fn open_to_write(draft: &Path, key: &RollKey) -> Result<Connection, RollError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let db = connect(draft, key, flags)?;
    schema::set_up_draft(&db).map_err(|error| Fault::from(error).told(draft))?;
    Ok(db)
}

/// Opens a roll, only to read.
pub(crate) fn open(file: &Path, key: &RollKey) -> Result<Connection, RollError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let db = connect(file, key, flags)?;
    schema::set_up(&db).map_err(|error| Fault::from(error).told(file))?;
    Ok(db)
}

fn connect(file: &Path, key: &RollKey, flags: OpenFlags) -> Result<Connection, RollError> {
    if !file.exists() {
        return Err(RollError::Missing {
            file: file.to_path_buf(),
        });
    }
    let open = || -> Result<Connection, Fault> {
        let db = Connection::open_with_flags(file, flags)?;
        schema::check_build(&db)?;
        give_key(&db, key)?;
        // The first look into the file: here a wrong key shows.
        db.query_row("SELECT count(*) FROM sqlite_schema", [], |_| Ok(()))?;
        Ok(db)
    };
    let db = open().map_err(|fault| match fault {
        Fault::Sqlite(error) if error.sqlite_error_code() == Some(ErrorCode::NotADatabase) => {
            why_not_opened(file, key)
        }
        fault => fault.told(file),
    })?;
    schema::check_version(&db, file)?;
    Ok(db)
}

/// What a roll's file begins with: SQLCipher writes the salt there in clear, and we derive it from the key, so that
/// a damaged first page is told from a wrong key. The key is random, and needs no salt for its own sake.
fn salt(key: &RollKey) -> Result<[u8; 16], Fault> {
    let mut mac = Hmac::<Sha256>::new_from_slice(key.expose()).map_err(|_| Fault::Row)?;
    mac.update(b"kazashi.roll.salt.1");
    let full = mac.finalize().into_bytes();
    full[..16].try_into().map_err(|_| Fault::Row)
}

fn give_key(db: &Connection, key: &RollKey) -> Result<(), Fault> {
    // It would write to standard error by itself; what happened is told by the errors.
    db.execute_batch("PRAGMA cipher_log_level = NONE;")?;
    let mut sql = Zeroizing::new(String::with_capacity(160));
    sql.push_str("PRAGMA key = \"x'");
    for byte in key.expose().iter().chain(&salt(key)?) {
        let _ = write!(sql, "{byte:02x}");
    }
    sql.push_str("'\"");
    Ok(db.execute_batch(&sql)?)
}

fn why_not_opened(file: &Path, key: &RollKey) -> RollError {
    let mut start = [0; 16];
    let mut look = || -> std::io::Result<u64> {
        let mut opened = std::fs::File::open(file)?;
        opened.read_exact(&mut start)?;
        Ok(opened.metadata()?.len())
    };
    let length = look();
    let file = file.to_path_buf();
    match length {
        Ok(_) if salt(key).is_ok_and(|salt| salt == start) => RollError::Damaged { file },
        Ok(length) if &start != b"SQLite format 3\0" && length % PAGE == 0 => {
            RollError::WrongKey { file }
        }
        _ => RollError::NotARoll { file },
    }
}
