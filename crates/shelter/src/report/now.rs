//! What staff know of the shelter at the moment of a report.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::plain::{Moment, PartialDate, ShelterStatus, Text, Utility, UtilityState};

/// State of the shelter beside its people. Texts are written by staff and may be empty.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShelterNow {
    /// Name (避難所名).
    pub name: String,
    /// Code of the city's own or of the open data; may be empty.
    pub code: String,
    /// Who reports (報告者).
    pub reporter: Text,
    /// By what: system, fax, telephone, radio (報告の手段).
    pub means: Text,
    /// 開設状況.
    pub status: ShelterStatus,
    /// 開設日時.
    pub opened: Option<Moment>,
    /// 閉鎖日時.
    pub closed: Option<Moment>,
    /// 定員, people.
    pub capacity: Option<u32>,
    /// Damage to the building (建物などの被害).
    pub damage: Text,
    /// The last head count by eye.
    pub head_count: Option<HeadCount>,
    /// ライフライン, each with when it was looked at.
    pub utilities: BTreeMap<Utility, Checked>,
    /// 物資の残り.
    pub stock: Vec<Stock>,
    /// What is asked for (要望する物資・支援), beside what follows from the people's needs.
    pub requests: Text,
    /// 困っていること・要望.
    pub problems: Text,
    /// 運営の人員.
    pub staff: Text,
    /// Why a number differs from what was reported before (訂正の理由).
    pub correction: Text,
}

/// A head count by eye (目視の人数): everybody inside, on the list or not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HeadCount {
    /// People seen inside.
    pub people: u32,
    /// When.
    pub at: Moment,
    /// Why it differs from the list, in words of staff.
    pub reason: Text,
}

/// State of a utility and when it was looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Checked {
    /// How it was found.
    pub state: UtilityState,
    /// When.
    pub at: Moment,
}

/// A good in store.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stock {
    /// 品名.
    pub item: String,
    /// 数.
    pub quantity: u32,
    /// 単位, such as 本.
    pub unit: String,
    /// 期限, as far as it is printed on it.
    pub expires: Option<PartialDate>,
}
