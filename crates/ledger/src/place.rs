//! Names beside a file, and having a folder's names on the disk.

use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use crate::LedgerError;

/// The name under which a file is made, before it gets its own.
pub fn draft_of(file: &Path) -> PathBuf {
    with_ending(file, ".part")
}

/// Removes a database that nobody has open, with all that SQLite keeps beside it; none is no error.
pub fn remove_database(file: &Path) -> Result<(), LedgerError> {
    for ending in ["", "-wal", "-shm", "-journal"] {
        match fs::remove_file(with_ending(file, ending)) {
            Err(error) if error.kind() != ErrorKind::NotFound => return Err(told(file, &error)),
            _ => {}
        }
    }
    Ok(())
}

/// Gives a finished file its name, for certain.
pub fn take_name(draft: &Path, file: &Path) -> Result<(), LedgerError> {
    let take = || -> io::Result<()> {
        fs::rename(draft, file)?;
        // Windows has no call for it, and writes names with the file.
        if cfg!(unix) {
            let folder = file.parent().filter(|folder| *folder != Path::new(""));
            fs::File::open(folder.unwrap_or(Path::new(".")))?.sync_all()?;
        }
        Ok(())
    };
    take().map_err(|error| told(file, &error))
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

fn with_ending(file: &Path, ending: &str) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(ending);
    name.into()
}
