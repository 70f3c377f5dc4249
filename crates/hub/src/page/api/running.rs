//! Devices, users, and the record of looks.

use serde::{Deserialize, Serialize};
use specta::Type;

use super::{Millis, PageRole, StandingView};

/// One device of a realm.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct DeviceView {
    /// Its id.
    pub id: String,
    /// What staff call it.
    pub name: String,
    /// The stream that it writes into.
    pub stream: String,
    /// The shelter's or booth's name; that of its first PC before anything else is known, empty for headquarters.
    pub stream_name: String,
    /// What it may do.
    pub role: DeviceRole,
    /// Whether it is let in.
    pub standing: StandingView,
    /// Its events here.
    #[specta(type = u32)]
    pub events: u64,
    /// When it came first.
    pub joined: Millis,
    /// When it reported last.
    pub reported: Option<Millis>,
    /// Version of its program.
    pub program: Option<String>,
    /// Events that it has not handed over.
    pub unsent: Option<u32>,
    /// Events of it that were kept apart (隔離).
    pub apart: u32,
}

/// What a device may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum DeviceRole {
    /// A counter's PC.
    Desk,
    /// Follows all streams.
    Headquarters,
    /// A hub above or below.
    Forwarder,
}

/// A code for one device.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct NewCodeAsked {
    /// What the device is to be.
    pub role: DeviceRole,
    /// Into which stream, if into one only.
    #[serde(default)]
    pub stream: Option<String>,
    /// For how many hours, 1 to 336.
    pub hours: u32,
}

/// The code. Shown once.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct CodeMade {
    /// As it is printed and typed.
    pub code: String,
    /// The text of its QR code, with the hub's address; `None` where the configuration does not name it.
    pub invitation: Option<String>,
    /// Until when it is good.
    pub until: Millis,
}

/// What was done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum AuditAct {
    /// Logged in.
    LoggedIn,
    /// A login that failed.
    LoginFailed,
    /// Logged out.
    LoggedOut,
    /// A search.
    Searched,
    /// A record was opened.
    Opened,
    /// An inquiry was answered.
    Answered,
    /// A file was written.
    Exported,
    /// A contradiction was looked at.
    LookedAtConflicts,
    /// A contradiction was settled.
    Settled,
    /// An erasure was asked for.
    ErasureAsked,
    /// An erasure was carried out.
    Erased,
    /// A device was let in.
    Admitted,
    /// A device was shut out.
    Revoked,
    /// A code was made.
    CodeMade,
    /// A user was made or changed.
    UserChanged,
    /// The record itself was read.
    AuditRead,
}

/// Pages that show people and are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum PrintedPage {
    /// Who was found, or a record.
    People,
    /// Inquiries that were answered.
    Inquiries,
    /// Contradictions.
    Conflicts,
}

/// What a browser put on paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Printed {
    /// Which page.
    pub page: PrintedPage,
    /// How many people were on it.
    pub people: u32,
}

/// One line of the record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct AuditLine {
    /// 1, 2, 3 …
    #[specta(type = u32)]
    pub number: i64,
    /// When.
    pub at: Millis,
    /// Who: the account.
    pub account: String,
    /// What.
    pub act: AuditAct,
    /// In which realm.
    pub realm: Option<String>,
    /// About whom or what: an id, never a name.
    pub about: Option<String>,
    /// Why, as it was typed.
    pub reason: String,
    /// How many people came out of it.
    pub people: u32,
}

/// Lines, the last first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct AuditPage {
    /// At most 200.
    pub lines: Vec<AuditLine>,
    /// Number before which the next page begins; `None` at the end.
    #[specta(type = Option<u32>)]
    pub before: Option<i64>,
}

/// Whether the record is whole.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct AuditVerdict {
    /// The first line that is not as it was written; `None` if all are.
    #[specta(type = Option<u32>)]
    pub broken: Option<i64>,
    /// Printed and kept, it shows later that no line was changed or cut off.
    pub head: AuditHead,
}

/// A user, without anything secret.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct UserView {
    /// The account.
    pub account: String,
    /// What staff call the person.
    pub name: String,
    /// 部署.
    pub department: String,
    /// What the person may be.
    pub roles: Vec<PageRole>,
    /// Shut out.
    pub locked: bool,
    /// Has a second factor.
    pub second_factor: bool,
    /// Logs in with the city's accounts.
    pub oidc: bool,
    /// When last logged in.
    pub seen: Option<Millis>,
}

/// Makes or changes a user.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct UserChange {
    /// What staff call the person.
    pub name: String,
    /// 部署.
    pub department: String,
    /// What the person may be.
    pub roles: Vec<PageRole>,
    /// Shut out.
    #[serde(default)]
    pub locked: bool,
    /// Give a new first password and take the second factor away.
    #[serde(default)]
    pub reset: bool,
}

/// What was made.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct UserMade {
    /// The user.
    pub user: UserView,
    /// The first password, where one was made. Shown once.
    pub password: Option<String>,
}

/// The record's head as it is printed and kept elsewhere.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct AuditHead {
    /// How many lines.
    #[specta(type = u32)]
    pub lines: i64,
    /// Hash over all of them, hexadecimal.
    pub hash: String,
    /// The hub's Ed25519 over `kazashi.audit.1`, lines (8 bytes, big endian) and hash; hexadecimal.
    pub signature: String,
}
