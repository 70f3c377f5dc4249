//! What is still to be asked.

use super::List;
use crate::{
    plain::{Item, Moment, PersonId, ShelterId},
    state::Person,
};

/// Something that the card (避難者カード) asks and that was not said yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Missing {
    /// An item.
    Item(Item),
    /// 生年月日 or 年齢.
    Age,
    /// 配慮事項: the question was not asked.
    Needs,
    /// 開示同意: not every question was asked.
    Consent,
    /// 世帯.
    Household,
}

impl Person {
    /// What is still to be asked, the most needed first.
    pub fn missing(&self) -> Vec<Missing> {
        let mut missing = Vec::new();
        let lacks = |item: Item| self.item(item).is_none();
        if lacks(Item::Name) {
            missing.push(Missing::Item(Item::Name));
        }
        if lacks(Item::BirthDate) && lacks(Item::Age) {
            missing.push(Missing::Age);
        }
        if !self.needs_asked() {
            missing.push(Missing::Needs);
        }
        // 様式第1号 asks these of everybody.
        let asked = [Item::Kana, Item::Sex, Item::Address, Item::Phone];
        missing.extend(
            asked
                .into_iter()
                .filter(|item| lacks(*item))
                .map(Missing::Item),
        );
        if self.household_versions().is_none() {
            missing.push(Missing::Household);
        }
        if !self.consent().is_asked() {
            missing.push(Missing::Consent);
        }
        missing
    }
}

impl List {
    /// Humans of a shelter whom nobody has seen for so many hours (所在確認中), the longest first.
    pub fn not_seen(&self, shelter: ShelterId, now: Moment, hours: i64) -> Vec<PersonId> {
        let mut unseen: Vec<(Option<Moment>, PersonId)> = self
            .humans_at(shelter)
            .into_iter()
            .filter(|(_, kind)| kind.stays_here() || kind.served_outside())
            .filter_map(|(human, _)| {
                let seen = self.seen(&human);
                let limit = hours.saturating_mul(Moment::HOUR);
                seen.is_none_or(|at| now.since(at) >= limit)
                    .then_some((seen, human.present))
            })
            .collect();
        unseen.sort();
        unseen.into_iter().map(|(_, id)| id).collect()
    }
}
