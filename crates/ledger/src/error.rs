//! What can go wrong with a ledger. No error holds a payload, a name or a key.

use std::path::{Path, PathBuf};

use sealed_file::{Meaning, UnfitBuild, meaning};

/// Why a ledger cannot be made, opened, written or read. Nothing was changed when one is returned.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LedgerError {
    /// There is no such file.
    #[error("{file}: no such file")]
    Missing {
        /// The ledger.
        file: PathBuf,
    },
    /// A new ledger would overwrite a file.
    #[error("{file}: there is a file already")]
    Exists {
        /// The file that is there.
        file: PathBuf,
    },
    /// The key is another file's.
    #[error("{file}: the key does not open it")]
    WrongKey {
        /// The ledger.
        file: PathBuf,
    },
    /// The key is right, and what it opens is changed or incomplete.
    #[error("{file}: damaged")]
    Damaged {
        /// The ledger.
        file: PathBuf,
    },
    /// A backup, which is restored and not opened.
    #[error("{file}: a backup")]
    IsBackup {
        /// The backup.
        file: PathBuf,
    },
    /// No ledger of ours.
    #[error("{file}: not a ledger")]
    NotALedger {
        /// The file.
        file: PathBuf,
    },
    /// A later program made the tables.
    #[error("{file}: version {found}, newer than this program")]
    Newer {
        /// The ledger.
        file: PathBuf,
        /// Version of its tables.
        found: i64,
    },
    /// Another program, or a second window, has it open.
    #[error("{file}: in use")]
    InUse {
        /// The ledger.
        file: PathBuf,
    },
    /// No room on the disk.
    #[error("{file}: the disk is full")]
    DiskFull {
        /// The ledger.
        file: PathBuf,
    },
    /// The system refused to read or write.
    #[error("{file}: {problem}")]
    Io {
        /// The ledger.
        file: PathBuf,
        /// What the system says.
        problem: String,
    },
    /// The program was built with an SQLite that can lose what it wrote.
    #[error("SQLite {found} is too old")]
    SqliteTooOld {
        /// Its version, such as `3.40.1`.
        found: String,
    },
    /// The program was built with an SQLite that does not encrypt.
    #[error("SQLite does not encrypt")]
    NotEncrypted,
    /// Events of another disaster, election or training run.
    #[error("events of another realm")]
    OtherRealm,
    /// A draft is beyond the bounds of an event.
    #[error("{problem}")]
    DraftInvalid {
        /// Which bound, without any value.
        problem: &'static str,
    },
    /// The person was erased; nothing more is written of them.
    #[error("the subject was erased")]
    SubjectErased,
    /// Two histories carry this PC's key: one of them is a copy.
    #[error("this device is suspended")]
    DeviceSuspended,
    /// This PC was shut out of the realm.
    #[error("this device is revoked")]
    DeviceRevoked,
    /// A projection made a state that cannot be kept; a fault of the program.
    #[error("a state cannot be kept")]
    StateNotKept,
}

impl From<UnfitBuild> for LedgerError {
    fn from(build: UnfitBuild) -> Self {
        match build {
            UnfitBuild::TooOld { found } => Self::SqliteTooOld { found },
            UnfitBuild::NotEncrypted => Self::NotEncrypted,
        }
    }
}

/// A fault on the way, before the file's name is put to it.
#[derive(Debug)]
pub(crate) enum Fault {
    Sqlite(rusqlite::Error),
    /// A row that no program of ours wrote.
    Row,
    Told(LedgerError),
}

impl From<rusqlite::Error> for Fault {
    fn from(error: rusqlite::Error) -> Self {
        Self::Sqlite(error)
    }
}

impl From<LedgerError> for Fault {
    fn from(error: LedgerError) -> Self {
        Self::Told(error)
    }
}

impl Fault {
    pub(crate) fn told(self, file: &Path) -> LedgerError {
        let file = file.to_path_buf();
        let error = match self {
            Self::Told(error) => return error,
            Self::Row => return LedgerError::Damaged { file },
            Self::Sqlite(error) => error,
        };
        match meaning(&error) {
            Meaning::Damaged => LedgerError::Damaged { file },
            Meaning::DiskFull => LedgerError::DiskFull { file },
            Meaning::InUse => LedgerError::InUse { file },
            Meaning::Other => LedgerError::Io {
                file,
                problem: error.to_string(),
            },
        }
    }
}
