//! Facts about the shelter itself.

use std::{collections::BTreeMap, fmt};

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use crate::{
    plain::{Actor, DeviceId, Moment, Text, Token, Utility, UtilityState},
    role::Role,
};

/// One datum of a shelter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Detail {
    /// 名称.
    Name,
    /// 名称（カナ）.
    Kana,
    /// 所在地, as a person would find it.
    Place,
    /// 想定収容人数, in digits.
    Capacity,
    /// 施設種別: designated (指定避難所), self-started (自主避難所) and such.
    Kind,
    /// 全国地方公共団体コード.
    Municipality,
    /// ID in the city's list of places.
    PlaceId,
    /// 緯度, decimal degrees.
    Latitude,
    /// 経度, decimal degrees.
    Longitude,
    /// 電話.
    Phone,
    /// 責任者.
    Head,
    /// 備考.
    Note,
}

/// `shelter.opened` 開設.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Opened {
    /// Name, place and capacity, and what else is known.
    pub details: BTreeMap<Detail, Text>,
}

/// `shelter.changed`: details set or taken back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Changed {
    /// `None` takes a value back.
    pub details: BTreeMap<Detail, Option<Text>>,
}

/// `shelter.closed` 閉鎖.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Closed {}

/// `shelter.reopened` 再開.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reopened {}

/// `shelter.counted` 目視人数: people counted by eye.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Counted {
    /// People inside.
    pub people: u32,
    /// Why it differs from the list, if somebody knows.
    #[serde(default, skip_serializing_if = "Text::is_empty")]
    pub note: Text,
}

/// `shelter.stock` 備蓄: what is there now, not what came or went.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Stocked {
    /// What it is.
    pub item: String,
    /// How many.
    pub quantity: u32,
    /// Of what (箱・本・枚).
    pub unit: String,
}

/// `shelter.utilities` ライフライン.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UtilitiesChecked {
    /// What was checked.
    pub found: BTreeMap<Utility, UtilityState>,
}

/// Bytes that this crate carries and does not read.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Bytes(pub Vec<u8>);

impl fmt::Debug for Bytes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Bytes({})", self.0.len())
    }
}

impl Serialize for Bytes {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_bytes(&self.0)
    }
}

impl<'de> Deserialize<'de> for Bytes {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Visitor;
        impl<'de> de::Visitor<'de> for Visitor {
            type Value = Bytes;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("bytes")
            }
            fn visit_bytes<E: de::Error>(self, bytes: &[u8]) -> Result<Bytes, E> {
                Ok(Bytes(bytes.to_vec()))
            }
            fn visit_byte_buf<E: de::Error>(self, bytes: Vec<u8>) -> Result<Bytes, E> {
                Ok(Bytes(bytes))
            }
            fn visit_seq<A: de::SeqAccess<'de>>(self, mut seq: A) -> Result<Bytes, A::Error> {
                let mut bytes = Vec::new();
                while let Some(byte) = seq.next_element()? {
                    bytes.push(byte);
                }
                Ok(Bytes(bytes))
            }
        }
        deserializer.deserialize_byte_buf(Visitor)
    }
}

/// `shelter.reported` 状況報告: one version that was sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reported {
    /// Running number of the report.
    pub version: u32,
    /// The report itself.
    pub report: Bytes,
}

/// `shelter.receipt` 受領: the city has every fact up to here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Receipt {
    /// The last running number of each PC that the city holds.
    pub have: BTreeMap<DeviceId, u64>,
    /// The city's signature over it, checked outside.
    #[serde(default)]
    pub signature: Bytes,
}

/// `badge.issued` 名札の発行.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct BadgeIssued {
    /// Pseudonym that stands in the headers.
    pub actor: Actor,
    /// What the bearer may do.
    pub role: Role,
    /// Who it was given to.
    pub name: Text,
    /// Until when it is good.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Moment>,
}

/// `badge.revoked` 名札の失効.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BadgeRevoked {
    /// Whose.
    pub actor: Actor,
}

/// `token.revoked`: a lost label or card, whoever it was bound to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TokenRevoked {
    /// What was lost.
    pub token: Token,
}

/// `meal.planned` 食事の回.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct MealPlanned {
    /// Name of the sitting, such as "2026-11-21 夕".
    pub sitting: String,
    /// When it is handed out.
    pub from: Moment,
    /// People who are not in the list and are cooked for all the same.
    #[serde(default)]
    pub unregistered: u32,
}

/// `good.ruled` 配布の決まり. Breaking it warns and never refuses.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct GoodRule {
    /// Code of the meal or good.
    pub good: String,
    /// The least time between two, in milliseconds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub interval: Option<i64>,
    /// The most on one day (Japan's day).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub per_day: Option<u16>,
    /// Only for those who are served from here.
    #[serde(default)]
    pub of_here: bool,
}
