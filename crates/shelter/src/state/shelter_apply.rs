//! The fold: one fact more about the shelter.

use super::{
    HeadCount, ReportSent, Shelter,
    person_apply::{put, put_at},
};
use crate::{
    fact::{Fact, Written},
    plain::ShelterStatus,
};

impl Shelter {
    /// Takes the next fact about the shelter in canonical order.
    pub fn apply(&mut self, fact: &Fact, written: &Written) {
        match fact {
            Fact::Opened(opened) => {
                put(&mut self.status, ShelterStatus::Open, written);
                self.opened_at.get_or_insert(written.at());
                for (detail, text) in &opened.details {
                    put_at(self.details.entry(*detail), Some(text.clone()), written);
                }
            }
            Fact::Changed(changed) => {
                for (detail, text) in &changed.details {
                    put_at(self.details.entry(*detail), text.clone(), written);
                }
            }
            Fact::Closed(_) => put(&mut self.status, ShelterStatus::Closed, written),
            Fact::Reopened(_) => put(&mut self.status, ShelterStatus::Open, written),
            Fact::Counted(counted) => {
                let count = HeadCount {
                    at: written.at(),
                    counted: counted.clone(),
                };
                let place = self.counts.partition_point(|one| one.at <= count.at);
                self.counts.insert(place, count);
            }
            Fact::Stock(stocked) => put_at(
                self.stock.entry(stocked.item.clone()),
                stocked.clone(),
                written,
            ),
            Fact::Utilities(checked) => {
                for (utility, state) in &checked.found {
                    put_at(self.utilities.entry(*utility), *state, written);
                }
            }
            Fact::Reported(reported) => self.reports.push(ReportSent {
                by: written.mark,
                version: reported.version,
                at: written.at(),
                report: reported.report.clone(),
            }),
            Fact::Receipt(receipt) => self.receipts.push(receipt.clone()),
            Fact::BadgeIssued(badge) => {
                put_at(self.badges.entry(badge.actor), Some(badge.clone()), written);
            }
            Fact::BadgeRevoked(badge) => put_at(self.badges.entry(badge.actor), None, written),
            // A lost label stays lost: another one is given out.
            Fact::TokenRevoked(lost) => {
                self.revoked.insert(lost.token);
            }
            Fact::MealPlanned(meal) => {
                put_at(
                    self.meals.entry(meal.sitting.clone()),
                    meal.clone(),
                    written,
                );
            }
            Fact::GoodRuled(rule) => {
                put_at(self.rules.entry(rule.good.clone()), rule.clone(), written);
            }
            _ => {}
        }
    }
}
