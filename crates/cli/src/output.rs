//! What goes to standard output and into files.

use std::fmt::Display;
use std::fs;
use std::io::{BufWriter, IntoInnerError, Write};
use std::path::{Path, PathBuf};

use crate::failure::{CliError, Failure};
use crate::language::Language;

/// As many as Linux follows.
const MOST_LINKS: usize = 40;

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

/// Writes one line a problem to standard error.
pub fn problems(failure: &Failure, language: Language) {
    let mut stderr = std::io::stderr().lock();
    for line in failure.lines(language) {
        // Nobody is left to tell when standard error is closed.
        let _ = writeln!(stderr, "{line}");
    }
}

/// Writes a file whole or not at all: into a file beside it that takes its name at the end.
///
/// Only this user can read it, since it holds personal data. A link stays, and the file that it
/// names is written; what is no file, such as a pipe or a device, is not replaced by one.
pub fn whole_file(file: &Path, bytes: &[u8]) -> Result<(), Failure> {
    whole_file_of(file, |draft| draft.write_all(bytes))
}

/// As [`whole_file`], of what is written piece by piece.
pub fn whole_file_of(
    file: &Path,
    put: impl FnOnce(&mut dyn Write) -> std::io::Result<()>,
) -> Result<(), Failure> {
    let unwritable = |problem: String| {
        Failure::from(&CliError::OutUnwritable {
            file: file.to_path_buf(),
            problem,
        })
    };
    let target = linked(file);
    if fs::symlink_metadata(&target).is_ok_and(|found| !found.is_file()) {
        return Err(unwritable("not a regular file".to_owned()));
    }
    let write = || -> std::io::Result<()> {
        let draft = tempfile::NamedTempFile::new_in(folder_of(&target))?;
        let mut pieces = BufWriter::new(draft);
        put(&mut pieces)?;
        let draft = pieces.into_inner().map_err(IntoInnerError::into_error)?;
        draft.as_file().sync_all()?;
        draft.persist(&target)?;
        Ok(())
    };
    write().map_err(|error| unwritable(error.kind().to_string()))
}

/// Writes a private key: whole or not at all, for this user only, and never over another file.
pub fn new_key_file(file: &Path, text: &str) -> Result<(), Failure> {
    let write = || -> std::io::Result<()> {
        let mut draft = tempfile::NamedTempFile::new_in(folder_of(file))?;
        draft.write_all(text.as_bytes())?;
        draft.as_file().sync_all()?;
        draft.persist_noclobber(file)?;
        Ok(())
    };
    write().map_err(|error| {
        Failure::from(&CliError::OutUnwritable {
            file: file.to_path_buf(),
            problem: error.kind().to_string(),
        })
    })
}

/// Where the links lead, also when nothing is there yet; a ring of links leads to one of them.
fn linked(file: &Path) -> PathBuf {
    let mut target = file.to_path_buf();
    for _ in 0..MOST_LINKS {
        let Ok(next) = fs::read_link(&target) else {
            break;
        };
        target = folder_of(&target).join(next);
    }
    target
}

fn folder_of(file: &Path) -> &Path {
    match file.parent() {
        Some(dir) if !dir.as_os_str().is_empty() => dir,
        _ => Path::new("."),
    }
}

#[cfg(all(test, unix))]
mod tests {
    use std::os::unix::fs::{FileTypeExt, symlink};
    use std::process::Command;

    use super::*;

    #[test]
    fn a_link_stays_and_its_file_is_written() {
        let dir = tempfile::tempdir().unwrap();
        let at = |name: &str| dir.path().join(name);
        fs::create_dir(at("far")).unwrap();
        symlink("far/b", at("a")).unwrap();
        symlink("c", at("far/b")).unwrap();
        for text in ["new", "newer"] {
            whole_file(&at("a"), text.as_bytes()).unwrap();
            assert_eq!(fs::read_to_string(at("far/c")).unwrap(), text);
            assert!(at("a").is_symlink() && at("far/b").is_symlink());
        }
    }

    #[test]
    fn what_is_no_file_stays() {
        let dir = tempfile::tempdir().unwrap();
        let pipe = dir.path().join("pipe");
        let made = Command::new("mkfifo").arg(&pipe).status().unwrap();
        assert!(made.success());
        let (link, ring) = (dir.path().join("link"), dir.path().join("ring"));
        symlink(&pipe, &link).unwrap();
        symlink(&ring, &ring).unwrap();
        for out in [&pipe, &link, &ring, dir.path(), Path::new("/dev/null")] {
            let refused = whole_file(out, b"x").unwrap_err();
            let told = refused.lines(Language::En).next().unwrap();
            assert!(
                told.starts_with("out-unwritable: ") && told.contains("not a regular file"),
                "{told}"
            );
        }
        assert!(fs::symlink_metadata(&pipe).unwrap().file_type().is_fifo());
        assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 3);
    }
}
