//! Allergens that meals are made without.

use serde::{Deserialize, Serialize};

/// アレルゲン: the raw materials that must be labelled (特定原材料, 食品表示基準 別表第十四), and others.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Allergen {
    /// 卵.
    Egg,
    /// 乳.
    Milk,
    /// 小麦.
    Wheat,
    /// 落花生.
    Peanut,
    /// そば.
    Soba,
    /// えび.
    Shrimp,
    /// かに.
    Crab,
    /// くるみ.
    Walnut,
    /// その他: the need's text says which.
    Other,
}

impl Allergen {
    /// Every one, in the order of lists.
    pub const ALL: [Self; 9] = [
        Self::Egg,
        Self::Milk,
        Self::Wheat,
        Self::Peanut,
        Self::Soba,
        Self::Shrimp,
        Self::Crab,
        Self::Walnut,
        Self::Other,
    ];

    /// Value of a need of kind [`NeedKind::Allergy`](super::NeedKind::Allergy).
    pub fn code(self) -> &'static str {
        match self {
            Self::Egg => "egg",
            Self::Milk => "milk",
            Self::Wheat => "wheat",
            Self::Peanut => "peanut",
            Self::Soba => "soba",
            Self::Shrimp => "shrimp",
            Self::Crab => "crab",
            Self::Walnut => "walnut",
            Self::Other => "other",
        }
    }

    /// The allergen of that [`Allergen::code`].
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.code() == code)
    }

    /// What staff and kitchens call it.
    pub fn label_ja(self) -> &'static str {
        match self {
            Self::Egg => "卵",
            Self::Milk => "乳",
            Self::Wheat => "小麦",
            Self::Peanut => "落花生",
            Self::Soba => "そば",
            Self::Shrimp => "えび",
            Self::Crab => "かに",
            Self::Walnut => "くるみ",
            Self::Other => "その他のアレルギー",
        }
    }

    /// English name.
    pub fn label_en(self) -> &'static str {
        match self {
            Self::Soba => "buckwheat",
            Self::Other => "other allergen",
            _ => self.code(),
        }
    }
}
