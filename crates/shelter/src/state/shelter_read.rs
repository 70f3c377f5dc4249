//! What a shelter's record says.

use std::collections::BTreeMap;

use super::{HeadCount, ReportSent, Shelter, Versioned};
use crate::{
    fact::{BadgeIssued, Detail, GoodRule, MealPlanned, Receipt, Stocked},
    plain::{Actor, DeviceId, Mark, Moment, ShelterStatus, Text, Token, Utility, UtilityState},
    role::Role,
};

impl Shelter {
    /// Open if anything that stands says so: a PC that closed it may not know that another one
    /// opened it again.
    pub fn status(&self) -> ShelterStatus {
        let Some(said) = &self.status else {
            return ShelterStatus::NotOpened;
        };
        if said.all().any(|one| one.value == ShelterStatus::Open) {
            ShelterStatus::Open
        } else {
            *said.value()
        }
    }

    /// Takes people in.
    pub fn is_open(&self) -> bool {
        self.status() == ShelterStatus::Open
    }

    /// The facts that a closing or opening settles.
    pub fn status_marks(&self) -> Vec<Mark> {
        self.status.iter().flat_map(Versioned::marks).collect()
    }

    /// When it was opened first.
    pub fn opened_at(&self) -> Option<Moment> {
        self.opened_at
    }

    /// The shown value of a detail.
    pub fn detail(&self, detail: Detail) -> Option<&str> {
        self.details
            .get(&detail)?
            .value()
            .as_ref()
            .map(Text::as_str)
    }

    /// Everything that was said of a detail.
    pub fn detail_versions(&self, detail: Detail) -> Option<&Versioned<Option<Text>>> {
        self.details.get(&detail)
    }

    /// 想定収容人数.
    pub fn capacity(&self) -> Option<u32> {
        self.detail(Detail::Capacity)?.parse().ok()
    }

    /// The last head count by eye.
    pub fn count(&self) -> Option<&HeadCount> {
        self.counts.last()
    }

    /// Every head count, the earliest first.
    pub fn counts(&self) -> &[HeadCount] {
        &self.counts
    }

    /// What is in stock, by name.
    pub fn stock(&self) -> impl Iterator<Item = &Versioned<Stocked>> {
        self.stock.values()
    }

    /// What is in stock of one thing.
    pub fn stock_of(&self, item: &str) -> Option<&Versioned<Stocked>> {
        self.stock.get(item)
    }

    /// How each utility was found, and when.
    pub fn utilities(&self) -> impl Iterator<Item = (Utility, &Versioned<UtilityState>)> {
        self.utilities
            .iter()
            .map(|(utility, said)| (*utility, said))
    }

    /// How one utility was found.
    pub fn utility(&self, utility: Utility) -> Option<&Versioned<UtilityState>> {
        self.utilities.get(&utility)
    }

    /// Every report that was sent, in canonical order.
    pub fn reports(&self) -> &[ReportSent] {
        &self.reports
    }

    /// The number of the next report.
    pub fn next_report(&self) -> u32 {
        self.reports
            .iter()
            .map(|report| report.version)
            .max()
            .map_or(1, |last| last.saturating_add(1))
    }

    /// What the city said that it holds.
    pub fn receipts(&self) -> &[Receipt] {
        &self.receipts
    }

    /// Whether the city holds everything up to these running numbers.
    pub fn city_has(&self, heads: &BTreeMap<DeviceId, u64>) -> bool {
        heads.iter().all(|(device, seq)| {
            self.receipts
                .iter()
                .filter_map(|receipt| receipt.have.get(device))
                .any(|held| held >= seq)
        })
    }

    /// The badge, unless it was revoked by anybody.
    pub fn badge(&self, actor: Actor) -> Option<&BadgeIssued> {
        let said = self.badges.get(&actor)?;
        if said.all().any(|one| one.value.is_none()) {
            return None;
        }
        said.value().as_ref()
    }

    /// Every badge that is good.
    pub fn badges(&self) -> impl Iterator<Item = &BadgeIssued> {
        self.badges.keys().filter_map(|actor| self.badge(*actor))
    }

    /// A badge was given out at some time, good or not.
    pub fn ever_had_badges(&self) -> bool {
        !self.badges.is_empty()
    }

    /// What was said of a badge.
    pub fn badge_marks(&self, actor: Actor) -> Vec<Mark> {
        self.badges
            .get(&actor)
            .into_iter()
            .flat_map(Versioned::marks)
            .collect()
    }

    /// The role of a badge at a moment.
    pub fn role_of(&self, actor: Actor, now: Moment) -> Option<Role> {
        let badge = self.badge(actor)?;
        badge
            .until
            .is_none_or(|until| now <= until)
            .then_some(badge.role)
    }

    /// Whether a label or card was reported lost.
    pub fn is_revoked(&self, token: Token) -> bool {
        self.revoked.contains(&token)
    }

    /// Planned sittings, by name.
    pub fn meals(&self) -> impl Iterator<Item = &MealPlanned> {
        self.meals.values().map(Versioned::value)
    }

    /// What was said of a sitting.
    pub fn meal(&self, sitting: &str) -> Option<&Versioned<MealPlanned>> {
        self.meals.get(sitting)
    }

    /// The rule of a good.
    pub fn rule(&self, good: &str) -> Option<&Versioned<GoodRule>> {
        self.rules.get(good)
    }
}
