//! What can go wrong with a backup.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use rusqlite::ErrorCode;

use crate::LedgerError;
use crate::error::Fault;

/// Why a backup cannot be made or restored. Nothing was changed when one is returned.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BackupError {
    /// No room on the disk; an earlier backup is as it was.
    #[error("{file}: no room")]
    NoRoom {
        /// The file that was to be written.
        file: PathBuf,
    },
    /// The file cannot be written; an earlier one is as it was.
    #[error("{file}: {problem}")]
    NotWritten {
        /// The file that was to be written.
        file: PathBuf,
        /// What the system says.
        problem: String,
    },
    /// What was written does not come back as it was; an earlier backup is as it was.
    #[error("{file}: does not read back")]
    NotReadBack {
        /// The file that was to be written.
        file: PathBuf,
    },
    /// The backup cannot be read.
    #[error("{file}: {problem}")]
    Unreadable {
        /// The backup.
        file: PathBuf,
        /// What the system says.
        problem: ErrorKind,
    },
    /// The ledger, or the backup as one, does not serve.
    #[error(transparent)]
    Ledger(#[from] LedgerError),
}

impl BackupError {
    pub(super) fn of_writing(file: &Path, error: &std::io::Error) -> Self {
        let file = file.to_path_buf();
        match error.kind() {
            ErrorKind::StorageFull | ErrorKind::QuotaExceeded | ErrorKind::FileTooLarge => {
                Self::NoRoom { file }
            }
            kind => Self::NotWritten {
                file,
                problem: kind.to_string(),
            },
        }
    }

    /// While the copy was made; the ledger itself was only read.
    pub(super) fn of_copying(file: &Path, fault: Fault) -> Self {
        let file = file.to_path_buf();
        match fault {
            Fault::Told(error) => Self::Ledger(error),
            Fault::Row => Self::NotReadBack { file },
            Fault::Sqlite(error) => match error.sqlite_error_code() {
                Some(ErrorCode::DiskFull) => Self::NoRoom { file },
                Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => {
                    Self::NotReadBack { file }
                }
                _ => Self::NotWritten {
                    file,
                    problem: error.to_string(),
                },
            },
        }
    }
}
