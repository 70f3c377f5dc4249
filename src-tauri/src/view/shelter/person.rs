//! One person, as far as the role at the desk may see.

use serde::{Deserialize, Serialize};
use specta::Type;

use super::{CandidateView, OriginView};
use crate::view::BilingualView;

/// One person on the list.
#[derive(Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct EvacueeView {
    /// Random id of this list.
    pub id: String,
    /// 受付番号.
    pub number: String,
    /// Name; empty when unknown.
    pub name: String,
    /// Reading.
    pub kana: String,
    /// Age today, `n` or `n-m`; empty when unknown.
    pub age: String,
    /// `m`, `f`, `x` or empty.
    pub sex: String,
    /// For one without a name.
    pub description: String,
    /// Whether he speaks for the household.
    pub representative: bool,
    /// Where he is.
    pub presence: PresenceView,
    /// Last seen, `MM-DD HH:MM`.
    pub last_seen: String,
    /// What to see to.
    pub to_dos: Vec<BilingualView>,
    /// What of a page is open; empty outside of it.
    pub items: Vec<ItemView>,
    /// The household without this person.
    pub household: Vec<EvacueeView>,
    /// Where the person has been, newest first.
    pub history: Vec<StayView>,
    /// Needs by code; keepers only.
    pub needs: Vec<NeedView>,
    /// Who may be told; keepers only.
    pub consent: Option<ConsentView>,
    /// 支援措置; keepers only.
    pub protected: Option<bool>,
    /// What recognises the person: kind and how many.
    pub tokens: Vec<(BilingualView, u32)>,
    /// What is still to be asked.
    pub missing: Vec<MissingView>,
    /// What two reports say differently.
    pub conflicts: Vec<ConflictView>,
    /// People who may be the same human, with the reason.
    pub candidates: Vec<CandidateView>,
    /// People linked as the same human.
    pub linked: Vec<EvacueeView>,
}

/// 在所・外出・退所.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Type)]
#[serde(
    tag = "state",
    rename_all = "snake_case",
    rename_all_fields = "camelCase"
)]
pub enum PresenceView {
    /// 在所.
    In,
    /// 一時外出.
    Out,
    /// 外泊.
    Overnight {
        /// Back on, `YYYY-MM-DD` or empty.
        until: String,
        /// Where.
        place: String,
    },
    /// 別の避難所へ.
    MovedTo {
        /// Which.
        place: String,
    },
    /// 退所.
    Left {
        /// Where to.
        to: String,
        /// Phone.
        phone: String,
    },
    /// 在宅, served from here.
    Home {
        /// Where.
        place: String,
    },
    /// 車中泊, served from here.
    Car {
        /// Where it stands.
        place: String,
    },
    /// テント, served from here.
    Tent {
        /// Where it stands.
        place: String,
    },
    /// 親族・知人宅, served from here.
    Relatives {
        /// Where.
        place: String,
    },
    /// 病院.
    Hospital {
        /// Which.
        place: String,
    },
    /// 所在不明.
    Unknown,
    /// 到着予定.
    Expected,
}

/// One datum.
#[derive(Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ItemView {
    /// Name of the item, such as `address`.
    pub item: String,
    /// Its text.
    pub value: String,
    /// Where it came from.
    pub origin: OriginView,
}

/// Something still to be asked.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct MissingView {
    /// Name of the item.
    pub item: String,
}

/// One datum with two values.
#[derive(Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ConflictView {
    /// Name of the item, or `presence`.
    pub item: String,
    /// What is shown now, and where it came from.
    pub value: String,
    /// The others.
    pub others: Vec<String>,
}

/// One stay.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct StayView {
    /// Since, `MM-DD HH:MM`.
    pub since: String,
    /// Where.
    pub presence: PresenceView,
}

/// One need (配慮事項).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct NeedView {
    /// Code, such as `ALG`.
    pub code: String,
    /// Its value in the code's own list; empty for a plain yes.
    pub value: String,
    /// 1 (at once) to 5.
    pub urgency: u8,
    /// In words.
    pub text: String,
}

/// 安否照会への同意.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ConsentView {
    /// 親族・同居者; none while not asked.
    pub relatives: Option<bool>,
    /// 知人.
    pub acquaintances: Option<bool>,
    /// 公開.
    pub public: Option<bool>,
}

/// Somebody found.
#[derive(Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct HitView {
    /// Who.
    pub person: EvacueeView,
    /// By what.
    pub why: BilingualView,
}
