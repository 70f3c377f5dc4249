//! Files that get their name only when they are whole and on the disk.

use std::io::{Error, Result};
use std::path::Path;

use sealed_file::place::folder;
pub use sealed_file::place::sync_folder;
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
