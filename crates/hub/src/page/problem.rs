//! Why the page does not do it.

use advice::{Advice, Advise, Bilingual};
use axum::Json;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};

use super::api::PageProblem;
use crate::store::StoreError;

/// A refusal. It names no person, no account and nothing that was typed.
#[derive(Debug, thiserror::Error)]
pub enum PageError {
    /// Nobody is logged in, or the session is over.
    #[error("not logged in")]
    NotLoggedIn,
    /// Account, password or code are not right.
    #[error("account, password or code are not right")]
    WrongLogin,
    /// Too many wrong logins.
    #[error("too many wrong logins")]
    TooMany {
        /// Seconds to wait.
        seconds: u32,
    },
    /// The first password has to be changed before anything else.
    #[error("the password has to be changed")]
    MustChange,
    /// The role may not.
    #[error("the role may not do this")]
    NotAllowed,
    /// The request did not come from the page.
    #[error("the request did not come from the page")]
    NotFromThePage,
    /// There is no such realm, shelter, person or account.
    #[error("there is no such thing")]
    NotFound,
    /// What was sent is not what this address takes.
    #[error("not what this address takes")]
    Malformed,
    /// The reason is missing or too short.
    #[error("a reason is needed")]
    NoReason,
    /// The reason holds the name or number that is looked for.
    #[error("the reason names whom it is about")]
    NamedInReason,
    /// The new password is too short or the same.
    #[error("the password is too weak")]
    WeakPassword,
    /// It was changed by somebody else in between, or is done already.
    #[error("it was changed in between")]
    Conflict,
    /// The second officer has to be another one.
    #[error("another officer is needed")]
    AnotherOfficer,
    /// What the city has to configure for this is missing.
    #[error("it is not configured")]
    NotConfigured,
    /// The city's accounts did not answer, or not as they should.
    #[error("the city's accounts did not answer as they should")]
    Provider,
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// What is kept cannot be read: another key, or damage.
    #[error("what is kept cannot be read")]
    Damaged,
}

