//! The copy of a damaged file that is worked on, so that the file itself stays as it was found.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use rusqlite::Connection;
use sealed_file::PAGE;

use crate::open::open_database;
use crate::{DatabaseKey, LedgerError, error::Fault, schema};

/// A copy beside the new ledger; removed on drop.
pub struct Copy {
    pub file: PathBuf,
    /// How many pages the file has.
    pages: u64,
    /// Whether it opens only by another file's first page.
    pub first_page_replaced: bool,
}

impl Copy {
    pub fn of(file: &Path, to: &Path, key: &DatabaseKey) -> Result<Self, LedgerError> {
        if !file.exists() {
            return Err(LedgerError::Missing {
                file: file.to_path_buf(),
            });
        }
        let told = |error: io::Error| LedgerError::Io {
            file: file.to_path_buf(),
            problem: error.to_string(),
        };
        let length = fs::metadata(file).map_err(told)?.len();
        let mut copy = Self {
            file: with_end(to, ".salvage"),
            pages: length.div_ceil(PAGE),
            first_page_replaced: false,
        };
        fs::copy(file, &copy.file).map_err(told)?;
        let log = with_end(file, "-wal");
        if log.exists() {
            fs::copy(&log, with_end(&copy.file, "-wal")).map_err(told)?;
        }
        copy.make_openable(key, file)?;
        Ok(copy)
    }

    pub fn open(&self, key: &DatabaseKey) -> Result<Connection, LedgerError> {
        open_database(&self.file, key)
    }

    /// The first page says where the tables are. It is the same in each ledger but for some counters, so that
    /// one that does not open gets the first page of a new file with the same key.
    fn make_openable(&mut self, key: &DatabaseKey, file: &Path) -> Result<(), LedgerError> {
        let error = match self.open(key) {
            Ok(_) => return Ok(()),
            Err(error @ (LedgerError::Damaged { .. } | LedgerError::WrongKey { .. })) => error,
            Err(error) => return Err(error),
        };
        let fresh = Self {
            file: with_end(&self.file, "-page"),
            pages: 0,
            first_page_replaced: false,
        };
        self.first_page_replaced = true;
        self.transplant(&fresh.file, key)
            .map_err(|fault| fault.told(file))?;
        // With a wrong key no page opens, the first one of the fresh file apart.
        let opens = self.open(key).ok().is_some_and(|db| {
            let sql = "SELECT count(*) FROM meta";
            db.query_row(sql, [], |_| Ok(())).is_ok()
        });
        if opens { Ok(()) } else { Err(at(file, error)) }
    }

    fn transplant(&self, fresh: &Path, key: &DatabaseKey) -> Result<(), Fault> {
        let db = Connection::open(fresh)?;
        schema::KIND.give_key(&db, key.expose())?;
        // As each ledger is set, or the first page would say that there is no log.
        schema::set_up(&db)?;
        schema::make(&db)?;
        // No page beyond the size that the first page tells is ever read.
        let bytes = i64::try_from((self.pages + 1) * PAGE).unwrap_or(i64::MAX);
        let sql = "INSERT INTO meta (name, value) VALUES ('filler', zeroblob(?1))";
        db.execute(sql, [bytes])?;
        drop(db);
        let moved = || -> io::Result<()> {
            let mut page = vec![0; usize::try_from(PAGE).unwrap_or_default()];
            let mut fresh = File::open(fresh)?;
            fresh.read_exact(&mut page)?;
            let mut copy = OpenOptions::new().write(true).open(&self.file)?;
            // Nor is a file opened that is shorter than its first page tells.
            let told = fresh.metadata()?.len();
            copy.set_len(told.max(copy.metadata()?.len()))?;
            copy.seek(SeekFrom::Start(0))?;
            copy.write_all(&page)
        };
        moved().map_err(|error| {
            Fault::Told(LedgerError::Io {
                file: self.file.clone(),
                problem: error.to_string(),
            })
        })
    }
}

impl Drop for Copy {
    fn drop(&mut self) {
        for end in ["", "-wal", "-shm"] {
            let _ = fs::remove_file(with_end(&self.file, end));
        }
    }
}

/// The error names the file that staff know, not the copy.
fn at(file: &Path, error: LedgerError) -> LedgerError {
    let file = file.to_path_buf();
    match error {
        LedgerError::WrongKey { .. } => LedgerError::WrongKey { file },
        LedgerError::Damaged { .. } => LedgerError::Damaged { file },
        other => other,
    }
}

fn with_end(file: &Path, end: &str) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(end);
    name.into()
}
