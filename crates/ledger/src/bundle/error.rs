//! What can go wrong with a bundle. Nothing was taken in when one of these is returned, but where
//! the ledger itself failed.

use std::io::ErrorKind;
use std::path::PathBuf;

use crate::LedgerError;

/// Why a bundle cannot be written or taken in.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BundleError {
    /// The file cannot be read.
    #[error("{file}: {problem}")]
    Unreadable {
        /// The bundle.
        file: PathBuf,
        /// What the system says.
        problem: ErrorKind,
    },
    /// Some other file.
    #[error("{file}: not a bundle")]
    NotABundle {
        /// The file.
        file: PathBuf,
    },
    /// Made by a later program.
    #[error("{file}: of a newer program")]
    Newer {
        /// The bundle.
        file: PathBuf,
    },
    /// The end is missing: copied in part, or the stick was pulled out.
    #[error("{file}: incomplete")]
    Truncated {
        /// The bundle.
        file: PathBuf,
    },
    /// Changed since it was written.
    #[error("{file}: changed")]
    Changed {
        /// The bundle.
        file: PathBuf,
    },
    /// Of another disaster, election or training run.
    #[error("{file}: of another realm")]
    OtherRealm {
        /// The bundle.
        file: PathBuf,
    },
    /// Sealed under another key: of another activation package or city.
    #[error("{file}: sealed under another key")]
    WrongKey {
        /// The bundle.
        file: PathBuf,
    },
    /// No room on the stick; nothing is left of the file.
    #[error("{file}: no room")]
    NoRoom {
        /// The bundle.
        file: PathBuf,
    },
    /// The file cannot be written; nothing is left of it.
    #[error("{file}: {problem}")]
    NotWritten {
        /// The bundle.
        file: PathBuf,
        /// What the system says.
        problem: ErrorKind,
    },
    /// What was written does not come back as it was; nothing is left of it.
    #[error("{file}: does not read back")]
    NotReadBack {
        /// The bundle.
        file: PathBuf,
    },
    /// The ledger failed.
    #[error(transparent)]
    Ledger(#[from] LedgerError),
}

/// A failure on the way, before the file's name is put to it.
#[derive(Debug)]
pub(super) enum Fault {
    Io(std::io::Error),
    NotABundle,
    Newer,
    Truncated,
    Changed,
    OtherRealm,
    WrongKey,
    /// Who was handed a part did not take it, and has said why.
    Stopped,
    Ledger(LedgerError),
}

impl From<std::io::Error> for Fault {
    fn from(error: std::io::Error) -> Self {
        Self::Io(error)
    }
}

impl From<LedgerError> for Fault {
    fn from(error: LedgerError) -> Self {
        Self::Ledger(error)
    }
}

impl Fault {
    /// Told of a file that was to be read.
    pub fn of_reading(self, file: PathBuf) -> BundleError {
        match self {
            Self::Io(error) => BundleError::Unreadable {
                file,
                problem: error.kind(),
            },
            Self::NotABundle => BundleError::NotABundle { file },
            Self::Newer => BundleError::Newer { file },
            Self::Truncated => BundleError::Truncated { file },
            Self::Changed | Self::Stopped => BundleError::Changed { file },
            Self::OtherRealm => BundleError::OtherRealm { file },
            Self::WrongKey => BundleError::WrongKey { file },
            Self::Ledger(error) => BundleError::Ledger(error),
        }
    }

    /// Told of a file that was to be written.
    pub fn of_writing(self, file: PathBuf) -> BundleError {
        match self {
            Self::Io(error) => match error.kind() {
                // A file of more than 4 GiB on FAT, a quota: more room helps with all of them.
                ErrorKind::StorageFull | ErrorKind::QuotaExceeded | ErrorKind::FileTooLarge => {
                    BundleError::NoRoom { file }
                }
                problem => BundleError::NotWritten { file, problem },
            },
            Self::Ledger(error) => BundleError::Ledger(error),
            _ => BundleError::NotReadBack { file },
        }
    }
}
