//! A file that is there after a power cut, whole or not at all.

use std::fs;
use std::io::Write;
use std::path::Path;

/// Writes a file whole or not at all, readable by its owner only, and has it on the disk when it
/// returns.
pub(crate) fn write_whole(file: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let dir = match file.parent() {
        Some(dir) if !dir.as_os_str().is_empty() => dir,
        _ => Path::new("."),
    };
    fs::create_dir_all(dir)?;
    let mut draft = tempfile::NamedTempFile::new_in(dir)?;
    draft.write_all(bytes)?;
    draft.as_file().sync_all()?;
    draft.persist(file)?;
    // Windows has no call for a folder's names and writes them with the file.
    if cfg!(unix) {
        fs::File::open(dir)?.sync_all()?;
    }
    Ok(())
}
