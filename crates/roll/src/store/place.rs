//! Names beside the roll's file, and having a file and its name on the disk.

use std::fs::{self, File};
use std::io::{self, ErrorKind};
use std::path::Path;

use sealed_file::place;
pub(crate) use sealed_file::place::beside;

use crate::RollError;

/// Removes a database that nobody has open, with what SQLite keeps beside it; none is no error.
pub(crate) fn remove(file: &Path) -> Result<(), RollError> {
    place::remove(file).map_err(|error| told(file, &error))
}

/// Has the content of a finished draft on the disk.
pub(crate) fn sync_file(file: &Path) -> Result<(), RollError> {
    let sync = || File::options().write(true).open(file)?.sync_all();
    sync().map_err(|error| told(file, &error))
}

/// Gives a file its name, for certain.
pub(crate) fn take_name(from: &Path, to: &Path) -> Result<(), RollError> {
    place::take_name(from, to).map_err(|error| told(to, &error))
}

/// Gives a file its name; a cut may undo it.
pub(crate) fn unsynced_name(from: &Path, to: &Path) -> Result<(), RollError> {
    fs::rename(from, to).map_err(|error| told(to, &error))
}

/// What the system says of a file.
pub(crate) fn told(file: &Path, error: &io::Error) -> RollError {
    let file = file.to_path_buf();
    match error.kind() {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => RollError::DiskFull { file },
        kind => RollError::Io {
            file,
            problem: kind.to_string(),
        },
    }
}
