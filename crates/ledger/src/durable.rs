//! Files that get their name only when they are whole and on the disk.

use std::io::{Error, Result};
use std::path::Path;

use tempfile::NamedTempFile;

/// A file under another name, beside where it shall be; gone when it is dropped.
pub fn draft(file: &Path) -> Result<NamedTempFile> {
    tempfile::Builder::new()
        .prefix(".kazashi-")
        .tempfile_in(folder(file))
}

/// Gives a draft its name, in place of an earlier file.
pub fn keep(draft: NamedTempFile, file: &Path) -> Result<()> {
    draft.persist(file).map_err(Error::from)?;
    sync_folder(file)
}

/// Has the names of the file's folder on the disk. Windows has no call for it and writes them with the file.
pub fn sync_folder(file: &Path) -> Result<()> {
    if cfg!(unix) {
        std::fs::File::open(folder(file))?.sync_all()?;
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
