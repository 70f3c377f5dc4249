//! Whether a condition can hold at all: tried out with the answers that make a difference.

use std::collections::{BTreeMap, BTreeSet};

use super::model::Guide;
use crate::definition::asked::{AskedField, AskedKind};
use crate::definition::condition::Condition;

/// Most answers tried for one condition; with more questions than that, nothing is claimed.
const MOST_TRIES: u32 = 100_000;

/// More options of one question than this are tried one by one and all together only.
const MOST_COMBINED: usize = 8;

/// The day on which ages are tried.
const TODAY_YEAR: u32 = 2000;
const TODAY: &str = "2000-07-01";

/// Whether some answers make `when` hold; `true` also when there are too many to try them all.
pub(super) fn can_hold(guide: &Guide, when: &Condition) -> bool {
    let mut names: BTreeSet<&str> = when.names().into_iter().collect();
    // Questions wait for earlier ones only, so from the last to the first all are found.
    for question in guide.questions.iter().rev() {
        if let Some(waits_for) = &question.when
            && names.contains(question.name.as_str())
        {
            names.extend(waits_for.names());
        }
    }
    let questions: Vec<&AskedField> = guide
        .questions
        .iter()
        .filter(|question| names.contains(question.name.as_str()))
        .collect();
    let conditions = questions
        .iter()
        .filter_map(|question| question.when.as_ref())
        .chain([when])
        .flat_map(Condition::single)
        .collect();
    let mut trial = Trial {
        questions,
        conditions,
        when,
        answers: BTreeMap::new(),
        tries: 0,
    };
    trial.some_answers_hold(0)
}

struct Trial<'g> {
    questions: Vec<&'g AskedField>,
    /// Every condition on a single name that has a say.
    conditions: Vec<&'g Condition>,
    when: &'g Condition,
    answers: BTreeMap<&'g str, String>,
    tries: u32,
}

impl<'g> Trial<'g> {
    fn some_answers_hold(&mut self, from: usize) -> bool {
        self.tries += 1;
        if self.tries > MOST_TRIES {
            return true;
        }
        let Some(question) = self.questions.get(from).copied() else {
            return self.holds(self.when);
        };
        if question.when.as_ref().is_some_and(|when| !self.holds(when)) {
            return self.some_answers_hold(from + 1);
        }
        for answer in self.telling_answers(question) {
            self.answers.insert(&question.name, answer);
            if self.some_answers_hold(from + 1) {
                return true;
            }
        }
        self.answers.remove(question.name.as_str());
        false
    }

    fn holds(&self, condition: &Condition) -> bool {
        condition.holds(&|name| match name {
            "date.today" => Some(TODAY),
            name => self
                .answers
                .get(name)
                .map(String::as_str)
                .filter(|answer| !answer.is_empty()),
        })
    }

    /// Answers that some condition tells from each other.
    fn telling_answers(&self, question: &'g AskedField) -> Vec<String> {
        let nothing = (!question.required).then(String::new);
        match &question.kind {
            AskedKind::Choice { options } => {
                options.iter().map(|option| option.value.clone()).collect()
            }
            AskedKind::Choices { options } => {
                let values: Vec<&str> = options
                    .iter()
                    .map(|option| option.value.as_str())
                    .filter(|value| self.is_mentioned(question, value))
                    .collect();
                let unmentioned = options
                    .iter()
                    .find(|option| !values.contains(&option.value.as_str()))
                    .map(|option| option.value.clone());
                let mut answers = combinations(&values);
                answers.extend(unmentioned);
                answers.extend(nothing);
                answers
            }
            AskedKind::Date => self.telling_dates(question).chain(nothing).collect(),
            AskedKind::Text { .. } | AskedKind::Number { .. } | AskedKind::Digits { .. } => {
                nothing.into_iter().chain(["1".to_owned()]).collect()
            }
        }
    }

    fn is_mentioned(&self, question: &AskedField, value: &str) -> bool {
        self.conditions.iter().any(|condition| match condition {
            Condition::Chosen { name, any: options } | Condition::NotChosen { name, options } => {
                *name == question.name && options.iter().any(|option| option == value)
            }
            _ => false,
        })
    }

    /// Births on either side of each age that a condition names.
    fn telling_dates(&self, question: &'g AskedField) -> impl Iterator<Item = String> {
        let named = self
            .conditions
            .iter()
            .flat_map(|condition| match condition {
                Condition::Age { name, from, to } if *name == question.name => [*from, *to],
                _ => [None, None],
            })
            .flatten();
        named.chain([0]).flat_map(|age| {
            [age.saturating_sub(1), age, age + 1]
                .map(|age| format!("{:04}-01-01", TODAY_YEAR.saturating_sub(age)))
        })
    }
}

/// Every choice of at least one of the values, as several choices are stored.
fn combinations(values: &[&str]) -> Vec<String> {
    if values.len() > MOST_COMBINED {
        let mut some: Vec<String> = values.iter().map(|value| (*value).to_owned()).collect();
        some.push(values.join(","));
        return some;
    }
    (1..1_u32 << values.len())
        .map(|set| {
            let chosen = values
                .iter()
                .enumerate()
                .filter(|(at, _)| set >> at & 1 == 1);
            chosen
                .map(|(_, value)| *value)
                .collect::<Vec<_>>()
                .join(",")
        })
        .collect()
}
