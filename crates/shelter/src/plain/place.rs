//! The shelter's own state.

use serde::{Deserialize, Serialize};

/// Whether a shelter takes people in.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum ShelterStatus {
    /// 未開設: nothing was said of it.
    #[default]
    NotOpened,
    /// 開設中.
    Open,
    /// 閉鎖.
    Closed,
}

/// ライフライン and what a shelter stands on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Utility {
    /// 電気.
    Power,
    /// 水道.
    Water,
    /// ガス.
    Gas,
    /// 電話.
    Phone,
    /// インターネット.
    Internet,
    /// トイレ.
    Toilet,
}

impl Utility {
    /// Every one, in the order of reports.
    pub const ALL: [Self; 6] = [
        Self::Power,
        Self::Water,
        Self::Gas,
        Self::Phone,
        Self::Internet,
        Self::Toilet,
    ];
}

/// How a utility was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum UtilityState {
    /// 使用可.
    Works,
    /// 一部使用可・代替 (generator, water truck, portable toilets).
    Partly,
    /// 使用不可.
    Out,
    /// 不明.
    Unknown,
}
