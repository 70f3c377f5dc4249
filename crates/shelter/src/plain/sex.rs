//! 性別.

use serde::{Deserialize, Serialize};

/// 性別 as said or as on the card. Written "m", "f" or "x".
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Sex {
    /// 男.
    #[serde(rename = "m")]
    Male,
    /// 女.
    #[serde(rename = "f")]
    Female,
    /// その他・回答しない.
    #[serde(rename = "x")]
    Other,
}

impl Sex {
    /// Reads the written form, the card's digit (1, 2, 9) or 男/女.
    pub fn parse(text: &str) -> Option<Self> {
        match text {
            "m" | "M" | "1" | "男" | "男性" => Some(Self::Male),
            "f" | "F" | "2" | "女" | "女性" => Some(Self::Female),
            "x" | "X" | "9" | "その他" | "回答しない" => Some(Self::Other),
            _ => None,
        }
    }

    /// The written form.
    pub fn code(self) -> &'static str {
        match self {
            Self::Male => "m",
            Self::Female => "f",
            Self::Other => "x",
        }
    }
}

impl std::fmt::Debug for Sex {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Sex(..)")
    }
}
