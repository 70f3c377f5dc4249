//! Meals and goods.

use std::collections::BTreeSet;

use advice::Bilingual;
use shelter::desk::{Helping, Refusal, Warning};
use shelter::fact::GoodRule;
use shelter::plain::{Moment, PersonId};

use super::{Working, number};
use crate::DeskError;

/// The sittings of a day.
const SITTINGS: [(&str, &str, &str); 3] = [
    ("breakfast", "朝", "breakfast"),
    ("lunch", "昼", "lunch"),
    ("dinner", "夕", "dinner"),
];
/// Goods that every shelter hands out.
const GOODS: [(&str, &str, &str); 6] = [
    ("water", "水", "water"),
    ("blanket", "毛布", "blanket"),
    ("nappies", "おむつ", "nappies"),
    ("baby-milk", "粉ミルク", "baby milk"),
    ("sanitary", "生理用品", "sanitary goods"),
    ("mask", "マスク", "mask"),
];

/// Longest interval of a rule, in hours: a month, as of blankets.
const MOST_HOURS: u32 = 31 * 24;
/// The most of a good on one day.
const MOST_PER_DAY: u32 = 999;

/// 配布の決まり as it is typed; digits of any width, empty for no limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RuleFields<'a> {
    /// Least time between two, in hours.
    pub hours: &'a str,
    /// Most on one day.
    pub per_day: &'a str,
    /// For people who are served from here; others get a warning.
    pub of_here: bool,
}

/// Something that can be handed out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offer {
    /// Its id.
    pub id: String,
    /// What.
    pub label: Bilingual,
    /// Whether it is a meal.
    pub meal: bool,
    /// Left in stock; none if not counted.
    pub stock: Option<u32>,
}

impl Offer {
    /// What the ledger writes of it.
    fn helping(id: &str, now: Moment) -> Helping {
        match SITTINGS.iter().find(|sitting| sitting.0 == id) {
            Some(sitting) => Helping {
                good: "meal".to_owned(),
                number: 1,
                sitting: Some(sitting_of(sitting.1, now)),
            },
            None => Helping {
                good: id.to_owned(),
                number: 1,
                sitting: None,
            },
        }
    }
}

fn sitting_of(name: &str, now: Moment) -> String {
    let day = now.day().map(|day| day.to_string()).unwrap_or_default();
    format!("{day} {name}")
}

impl Working {
    /// Meals of today, the usual goods, and whatever else is in stock.
    pub fn offers(&self) -> Vec<Offer> {
        let shelter = self.registry.shelter();
        let stock = |id: &str| {
            let stocked = shelter.and_then(|shelter| shelter.stock_of(id));
            stocked.map(|stocked| stocked.value().quantity)
        };
        let meals = SITTINGS.iter().map(|(id, ja, en)| Offer {
            id: (*id).to_owned(),
            label: Bilingual::new(format!("{ja}食"), (*en).to_owned()),
            meal: true,
            stock: None,
        });
        let goods = GOODS.iter().map(|(id, ja, en)| Offer {
            id: (*id).to_owned(),
            label: Bilingual::new(*ja, *en),
            meal: false,
            stock: stock(id),
        });
        let known: BTreeSet<&str> = GOODS.iter().map(|good| good.0).collect();
        let others = shelter.into_iter().flat_map(|shelter| {
            shelter
                .stock()
                .map(shelter::state::Versioned::value)
                .filter(|stocked| !known.contains(stocked.item.as_str()))
                .map(|stocked| Offer {
                    id: stocked.item.clone(),
                    label: Bilingual::new(stocked.item.clone(), stocked.item.clone()),
                    meal: false,
                    stock: Some(stocked.quantity),
                })
        });
        meals.chain(goods).chain(others).collect()
    }

    /// What is handed out now.
    pub fn offer(&self) -> Option<&str> {
        self.offer.as_deref()
    }

    /// The rule of what is handed out now; all meals have one.
    pub fn rule(&self) -> Option<&GoodRule> {
        let helping = Offer::helping(self.offer.as_deref()?, crate::clock::moment());
        let rule = self.registry.shelter()?.rule(&helping.good)?;
        Some(rule.value())
    }

