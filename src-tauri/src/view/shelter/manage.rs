//! Meals and goods, the report, and what the keeper looks after.

use serde::{Deserialize, Serialize};
use specta::Type;

use super::{CountView, EvacueeView, PortionsView, RoleView};
use crate::view::BilingualView;
use crate::view::hub::HubView;

/// A shelter: this one, or one of the city's list.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct PlaceView {
    /// 名称.
    pub name: String,
    /// 所在地.
    pub place: String,
    /// 想定収容人数; none if not known.
    pub capacity: Option<u32>,
    /// Since, `YYYY-MM-DD HH:MM`; empty for a planned one.
    pub opened: String,
}

/// What can be handed out.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct OfferView {
    /// Its id, such as `breakfast` or `blanket`.
    pub id: String,
    /// What.
    pub label: BilingualView,
    /// Whether it is a meal.
    pub meal: bool,
    /// Left in stock; none if not counted.
    pub stock: Option<u32>,
}

/// 配布の決まり: it warns and never refuses.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct RuleView {
    /// Least time between two in hours, digits; empty for none.
    pub hours: String,
    /// Most on one day, digits; empty for none.
    pub per_day: String,
    /// For people who are served from here; others get a warning.
    pub of_here: bool,
}

/// Handing out.
#[derive(Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ServingView {
    /// What there is.
    pub offers: Vec<OfferView>,
    /// What is handed out now; none before one is chosen.
    pub chosen: Option<String>,
    /// Its rule; all meals have one. None before one was set.
    pub rule: Option<RuleView>,
    /// Handed out of it today (a meal: at this sitting).
    pub served: u32,
    /// Portions still owed.
    pub owed: PortionsView,
    /// How many people have not had it.
    pub waiting_count: u32,
    /// The first 200 of them.
    pub waiting: Vec<EvacueeView>,
    /// The household just served.
    pub now: Vec<EvacueeView>,
    /// Said about them, such as "had it an hour ago"; never a refusal.
    pub warnings: Vec<BilingualView>,
}

/// The report, line by line.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ReportView {
    /// Number the next sent version will have, from 1.
    pub version: u32,
    /// As of, `YYYY-MM-DD HH:MM`.
    pub as_of: String,
    /// Blocks of lines.
    pub lines: Vec<ReportLineView>,
    /// Sent versions: number and time.
    pub sent: Vec<(u32, String)>,
    /// Power, water and the like.
    pub utilities: Vec<UtilityView>,
    /// Stock.
    pub stock: Vec<StockView>,
    /// Counted by eye: heads and time; none if never.
    pub counted: Option<(u32, String)>,
    /// On the list as present when they were counted, or now.
    pub listed: u32,
    /// Why the two differ, as told.
    pub explained: String,
}

/// One figure of the report.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ReportLineView {
    /// Block it belongs to.
    pub block: BilingualView,
    /// What.
    pub label: BilingualView,
    /// The figure or words.
    pub value: String,
    /// Change since the last version; empty if none.
    pub change: String,
}

/// 電気・水道など.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct UtilityView {
    /// `power`, `water`, `gas`, `phone`, `internet`, `toilet`.
    pub id: String,
    /// `works`, `limited`, `out`, `unknown`.
    pub state: String,
    /// Checked at, `MM-DD HH:MM`; empty if never.
    pub checked: String,
}

/// 在庫.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct StockView {
    /// Its id or own name.
    pub item: String,
    /// How much.
    pub quantity: u32,
    /// In what.
    pub unit: String,
}

/// 腕章・名札のQR.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct BadgeView {
    /// Its id.
    pub id: String,
    /// What its holder may do.
    pub role: RoleView,
    /// Such as "受付1".
    pub label: String,
    /// Whether it still works.
    pub valid: bool,
}

/// What the keeper looks after.
#[derive(Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ManageView {
    /// Badges.
    pub badges: Vec<BadgeView>,
    /// Records on this PC.
    pub events: u32,
    /// PCs whose records are here.
    pub devices: u32,
    /// Records that could not be taken in.
    pub refused: u32,
    /// Last backup or stick, `MM-DD HH:MM`; empty if never.
    pub last_copy: String,
    /// Files written last, for the user to find.
    pub files: Vec<String>,
    /// Look-ups of people by operator.
    pub looks: Vec<CountView>,
    /// Searches by operator.
    pub searches: Vec<CountView>,
    /// Answers given to those who asked after somebody (安否照会).
    pub inquiries: u32,
    /// People who still count as here, for the closing.
    pub still_here: u32,
    /// Whether the city's receipt is in.
    pub receipt: bool,
    /// Check words of the list, for the city's receipt.
    pub check: String,
    /// Folders of removable drives that are in.
    pub sticks: Vec<String>,
    /// Bundles on them.
    pub bundles: Vec<String>,
    /// The hub; none in an exercise.
    pub hub: Option<HubView>,
}
