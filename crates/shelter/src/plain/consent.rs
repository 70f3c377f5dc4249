//! What may be told to whom.

use serde::{Deserialize, Serialize};

/// An answer to one question of consent.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum Answer {
    /// 未確認: counts as no.
    #[default]
    NotAsked,
    /// 同意する.
    Yes,
    /// 同意しない.
    No,
}

impl Answer {
    /// Only a spoken yes is a yes.
    pub fn is_yes(self) -> bool {
        self == Self::Yes
    }
}

/// 安否情報の開示同意, one answer for each circle of people, as 安否情報省令 様式第1号 asks them.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
pub struct Consent {
    /// 親族・同居者.
    pub relatives: Answer,
    /// 知人.
    pub acquaintances: Answer,
    /// 公表 (the list on the wall, PFIF).
    pub public: Answer,
}

impl Consent {
    /// Every one of the three was asked.
    pub fn is_asked(self) -> bool {
        [self.relatives, self.acquaintances, self.public]
            .iter()
            .all(|answer| *answer != Answer::NotAsked)
    }
}
