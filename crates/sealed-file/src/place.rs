//! Names beside a file, and having a folder's names on the disk.

use std::fs;
use std::io::{ErrorKind, Result};
use std::path::{Path, PathBuf};

/// A name beside a file: `roll.db` and `.next`.
pub fn beside(file: &Path, ending: &str) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(ending);
    name.into()
}

/// Removes a database that nobody has open, with all that SQLite keeps beside it; none is no error.
pub fn remove(file: &Path) -> Result<()> {
    for ending in ["", "-wal", "-shm", "-journal"] {
        match fs::remove_file(beside(file, ending)) {
            Err(error) if error.kind() != ErrorKind::NotFound => return Err(error),
            _ => {}
        }
    }
    Ok(())
}

/// Gives a finished file its name, for certain.
pub fn take_name(draft: &Path, file: &Path) -> Result<()> {
    fs::rename(draft, file)?;
    sync_folder(file)
}

/// Has the names of the file's folder on the disk. Windows has no call for it and writes them with the file.
pub fn sync_folder(file: &Path) -> Result<()> {
    if cfg!(unix) {
        fs::File::open(folder(file))?.sync_all()?;
    }
    Ok(())
}

/// The folder in which a file is.
pub fn folder(file: &Path) -> &Path {
    match file.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}
