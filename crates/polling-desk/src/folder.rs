//! Where a polling desk's files lie on this PC.

use std::path::{Path, PathBuf};

/// The folder of the real election, or that of training; nothing is shared between the two but the package.
#[derive(Debug, Clone)]
pub struct Folder {
    base: PathBuf,
    root: PathBuf,
    training: bool,
}

impl Folder {
    /// Below the data folder of the program.
    pub fn new(data_dir: &Path, training: bool) -> Self {
        let base = data_dir.join("polling");
        let root = base.join(if training { "training" } else { "live" });
        Self {
            base,
            root,
            training,
        }
    }

    /// Files that lie elsewhere, such as a copy that is looked through; what is shared by elections goes to `base`.
    pub fn elsewhere(base: &Path, root: &Path, training: bool) -> Self {
        Self {
            base: base.to_path_buf(),
            root: root.to_path_buf(),
            training,
        }
    }

    /// Whether this is training (訓練).
    pub fn is_training(&self) -> bool {
        self.training
    }

    /// The election's package (起動パッケージ), which carries the election's file.
    pub fn package(&self) -> PathBuf {
        self.base.join("election.kazashi-package")
    }

    /// The folder of everything below.
    pub fn root(&self) -> PathBuf {
        self.root.clone()
    }

    /// The ledger (台帳): what happened.
    pub fn ledger(&self) -> PathBuf {
        self.root().join("ledger.db")
    }

    /// The roll (選挙人名簿).
    pub fn roll(&self) -> PathBuf {
        self.root().join("roll.db")
    }

    /// The claims, where this PC is the authority of its election.
    pub fn claims(&self) -> PathBuf {
        self.root().join("claims.db")
    }

    /// Who voted early, as the signed list of the booths says; on election day.
    pub fn early_voters(&self) -> PathBuf {
        self.root().join("early-voters")
    }

    /// The key of the three, wrapped for those who may open them.
    pub fn key_file(&self) -> PathBuf {
        vault::KeyFile::beside(&self.ledger())
    }

    /// Room that is kept for the moment when the disk is full; nothing is in it.
    pub fn reserve(&self) -> PathBuf {
        self.base.join("reserve")
    }

    /// The marked roll on paper's way: PDF files that another program prints when this one is dead.
    pub fn marked_roll(&self) -> PathBuf {
        self.root().join("marked-roll")
    }

    /// Files written for others.
    pub fn exports(&self) -> PathBuf {
        self.root().join("exports")
    }

    /// Says that the roll left this PC, when, and by which receipt; the only thing that stays.
    pub fn farewell(&self) -> PathBuf {
        let name = if self.training {
            "training-ended.json"
        } else {
            "ended.json"
        };
        self.base.join(name)
    }

    /// Whether an election is in use here.
    pub fn has_election(&self) -> bool {
        self.ledger().is_file() && self.key_file().is_file()
    }
}
