//! Names beside a file, and having a folder's names on the disk.

use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use sealed_file::place;

use crate::LedgerError;

/// The name under which a file is made, before it gets its own.
pub fn draft_of(file: &Path) -> PathBuf {
    place::beside(file, ".part")
}

/// Removes a database that nobody has open, with all that SQLite keeps beside it; none is no error.
pub fn remove_database(file: &Path) -> Result<(), LedgerError> {
    place::remove(file).map_err(|error| told(file, &error))
}

/// Gives a finished file its name, for certain.
pub fn take_name(draft: &Path, file: &Path) -> Result<(), LedgerError> {
    place::take_name(draft, file).map_err(|error| told(file, &error))
}

/// What the system says of a file.
pub fn told(file: &Path, error: &io::Error) -> LedgerError {
    let file = file.to_path_buf();
    match error.kind() {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => LedgerError::DiskFull { file },
        _ => LedgerError::Io {
            file,
            problem: error.to_string(),
        },
    }
}
