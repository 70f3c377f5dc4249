//! Care that a person needs (配慮事項).

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, de};

use super::{NeedKind, Text};

/// 緊急度: 1 (when there is time) to 5 (life depends on it now).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "u8", into = "u8")]
pub struct Urgency(u8);

impl Urgency {
    /// `None` outside 1–5.
    pub fn new(degree: u8) -> Option<Self> {
        (1..=5).contains(&degree).then_some(Self(degree))
    }

    /// 1–5.
    pub fn degree(self) -> u8 {
        self.0
    }
}

impl Default for Urgency {
    fn default() -> Self {
        Self(3)
    }
}

impl From<Urgency> for u8 {
    fn from(urgency: Urgency) -> Self {
        urgency.0
    }
}

impl TryFrom<u8> for Urgency {
    type Error = &'static str;

    fn try_from(degree: u8) -> Result<Self, Self::Error> {
        Self::new(degree).ok_or("an urgency is 1 to 5")
    }
}

impl fmt::Debug for Urgency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Urgency(..)")
    }
}

/// Which need it is: a person has at most one of each.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(into = "String")]
pub struct NeedKey {
    kind: NeedKind,
    value: &'static str,
}

impl NeedKey {
    /// `None` if the kind has no such value.
    pub fn new(kind: NeedKind, value: &str) -> Option<Self> {
        kind.values()
            .iter()
            .find(|known| **known == value)
            .map(|value| Self { kind, value })
    }

    /// The kind.
    pub fn kind(&self) -> NeedKind {
        self.kind
    }

    /// One of [`NeedKind::values`].
    pub fn value(&self) -> &'static str {
        self.value
    }

    /// Reads "kind:value".
    pub fn parse(text: &str) -> Option<Self> {
        let (kind, value) = text.split_once(':')?;
        let kind = NeedKind::ALL.into_iter().find(|one| one.code() == kind)?;
        Self::new(kind, value)
    }

    /// Needs electricity to live (電源が必要な医療機器).
    pub fn needs_power(&self) -> bool {
        self.kind == NeedKind::MedicalDevice
            && matches!(self.value, "oxygen" | "ventilator" | "suction" | "pump")
    }
}

impl fmt::Display for NeedKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.kind.code(), self.value)
    }
}

impl fmt::Debug for NeedKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("NeedKey(..)")
    }
}

impl From<NeedKey> for String {
    fn from(key: NeedKey) -> Self {
        key.to_string()
    }
}

// By hand, since the derived one would borrow the value for ever.
impl<'de> Deserialize<'de> for NeedKey {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::parse(&String::deserialize(deserializer)?)
            .ok_or_else(|| de::Error::custom("not a kind of care and its value"))
    }
}

/// One need. 要配慮個人情報: `Debug` hides it.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Need {
    /// Which need.
    pub key: NeedKey,
    /// How urgent.
    #[serde(default)]
    pub urgency: Urgency,
    /// What was said of it; may be empty.
    #[serde(default, skip_serializing_if = "Text::is_empty")]
    pub text: Text,
}

impl Need {
    /// A need of ordinary urgency. `None` if the kind has no such value.
    pub fn new(kind: NeedKind, value: &str) -> Option<Self> {
        Some(Self {
            key: NeedKey::new(kind, value)?,
            urgency: Urgency::default(),
            text: Text::default(),
        })
    }

    /// The kind.
    pub fn kind(&self) -> NeedKind {
        self.key.kind
    }

    /// One of [`NeedKind::values`].
    pub fn value(&self) -> &'static str {
        self.key.value
    }
}

impl fmt::Debug for Need {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Need(..)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plain::Allergen;

    #[test]
    fn a_need_is_of_a_known_kind_and_value() {
        let key = NeedKey::parse("medical_device:oxygen").unwrap();
        assert!(key.needs_power());
        assert_eq!(key.to_string(), "medical_device:oxygen");
        assert!(
            !NeedKey::parse("medical_device:stoma")
                .unwrap()
                .needs_power()
        );
        assert!(NeedKey::parse("allergy:dust").is_none());
        assert!(NeedKey::parse("allergy").is_none());
        for kind in NeedKind::ALL {
            for value in kind.values() {
                let key = NeedKey::new(kind, value).unwrap();
                assert_eq!(NeedKey::parse(&key.to_string()), Some(key));
            }
        }
        for allergen in Allergen::ALL {
            assert!(Need::new(NeedKind::Allergy, allergen.code()).is_some());
        }
    }

    #[test]
    fn nothing_of_a_need_is_shown_by_debug() {
        let mut need = Need::new(NeedKind::Illness, "ill").unwrap();
        need.text = "見本の病名".into();
        assert_eq!(format!("{need:?}"), "Need(..)");
    }
}
