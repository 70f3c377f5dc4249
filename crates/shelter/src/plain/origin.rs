//! Where a value comes from, and how a person came in.

use serde::{Deserialize, Serialize};

/// Where a value comes from (入力元).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Origin {
    /// The card's chip, opened with the PIN (暗証番号).
    CardPin,
    /// The card's chip, opened with the 14 digits of its face (照合番号B).
    CardFaceCode,
    /// Typed as the person said it.
    Typed,
    /// Sent or printed by the person beforehand (事前登録).
    PreRegistered,
    /// Typed later from a paper slip (避難者カード).
    Paper,
}

impl Origin {
    /// Read from the chip: not displaced by what somebody typed.
    pub fn is_card(self) -> bool {
        matches!(self, Self::CardPin | Self::CardFaceCode)
    }
}

/// How a person was taken in (受付方法).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WayIn {
    /// My Number card and PIN.
    Pin,
    /// My Number card and the 14 digits of its face.
    FaceCode,
    /// My Number card that was bound before; no PIN.
    KnownCard,
    /// Another contactless card (交通系ICカードなど).
    Contactless,
    /// A label or wristband with a code (名札・リストバンド).
    Label,
    /// A code made at home (事前登録).
    PreRegistered,
    /// By hand at the desk.
    Hand,
    /// A paper slip, typed later.
    Paper,
}

impl WayIn {
    /// Where the values of such a registration come from.
    pub fn origin(self) -> Origin {
        match self {
            Self::Pin => Origin::CardPin,
            Self::FaceCode => Origin::CardFaceCode,
            Self::PreRegistered => Origin::PreRegistered,
            Self::Paper => Origin::Paper,
            Self::KnownCard | Self::Contactless | Self::Label | Self::Hand => Origin::Typed,
        }
    }
}
