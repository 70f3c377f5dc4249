//! The claims of an election (受付の申請), where this PC is their authority.

mod rebuilding;
mod store;

use std::path::PathBuf;

use advice::{Advice, Advise, Bilingual};
use ed25519_dalek::SigningKey;
use polling::claim::{Authority, FromAuthority, ToAuthority};
use polling::plain::{BallotId, ClaimId, ElectorId};
use rusqlite::Connection;

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

/// The file is of one election.
const REALM: claim_table::Realm = [0; 16];

impl Authority for ClaimStore {
    fn answer(&mut self, message: &ToAuthority) -> FromAuthority {
        let answer = claim_table::answer(&self.db, &REALM, &self.grantor(), message);
        answer.unwrap_or_else(|_| message.not_stored())
    }
}

impl ClaimStore {
    fn grantor(&self) -> claim_table::Grantor<'_> {
        claim_table::Grantor {
            key: &self.signing,
            term: self.term,
            hour: (self.clock)(),
        }
    }

    /// Which claim has a ballot, if one was granted.
    pub fn owner(&self, elector: ElectorId, ballot: &BallotId) -> Option<ClaimId> {
        claim_table::owner(&self.db, &REALM, elector, ballot).unwrap_or_default()
    }

    /// How many ballots are claimed, over all electors and kinds.
    pub fn granted(&self) -> u64 {
        claim_table::granted(&self.db, &REALM).unwrap_or_default()
    }
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
