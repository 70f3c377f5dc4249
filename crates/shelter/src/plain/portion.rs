//! What is cooked and handed out (食事の数).

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::{Allergen, Need, NeedKind};

/// Kind of a meal.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum Dish {
    /// 普通食.
    #[default]
    Normal,
    /// おかゆ・軟らかい食事.
    Soft,
    /// ペースト食.
    Paste,
    /// 離乳食.
    BabyFood,
    /// 粉ミルク・液体ミルク.
    BabyMilk,
    /// 経管栄養: no meal, own nutrition.
    Tube,
}

/// Restrictions beside allergies (食事制限).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Diet {
    /// ハラール.
    Halal,
    /// 菜食.
    Vegetarian,
    /// 減塩.
    LowSalt,
    /// 糖質制限.
    LowSugar,
    /// 腎臓病食.
    Kidney,
    /// その他.
    Other,
}

/// One person's meal: the dish and what it must be without.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Portion {
    /// The dish.
    pub dish: Dish,
    /// Without these.
    pub without: BTreeSet<Allergen>,
    /// With these restrictions.
    pub diet: BTreeSet<Diet>,
}

impl Portion {
    /// The meal that a person's needs ask for.
    pub fn from_needs<'a>(needs: impl IntoIterator<Item = &'a Need>) -> Self {
        let mut portion = Self::default();
        for need in needs {
            match (need.kind(), need.value()) {
                (NeedKind::Allergy, value) => portion.without.extend(Allergen::from_code(value)),
                (NeedKind::Diet, value) => portion.take_diet(value),
                (NeedKind::MedicalDevice, "tube_feeding") => portion.dish = Dish::Tube,
                _ => {}
            }
        }
        portion
    }

    fn take_diet(&mut self, value: &str) {
        match value {
            "soft" => self.dish = self.dish.max(Dish::Soft),
            "paste" => self.dish = self.dish.max(Dish::Paste),
            "baby_food" => self.dish = self.dish.max(Dish::BabyFood),
            "baby_milk" => self.dish = self.dish.max(Dish::BabyMilk),
            "halal" => self.restrict(Diet::Halal),
            "vegetarian" => self.restrict(Diet::Vegetarian),
            "low_salt" => self.restrict(Diet::LowSalt),
            "low_sugar" => self.restrict(Diet::LowSugar),
            "kidney" => self.restrict(Diet::Kidney),
            _ => self.restrict(Diet::Other),
        }
    }

    fn restrict(&mut self, diet: Diet) {
        self.diet.insert(diet);
    }
}

/// How many of each meal.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Portions(BTreeMap<Portion, u32>);

impl Portions {
    /// Adds so many of a meal.
    pub fn add(&mut self, portion: Portion, number: u32) {
        if number > 0 {
            *self.0.entry(portion).or_default() += number;
        }
    }

    /// Each meal and how many of it, in a fixed order.
    pub fn each(&self) -> impl Iterator<Item = (&Portion, u32)> {
        self.0.iter().map(|(portion, number)| (portion, *number))
    }

    /// How many in all.
    pub fn total(&self) -> u32 {
        self.0.values().sum()
    }

    /// How many of a dish, with or without restrictions.
    pub fn of_dish(&self, dish: Dish) -> u32 {
        self.count(|portion| portion.dish == dish)
    }

    /// How many of a dish without any restriction.
    pub fn plain(&self, dish: Dish) -> u32 {
        self.count(|portion| {
            portion.dish == dish && portion.without.is_empty() && portion.diet.is_empty()
        })
    }

    /// How many must be without an allergen.
    pub fn without(&self, allergen: Allergen) -> u32 {
        self.count(|portion| portion.without.contains(&allergen))
    }

    /// How many have a restriction.
    pub fn with_diet(&self, diet: Diet) -> u32 {
        self.count(|portion| portion.diet.contains(&diet))
    }

    fn count(&self, is: impl Fn(&Portion) -> bool) -> u32 {
        self.0
            .iter()
            .filter(|(portion, _)| is(portion))
            .map(|(_, number)| number)
            .sum()
    }
}

impl FromIterator<Portion> for Portions {
    fn from_iter<I: IntoIterator<Item = Portion>>(portions: I) -> Self {
        let mut all = Self::default();
        for portion in portions {
            all.add(portion, 1);
        }
        all
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn portion(needs: &[(NeedKind, &str)]) -> Portion {
        let needs: Vec<Need> = needs
            .iter()
            .map(|(kind, value)| Need::new(*kind, value).unwrap())
            .collect();
        Portion::from_needs(&needs)
    }

    #[test]
    fn meals_follow_from_needs() {
        let meals: Portions = [
            portion(&[]),
            portion(&[(NeedKind::Illness, "ill")]),
            portion(&[(NeedKind::Allergy, "egg"), (NeedKind::Allergy, "milk")]),
            portion(&[(NeedKind::Allergy, "egg"), (NeedKind::Diet, "soft")]),
            portion(&[(NeedKind::Diet, "baby_milk")]),
            portion(&[(NeedKind::Diet, "halal")]),
            portion(&[(NeedKind::MedicalDevice, "tube_feeding")]),
        ]
        .into_iter()
        .collect();
        assert_eq!(meals.total(), 7);
        assert_eq!(meals.plain(Dish::Normal), 2);
        assert_eq!(meals.of_dish(Dish::Normal), 4);
        assert_eq!(meals.of_dish(Dish::Soft), 1);
        assert_eq!(meals.of_dish(Dish::BabyMilk), 1);
        assert_eq!(meals.of_dish(Dish::Tube), 1);
        assert_eq!(meals.without(Allergen::Egg), 2);
        assert_eq!(meals.without(Allergen::Milk), 1);
        assert_eq!(meals.with_diet(Diet::Halal), 1);
    }
}
