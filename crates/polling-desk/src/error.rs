//! Why an act did nothing.

use std::io;
use std::path::{Path, PathBuf};

use advice::{Advice, Advise};
use custody::CustodyError;
use ledger::LedgerError;
use polling::booth::DeskRefusal;
use polling::election::ElectionError;
use polling::refusal::Refusal;
use roll::RollError;
use vault::{CodeError, KeyFileError, KeyStoreError, PackageError};

use crate::claims::ClaimsError;

/// Why an act did nothing. Holds nothing of an elector.
#[derive(Debug, thiserror::Error)]
pub enum DeskError {
    /// The rules of the domain.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// The rules of the desk.
    #[error(transparent)]
    AtDesk(#[from] DeskRefusal),
    /// The ledger could not be opened, read or written.
    #[error(transparent)]
    Ledger(#[from] LedgerError),
    /// The claims could not be opened or written.
    #[error(transparent)]
    Claims(#[from] ClaimsError),
    /// The roll could not be opened, read or written.
    #[error(transparent)]
    Roll(#[from] RollError),
    /// The election's file.
    #[error(transparent)]
    Election(#[from] ElectionError),
    /// The election's package.
    #[error(transparent)]
    Package(#[from] PackageError),
    /// The key of the files.
    #[error(transparent)]
    KeyFile(#[from] KeyFileError),
    /// The key store of the system.
    #[error(transparent)]
    KeyStore(#[from] KeyStoreError),
    /// Something typed or scanned that is no code of ours.
    #[error(transparent)]
    Code(#[from] CodeError),
    /// A badge that opens nothing here.
    #[error("the badge opens nothing here")]
    UnknownBadge,
    /// Nobody is logged in.
    #[error("the desk is locked")]
    Locked,
    /// Not at this step.
    #[error("not at this step")]
    NotNow,
    /// A package for something else than an election.
    #[error("the package holds no election")]
    NoElection,
    /// The election's file knows no such booth.
    #[error("no such booth")]
    NoBooth,
    /// No roll is in use yet.
    #[error("no roll is in use")]
    NoRoll,
    /// What was looked at is not what would come into use.
    #[error("another roll than the one that was shown")]
    OtherRoll,
    /// Nobody on the roll has this number or name.
    #[error("not on the roll")]
    NotOnRoll,
    /// The early voters are not frozen yet.
    #[error("the early voters are not frozen")]
    NotFrozen,
    /// Not everything is known to have arrived at the board.
    #[error("not everything was handed over")]
    NotHandedOver,
    /// Words of the check that are not those of this ledger.
    #[error("the check words are not those of this ledger")]
    OtherCheck,
    /// The booth is not open today.
    #[error("the booth is not open")]
    NotOpen,
    /// On election day: the list of those who voted early is not here.
    #[error("the list of early voters is missing")]
    NoEarlyVoters,
    /// Frozen: nobody is accepted early any more.
    #[error("the period is frozen")]
    Frozen,
    /// A file or folder could not be written or read.
    #[error("{file}: {problem}")]
    File {
        /// Which.
        file: PathBuf,
        /// What the system says.
        problem: io::ErrorKind,
    },
    /// Another part's error, with its own words.
    #[error("{}", .0.code)]
    Other(Advice),
}

impl DeskError {
    pub(crate) fn file(file: &Path) -> impl FnOnce(io::Error) -> Self {
        move |error| Self::File {
            file: file.to_path_buf(),
            problem: error.kind(),
        }
    }
}

impl From<CustodyError> for DeskError {
    fn from(error: CustodyError) -> Self {
        match error {
            CustodyError::Package(error) => Self::Package(error),
            CustodyError::KeyFile(error) => Self::KeyFile(error),
            CustodyError::KeyStore(error) => Self::KeyStore(error),
            CustodyError::Bundle(error) => Self::Other(error.advice()),
            CustodyError::Backup(error) => Self::Other(error.advice()),
            CustodyError::File { file, problem } => Self::File { file, problem },
        }
    }
}

/// One sample of every error of this crate that has a code of its own.
pub fn every_error() -> Vec<DeskError> {
    let file = PathBuf::from("claims.db");
    let claims = [
        ClaimsError::NotOpened { file: file.clone() },
        ClaimsError::Damaged { file: file.clone() },
        ClaimsError::InUse { file: file.clone() },
        ClaimsError::DiskFull { file: file.clone() },
    ];
    let mut every: Vec<DeskError> = claims.map(DeskError::Claims).into();
    every.extend([
        DeskError::UnknownBadge,
        DeskError::Locked,
        DeskError::NotNow,
        DeskError::NoElection,
        DeskError::NoBooth,
        DeskError::NoRoll,
        DeskError::OtherRoll,
        DeskError::NotOnRoll,
        DeskError::NotFrozen,
        DeskError::NotHandedOver,
        DeskError::OtherCheck,
        DeskError::NotOpen,
        DeskError::NoEarlyVoters,
        DeskError::Frozen,
        DeskError::File {
            file,
            problem: io::ErrorKind::NotFound,
        },
    ]);
    every
}
