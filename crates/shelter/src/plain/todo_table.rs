//! Which need asks for which deed.

use std::collections::BTreeSet;

use super::{Allergen, Need, NeedKey, NeedKind, ToDo};

impl ToDo {
    /// What is to be done for a person with these needs.
    pub fn from_needs<'a>(needs: impl IntoIterator<Item = &'a Need>) -> BTreeSet<Self> {
        needs.into_iter().flat_map(|need| of(&need.key)).collect()
    }
}

/// The table. Several needs lead to one deed, so that a deed does not betray the need.
fn of(key: &NeedKey) -> Vec<ToDo> {
    let value = key.value();
    match key.kind() {
        NeedKind::Illness | NeedKind::Intractable | NeedKind::Doctor => vec![ToDo::CallNurse],
        NeedKind::Pregnancy => vec![ToDo::NearToilet, ToDo::PrivateRoom, ToDo::Bed],
        NeedKind::Infant if value == "baby" => vec![ToDo::PrivateRoom, ToDo::QuietPlace],
        NeedKind::Infant => vec![ToDo::QuietPlace],
        NeedKind::Disability => match value {
            "body" => vec![ToDo::HelpMoving, ToDo::NoStairs],
            "sight" => vec![ToDo::ByVoice],
            "hearing" | "speech" => vec![ToDo::InWriting],
            "inner_organs" => vec![ToDo::CallNurse, ToDo::NearToilet],
            "intellectual" => vec![ToDo::PlainWords, ToDo::LookAfter],
            "mental" | "development" => vec![ToDo::QuietPlace, ToDo::LookAfter],
            _ => vec![ToDo::LookAfter],
        },
        NeedKind::Care => match value {
            "04" | "05" | "06" | "91" | "92" | "93" => {
                vec![
                    ToDo::Bed,
                    ToDo::NearToilet,
                    ToDo::HelpMoving,
                    ToDo::LookAfter,
                ]
            }
            _ => vec![ToDo::NearToilet, ToDo::LookAfter],
        },
        NeedKind::MedicalDevice => match value {
            "dialysis" => vec![ToDo::Transport, ToDo::CallNurse],
            "stoma" => vec![ToDo::NearToilet, ToDo::PrivateRoom],
            _ if key.needs_power() => vec![ToDo::PowerSocket, ToDo::CallNurse],
            _ => vec![ToDo::CallNurse],
        },
        NeedKind::Allergy => Allergen::from_code(value).map_or(vec![], |a| vec![ToDo::Without(a)]),
        NeedKind::Diet => match value {
            "soft" | "paste" => vec![ToDo::SoftFood],
            "baby_milk" => vec![ToDo::BabyMilk],
            "baby_food" => vec![ToDo::BabyFood],
            "halal" => vec![ToDo::Halal],
            "vegetarian" => vec![ToDo::Vegetarian],
            _ => vec![ToDo::AskAboutFood],
        },
        NeedKind::Medicine => match value {
            "insulin" | "cold_storage" => vec![ToDo::ColdStorage, ToDo::AskAboutMedicine],
            _ => vec![ToDo::AskAboutMedicine],
        },
        NeedKind::Mobility => match value {
            "wheelchair" => vec![ToDo::WheelchairSpace, ToDo::NoStairs, ToDo::NearToilet],
            "bedridden" => vec![ToDo::Bed, ToDo::HelpMoving, ToDo::LookAfter],
            "no_stairs" | "walking_aid" => vec![ToDo::NoStairs, ToDo::NearToilet],
            _ => vec![ToDo::HelpMoving],
        },
        NeedKind::Communication => match value {
            "language" => vec![ToDo::Interpreter, ToDo::PlainWords],
            "sight" => vec![ToDo::ByVoice],
            "hearing" | "speech" => vec![ToDo::InWriting],
            _ => vec![ToDo::PlainWords, ToDo::LookAfter],
        },
        NeedKind::Infection => vec![ToDo::SeparateArea, ToDo::CallNurse],
        NeedKind::Living => vec![ToDo::LookAfter],
        NeedKind::Sleep => vec![ToDo::QuietPlace, ToDo::CallNurse],
        NeedKind::FamilyContact => vec![ToDo::FindFamily],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_need_leads_to_a_deed() {
        for kind in NeedKind::ALL {
            for value in kind.values() {
                let key = NeedKey::new(kind, value).unwrap();
                assert!(!of(&key).is_empty(), "{key}");
                assert_eq!(
                    of(&key).contains(&ToDo::PowerSocket),
                    key.needs_power(),
                    "{key}"
                );
            }
        }
    }

    #[test]
    fn no_deed_names_what_a_person_has() {
        let words = [
            "病",
            "障",
            "介護",
            "妊",
            "感染",
            "認知",
            "透析",
            "酸素",
            "精神",
            "アレルギー",
        ];
        for kind in NeedKind::ALL {
            for value in kind.values() {
                for deed in of(&NeedKey::new(kind, value).unwrap()) {
                    let label = deed.label_ja();
                    assert!(!words.iter().any(|word| label.contains(word)), "{label}");
                }
            }
        }
    }
}
