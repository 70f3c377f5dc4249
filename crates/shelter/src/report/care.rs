//! How many people need which care.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::people::number;
use crate::exchange::Evacuee;
use crate::plain::{NeedKind, Urgency};

/// People by the care they need; one person can be in several of them.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Care {
    /// 病気・けが.
    pub ill: u32,
    /// Of these hurt (負傷).
    pub injured: u32,
    /// 感染症の疑い.
    pub infection: u32,
    /// Of these with fever (発熱).
    pub fever: u32,
    /// Of these with vomiting or diarrhoea (嘔吐・下痢).
    pub stomach: u32,
    /// 妊産婦.
    pub pregnant: u32,
    /// 乳幼児.
    pub infant: u32,
    /// 障がい.
    pub disability: u32,
    /// 要介護・要支援.
    pub nursing: u32,
    /// 要介護3 and over.
    pub nursing_heavy: u32,
    /// 寝たきり.
    pub bedridden: u32,
    /// 認知症.
    pub dementia: u32,
    /// 一人暮らし高齢者.
    pub alone: u32,
    /// 医療機器.
    pub device: u32,
    /// Of these in need of electric power.
    pub power: u32,
    /// アレルギー.
    pub allergy: u32,
    /// ことば・意思疎通.
    pub language: u32,
    /// Care of any other kind (服薬, 食事制限, 移動, 難病, …).
    pub other: u32,
    /// What is urgent, from the most urgent.
    pub urgent: Vec<UrgentNeed>,
}

/// Needs of one kind that cannot wait.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct UrgentNeed {
    /// 4 (急ぐ) or 5 (至急).
    pub urgency: Urgency,
    /// Which care.
    pub kind: NeedKind,
    /// People.
    pub people: u32,
}

/// From this urgency on a need is reported by itself.
const REPORTED_FROM: u8 = 4;

impl Care {
    /// Counts these people.
    pub fn count(rows: &[&Evacuee]) -> Self {
        let of = |is: &dyn Fn(&Evacuee) -> bool| number(rows.iter().filter(|row| is(row)));
        let kind = |kind: NeedKind| of(&|row| row.has(kind));
        let value = |kind: NeedKind, values: &[&str]| {
            of(&|row| {
                let needs = row.needs.iter();
                needs
                    .filter(|need| need.kind() == kind)
                    .any(|need| values.contains(&need.value()))
            })
        };
        Self {
            ill: kind(NeedKind::Illness),
            injured: value(NeedKind::Illness, &["injured"]),
            infection: kind(NeedKind::Infection),
            fever: value(NeedKind::Infection, &["fever"]),
            stomach: value(NeedKind::Infection, &["stomach"]),
            pregnant: kind(NeedKind::Pregnancy),
            infant: kind(NeedKind::Infant),
            disability: kind(NeedKind::Disability),
            nursing: kind(NeedKind::Care),
            nursing_heavy: value(NeedKind::Care, &["04", "05", "06"]),
            bedridden: value(NeedKind::Mobility, &["bedridden"]),
            dementia: value(NeedKind::Living, &["dementia"]),
            alone: value(NeedKind::Living, &["alone"]),
            device: kind(NeedKind::MedicalDevice),
            power: of(&|row| row.needs.iter().any(|need| need.key.needs_power())),
            allergy: kind(NeedKind::Allergy),
            language: kind(NeedKind::Communication),
            other: of(&|row| row.needs.iter().any(|need| is_other(need.kind()))),
            urgent: urgent(rows),
        }
    }
}

fn is_other(kind: NeedKind) -> bool {
    matches!(
        kind,
        NeedKind::Diet
            | NeedKind::Medicine
            | NeedKind::Intractable
            | NeedKind::Mobility
            | NeedKind::Living
            | NeedKind::Doctor
            | NeedKind::Sleep
            | NeedKind::FamilyContact
    )
}

/// Each person once a kind, with the most urgent of it.
fn urgent(rows: &[&Evacuee]) -> Vec<UrgentNeed> {
    let mut counted: BTreeMap<(std::cmp::Reverse<Urgency>, NeedKind), u32> = BTreeMap::new();
    for row in rows {
        let mut worst: BTreeMap<NeedKind, Urgency> = BTreeMap::new();
        for need in &row.needs {
            let known = worst.entry(need.kind()).or_insert(need.urgency);
            *known = need.urgency.max(*known);
        }
        for (kind, urgency) in worst {
            if urgency.degree() >= REPORTED_FROM {
                *counted
                    .entry((std::cmp::Reverse(urgency), kind))
                    .or_default() += 1;
            }
        }
    }
    let counted = counted.into_iter();
    counted
        .map(|((urgency, kind), people)| UrgentNeed {
            urgency: urgency.0,
            kind,
            people,
        })
        .collect()
}
