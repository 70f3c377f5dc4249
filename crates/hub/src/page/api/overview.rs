//! All shelters on one screen, and one of them.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use specta::Type;

use super::Millis;

/// Whether it is open.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum OpenState {
    /// 未開設.
    #[default]
    NotOpened,
    /// 開設.
    Open,
    /// 閉鎖.
    Closed,
}

/// How full it is (混雑状況).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum RoomState {
    /// 空き.
    Free,
    /// 混雑: from four fifths of the capacity on.
    Crowded,
    /// 定員一杯.
    Full,
    /// 不明.
    #[default]
    Unknown,
}

/// Whether a utility works.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct UtilityView {
    /// Which.
    pub utility: UtilityName,
    /// How it is.
    pub state: UtilityCondition,
    /// When somebody looked.
    pub at: Millis,
}

/// ライフライン.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
#[expect(missing_docs, reason = "the words say it")]
pub enum UtilityName {
    Power,
    Water,
    Gas,
    Phone,
    Internet,
    Toilet,
}

/// How a utility is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum UtilityCondition {
    /// 使える.
    Works,
    /// 一部使える.
    Partly,
    /// 使えない.
    Out,
    /// 不明.
    Unknown,
}

/// People of one shelter, or of all; each human once.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct PeopleCounts {
    /// 在所.
    pub inside: u32,
    /// 外出.
    pub out: u32,
    /// 外泊.
    pub overnight: u32,
    /// In cars and tents (車中泊・テント泊).
    pub vehicles: u32,
    /// At home or with relatives, served from here (在宅避難).
    pub outside: u32,
    /// 入院・搬送.
    pub hospital: u32,
    /// 所在不明.
    pub missing: u32,
    /// Announced (到着待ち).
    pub expected: u32,
    /// Left or moved on (退所・移動).
    pub left: u32,
    /// Households of those who stay.
    pub households: u32,
}

/// Meals of the next or last sitting.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct MealCounts {
    /// Portions needed now, those of people who are not in the list too.
    pub needed: u32,
    /// Of these soft food.
    pub soft: u32,
    /// Of these with an allergen left out.
    pub allergy: u32,
    /// Baby milk and baby food.
    pub baby: u32,
    /// The last sitting that was planned.
    pub sitting: Option<String>,
    /// When it is handed out.
    pub at: Option<Millis>,
    /// Portions handed out at it.
    pub given: u32,
}

/// One shelter of the board.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ShelterLine {
    /// Its id.
    pub id: String,
    /// 名称; that of its first PC before anything else is known.
    pub name: String,
    /// 開設状況.
    pub state: OpenState,
    /// 混雑状況.
    pub room: RoomState,
    /// 想定収容人数.
    pub capacity: Option<u32>,
    /// 緯度, decimal degrees, where known.
    pub latitude: Option<String>,
    /// 経度.
    pub longitude: Option<String>,
    /// People.
    pub people: PeopleCounts,
    /// The last head count by eye (目視人数).
    pub head_count: Option<u32>,
    /// Utilities, as last looked at.
    pub utilities: Vec<UtilityView>,
    /// People by kind of care (要配慮), those with any; codes of the card.
    pub needs: BTreeMap<String, u32>,
    /// Needs electricity to live.
    pub need_power: u32,
    /// 食事.
    pub meals: MealCounts,
    /// Contradictions to settle.
    pub conflicts: u32,
    /// Came in today and in the days before, by hour of Japan (`2026-11-22T09`), for two days.
    pub arrivals: BTreeMap<String, u32>,
    /// When anything came from it last.
    pub heard: Option<Millis>,
    /// Its PCs.
    pub desks: Vec<DeskLine>,
    /// Number of the last situation report.
    pub last_report: Option<u32>,
    /// When that report was made.
    pub last_report_at: Option<Millis>,
}

/// A PC as its last status says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct DeskLine {
    /// What staff call it.
    pub name: String,
    /// Whether it is let in.
    pub standing: StandingView,
    /// When it reported last.
    pub at: Option<Millis>,
    /// Events that it has not handed over.
    pub unsent: u32,
    /// By how many seconds its clock differs from the hub's, where it reported.
    pub clock_off: Option<i32>,
}

/// Whether a device is let in (承認状況).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum StandingView {
    /// Waits to be let in.
    Asking,
    /// Let in.
    Admitted,
    /// Two histories carry its key.
    Suspended,
    /// Shut out.
    Revoked,
}

/// Sums of all shelters. Somebody in two shelters' lists counts in both; the doubles say how many.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Totals {
    /// Open shelters.
    pub open: u32,
    /// Of these crowded or full.
    pub crowded: u32,
    /// Open ones that were not heard of for an hour.
    pub silent: u32,
    /// People.
    pub people: PeopleCounts,
    /// Sum of the known capacities of open shelters.
    pub capacity: u32,
    /// People by kind of care.
    pub needs: BTreeMap<String, u32>,
    /// Needs electricity to live.
    pub need_power: u32,
    /// Portions needed now.
    pub meals_needed: u32,
    /// Contradictions to settle.
    pub conflicts: u32,
    /// Arrivals by hour of Japan.
    pub arrivals: BTreeMap<String, u32>,
}

/// All shelters.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Overview {
    /// State of the realm that this is of; see [`super::Changed`].
    #[specta(type = u32)]
    pub change: i64,
    /// The hub's clock.
    pub now: Millis,
    /// Sums.
    pub totals: Totals,
    /// Each shelter, by name.
    pub shelters: Vec<ShelterLine>,
}

/// One shelter with what the board leaves out. No person is in it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ShelterView {
    /// As on the board.
    pub line: ShelterLine,
    /// カナ.
    pub kana: String,
    /// 所在地.
    pub place: String,
    /// 電話.
    pub phone: String,
    /// 責任者.
    pub head: String,
    /// 施設種別.
    pub place_kind: String,
    /// 備考.
    pub note: String,
    /// When it was opened.
    pub opened: Option<Millis>,
    /// 備蓄.
    pub stock: Vec<StockLine>,
    /// Meals that were planned, the last ones first.
    pub sittings: Vec<String>,
    /// Reports of this shelter, the last first.
    pub reports: Vec<super::ReportLine>,
}

/// One thing in stock.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct StockLine {
    /// What.
    pub item: String,
    /// How many.
    pub quantity: u32,
    /// Of what.
    pub unit: String,
}
