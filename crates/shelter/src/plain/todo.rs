//! What a volunteer has to do, without the diagnosis behind it.

use serde::{Deserialize, Serialize};

use super::Allergen;

/// 配慮の内容: what is to be done for a person. Says nothing of an illness or a disability.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ToDo {
    /// 電源: a socket day and night.
    PowerSocket,
    /// 看護師・保健師に知らせる.
    CallNurse,
    /// 通院・搬送の手配.
    Transport,
    /// 別室・離れた区画.
    SeparateArea,
    /// 食事に入れないもの.
    Without(Allergen),
    /// やわらかい食事.
    SoftFood,
    /// 離乳食.
    BabyFood,
    /// ミルク.
    BabyMilk,
    /// 食事の制限を本人に聞く.
    AskAboutFood,
    /// ハラール.
    Halal,
    /// 菜食.
    Vegetarian,
    /// 冷蔵保管.
    ColdStorage,
    /// 薬の残りを確認.
    AskAboutMedicine,
    /// トイレの近く.
    NearToilet,
    /// 段差・階段なし.
    NoStairs,
    /// 車いすの幅.
    WheelchairSpace,
    /// 段ボールベッド.
    Bed,
    /// 移動の手助け.
    HelpMoving,
    /// 授乳・着替えの場所.
    PrivateRoom,
    /// 静かな場所.
    QuietPlace,
    /// 通訳・翻訳.
    Interpreter,
    /// 筆談・文字で伝える.
    InWriting,
    /// 声で伝える・誘導.
    ByVoice,
    /// ゆっくり、やさしい言葉で.
    PlainWords,
    /// 見守り.
    LookAfter,
    /// 家族さがしの手伝い.
    FindFamily,
}

impl ToDo {
    /// What is shown to a volunteer.
    pub fn label_ja(self) -> String {
        match self {
            Self::PowerSocket => "電源が必要",
            Self::CallNurse => "看護師・保健師に知らせる",
            Self::Transport => "通院・搬送の手配",
            Self::SeparateArea => "別の区画へ案内",
            Self::Without(Allergen::Other) => return "食べられないものを本人に聞く".to_owned(),
            Self::Without(allergen) => return format!("{}なし", allergen.label_ja()),
            Self::SoftFood => "やわらかい食事",
            Self::BabyFood => "離乳食",
            Self::BabyMilk => "ミルク",
            Self::AskAboutFood => "食事の制限を本人に聞く",
            Self::Halal => "ハラール",
            Self::Vegetarian => "菜食",
            Self::ColdStorage => "冷蔵保管",
            Self::AskAboutMedicine => "薬の残りを聞く",
            Self::NearToilet => "トイレの近く",
            Self::NoStairs => "段差・階段なし",
            Self::WheelchairSpace => "車いすが通れる場所",
            Self::Bed => "ベッドが必要",
            Self::HelpMoving => "移動の手助け",
            Self::PrivateRoom => "授乳・着替えの場所",
            Self::QuietPlace => "静かな場所",
            Self::Interpreter => "通訳・翻訳",
            Self::InWriting => "文字で伝える",
            Self::ByVoice => "声で伝える・誘導する",
            Self::PlainWords => "ゆっくり、やさしい言葉で",
            Self::LookAfter => "見守り",
            Self::FindFamily => "家族さがしを手伝う",
        }
        .to_owned()
    }

    /// English words for a volunteer.
    pub fn label_en(self) -> String {
        match self {
            Self::PowerSocket => "power socket needed",
            Self::CallNurse => "tell the nurse",
            Self::Transport => "arrange the way to hospital",
            Self::SeparateArea => "lead to the separate area",
            Self::Without(Allergen::Other) => return "ask what must not be eaten".to_owned(),
            Self::Without(allergen) => return format!("no {}", allergen.label_en()),
            Self::SoftFood => "soft food",
            Self::BabyFood => "baby food",
            Self::BabyMilk => "baby milk",
            Self::AskAboutFood => "ask what may be eaten",
            Self::Halal => "halal",
            Self::Vegetarian => "vegetarian",
            Self::ColdStorage => "something to keep cold",
            Self::AskAboutMedicine => "ask how long the medicine lasts",
            Self::NearToilet => "near the toilet",
            Self::NoStairs => "no steps or stairs",
            Self::WheelchairSpace => "room for a wheelchair",
            Self::Bed => "a bed",
            Self::HelpMoving => "help with moving about",
            Self::PrivateRoom => "room for nursing or changing",
            Self::QuietPlace => "a quiet place",
            Self::Interpreter => "interpreter",
            Self::InWriting => "tell it in writing",
            Self::ByVoice => "tell it aloud, lead the way",
            Self::PlainWords => "slowly, in plain words",
            Self::LookAfter => "look after now and then",
            Self::FindFamily => "help to find the family",
        }
        .to_owned()
    }
}
