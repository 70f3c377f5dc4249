//! Making and opening the file of the claims.

use std::path::{Path, PathBuf};
use std::time::Duration;

use ed25519_dalek::{SigningKey, VerifyingKey};
use rand_core::CryptoRngCore;
use rusqlite::{Connection, ErrorCode};
use sealed_file::{Kind, NotOpened, place};
use vault::Key;
use zeroize::{Zeroize, Zeroizing};

use super::{ClaimStore, ClaimsError};

/// The file of the claims.
const KIND: Kind = Kind {
    // "KzCl".
    application_id: 0x4b7a_436c,
    version: 1,
    salt: None,
    // One desk waits for another that is just claiming; a claim takes milliseconds.
    patience: Duration::from_secs(5),
};

/// Beside the claims themselves: the signing key and the term.
const META: &str = "
    CREATE TABLE meta (
        name  TEXT PRIMARY KEY,
        value ANY NOT NULL
    ) STRICT, WITHOUT ROWID;";

impl ClaimStore {
    /// Makes the file, which must not be there yet, with a new signing key.
    ///
    /// `term` counts up with each change of authority; the first one is 1.
    pub fn create(
        file: &Path,
        key: &Key,
        term: u64,
        rng: &mut impl CryptoRngCore,
    ) -> Result<Self, ClaimsError> {
        if file.exists() {
            return Err(ClaimsError::NotOpened {
                file: file.to_path_buf(),
            });
        }
        let draft = file.with_extension("part");
        let not_made = |_| ClaimsError::NotOpened {
            file: file.to_path_buf(),
        };
        place::remove(&draft).map_err(not_made)?;
        let mut draft_of = Self::connect(&draft, key, true)?;
        let signing = SigningKey::generate(rng);
        let lay_out = |db: &mut Connection| -> rusqlite::Result<()> {
            let change = db.transaction()?;
            change.execute_batch(META)?;
            change.execute_batch(claim_table::TABLES)?;
            let mut private = signing.to_bytes();
            let put = "INSERT INTO meta (name, value) VALUES (?1, ?2)";
            change.execute(put, ("signing", private))?;
            private.zeroize();
            change.execute(put, ("term", term))?;
            KIND.mark(&change)?;
            change.commit()?;
            // Else all is still in the write-ahead log, and the file itself is empty.
            db.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))
        };
        lay_out(&mut draft_of.db).map_err(|error| told(file, &error))?;
        drop(draft_of);
        // The name comes last: whoever finds it finds the whole.
        place::take_name(&draft, file).map_err(not_made)?;
        Self::open(file, key)
    }

    /// Opens the claims.
    pub fn open(file: &Path, key: &Key) -> Result<Self, ClaimsError> {
        let mut store = Self::connect(file, key, false)?;
        let read = |db: &Connection| -> rusqlite::Result<(Zeroizing<[u8; 32]>, u64)> {
            let sql = "SELECT value FROM meta WHERE name = ?1";
            let signing: [u8; 32] = db.query_row(sql, ["signing"], |row| row.get(0))?;
            let term = db.query_row(sql, ["term"], |row| row.get(0))?;
            Ok((Zeroizing::new(signing), term))
        };
        let (signing, term) = read(&store.db).map_err(|error| told(file, &error))?;
        store.signing = SigningKey::from_bytes(&signing);
        store.term = term;
        Ok(store)
    }

    fn connect(file: &Path, key: &Key, new: bool) -> Result<Self, ClaimsError> {
        // Not EXCLUSIVE: several desks of one PC may claim at the same store.
        let set_up = |db: &Connection| {
            db.execute_batch(
                "PRAGMA journal_mode = WAL;
                 PRAGMA synchronous = FULL;
                 PRAGMA foreign_keys = ON;
                 PRAGMA trusted_schema = OFF;
                 PRAGMA cell_size_check = ON;
                 PRAGMA temp_store = MEMORY;",
            )
        };
        let key = key.as_bytes();
        let db = if new {
            KIND.create(file, key)
                .and_then(|db| Ok(set_up(&db).map(|()| db)?))
        } else {
            KIND.open(file, key, set_up)
        };
        let db = db.map_err(|error| match error {
            NotOpened::Sqlite(error) => told(file, &error),
            NotOpened::Damaged => ClaimsError::Damaged {
                file: file.to_path_buf(),
            },
            _ => ClaimsError::NotOpened {
                file: file.to_path_buf(),
            },
        })?;
        Ok(Self {
            db,
            file: file.to_path_buf(),
            signing: SigningKey::from_bytes(&[0; 32]),
            term: 0,
            clock: Box::new(wall_hour),
        })
    }

    /// Where it lies.
    pub fn file(&self) -> &Path {
        &self.file
    }

    /// By which its receipts are checked.
    pub fn verifying_key(&self) -> VerifyingKey {
        self.signing.verifying_key()
    }

    /// Counts up with each change of authority.
    pub fn term(&self) -> u64 {
        self.term
    }

    /// Another clock than the system's: hours since 1970 UTC.
    #[must_use]
    pub fn with_clock(mut self, hour: impl Fn() -> i64 + Send + 'static) -> Self {
        self.clock = Box::new(hour);
        self
    }
}

/// Hours since 1970 UTC.
fn wall_hour() -> i64 {
    crate::clock::moment().0.div_euclid(3_600_000)
}

/// What the database says, with the file's name and nothing of what is in it.
pub(super) fn told(file: &Path, error: &rusqlite::Error) -> ClaimsError {
    let file: PathBuf = file.to_path_buf();
    match error.sqlite_error_code() {
        Some(ErrorCode::DiskFull) => ClaimsError::DiskFull { file },
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => ClaimsError::InUse { file },
        Some(ErrorCode::NotADatabase | ErrorCode::CannotOpen) => ClaimsError::NotOpened { file },
        _ => ClaimsError::Damaged { file },
    }
}
