//! Kinds of sealed files, and opening one.

use std::fmt::Write as _;
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;
use std::time::Duration;

use hmac::{Hmac, Mac};
use rusqlite::{Connection, ErrorCode, OpenFlags};
use sha2::Sha256;
use zeroize::Zeroizing;

use crate::build::wait_for_ciphers;
use crate::{PAGE, UnfitBuild, check_build};

/// What the file of an unencrypted SQLite database begins with.
const PLAIN: &[u8; 16] = b"SQLite format 3\0";

/// One kind of sealed file, told from others by what SQLite keeps in each file's head.
#[derive(Debug, Clone, Copy)]
pub struct Kind {
    /// SQLite's `application_id`.
    pub application_id: i64,
    /// Version of the tables, SQLite's `user_version`.
    pub version: i64,
    /// Under which label the salt of the file is derived from its key; none where SQLCipher draws the salt by lot.
    ///
    /// SQLCipher writes the salt to the begin of the file in clear: derived, it tells a damaged first page from a wrong
    /// key. The key is random, and needs no salt for its own sake.
    pub salt: Option<&'static [u8]>,
    /// How long is waited for another one that has the file.
    pub patience: Duration,
}

/// Why a sealed file does not open. It holds no file name: the caller's error names the file, and says what to do.
#[derive(Debug, thiserror::Error)]
pub enum NotOpened {
    /// There is no such file.
    #[error("no such file")]
    Missing,
    /// The key is another file's.
    #[error("the key does not open it")]
    WrongKey,
    /// The key is right, and what it opens is changed or incomplete.
    #[error("damaged")]
    Damaged,
    /// No file of this kind.
    #[error("another kind of file")]
    OtherKind,
    /// Other programs of ours made the tables.
    #[error("version {found}")]
    OtherVersion {
        /// Version of its tables.
        found: i64,
    },
    /// This program cannot keep anything safely.
    #[error(transparent)]
    Unfit(#[from] UnfitBuild),
    /// Anything else on the way; see [`meaning`](crate::meaning).
    #[error(transparent)]
    Sqlite(#[from] rusqlite::Error),
}

impl Kind {
    /// Makes an empty database, or takes an unfinished one: nothing of it is looked at.
    pub fn create(&self, draft: &Path, key: &[u8; 32]) -> Result<Connection, NotOpened> {
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE;
        self.connect(draft, key, flags)
    }

    /// Opens a file of this kind to read and write, with `set_up` before anything in it is read but its head.
    pub fn open(
        &self,
        file: &Path,
        key: &[u8; 32],
        set_up: impl FnOnce(&Connection) -> rusqlite::Result<()>,
    ) -> Result<Connection, NotOpened> {
        self.open_as(file, key, OpenFlags::SQLITE_OPEN_READ_WRITE, set_up)
    }

    /// Opens a file of this kind, only to read.
    pub fn open_to_read(
        &self,
        file: &Path,
        key: &[u8; 32],
        set_up: impl FnOnce(&Connection) -> rusqlite::Result<()>,
    ) -> Result<Connection, NotOpened> {
        self.open_as(file, key, OpenFlags::SQLITE_OPEN_READ_ONLY, set_up)
    }

    /// Writes into the head of a new file which kind it is.
    pub fn mark(&self, db: &Connection) -> rusqlite::Result<()> {
        db.pragma_update(None, "application_id", self.application_id)?;
        db.pragma_update(None, "user_version", self.version)
    }

    /// What a file with this key begins with, where that is derived.
    pub fn salt(&self, key: &[u8; 32]) -> Option<[u8; 16]> {
        let label = self.salt?;
        // HMAC fills a key up to its block with zeros, so that a whole block never has a wrong length.
        let mut block = Zeroizing::new([0; 64]);
        block[..32].copy_from_slice(key);
        let mut mac = <Hmac<Sha256> as Mac>::new((&*block).into());
        mac.update(label);
        let mut salt = [0; 16];
        salt.copy_from_slice(&mac.finalize().into_bytes()[..16]);
        Some(salt)
    }

    /// Gives a connection the key, before anything else is asked of it.
    pub fn give_key(&self, db: &Connection, key: &[u8; 32]) -> rusqlite::Result<()> {
        db.busy_timeout(self.patience)?;
        // It would write to standard error by itself; what happened is told by the errors.
        db.execute_batch("PRAGMA cipher_log_level = NONE;")?;
        let mut sql = Zeroizing::new(String::with_capacity(160));
        sql.push_str("PRAGMA key = \"x'");
        for byte in key.iter().chain(self.salt(key).iter().flatten()) {
            let _ = write!(sql, "{byte:02x}");
        }
        sql.push_str("'\"");
        db.execute_batch(&sql)
    }

    fn connect(
        &self,
        file: &Path,
        key: &[u8; 32],
        flags: OpenFlags,
    ) -> Result<Connection, NotOpened> {
        wait_for_ciphers();
        let db = Connection::open_with_flags(file, flags | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
        check_build(&db)?;
        self.give_key(&db, key)?;
        Ok(db)
    }

    fn open_as(
        &self,
        file: &Path,
        key: &[u8; 32],
        flags: OpenFlags,
        set_up: impl FnOnce(&Connection) -> rusqlite::Result<()>,
    ) -> Result<Connection, NotOpened> {
        if !file.exists() {
            return Err(NotOpened::Missing);
        }
        let open = || -> Result<Connection, NotOpened> {
            let db = self.connect(file, key, flags)?;
            // The first look into the file: here a wrong key shows.
            db.query_row("SELECT count(*) FROM sqlite_schema", [], |_| Ok(()))?;
            set_up(&db)?;
            Ok(db)
        };
        let db = open().map_err(|error| match error {
            NotOpened::Sqlite(error)
                if error.sqlite_error_code() == Some(ErrorCode::NotADatabase) =>
            {
                self.why_not_opened(file, key)
            }
            error => error,
        })?;
        let number = |sql| db.query_row(sql, [], |row| row.get::<_, i64>(0));
        let application = number("PRAGMA application_id")?;
        let found = number("PRAGMA user_version")?;
        if application != self.application_id {
            return Err(NotOpened::OtherKind);
        }
        if found != self.version {
            return Err(NotOpened::OtherVersion { found });
        }
        Ok(db)
    }

    fn why_not_opened(&self, file: &Path, key: &[u8; 32]) -> NotOpened {
        let mut start = [0; 16];
        let mut look = || -> io::Result<u64> {
            let mut opened = File::open(file)?;
            opened.read_exact(&mut start)?;
            Ok(opened.metadata()?.len())
        };
        match look() {
            Ok(_) if self.salt(key) == Some(start) => NotOpened::Damaged,
            Ok(length) if &start != PLAIN && length % PAGE == 0 => NotOpened::WrongKey,
            _ => NotOpened::OtherKind,
        }
    }
}
