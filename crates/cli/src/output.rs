//! What goes to standard output and into files.

use std::fmt::Display;
use std::io::Write;
use std::path::Path;

use crate::failure::{CliError, Failure};

/// Writes one line to standard output.
pub fn line(text: impl Display) -> Result<(), Failure> {
    writeln!(std::io::stdout().lock(), "{text}").map_err(|_| Failure::from(&CliError::OutputClosed))
}

/// Writes bytes and a line end to standard output.
pub fn bytes(bytes: &[u8]) -> Result<(), Failure> {
    let mut stdout = std::io::stdout().lock();
    stdout
        .write_all(bytes)
        .and_then(|()| stdout.write_all(b"\n"))
        .and_then(|()| stdout.flush())
        .map_err(|_| Failure::from(&CliError::OutputClosed))
}

/// Writes a file whole or not at all: into a file beside it that takes its name at the end.
///
/// Only this user can read it, since it holds personal data.
pub fn whole_file(file: &Path, bytes: &[u8]) -> Result<(), Failure> {
    let dir = match file.parent() {
        Some(dir) if !dir.as_os_str().is_empty() => dir,
        _ => Path::new("."),
    };
    let write = || -> std::io::Result<()> {
        let mut draft = tempfile::NamedTempFile::new_in(dir)?;
        draft.write_all(bytes)?;
        draft.as_file().sync_all()?;
        draft.persist(file)?;
        Ok(())
    };
    write().map_err(|error| {
        Failure::from(&CliError::OutUnwritable {
            file: file.to_path_buf(),
            problem: error.kind().to_string(),
        })
    })
}
