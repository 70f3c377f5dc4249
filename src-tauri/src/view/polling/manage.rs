//! What the administrator (選挙管理委員会事務局) looks after.

use serde::Serialize;
use specta::Type;

use super::{BoothChoiceView, PollingRoleView};
use crate::view::hub::HubView;
use crate::view::{AdviceView, BilingualView};

/// The administrator's page.
#[derive(Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct PollingManageView {
    /// Booths to choose from.
    pub booths: Vec<BoothChoiceView>,
    /// Who grants claims; `this_pc` before it was chosen.
    pub claims: ClaimsView,
    /// The roll in use; none before one is loaded.
    pub roll: Option<RollView>,
    /// A file that is being loaded, or was.
    pub import: RollImportView,
    /// What a new file would change; none while none is compared.
    pub changes: Option<RollChangesView>,
    /// Badges.
    pub badges: Vec<PollingBadgeView>,
    /// Facts on this PC.
    pub facts: u32,
    /// PCs whose facts are here.
    pub devices: u32,
    /// Facts that could not be taken in.
    pub refused: u32,
    /// Acceptances that still have to be claimed: freezing waits for them.
    pub to_be_claimed: u32,
    /// Check words of all records, to be compared with the board's.
    pub check: String,
    /// Whether the board has read them back since the last record.
    pub board_has_all: bool,
    /// Last bundle or backup written, `MM-DD HH:MM`; empty if never.
    pub last_copy: String,
    /// Files written last, for the user to find.
    pub files: Vec<String>,
    /// Folders of removable drives that are in.
    pub sticks: Vec<String>,
    /// Roll files (CSV) on them.
    pub roll_files: Vec<String>,
    /// Bundles on them.
    pub bundles: Vec<String>,
    /// The hub; none in an exercise.
    pub hub: Option<HubView>,
    /// Folder on this PC in which the marked roll lies.
    pub paper_roll_folder: String,
    /// The list of early voters after the period; none before it is frozen.
    pub frozen: Option<FrozenView>,
    /// Why freezing is not possible now.
    pub freeze_blocked: Vec<AdviceView>,
    /// Why the roll may not leave this PC yet.
    pub destroy_blocked: Vec<AdviceView>,
    /// Proof that keys and roll are destroyed, words to be read to the office; none before.
    pub destroyed: Option<String>,
}

/// Who grants claims (二重の受付を止める相手).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, serde::Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum ClaimsView {
    /// This PC, for the whole election.
    #[default]
    ThisPc,
    /// The city's hub.
    Hub,
    /// Nobody that can be reached: the election's outage rule.
    Elsewhere,
}

/// The roll in use.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct RollView {
    /// Hash of its content, 16 hexadecimal digits.
    pub hash: String,
    /// 1 is the first; each supplement makes the next.
    pub edition: u32,
    /// Electors.
    pub count: u32,
    /// Since when it is in use, `YYYY-MM-DD HH:MM`.
    pub since: String,
    /// Electors by 投票区: name and count.
    pub districts: Vec<(String, u32)>,
}

/// A file being loaded. All of it or nothing; the roll in use stays until the new one is whole.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
#[serde(
    tag = "state",
    rename_all = "snake_case",
    rename_all_fields = "camelCase"
)]
pub enum RollImportView {
    /// None.
    None,
    /// Running.
    Running {
        /// Rows read.
        rows: u32,
        /// Per mille of the file.
        per_mille: u16,
    },
    /// Refused whole: rows are bad.
    Bad {
        /// How many rows are.
        bad: u32,
        /// Rows read.
        rows: u32,
        /// The first hundred.
        first: Vec<BadRowView>,
        /// File in which all of them stand.
        report: String,
    },
    /// Refused whole: the file is not a roll, or not of this election.
    Failed {
        /// What happened and what to do.
        advice: AdviceView,
    },
    /// Loaded and compared; nothing is in use yet.
    Ready {
        /// Electors.
        rows: u32,
        /// Hash of its content, 16 hexadecimal digits.
        hash: String,
    },
}

/// A bad row: where and why, never what stands in it.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct BadRowView {
    /// Row of the file, from 1 with the header.
    pub row: u32,
    /// Name of the column.
    pub field: String,
    /// Why.
    pub reason: BilingualView,
}

/// What a new file would change (追加・訂正・抹消).
#[derive(Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct RollChangesView {
    /// Name of the file.
    pub source: String,
    /// 追加.
    pub added: u32,
    /// 訂正.
    pub changed: u32,
    /// 抹消.
    pub gone: u32,
    /// Of those gone or changed: how many have been accepted already; each is looked at.
    pub accepted: u32,
    /// The first two hundred, by roll number.
    pub rows: Vec<ChangedRowView>,
}

/// One elector whom a new file changes.
#[derive(Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ChangedRowView {
    /// 選挙人番号.
    pub number: String,
    /// 氏名.
    pub name: String,
    /// `added`, `changed` or `gone`.
    pub kind: String,
    /// Field, before and after; empty for those added or gone.
    pub fields: Vec<(BilingualView, String, String)>,
    /// Whether the elector has been accepted already.
    pub accepted: bool,
}

/// 職員証.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct PollingBadgeView {
    /// Its id.
    pub id: String,
    /// What its holder may do.
    pub role: PollingRoleView,
    /// Such as `受付1番`.
    pub label: String,
    /// Whether it still works.
    pub valid: bool,
}

/// The list of early voters (期日前投票者), frozen and signed.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct FrozenView {
    /// When, `YYYY-MM-DD HH:MM`.
    pub at: String,
    /// Electors on it.
    pub count: u32,
    /// Its hash, 16 hexadecimal digits.
    pub hash: String,
}
