//! The claims of an election (受付の申請), where this PC is their authority: one row a ballot and elector.

mod authority;
mod homes;
mod rebuilding;
mod rows;
mod store;

use std::path::PathBuf;

use advice::{Advice, Advise, Bilingual};
use ed25519_dalek::SigningKey;
use rusqlite::Connection;

pub(crate) use rebuilding::Standing;

/// The one place that lets nobody vote twice, on this PC's disk (SQLCipher).
///
/// Whatever it granted is on the disk before it says so. Several desks may have it open at once, in threads or in
/// processes: the first insert wins, and the others are told whose it is.
pub struct ClaimStore {
    db: Connection,
    file: PathBuf,
    signing: SigningKey,
    term: u64,
    clock: Box<dyn Fn() -> i64 + Send>,
}

/// Why the claims cannot be made, opened or written. Holds a file's name and nothing else.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ClaimsError {
    /// Not there, or not openable with this key.
    #[error("{file}: not opened")]
    NotOpened {
        /// The claims.
        file: PathBuf,
    },
    /// What is in it cannot be read.
    #[error("{file}: damaged")]
    Damaged {
        /// The claims.
        file: PathBuf,
    },
    /// Another program holds it for longer than a claim takes.
    #[error("{file}: in use")]
    InUse {
        /// The claims.
        file: PathBuf,
    },
    /// No room on the disk.
    #[error("{file}: the disk is full")]
    DiskFull {
        /// The claims.
        file: PathBuf,
    },
}

impl Advise for ClaimsError {
    fn advice(&self) -> Advice {
        let (code, what, next) = match self {
            Self::NotOpened { .. } => (
                "polling-claims-not-opened",
                (
                    "受付の控え（二重投票を防ぐ記録）を開けません。",
                    "The claims, which let nobody vote twice, cannot be opened.",
                ),
                (
                    "受け付けを始めず、選挙管理委員会に連絡してください。",
                    "Accept nobody, and call the election board.",
                ),
            ),
            Self::Damaged { .. } => (
                "polling-claims-damaged",
                (
                    "受付の控え（二重投票を防ぐ記録）が壊れています。",
                    "The claims, which let nobody vote twice, are damaged.",
                ),
                (
                    "受け付けを止め、選挙管理委員会に連絡してください。台帳から作り直せます。",
                    "Stop, and call the election board: they can be made anew from the ledger.",
                ),
            ),
            Self::InUse { .. } => (
                "polling-claims-in-use",
                (
                    "受付の控えを、別のプログラムが使っています。",
                    "Another program is using the claims.",
                ),
                (
                    "かざしの別の画面が開いていないか確かめてください。",
                    "See whether another window of Kazashi is open.",
                ),
            ),
            Self::DiskFull { .. } => (
                "polling-claims-disk-full",
                (
                    "ディスクがいっぱいで、受付を記録できません。",
                    "The disk is full: no claim can be kept.",
                ),
                (
                    "空きを作るまで受け付けないでください。",
                    "Accept nobody until there is room.",
                ),
            ),
        };
        Advice::new(
            code,
            Bilingual::new(what.0, what.1),
            Bilingual::new(next.0, next.1),
        )
    }
}
