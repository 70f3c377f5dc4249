//! Where a shelter's files lie on this PC.

use std::path::{Path, PathBuf};

/// The folder of the real list, or that of the training list; nothing is shared between the two but the package.
#[derive(Debug, Clone)]
pub struct Folder {
    base: PathBuf,
    training: bool,
}

impl Folder {
    /// Below the data folder of the program.
    pub fn new(data_dir: &Path, training: bool) -> Self {
        Self {
            base: data_dir.join("shelter"),
            training,
        }
    }

    /// Whether this is the training list's.
    pub fn is_training(&self) -> bool {
        self.training
    }

    /// The activation package (起動パッケージ), prepared in peacetime.
    pub fn package(&self) -> PathBuf {
        self.base.join("shelter.kazashi-package")
    }

    /// The list's own folder.
    pub fn root(&self) -> PathBuf {
        self.base
            .join(if self.training { "training" } else { "live" })
    }

    /// The ledger.
    pub fn ledger(&self) -> PathBuf {
        self.root().join("ledger.db")
    }

    /// The key of the ledger, wrapped for those who may open it.
    pub fn key_file(&self) -> PathBuf {
        vault::KeyFile::beside(&self.ledger())
    }

    /// Room that is kept for the moment when the disk is full.
    pub fn reserve(&self) -> PathBuf {
        self.root().join("reserve")
    }

    /// By how much the PC's clock is behind, as somebody said; nothing lies there when it is right.
    pub fn clock(&self) -> PathBuf {
        self.root().join("clock-behind")
    }

    /// Lies there when cards are not to be recognised without a PIN.
    pub fn taps_off(&self) -> PathBuf {
        self.root().join("taps-off")
    }

    /// Files written for others.
    pub fn exports(&self) -> PathBuf {
        self.root().join("exports")
    }

    /// Whether a list is there.
    pub fn has_list(&self) -> bool {
        self.ledger().is_file() && self.key_file().is_file()
    }
}
