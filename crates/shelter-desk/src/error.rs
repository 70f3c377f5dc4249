//! What the desk says when something does not work.

use std::io;
use std::path::PathBuf;

use advice::{Advice, Advise, Bilingual};
use custody::CustodyError;
use ledger::LedgerError;
use shelter::desk::Refusal;
use vault::{CodeError, KeyFileError, KeyStoreError, PackageError, PreRegistrationError};

/// Why an act did nothing.
#[derive(Debug, thiserror::Error)]
pub enum DeskError {
    /// The desk's own rules.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// The list could not be opened, read or written.
    #[error(transparent)]
    Ledger(#[from] LedgerError),
    /// The activation package.
    #[error(transparent)]
    Package(#[from] PackageError),
    /// The key of the list.
    #[error(transparent)]
    KeyFile(#[from] KeyFileError),
    /// The key store of the system.
    #[error(transparent)]
    KeyStore(#[from] KeyStoreError),
    /// Something typed or scanned that is no code of ours.
    #[error(transparent)]
    Code(#[from] CodeError),
    /// A pre-registration that cannot be read.
    #[error(transparent)]
    PreRegistration(#[from] PreRegistrationError),
    /// A badge that opens nothing here.
    #[error("the badge opens nothing here")]
    UnknownBadge,
    /// Nobody is logged in.
    #[error("the desk is locked")]
    Locked,
    /// Not at this step.
    #[error("not at this step")]
    NotNow,
    /// A date and time that cannot be read.
    #[error("no date and time")]
    NotATime,
    /// A number that cannot be read.
    #[error("no number")]
    NotANumber,
    /// A number that is not within what can be set.
    #[error("not from 1 to {most}")]
    OutOfRange {
        /// The greatest.
        most: u32,
    },
    /// Words of the check that are not those of this list.
    #[error("the check words are not those of this list")]
    OtherCheck,
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
    pub(crate) fn file(file: &std::path::Path) -> impl FnOnce(io::Error) -> Self {
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

impl Advise for DeskError {
    fn advice(&self) -> Advice {
        let (code, what, next) = match self {
            Self::Refused(error) => return error.advice(),
            Self::Ledger(error) => return error.advice(),
            Self::Package(error) => return error.advice(),
            Self::KeyFile(error) => return error.advice(),
            Self::KeyStore(error) => return error.advice(),
            Self::Code(error) => return error.advice(),
            Self::PreRegistration(error) => return error.advice(),
            Self::Other(advice) => return advice.clone(),
            Self::UnknownBadge => (
                "shelter-unknown-badge",
                ("この名札では入れません。", "This badge opens nothing here."),
                (
                    "名札が取り消されていないか、この避難所のものか、管理者に確かめてください。",
                    "Ask the keeper whether it was revoked, or belongs to another shelter.",
                ),
            ),
            Self::Locked => (
                "shelter-locked",
                ("受付の画面は閉じています。", "The desk is locked."),
                (
                    "名札のQRを読み取るか、管理者のコードを入れてください。",
                    "Scan a badge, or type a keeper's code.",
                ),
            ),
            Self::NotNow => (
                "shelter-not-now",
                (
                    "今はその操作ができません。",
                    "That cannot be done at this step.",
                ),
                (
                    "画面の案内に沿って進めてください。",
                    "Go on as the screen says.",
                ),
            ),
            Self::NotATime => (
                "shelter-not-a-time",
                (
                    "日付か時刻が読めません。",
                    "The date or time cannot be read.",
                ),
                (
                    "例: 2026-11-21 14:30 のように入れてください。",
                    "Type it like 2026-11-21 14:30.",
                ),
            ),
            Self::NotANumber => (
                "shelter-not-a-number",
                ("数が読めません。", "The number cannot be read."),
                ("数字だけで入れてください。", "Type digits only."),
            ),
            Self::OutOfRange { most } => {
                return Advice::new(
                    "shelter-out-of-range",
                    Bilingual::new(
                        format!("1から{most}までの数ではありません。"),
                        format!("The number is not from 1 to {most}."),
                    ),
                    Bilingual::new(
                        "数を直してください。制限しないときは空のままにします。",
                        "Correct it; leave it empty for no limit.",
                    ),
                );
            }
            Self::OtherCheck => (
                "shelter-other-check",
                (
                    "確認の言葉が、この名簿のものと違います。",
                    "The check words are not those of this list.",
                ),
                (
                    "市が受け取った名簿が最新か、もう一度確かめてください。消去はまだできません。",
                    "Ask the city again whether it has the latest list. Nothing can be destroyed yet.",
                ),
            ),
            Self::File { file, problem } => {
                let file = file.display();
                return Advice::new(
                    "shelter-file",
                    Bilingual::new(
                        format!("「{file}」を読み書きできません（{problem}）。"),
                        format!("{file} cannot be read or written ({problem})."),
                    ),
                    Bilingual::new(
                        "USBメモリが挿さっているか、空きがあるか、書き込み禁止でないかを確かめてください。",
                        "See whether the stick is in, has room, and may be written.",
                    ),
                );
            }
        };
        Advice::new(
            code,
            Bilingual::new(what.0, what.1),
            Bilingual::new(next.0, next.1),
        )
    }
}

/// One sample of every error of this crate that has a code of its own.
pub fn every_error() -> Vec<DeskError> {
    vec![
        DeskError::UnknownBadge,
        DeskError::Locked,
        DeskError::NotNow,
        DeskError::NotATime,
        DeskError::NotANumber,
        DeskError::OutOfRange { most: 999 },
        DeskError::OtherCheck,
        DeskError::File {
            file: PathBuf::from("list.csv"),
            problem: io::ErrorKind::NotFound,
        },
    ]
}