impl PageError {
    /// The status of HTTP.
    pub fn status(&self) -> StatusCode {
        match self {
            Self::NotLoggedIn | Self::WrongLogin => StatusCode::UNAUTHORIZED,
            Self::TooMany { .. } => StatusCode::TOO_MANY_REQUESTS,
            Self::MustChange | Self::NotAllowed | Self::NotFromThePage | Self::AnotherOfficer => {
                StatusCode::FORBIDDEN
            }
            Self::Malformed | Self::NoReason | Self::NamedInReason | Self::WeakPassword => {
                StatusCode::BAD_REQUEST
            }
            Self::Conflict => StatusCode::CONFLICT,
            Self::Provider => StatusCode::BAD_GATEWAY,
            Self::Store(StoreError::Busy | StoreError::Unknown) => StatusCode::SERVICE_UNAVAILABLE,
            Self::Store(StoreError::Full) => StatusCode::INSUFFICIENT_STORAGE,
            Self::NotFound
            | Self::NotConfigured
            | Self::Store(StoreError::NoRealm | StoreError::RealmClosed | StoreError::NoDevice) => {
                StatusCode::NOT_FOUND
            }
            Self::Store(StoreError::Failed(_)) | Self::Damaged => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    #[expect(clippy::too_many_lines, reason = "one table of words")]
    fn words(&self) -> [&'static str; 5] {
        match self {
            Self::NotLoggedIn => [
                "page-not-logged-in",
                "ログインしていないか、時間が切れました。",
                "Nobody is logged in, or the session is over.",
                "もう一度ログインしてください。",
                "Log in again.",
            ],
            Self::WrongLogin => [
                "page-wrong-login",
                "アカウント、パスワード又は確認コードが違います。",
                "Account, password or code are not right.",
                "確かめて、もう一度入力してください。分からないときは管理者に初期化を頼んでください。",
                "Check and type them again, or ask the administrator for a reset.",
            ],
            Self::TooMany { .. } => [
                "page-too-many-logins",
                "ログインの失敗が続いたため、しばらく受け付けません。",
                "Too many logins failed; none is taken for a while.",
                "表示された秒数だけ待ってから、もう一度試してください。",
                "Wait for the seconds that are shown, then try again.",
            ],
            Self::MustChange => [
                "page-must-change",
                "最初のパスワードを変える必要があります。",
                "The first password has to be changed.",
                "新しいパスワードを決めてください。",
                "Choose a new password.",
            ],
            Self::NotAllowed => [
                "page-not-allowed",
                "この操作は、あなたの権限ではできません。",
                "Your role may not do this.",
                "必要なときは、管理者に権限を頼んでください。",
                "Ask the administrator if you need it.",
            ],
            Self::NotFromThePage => [
                "page-not-from-the-page",
                "この画面から送られたものではないため、受け付けません。",
                "The request did not come from this page.",
                "画面を読み直してください。",
                "Load the page again.",
            ],
            Self::NotFound => [
                "page-not-found",
                "見つかりません。",
                "There is no such thing.",
                "一覧を読み直してください。消去又は終了したのかもしれません。",
                "Load the list again; it may have been erased or closed.",
            ],
            Self::Malformed => [
                "page-malformed",
                "入力が正しくありません。",
                "What was sent is not what this address takes.",
                "画面を読み直して、もう一度入力してください。",
                "Load the page again and repeat.",
            ],
            Self::NoReason => [
                "page-reason-needed",
                "理由が書かれていません。",
                "A reason is needed.",
                "理由を 4 文字以上で書いてください。閲覧記録に残ります。",
                "Write a reason of at least 4 characters. It is kept in the record of looks.",
            ],
            Self::NamedInReason => [
                "page-named-in-reason",
                "理由に、探している人の氏名や番号が入っています。",
                "The reason names whom you look for.",
                "理由は書いたまま閲覧記録に残ります。「家族からの照会」のように、氏名を入れずに書き直してください。",
                "A reason is kept as it is typed. Write it again without the name, such as: asked by the family.",
            ],
            Self::WeakPassword => [
                "page-weak-password",
                "新しいパスワードが短いか、前と同じです。",
                "The new password is too short, or the same as before.",
                "12 文字以上の、前と違うパスワードにしてください。",
                "Choose another one of at least 12 characters.",
            ],
            Self::Conflict => [
                "page-changed-in-between",
                "ほかの人が先に変えています。",
                "Somebody else changed it in between.",
                "読み直して、今の状態を確かめてください。",
                "Load it again and look at it as it is now.",
            ],
            Self::AnotherOfficer => [
                "page-another-officer",
                "頼んだ本人は実行できません。",
                "Who asked for it cannot carry it out.",
                "別の消去責任者が確かめて実行してください。",
                "Another erasure officer has to check and carry it out.",
            ],
            Self::NotConfigured => [
                "page-not-configured",
                "この機能に必要な設定がありません。",
                "What this needs is not in the configuration.",
                "管理者に、設定ファイルへの記入を頼んでください。",
                "Ask the administrator to add it to the configuration file.",
            ],
            Self::Provider => [
                "page-provider",
                "市の認証基盤から正しい答えがありません。",
                "The city's accounts did not answer as they should.",
                "少し待って試すか、パスワードでログインしてください。",
                "Try again in a while, or log in with a password.",
            ],
            Self::Store(StoreError::Busy | StoreError::Unknown) => [
                "page-busy",
                "データベースが応えません。",
                "The database does not answer.",
                "少し待って、もう一度試してください。",
                "Wait a moment and try again.",
            ],
            Self::Store(StoreError::Full) => [
                "page-disk-full",
                "サーバのディスクがいっぱいです。",
                "The server's disk is full.",
                "管理者に知らせてください。",
                "Tell the administrator.",
            ],
            Self::Store(StoreError::NoRealm | StoreError::RealmClosed | StoreError::NoDevice) => [
                "page-no-realm",
                "その災害・選挙又は端末は、ここにありません。",
                "There is no such realm or device here.",
                "一覧を読み直してください。",
                "Load the list again.",
            ],
            Self::Store(StoreError::Failed(_)) | Self::Damaged => [
                "page-failed",
                "サーバの内部で失敗しました。",
                "Something failed inside the server.",
                "管理者に知らせてください。記録に詳しい理由があります。",
                "Tell the administrator; the log has the reason.",
            ],
        }
    }
}

impl Advise for PageError {
    fn advice(&self) -> Advice {
        let [code, happened_ja, happened_en, next_ja, next_en] = self.words();
        Advice::new(
            code,
            Bilingual::new(happened_ja, happened_en),
            Bilingual::new(next_ja, next_en),
        )
    }
}

impl IntoResponse for PageError {
    fn into_response(self) -> Response {
        let [code, happened_ja, happened_en, next_ja, next_en] = self.words();
        let status = self.status();
        if status.is_server_error() {
            tracing::warn!(code, reason = %self, "the page could not answer");
        }
        let retry_after = match self {
            Self::TooMany { seconds } => Some(seconds),
            Self::Store(StoreError::Busy | StoreError::Unknown) => Some(2),
            _ => None,
        };
        let problem = PageProblem {
            status: status.as_u16(),
            code: code.to_owned(),
            advice_ja: format!("{happened_ja}{next_ja}"),
            advice_en: format!("{happened_en} {next_en}"),
            retry_after,
        };
        let mut response = (status, Json(problem)).into_response();
        let headers = response.headers_mut();
        let kind = HeaderValue::from_static("application/problem+json");
        headers.insert(header::CONTENT_TYPE, kind);
        if let Some(seconds) = retry_after {
            headers.insert(header::RETRY_AFTER, seconds.into());
        }
        response
    }
}

/// One of each, for the tests of codes and texts.
pub fn every_error() -> Vec<PageError> {
    vec![
        PageError::NotLoggedIn,
        PageError::WrongLogin,
        PageError::TooMany { seconds: 1 },
        PageError::MustChange,
        PageError::NotAllowed,
        PageError::NotFromThePage,
        PageError::NotFound,
        PageError::Malformed,
        PageError::NoReason,
        PageError::NamedInReason,
        PageError::WeakPassword,
        PageError::Conflict,
        PageError::AnotherOfficer,
        PageError::NotConfigured,
        PageError::Provider,
        PageError::Store(StoreError::Busy),
        PageError::Store(StoreError::Full),
        PageError::Store(StoreError::NoRealm),
        PageError::Damaged,
    ]
}
