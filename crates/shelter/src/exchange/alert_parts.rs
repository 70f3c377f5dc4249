//! What a report to Lアラート (公共情報コモンズ) is made of.

use crate::plain::Moment;

/// Kind of place, as Lアラート names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PlaceType {
    /// 避難所.
    Shelter,
    /// 臨時避難所: opened without having been designated.
    Temporary,
    /// 広域避難場所.
    WideArea,
    /// 一時避難場所.
    FirstGathering,
}

impl PlaceType {
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Shelter => "避難所",
            Self::Temporary => "臨時避難所",
            Self::WideArea => "広域避難場所",
            Self::FirstGathering => "一時避難場所",
        }
    }
}

/// 開設状況, as Lアラート names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sort {
    /// 未開設.
    NotOpen,
    /// 開設.
    Open,
    /// 閉鎖.
    Closed,
    /// 不明.
    Unknown,
    /// 常設.
    Permanent,
}

impl Sort {
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::NotOpen => "未開設",
            Self::Open => "開設",
            Self::Closed => "閉鎖",
            Self::Unknown => "不明",
            Self::Permanent => "常設",
        }
    }

    pub(super) fn is_usable(self) -> bool {
        matches!(self, Self::Open | Self::Permanent)
    }
}

/// 混雑状況.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum Room {
    /// 空き.
    Free,
    /// 混雑.
    Crowded,
    /// 定員一杯.
    Full,
    /// 不明.
    Unknown,
}

impl Room {
    /// As Lアラート writes it.
    pub fn label_ja(self) -> &'static str {
        match self {
            Self::Free => "空き",
            Self::Crowded => "混雑",
            Self::Full => "定員一杯",
            Self::Unknown => "不明",
        }
    }

    /// From the people inside and the capacity: full from the capacity on, crowded from four fifths.
    pub fn of(people: u32, capacity: Option<u32>) -> Self {
        match capacity {
            None | Some(0) => Self::Unknown,
            Some(capacity) if people >= capacity => Self::Full,
            Some(capacity) if u64::from(people) * 5 >= u64::from(capacity) * 4 => Self::Crowded,
            Some(_) => Self::Free,
        }
    }
}

/// One shelter of the report; numbers only, no person.
#[derive(Debug, Clone)]
pub struct AlertShelter {
    /// Name.
    pub name: String,
    /// Kana of the name; may be empty.
    pub kana: String,
    /// Address.
    pub address: String,
    /// Phone of the shelter; may be empty.
    pub phone: String,
    /// Kind.
    pub place_type: PlaceType,
    /// State.
    pub sort: Sort,
    /// When it was opened or, if it is closed, closed.
    pub since: Option<Moment>,
    /// People it takes.
    pub capacity: Option<u32>,
    /// How full it is.
    pub room: Room,
    /// People, those who came without an order included; `None` where nobody knows.
    pub people: Option<u32>,
    /// Of these without an order (自主避難).
    pub voluntary: Option<u32>,
    /// Households.
    pub households: Option<u32>,
    /// Of these without an order.
    pub voluntary_households: Option<u32>,
    /// When this was looked at.
    pub checked: Option<Moment>,
}

/// An office, as publisher or editor.
#[derive(Debug, Clone)]
pub struct Office {
    /// Code of the organisation: the city's six digits.
    pub organization_code: String,
    /// Name of the organisation, as 「見本市」.
    pub organization: String,
    /// Name of the office, as 「危機管理課」.
    pub office: String,
    /// Kana of the office; may be empty.
    pub office_kana: String,
    /// Address of the office.
    pub location: String,
    /// Phone.
    pub phone: String,
    /// Domain name of the office.
    pub domain: String,
}

/// What heads a report.
#[derive(Debug, Clone)]
pub struct AlertHead {
    /// Id of this distribution, unique (a UUID, made outside).
    pub distribution_id: String,
    /// Id of the document, the same in all its revisions (a UUID, made outside).
    pub document_id: String,
    /// Revision of the document, from 1; a correction raises it.
    pub revision: u32,
    /// Whether this is a drill: the status is then `Exercise` instead of `Actual`.
    pub is_drill: bool,
    /// Sender's id at Lアラート.
    pub sender: String,
    /// When the document was made first.
    pub first_created: Moment,
    /// When this revision was made.
    pub created: Moment,
    /// Name of the disaster.
    pub disaster: String,
    /// The area of the report, as 「見本市」.
    pub area: String,
    /// A sentence for all; may be empty.
    pub complement: String,
    /// Who publishes.
    pub publisher: Office,
}
