//! The bytes of the file below the database.

use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};

use crate::error::Fault;
use crate::{DatabaseKey, LedgerError, schema};

/// A second handle on the file. It must be closed after the database's own: on POSIX systems, closing
/// any handle of a file gives up all locks that the process has on it.
pub struct Raw {
    pub path: PathBuf,
    file: File,
    salt: Option<[u8; 16]>,
}

impl Raw {
    pub fn new(path: &Path, key: &DatabaseKey) -> Result<Self, Fault> {
        let file = File::open(path).map_err(|error| LedgerError::Io {
            file: path.to_path_buf(),
            problem: error.to_string(),
        })?;
        Ok(Self {
            path: path.to_path_buf(),
            file,
            salt: schema::KIND.salt(key.expose()),
        })
    }

    /// Whether the file begins with what its key gives: the only bytes that no seal covers.
    pub fn begins_well(&self) -> bool {
        let mut start = [0; 16];
        let mut file = &self.file;
        let read = file
            .seek(SeekFrom::Start(0))
            .and_then(|_| file.read_exact(&mut start));
        read.is_ok() && Some(start) == self.salt
    }
}
