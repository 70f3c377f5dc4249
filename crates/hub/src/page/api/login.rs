//! Who is at the page.

use serde::{Deserialize, Serialize};
use specta::Type;

use super::RealmView;

/// What somebody may be (権限). One person may be several.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Type,
)]
#[serde(rename_all = "camelCase")]
pub enum PageRole {
    /// 災害対策本部: everything of shelters but protected people.
    Headquarters,
    /// 各部の閲覧者: counts, never a person.
    Viewer,
    /// 名簿の管理者: contradictions and doubles, protected people too.
    Keeper,
    /// 選挙管理委員会の事務局.
    ElectionOffice,
    /// システム管理者: devices and users, no personal data.
    Administrator,
    /// 監査.
    Auditor,
    /// 消去の責任者: an erasure takes two of them.
    ErasureOfficer,
}

/// How one can log in here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Ways {
    /// With name and password.
    pub password: bool,
    /// With the city's own accounts: what the button says. It leads to `/page/api/oidc/start`.
    pub oidc: Option<String>,
}

/// Name and password, and the second factor.
#[derive(Clone, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Login {
    /// The account.
    pub account: String,
    /// The password.
    pub password: String,
    /// Six digits of the app, or a recovery code; left out at the first try.
    #[serde(default)]
    pub code: Option<String>,
}

/// What a login comes to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase", tag = "kind")]
pub enum LoginAnswer {
    /// In; the cookie is set.
    In,
    /// The password is right: now the code.
    CodeWanted,
    /// The account has no second factor yet: put this into the app, then come again with a code.
    Enrol {
        /// `otpauth://…`, for a QR code.
        uri: String,
        /// The same secret to type in.
        secret: String,
        /// Each lets in once when the phone is lost. Shown once.
        recovery: Vec<String>,
    },
}

/// Who is logged in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct WhoAmI {
    /// The account.
    pub account: String,
    /// What staff call the person.
    pub name: String,
    /// 部署.
    pub department: String,
    /// What the person may be.
    pub roles: Vec<PageRole>,
    /// What the person may do, by code: what the page shows follows from it.
    pub rights: Vec<crate::page::Right>,
    /// Whether the password has to be changed first.
    pub must_change: bool,
    /// Realms that the person may look at.
    pub realms: Vec<RealmView>,
}

/// A new password of one's own.
#[derive(Clone, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct NewPassword {
    /// The one until now.
    pub old: String,
    /// The new one, at least 12 characters.
    pub new: String,
}
