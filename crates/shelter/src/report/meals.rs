//! What the next meal needs.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::people::number;
use crate::exchange::Evacuee;
use crate::plain::{Allergen, Diet, Dish, Portion, Portions};

/// Portions of the next meal (次の食事): one for each who is fed from here, and one for each who was
/// counted by eye and is not on the list.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Meals {
    /// All portions.
    pub all: u32,
    /// 普通食 without any restriction, those who are not on the list included.
    pub normal: u32,
    /// やわらかい食事.
    pub soft: u32,
    /// Without at least one allergen, of any dish.
    pub allergy: u32,
    /// 粉ミルク.
    pub milk: u32,
    /// 離乳食.
    pub baby_food: u32,
    /// 経管栄養.
    pub tube: u32,
    /// With another restriction (ハラール, 菜食, 減塩, …), of any dish.
    pub diet: u32,
    /// Of all, for people outside who are fed from here.
    pub outside: u32,
    /// Of all, for people who were seen and are not on the list.
    pub unregistered: u32,
    /// Without which allergen; a portion can be in several.
    pub without: BTreeMap<Allergen, u32>,
}

impl Meals {
    /// Counts the next meal of these people; `unregistered` more were seen inside.
    pub fn count(rows: &[Evacuee], unregistered: u32) -> Self {
        let fed = || rows.iter().filter(|row| row.presence.kind().fed_here());
        let portions: Portions = fed().map(|row| Portion::from_needs(&row.needs)).collect();
        let some = |is: fn(&Portion) -> bool| -> u32 {
            portions
                .each()
                .filter(|(portion, _)| is(portion))
                .map(|(_, number)| number)
                .sum()
        };
        let without = Allergen::ALL.map(|allergen| (allergen, portions.without(allergen)));
        Self {
            all: portions.total() + unregistered,
            normal: portions.plain(Dish::Normal) + unregistered,
            soft: portions.of_dish(Dish::Soft) + portions.of_dish(Dish::Paste),
            allergy: some(|portion| !portion.without.is_empty()),
            milk: portions.of_dish(Dish::BabyMilk),
            baby_food: portions.of_dish(Dish::BabyFood),
            tube: portions.of_dish(Dish::Tube),
            diet: some(|portion| portion.diet.iter().any(|diet| *diet <= Diet::Other)),
            outside: number(fed().filter(|row| row.presence.kind().served_outside())),
            unregistered,
            without: without
                .into_iter()
                .filter(|(_, number)| *number > 0)
                .collect(),
        }
    }
}
