//! Meals and goods.

use shelter::fact::GoodRule;
use shelter::plain::Moment;
use shelter_desk::Working;

use super::board::portions;
use super::number;
use super::person::line;
use crate::view::shelter::{OfferView, PortionsView, RuleView, ServingView};

/// People shown who have not had it.
const MOST_WAITING: usize = 200;

pub(super) fn view(list: &Working) -> ServingView {
    let owed = list.owed().unwrap_or_default();
    let people = list.registry().list();
    let owed_portions = owed
        .iter()
        .map(|id| people.portion(&people.human(*id)))
        .collect();
    let (now, warnings) = list.served_now();
    ServingView {
        offers: list
            .offers()
            .into_iter()
            .map(|offer| OfferView {
                id: offer.id,
                label: offer.label.into(),
                meal: offer.meal,
                stock: offer.stock,
            })
            .collect(),
        chosen: list.offer().map(str::to_owned),
        rule: list.rule().map(rule),
        served: list.served(),
        owed: if owed.is_empty() {
            PortionsView::default()
        } else {
            portions(&owed_portions)
        },
        waiting_count: number(owed.len()),
        waiting: owed
            .iter()
            .take(MOST_WAITING)
            .filter_map(|id| line(list, *id))
            .collect(),
        now: now.iter().filter_map(|id| line(list, *id)).collect(),
        warnings: warnings.iter().cloned().map(Into::into).collect(),
    }
}

fn rule(rule: &GoodRule) -> RuleView {
    let hours = rule.interval.map(|interval| interval / Moment::HOUR);
    let digits = |number: Option<i64>| number.map(|it| it.to_string()).unwrap_or_default();
    RuleView {
        hours: digits(hours),
        per_day: digits(rule.per_day.map(i64::from)),
        of_here: rule.of_here,
    }
}
