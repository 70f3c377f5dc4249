//! Kinds of care, and the values that each has.

use serde::{Deserialize, Serialize};

/// 配慮事項の種類. Where a three-letter code is named, it is the one of the evacuee-list draft.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NeedKind {
    /// ILL 病気・けが.
    Illness,
    /// PRG 妊産婦. The text may say weeks.
    Pregnancy,
    /// INF 乳幼児.
    Infant,
    /// DIS 障がい.
    Disability,
    /// NUR 要介護: the degree as certified (介護保険法).
    Care,
    /// MED 医療機器・透析・酸素.
    MedicalDevice,
    /// ALG アレルギー: one need for each allergen.
    Allergy,
    /// 食事制限.
    Diet,
    /// 服薬.
    Medicine,
    /// 難病.
    Intractable,
    /// 移動の支援.
    Mobility,
    /// 言語・コミュニケーション支援.
    Communication,
    /// 感染症状・発熱.
    Infection,
    /// 一人暮らし高齢者・認知症 and such.
    Living,
    /// 医師の診察を希望.
    Doctor,
    /// 眠れない・不安.
    Sleep,
    /// 家族と連絡がとれない.
    FamilyContact,
}

impl NeedKind {
    /// Every kind, in the order of the card.
    pub const ALL: [Self; 17] = [
        Self::Illness,
        Self::Pregnancy,
        Self::Infant,
        Self::Disability,
        Self::Care,
        Self::MedicalDevice,
        Self::Allergy,
        Self::Diet,
        Self::Medicine,
        Self::Intractable,
        Self::Mobility,
        Self::Communication,
        Self::Infection,
        Self::Living,
        Self::Doctor,
        Self::Sleep,
        Self::FamilyContact,
    ];

    /// The values that a need of this kind can have; the first is the plain "yes".
    pub fn values(self) -> &'static [&'static str] {
        match self {
            Self::Illness => &["ill", "injured"],
            Self::Pregnancy => &["pregnant", "after_birth"],
            Self::Infant => &["baby", "toddler"],
            Self::Disability => &[
                "yes",
                "body",
                "sight",
                "hearing",
                "speech",
                "inner_organs",
                "intellectual",
                "mental",
                "development",
            ],
            // 01 要支援, 02–06 要介護1–5, 91–93 deemed so, as 被災者支援システム numbers them.
            Self::Care => &["yes", "01", "02", "03", "04", "05", "06", "91", "92", "93"],
            Self::MedicalDevice => &[
                "other",
                "oxygen",
                "ventilator",
                "suction",
                "dialysis",
                "tube_feeding",
                "pump",
                "stoma",
            ],
            Self::Allergy => &[
                "other", "egg", "milk", "wheat", "peanut", "soba", "shrimp", "crab", "walnut",
            ],
            Self::Diet => &[
                "other",
                "soft",
                "paste",
                "baby_milk",
                "baby_food",
                "halal",
                "vegetarian",
                "low_salt",
                "low_sugar",
                "kidney",
            ],
            Self::Medicine => &["yes", "runs_out", "insulin", "cold_storage"],
            Self::Intractable | Self::Doctor | Self::Sleep | Self::FamilyContact => &["yes"],
            Self::Mobility => &[
                "help",
                "wheelchair",
                "walking_aid",
                "bedridden",
                "no_stairs",
            ],
            Self::Communication => &["language", "sight", "hearing", "speech", "cognition"],
            Self::Infection => &["fever", "cough", "stomach", "contact", "confirmed"],
            Self::Living => &["alone", "elderly_couple", "dementia", "with_child_alone"],
        }
    }

    /// Name in the ledger and towards the window.
    pub fn code(self) -> &'static str {
        match self {
            Self::Illness => "illness",
            Self::Pregnancy => "pregnancy",
            Self::Infant => "infant",
            Self::Disability => "disability",
            Self::Care => "care",
            Self::MedicalDevice => "medical_device",
            Self::Allergy => "allergy",
            Self::Diet => "diet",
            Self::Medicine => "medicine",
            Self::Intractable => "intractable",
            Self::Mobility => "mobility",
            Self::Communication => "communication",
            Self::Infection => "infection",
            Self::Living => "living",
            Self::Doctor => "doctor",
            Self::Sleep => "sleep",
            Self::FamilyContact => "family_contact",
        }
    }

    /// What staff call it.
    pub fn label_ja(self) -> &'static str {
        match self {
            Self::Illness => "病気・けが",
            Self::Pregnancy => "妊産婦",
            Self::Infant => "乳幼児",
            Self::Disability => "障がい",
            Self::Care => "要介護",
            Self::MedicalDevice => "医療機器",
            Self::Allergy => "アレルギー",
            Self::Diet => "食事制限",
            Self::Medicine => "服薬",
            Self::Intractable => "難病",
            Self::Mobility => "移動の支援",
            Self::Communication => "コミュニケーション支援",
            Self::Infection => "感染症状",
            Self::Living => "暮らしの状況",
            Self::Doctor => "診察希望",
            Self::Sleep => "不眠・不安",
            Self::FamilyContact => "家族と連絡不可",
        }
    }
}
