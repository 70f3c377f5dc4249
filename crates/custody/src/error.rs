//! What can fail in keeping a ledger.

use std::io;
use std::path::{Path, PathBuf};

use ledger::{BackupError, BundleError};
use vault::{KeyFileError, KeyStoreError, PackageError};

/// What failed. Each desk has an error of its own for it, with a code and what to do; nothing of a person is in it.
#[derive(Debug, thiserror::Error)]
pub enum CustodyError {
    /// The package.
    #[error(transparent)]
    Package(#[from] PackageError),
    /// The key of the ledger.
    #[error(transparent)]
    KeyFile(#[from] KeyFileError),
    /// The key store of the system.
    #[error(transparent)]
    KeyStore(#[from] KeyStoreError),
    /// A bundle of records.
    #[error(transparent)]
    Bundle(#[from] BundleError),
    /// A backup.
    #[error(transparent)]
    Backup(#[from] BackupError),
    /// A file or folder could not be written or read.
    #[error("{file}: {problem}")]
    File {
        /// Which.
        file: PathBuf,
        /// What the system says.
        problem: io::ErrorKind,
    },
}

impl CustodyError {
    pub(crate) fn file(file: &Path) -> impl FnOnce(io::Error) -> Self {
        move |error| Self::File {
            file: file.to_path_buf(),
            problem: error.kind(),
        }
    }
}
