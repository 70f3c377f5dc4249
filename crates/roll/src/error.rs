//! What can go wrong with a roll. No error holds what stands in one.

use std::path::PathBuf;

use crate::BadRow;

/// Why a roll cannot be imported, opened, read or changed. The roll that was there is unchanged when one is returned.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RollError {
    /// There is no such file.
    #[error("{file}: no such file")]
    Missing {
        /// The roll.
        file: PathBuf,
    },
    /// An import would overwrite a roll; what changes in it is looked at first ([`crate::Roll::compare`]).
    #[error("{file}: there is a file already")]
    Exists {
        /// The file that is there.
        file: PathBuf,
    },
    /// The key is another file's.
    #[error("{file}: the key does not open it")]
    WrongKey {
        /// The roll.
        file: PathBuf,
    },
    /// The key is right, and what it opens is changed or incomplete.
    #[error("{file}: damaged")]
    Damaged {
        /// The roll.
        file: PathBuf,
    },
    /// No roll of ours.
    #[error("{file}: not a roll")]
    NotARoll {
        /// The file.
        file: PathBuf,
    },
    /// Another version of the program made the tables: the roll is imported anew.
    #[error("{file}: of another version of this program")]
    OtherVersion {
        /// The roll.
        file: PathBuf,
    },
    /// Another program has it open.
    #[error("{file}: in use")]
    InUse {
        /// The roll.
        file: PathBuf,
    },
    /// No room on the disk.
    #[error("{file}: the disk is full")]
    DiskFull {
        /// The roll or its draft.
        file: PathBuf,
    },
    /// The system refused to read or write.
    #[error("{file}: {problem}")]
    Io {
        /// The roll or its draft.
        file: PathBuf,
        /// What the system says.
        problem: String,
    },
    /// The program was built with an SQLite that does not encrypt or is too old.
    #[error("SQLite does not encrypt or is too old")]
    NotEncrypted,
    /// The mapping file is not as it has to be.
    #[error("mapping: {problem}")]
    MappingInvalid {
        /// Line and what is wrong; the mapping holds no personal data.
        problem: String,
    },
    /// The register's file cannot be read.
    #[error("the file to import cannot be read: {problem}")]
    SourceUnreadable {
        /// What the system says.
        problem: String,
    },
    /// UTF-16, a spreadsheet, an archive or the like.
    #[error("the file to import is no text in UTF-8 or Shift_JIS")]
    NotText,
    /// No line of an elector.
    #[error("the file to import has no electors")]
    NoLines,
    /// The mapping names columns that the file has not.
    #[error("columns missing: {}", missing.join(", "))]
    ColumnsMissing {
        /// Headings or places.
        missing: Vec<String>,
        /// The headings of the file; empty where none is known, since that line may be a person's.
        found: Vec<String>,
        /// How many columns the first line has.
        width: usize,
    },
    /// A quotation mark is open at the end of the file.
    #[error("the file to import ends in the middle of line {line}")]
    CutOff {
        /// The last line.
        line: u64,
    },
    /// Lines that are not as they have to be: all of them.
    #[error("{} faults in {lines} lines", faults.len())]
    BadRows {
        /// In the order of the lines.
        faults: Vec<BadRow>,
        /// Lines of the file.
        lines: u64,
    },
    /// The roll is another one than the one with which the new one was compared.
    #[error("the roll has changed since it was compared")]
    ChangedMeanwhile,
    /// There is no earlier roll to confirm or go back to, or there is one still to be confirmed.
    #[error("no earlier roll, or one that is not confirmed yet")]
    Unconfirmed,
}

impl RollError {
    /// All faults of lines; empty for another error.
    pub fn faults(&self) -> &[BadRow] {
        match self {
            Self::BadRows { faults, .. } => faults,
            _ => &[],
        }
    }
}
