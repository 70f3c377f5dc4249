//! Why a claim is not answered.

use advice::{Advice, Advise, Bilingual};
use sync::ProblemCode;

use crate::store::StoreError;

/// Why a claim is not answered. It names nobody and no value of a row.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ClaimsError {
    /// Another hub or a PC is this election's authority, or the realm is not open here.
    #[error("not the authority of this election")]
    NotAuthority,
    /// The realm's package holds no election's file.
    #[error("the realm's package holds no election")]
    NoElection,
    /// The device is not let in, is of no booth of the election, or speaks for another booth than its own.
    #[error("the device may not ask this")]
    NotAllowed,
    /// Nothing is granted: the claims are made anew after a restore.
    #[error("the claims are being made anew")]
    Rebuilding,
    /// Only while nothing is granted.
    #[error("the claims are not being made anew")]
    NotRebuilding,
    /// Not every booth has told everything yet.
    #[error("{missing} devices or booths have not told everything")]
    NotAllReported {
        /// How many devices or booths.
        missing: usize,
    },
    /// Nothing was stored; the same may go well in a moment.
    #[error("the database is busy or was lost")]
    Busy,
    /// Whether it was stored is not known: the same again finds out.
    #[error("the database did not confirm")]
    Unknown,
    /// The database failed; for the log.
    #[error("the database failed: {0}")]
    Failed(String),
}

impl ClaimsError {
    /// As it travels.
    pub fn problem(&self) -> ProblemCode {
        match self {
            Self::NotAuthority | Self::NoElection => ProblemCode::NotFound,
            Self::NotAllowed => ProblemCode::NotAllowed,
            Self::Rebuilding
            | Self::NotRebuilding
            | Self::NotAllReported { .. }
            | Self::Busy
            | Self::Unknown => ProblemCode::Busy,
            Self::Failed(_) => ProblemCode::Internal,
        }
    }
}

impl From<StoreError> for ClaimsError {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::NoRealm | StoreError::RealmClosed | StoreError::NoDevice => {
                Self::NotAuthority
            }
            StoreError::Busy => Self::Busy,
            StoreError::Unknown => Self::Unknown,
            StoreError::Full => Self::Failed("disk full".to_owned()),
            StoreError::Failed(what) => Self::Failed(what),
        }
    }
}

impl Advise for ClaimsError {
    fn advice(&self) -> Advice {
        let (code, what, next) = match self {
            Self::NotAuthority => (
                "hub-claims-not-authority",
                (
                    "この集約サーバは、この選挙の受付を引き受けていません。",
                    "This hub does not grant claims in this election.",
                ),
                (
                    "端末の接続先と、どのサーバが受付を引き受けているかを、選挙管理委員会に確かめてください。",
                    "Ask the election board which server grants claims, and check the desk's setting.",
                ),
            ),
            Self::NoElection => (
                "hub-claims-no-election",
                (
                    "パッケージに選挙の設定がありません。",
                    "The package holds no election.",
                ),
                (
                    "選挙用のパッケージで開き直してください。",
                    "Open the realm with a package made for an election.",
                ),
            ),
            Self::NotAllowed => (
                "hub-claims-not-allowed",
                (
                    "この端末は、この投票所の受付を申請できません。",
                    "This device may not claim for this booth.",
                ),
                (
                    "端末の登録と投票所の設定を、管理者に確かめてください。",
                    "Have the administrator check the device's standing and its booth.",
                ),
            ),
            Self::Rebuilding => (
                "hub-claims-rebuilding",
                (
                    "バックアップから戻したため、受付の控えを作り直しています。それまで受付を引き受けません。",
                    "After a restore the claims are being made anew. Nothing is granted until then.",
                ),
                (
                    "各投票所の端末をつなぎ、記録がそろうのを待ってください。停電・断線時の規則が働いています。",
                    "Connect every booth's PC, and wait for their records. The outage rule is in force.",
                ),
            ),
            Self::NotRebuilding => (
                "hub-claims-not-rebuilding",
                (
                    "受付の控えは作り直し中ではありません。",
                    "The claims are not being made anew.",
                ),
                ("何もする必要はありません。", "Nothing needs to be done."),
            ),
            Self::NotAllReported { .. } => (
                "hub-claims-not-all-reported",
                (
                    "まだすべての記録を送っていない投票所か端末があります。",
                    "Some booths or devices have not told everything yet.",
                ),
                (
                    "つながるのを待つか、二人の責任者の名前を添えて再開を指示してください。",
                    "Wait until they are connected, or order it with the names of two officers.",
                ),
            ),
            Self::Busy => (
                "hub-claims-busy",
                (
                    "データベースが混み合っているか、つながりません。",
                    "The database is busy, or was lost.",
                ),
                (
                    "自動で聞き直します。続くときはデータベースを確かめてください。",
                    "It is asked again by itself. If it goes on, look at the database.",
                ),
            ),
            Self::Unknown => (
                "hub-claims-unknown",
                (
                    "保存できたかどうか、データベースが答えませんでした。",
                    "The database did not say whether it was stored.",
                ),
                (
                    "同じ申請で自動的に聞き直します。続くときは待機系のデータベースを確かめてください。",
                    "The same claim is asked again by itself. If it goes on, look at the standby.",
                ),
            ),
            Self::Failed(_) => (
                "hub-claims-failed",
                ("データベースで問題が起きました。", "The database failed."),
                (
                    "記録（ログ）を確かめ、情報担当に伝えてください。",
                    "Look at the log, and tell IT.",
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

/// One error of each kind, for whoever checks codes and texts.
pub fn every_error() -> Vec<ClaimsError> {
    vec![
        ClaimsError::NotAuthority,
        ClaimsError::NoElection,
        ClaimsError::NotAllowed,
        ClaimsError::Rebuilding,
        ClaimsError::NotRebuilding,
        ClaimsError::NotAllReported { missing: 1 },
        ClaimsError::Busy,
        ClaimsError::Unknown,
        ClaimsError::Failed("SQLSTATE 58030".to_owned()),
    ]
}
