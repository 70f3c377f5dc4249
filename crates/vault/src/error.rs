//! What can go wrong with keys, packages and codes. No error holds a secret or a person's data.

use std::io::ErrorKind;
use std::path::PathBuf;

use advice::Advise;

/// Why a key file does not give its key, or cannot be changed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum KeyFileError {
    /// The file cannot be read.
    #[error("{}: {problem}", file.display())]
    Unreadable {
        /// The file.
        file: PathBuf,
        /// What the system said.
        problem: ErrorKind,
    },
    /// Some other file.
    #[error("not a key file")]
    NotAKeyFile,
    /// Made by a later version of the program.
    #[error("a key file of a later version")]
    Newer,
    /// Incomplete or changed.
    #[error("the key file is damaged")]
    Damaged,
    /// The city's own keys where those of a database are asked for, or the other way round.
    #[error("a key file for something else")]
    OtherPurpose,
    /// The file has no slot of the kind that is asked for, or not as many slots.
    #[error("no such slot")]
    NoSlot,
    /// No slot opens with the passphrase.
    #[error("the passphrase opens no slot")]
    WrongPassphrase,
    /// No slot opens with the recovery key.
    #[error("the recovery key opens no slot")]
    WrongRecoveryKey,
    /// The key is not the one of this file.
    #[error("the key of another file")]
    OtherKey,
    /// Without this slot nobody could open the file, or the key store of one account only.
    #[error("the last slot")]
    LastSlot,
    /// The passphrase has fewer characters than [`LEAST_CHARS`](crate::LEAST_CHARS).
    #[error("the passphrase is too short")]
    PassphraseTooShort,
    /// The disk is full; the earlier file is as it was.
    #[error("{}: disk full", file.display())]
    DiskFull {
        /// The file.
        file: PathBuf,
    },
    /// The file cannot be written; the earlier one is as it was.
    #[error("{}: {problem}", file.display())]
    NotWritten {
        /// The file.
        file: PathBuf,
        /// What the system said.
        problem: ErrorKind,
    },
    /// The key store of the system does not serve.
    #[error(transparent)]
    KeyStore(#[from] KeyStoreError),
}

/// Why the key store of the system does not serve. The passphrase always does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum KeyStoreError {
    /// The system has none, or it is not running.
    #[error("no key store")]
    Absent,
    /// It is locked.
    #[error("the key store is locked")]
    Locked,
    /// It does not hold this key: another account, or another PC.
    #[error("the key store has no such entry")]
    NoEntry,
    /// It failed otherwise.
    #[error("the key store failed")]
    Failed,
}

/// Why a package cannot be prepared, read or opened.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PackageError {
    /// The file cannot be read.
    #[error("{}: {problem}", file.display())]
    Unreadable {
        /// The file.
        file: PathBuf,
        /// What the system said.
        problem: ErrorKind,
    },
    /// Some other file.
    #[error("not an activation package")]
    NotAPackage,
    /// Made by a later version of the program.
    #[error("a package of a later version")]
    Newer,
    /// Incomplete, changed, or not signed by the city whose key it names.
    #[error("the package is damaged")]
    Damaged,
    /// The code is well formed and opens no slot: of another package, or of an earlier edition.
    #[error("the code does not open this package")]
    WrongCode,
    /// The city has no name.
    #[error("no name of the city")]
    NoCityName,
    /// Not six digits with their check digit.
    #[error("not a code of a city")]
    NotACityCode,
    /// The disk is full; nothing of the package is left.
    #[error("{}: disk full", file.display())]
    DiskFull {
        /// The file.
        file: PathBuf,
    },
    /// The file cannot be written; nothing of it is left.
    #[error("{}: {problem}", file.display())]
    NotWritten {
        /// The file.
        file: PathBuf,
        /// What the system said.
        problem: ErrorKind,
    },
}

/// Why a printed code is not accepted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CodeError {
    /// Something else than a code of ours.
    #[error("not a code of ours")]
    NotACode,
    /// One of ours, for another use.
    #[error("a code for another use")]
    OtherKind,
    /// Of a later version of the program.
    #[error("a code of a later version")]
    Newer,
    /// The check letter does not fit, or letters are missing.
    #[error("a letter is wrong or missing")]
    Mistyped,
}

/// Why a pre-registration cannot be made or read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PreRegistrationError {
    /// Something else.
    #[error("not a pre-registration code")]
    NotACode,
    /// Of a later version of the program.
    #[error("a pre-registration code of a later version")]
    Newer,
    /// Of another city, or changed.
    #[error("the code does not open with this city's key")]
    NotOpened,
    /// Incomplete.
    #[error("the code is damaged")]
    Damaged,
    /// The household does not fit one QR code.
    #[error("the code would have {chars} characters")]
    TooLong {
        /// Characters that it would have; at most [`MOST_CODE_CHARS`](crate::MOST_CODE_CHARS) fit.
        chars: usize,
    },
}

/// One sample of every error that has a code of its own.
pub fn every_error() -> Vec<Box<dyn Advise>> {
    use {KeyFileError as F, KeyStoreError as S, PackageError as P};
    let file = || PathBuf::from("file");
    let problem = ErrorKind::PermissionDenied;
    vec![
        Box::new(F::Unreadable {
            file: file(),
            problem,
        }),
        Box::new(F::NotAKeyFile),
        Box::new(F::Newer),
        Box::new(F::Damaged),
        Box::new(F::OtherPurpose),
        Box::new(F::NoSlot),
        Box::new(F::WrongPassphrase),
        Box::new(F::WrongRecoveryKey),
        Box::new(F::OtherKey),
        Box::new(F::LastSlot),
        Box::new(F::PassphraseTooShort),
        Box::new(F::DiskFull { file: file() }),
        Box::new(F::NotWritten {
            file: file(),
            problem,
        }),
        Box::new(S::Absent),
        Box::new(S::Locked),
        Box::new(S::NoEntry),
        Box::new(S::Failed),
        Box::new(P::Unreadable {
            file: file(),
            problem,
        }),
        Box::new(P::NotAPackage),
        Box::new(P::Newer),
        Box::new(P::Damaged),
        Box::new(P::WrongCode),
        Box::new(P::NoCityName),
        Box::new(P::NotACityCode),
        Box::new(P::DiskFull { file: file() }),
        Box::new(P::NotWritten {
            file: file(),
            problem,
        }),
        Box::new(CodeError::NotACode),
        Box::new(CodeError::OtherKind),
        Box::new(CodeError::Newer),
        Box::new(CodeError::Mistyped),
        Box::new(PreRegistrationError::NotACode),
        Box::new(PreRegistrationError::Newer),
        Box::new(PreRegistrationError::NotOpened),
        Box::new(PreRegistrationError::Damaged),
        Box::new(PreRegistrationError::TooLong { chars: 2000 }),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_error_has_a_code_of_its_own_and_speaks_both_languages() {
        let every = every_error().into_iter().map(|error| error.advice());
        assert_eq!(advice::faults(every, ""), Vec::<String>::new());
    }
}