    /// Sets the rule of what is handed out now. A rule warns and never refuses.
    pub fn set_rule(&mut self, fields: RuleFields<'_>) -> Result<(), DeskError> {
        let role = self.role()?;
        let offer = self.offer.as_deref().ok_or(DeskError::NotNow)?;
        let hours = limit(fields.hours, MOST_HOURS)?;
        let per_day = limit(fields.per_day, MOST_PER_DAY)?;
        let wanted = GoodRule {
            good: Offer::helping(offer, crate::clock::moment()).good,
            interval: hours.map(|hours| i64::from(hours) * Moment::HOUR),
            per_day: per_day.and_then(|most| u16::try_from(most).ok()),
            of_here: fields.of_here,
        };
        let fact = self.desk(role).rule(wanted)?;
        self.write(&[fact])
    }

    /// Hands this out from now on; none to stop.
    pub fn choose_offer(&mut self, offer: Option<String>) -> Result<(), DeskError> {
        self.role()?;
        self.offer = offer;
        self.served_now.clear();
        self.warnings.clear();
        Ok(())
    }

    /// The page where a card means "is served".
    pub fn set_serving_page(&mut self, on: bool) {
        self.serving_page = on;
        self.served_now.clear();
        self.warnings.clear();
    }

    /// Hands it out. What speaks against it is shown, and it is handed out all the same.
    pub fn serve(&mut self, people: &[PersonId]) -> Result<(), DeskError> {
        let role = self.role()?;
        let offer = self.offer.as_deref().ok_or(DeskError::NotNow)?;
        let helping = Offer::helping(offer, crate::clock::moment());
        let serving = self.desk(role).serve(people, &helping)?;
        self.write(&serving.facts)?;
        self.served_now = people.to_vec();
        self.warnings = serving.warnings.iter().map(words).collect();
        Ok(())
    }

    /// Those who were served last, with what speaks against it.
    pub fn served_now(&self) -> (&[PersonId], &[Bilingual]) {
        (&self.served_now, &self.warnings)
    }

    /// Those who have not had what is handed out now; nobody is owed goods.
    pub fn owed(&self) -> Result<Vec<PersonId>, DeskError> {
        let role = self.role()?;
        let offer = self.offer.as_deref().ok_or(Refusal::Nobody)?;
        let helping = Offer::helping(offer, crate::clock::moment());
        Ok(match helping.sitting {
            Some(sitting) => self.desk(role).owed(&helping.good, &sitting),
            None => Vec::new(),
        })
    }

    /// How many had it here: of a meal at this sitting, of goods today.
    pub fn served(&self) -> u32 {
        let now = crate::clock::moment();
        let Some(offer) = self.offer.as_deref() else {
            return 0;
        };
        let helping = Offer::helping(offer, now);
        let here = self.registry.here();
        let handed = self
            .registry
            .list()
            .persons()
            .flat_map(|(_, person)| person.served())
            .filter(|handed| handed.shelter == here && handed.good == helping.good)
            .filter(|handed| match &helping.sitting {
                Some(_) => handed.sitting == helping.sitting,
                None => handed.at.day() == now.day(),
            });
        handed.map(|handed| u32::from(handed.number)).sum()
    }
}

/// A limit of at least one; none where nothing is typed.
fn limit(typed: &str, most: u32) -> Result<Option<u32>, DeskError> {
    if typed.trim().is_empty() {
        return Ok(None);
    }
    // A sign or a decimal point is not passed over: "0.5" is not five.
    let is_digit = |letter: char| letter.is_ascii_digit() || ('０'..='９').contains(&letter);
    if !typed.trim().chars().all(is_digit) {
        return Err(DeskError::NotANumber);
    }
    let number = number(typed)?;
    if (1..=most).contains(&number) {
        Ok(Some(number))
    } else {
        Err(DeskError::OutOfRange { most })
    }
}

fn words(warning: &Warning) -> Bilingual {
    match warning {
        Warning::HadIt { .. } => Bilingual::new(
            "もう受け取っている人がいます。",
            "Somebody has had it already.",
        ),
        Warning::TooSoon { .. } => Bilingual::new(
            "前に渡してから間もない人がいます。",
            "Somebody had it only a while ago.",
        ),
        Warning::DayLimit { .. } => Bilingual::new(
            "1日に渡す数を超える人がいます。",
            "Somebody is over the number for a day.",
        ),
        Warning::NotOfHere { .. } => Bilingual::new(
            "名簿では、ここで支援を受けていない人がいます。",
            "By the list somebody is not served from here.",
        ),
    }
}
