//! 配布: meals and goods. A rule warns and never refuses food.

use std::collections::BTreeSet;

use super::{Desk, NewFact, Refusal, context::marks};
use crate::{
    fact::{Fact, GoodRule, MealPlanned, Served},
    list::Human,
    plain::{Mark, Moment, PersonId},
    role::Action,
    state::{Handed, Person, Versioned},
};

/// What is handed out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Helping {
    /// Code of the meal or good.
    pub good: String,
    /// How many for each person.
    pub number: u16,
    /// Which sitting, for meals.
    pub sitting: Option<String>,
}

/// What the counter is told; it hands out all the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Warning {
    /// Had it at this sitting already.
    HadIt {
        /// Who.
        person: PersonId,
        /// When.
        at: Moment,
    },
    /// Less time went by than the rule says.
    TooSoon {
        /// Who.
        person: PersonId,
        /// The last time.
        last: Moment,
    },
    /// More on one day than the rule says.
    DayLimit {
        /// Who.
        person: PersonId,
    },
    /// Is not served from here by the list.
    NotOfHere {
        /// Who.
        person: PersonId,
    },
}

/// Facts of a distribution, and what to look at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Serving {
    /// To be appended.
    pub facts: Vec<NewFact>,
    /// What the counter is told.
    pub warnings: Vec<Warning>,
}

impl Desk<'_> {
    /// Hands out to these people, by a tap or a household in one go.
    pub fn serve(&self, persons: &[PersonId], helping: &Helping) -> Result<Serving, Refusal> {
        let shelter = self.allow_open(Action::Serve)?;
        if persons.is_empty() || helping.number == 0 {
            return Err(Refusal::Nobody);
        }
        let rule = shelter.rule(&helping.good).map(Versioned::value);
        let mut serving = Serving {
            facts: vec![],
            warnings: vec![],
        };
        // Two records of one human in a household get one helping.
        let mut done = BTreeSet::new();
        for id in persons {
            self.person(*id)?;
            let human = self.list.human(*id);
            if !done.insert(human.present) {
                continue;
            }
            serving
                .warnings
                .extend(self.warn(*id, &human, helping, rule));
            let served = Served {
                good: helping.good.clone(),
                number: helping.number,
                sitting: helping.sitting.clone(),
                undoes: None,
            };
            let fact = Fact::Served(served);
            serving.facts.push(self.about(*id, vec![], fact));
        }
        Ok(serving)
    }

    /// Takes back what was handed out to the wrong person by mistake.
    pub fn undo_serving(&self, id: PersonId, mistake: Mark) -> Result<NewFact, Refusal> {
        self.allow_open(Action::Serve)?;
        let handed = self
            .person(id)?
            .served()
            .iter()
            .find(|one| one.by == mistake)
            .ok_or(Refusal::NothingSaid)?;
        let served = Served {
            good: handed.good.clone(),
            number: handed.number,
            sitting: handed.sitting.clone(),
            undoes: Some(mistake),
        };
        Ok(self.about(id, vec![mistake], Fact::Served(served)))
    }

    fn warn(
        &self,
        person: PersonId,
        human: &Human,
        helping: &Helping,
        rule: Option<&GoodRule>,
    ) -> Vec<Warning> {
        let mut warnings = Vec::new();
        let now = self.occurred.unwrap_or(self.now);
        let handed = || self.handed(human, &helping.good);
        if helping.sitting.is_some()
            && let Some(had) = handed().find(|had| had.sitting == helping.sitting)
        {
            let at = had.at;
            warnings.push(Warning::HadIt { person, at });
        }
        let kind = self.list.presence_kind(human.present, self.shelter);
        let of_here = kind.is_some_and(|kind| kind.fed_here() || kind.stays_here());
        if rule.is_none_or(|rule| rule.of_here) && !of_here {
            warnings.push(Warning::NotOfHere { person });
        }
        let Some(rule) = rule else {
            return warnings;
        };
        if let Some(interval) = rule.interval
            && let Some(last) = handed().map(|had| had.at).max()
            && now.since(last) < interval
        {
            warnings.push(Warning::TooSoon { person, last });
        }
        if let Some(most) = rule.per_day {
            let today = handed().filter(|had| had.at.day() == now.day());
            let number: u32 = today.map(|had| u32::from(had.number)).sum();
            if number + u32::from(helping.number) > u32::from(most) {
                warnings.push(Warning::DayLimit { person });
            }
        }
        warnings
    }

    /// What a human got of a good, whichever record it was written to.
    fn handed<'b>(&'b self, human: &'b Human, good: &'b str) -> impl Iterator<Item = &'b Handed> {
        human
            .records
            .iter()
            .filter_map(|id| self.list.person(*id))
            .flat_map(Person::served)
            .filter(move |had| had.good == good)
    }

    /// Humans who are to be fed from here and had nothing at this sitting, in the order of ids.
    pub fn owed(&self, good: &str, sitting: &str) -> Vec<PersonId> {
        self.list
            .humans_at(self.shelter)
            .into_iter()
            .filter(|(human, kind)| {
                kind.fed_here()
                    && !self
                        .handed(human, good)
                        .any(|had| had.sitting.as_deref() == Some(sitting))
            })
            .map(|(human, _)| human.present)
            .collect()
    }

    /// Plans a sitting, or plans it anew.
    pub fn plan_meal(&self, meal: MealPlanned) -> Result<NewFact, Refusal> {
        let shelter = self.allow_open(Action::PlanMeal)?;
        if meal.sitting.trim().is_empty() {
            return Err(Refusal::NothingSaid);
        }
        let basis = marks(shelter.meal(&meal.sitting));
        Ok(self.of_shelter(basis, Fact::MealPlanned(meal)))
    }

    /// Sets the rule of a good.
    pub fn rule(&self, rule: GoodRule) -> Result<NewFact, Refusal> {
        let shelter = self.allow_open(Action::PlanMeal)?;
        if rule.good.trim().is_empty() {
            return Err(Refusal::NothingSaid);
        }
        let basis = marks(shelter.rule(&rule.good));
        Ok(self.of_shelter(basis, Fact::GoodRuled(rule)))
    }

    /// Heads for the kitchen: everybody fed from here, and those cooked for without being listed.
    pub fn heads(&self, sitting: &str) -> u32 {
        let unregistered = self
            .here()
            .and_then(|shelter| shelter.meal(sitting))
            .map_or(0, |meal| meal.value().unregistered);
        self.list
            .counts(self.shelter)
            .fed()
            .saturating_add(unregistered)
    }
}
