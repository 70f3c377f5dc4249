//! Room on the disk that is given up when it is full, so that people at the desk can finish.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use crate::{LedgerError, place};

/// How many bytes a desk keeps: enough for tens of thousands of registrations.
pub const RESERVE_BYTES: u64 = 64 << 20;

/// What must be left beside it, as a share: a reserve that took the last room would itself be what keeps people out.
const LEFT: u64 = 16;

const PIECE: usize = 1 << 16;

/// A file beside the ledger that only takes up room (予備領域).
///
/// When an append says that the disk is full, the desk tells everybody loudly, gives the reserve up, and goes on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reserve {
    file: PathBuf,
    bytes: u64,
}

impl Reserve {
    /// Makes the file if it is not there in its full length; whole or not at all, and only if a sixteenth more is free.
    pub fn keep(file: impl Into<PathBuf>, bytes: u64) -> Result<Self, LedgerError> {
        let reserve = Self {
            file: file.into(),
            bytes,
        };
        if !reserve.is_there() {
            let draft = place::draft_of(&reserve.file);
            fill(&draft, bytes)
                .map_err(|error| place::told(&reserve.file, &error))
                .and_then(|()| place::take_name(&draft, &reserve.file))
                .inspect_err(|_| {
                    // What it could write would only make the disk fuller.
                    let _ = fs::remove_file(&draft);
                })?;
        }
        Ok(reserve)
    }

    /// Whether the room is still kept.
    pub fn is_there(&self) -> bool {
        fs::metadata(&self.file).is_ok_and(|file| file.len() == self.bytes)
    }

    /// The file.
    pub fn file(&self) -> &Path {
        &self.file
    }

    /// Frees the room; nothing happens when it is free already.
    ///
    /// [`Reserve::keep`] takes it back when there is room again.
    pub fn give_up(&self) -> Result<(), LedgerError> {
        match fs::remove_file(&self.file) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => {
                Err(place::told(&self.file, &error))
            }
            _ => Ok(()),
        }
    }
}

/// Writes bytes that no file system can compress away or leave out as zeros.
fn fill(file: &Path, bytes: u64) -> io::Result<()> {
    let mut piece = Vec::with_capacity(PIECE);
    let mut block = Sha256::digest(b"kazashi.reserve.1");
    while piece.len() < PIECE {
        piece.extend_from_slice(&block);
        block = Sha256::digest(block);
    }
    let mut file = File::create(file)?;
    let mut left = bytes + bytes / LEFT;
    let mut count = 0_u64;
    while left > 0 {
        // Else a file system that keeps equal blocks once would keep one piece.
        piece[..8].copy_from_slice(&count.to_ne_bytes());
        for block in piece.chunks_exact_mut(4096).skip(1) {
            block[..8].copy_from_slice(&count.to_ne_bytes());
        }
        let now = PIECE.min(usize::try_from(left).unwrap_or(PIECE));
        file.write_all(&piece[..now])?;
        left -= now as u64;
        count += 1;
    }
    file.set_len(bytes)?;
    file.sync_all()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_room_is_kept_given_up_and_taken_back() {
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("reserve");
        let reserve = Reserve::keep(&file, 100_000).unwrap();
        assert_eq!(fs::metadata(&file).unwrap().len(), 100_000);
        let made = fs::metadata(&file).unwrap().modified().unwrap();
        assert_eq!(Reserve::keep(&file, 100_000).unwrap(), reserve);
        assert_eq!(fs::metadata(&file).unwrap().modified().unwrap(), made);

        reserve.give_up().unwrap();
        reserve.give_up().unwrap();
        assert!(!reserve.is_there());
        assert!(Reserve::keep(&file, 100_000).unwrap().is_there());
        assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 1);
    }

    #[test]
    fn a_reserve_of_another_length_is_made_anew() {
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("reserve");
        fs::write(&file, [0; 10]).unwrap();
        assert!(Reserve::keep(&file, 100).unwrap().is_there());
    }
}
