//! Which value counts for a name: as given, from a question's default, or from who the people are.

use std::borrow::Cow;

use crate::definition::asked::AskedField;
use crate::definition::condition::Condition;
use crate::definition::rows::{Rows, Who};
use crate::glossary::{self, Role};
use crate::{FormDefinition, Values};

/// Looks values up for one form, inside a row for the person of that row.
#[derive(Clone, Copy)]
pub(crate) struct Lookup<'v> {
    pub form: &'v FormDefinition,
    pub values: &'v Values,
    /// Number of the person whom `member.…` means here.
    pub member: Option<u32>,
}

impl FormDefinition {
    /// The value that counts on this form: as given, else the question's default; none while the
    /// question is not asked or the field is left for the hand.
    ///
    /// `visitor.…` is the agent's or the person's, `spouse.…` that of the member who is the spouse,
    /// unless they have values of their own. Names of members have their number: `member.2.name`.
    pub fn value<'v>(&'v self, values: &'v Values, name: &str) -> Option<&'v str> {
        self.lookup(values, member_of(name)).get(name)
    }

    /// Whether the question, or person's datum, is wanted with the values so far.
    pub fn is_asked(&self, values: &Values, name: &str) -> bool {
        self.lookup(values, member_of(name)).is_asked(name)
    }

    /// Whether the question cannot be left open with the values so far.
    pub fn is_required(&self, values: &Values, asked: &AskedField, member: Option<u32>) -> bool {
        self.lookup(values, member).is_required(asked)
    }

    /// Numbers of the people (`member.N.…`) who stand in these rows: those whom
    /// [`Values::put_in_rows`] put there, else all whom the rows are for.
    pub fn people(&self, values: &Values, rows: &Rows) -> Vec<u32> {
        self.lookup(values, None).people(rows)
    }

    pub(crate) fn lookup<'v>(&'v self, values: &'v Values, member: Option<u32>) -> Lookup<'v> {
        Lookup {
            form: self,
            values,
            member,
        }
    }
}

fn member_of(name: &str) -> Option<u32> {
    glossary::split_member(name).map(|(number, _)| number)
}

impl<'v> Lookup<'v> {
    /// The name by which the value is stored: with the number of the row's person.
    pub(crate) fn stored<'n>(&self, name: &'n str) -> Cow<'n, str> {
        match self.member {
            Some(number) if glossary::split_member(name).is_none() => {
                Cow::Owned(glossary::of_member(name, number))
            }
            _ => Cow::Borrowed(name),
        }
    }

    /// The value that counts; see [`FormDefinition::value`].
    pub(crate) fn get(&self, name: &str) -> Option<&'v str> {
        if name == "visitor.role" {
            return Some(
                self.values
                    .get(name)
                    .unwrap_or(self.visitor().prefix_as_role()),
            );
        }
        let stored = self.stored(name);
        let Some(asked) = self.asked(&stored) else {
            return self.of_person(&stored);
        };
        // A question waits only for earlier ones (checked when the form is read), so this ends.
        if !self.waits_for(asked) || self.values.is_for_hand(&stored) {
            return None;
        }
        self.values
            .get(&stored)
            .or_else(|| self.get(asked.default_from.as_deref()?))
            .or(asked.default.as_deref())
    }

    pub(crate) fn holds(&self, condition: &Condition) -> bool {
        condition.holds(&|name| self.get(name))
    }

    /// Whether somebody decided that the value is written by hand.
    pub(crate) fn is_for_hand(&self, name: &str) -> bool {
        let stored = self.stored(name);
        self.values.is_for_hand(&stored)
            || self
                .stand_in(&stored)
                .is_some_and(|other| self.values.is_for_hand(&other))
    }

    pub(crate) fn is_asked(&self, name: &str) -> bool {
        self.asked(name).is_none_or(|asked| self.waits_for(asked))
    }

    pub(crate) fn is_required(&self, asked: &AskedField) -> bool {
        asked.required
            || asked
                .required_when
                .as_ref()
                .is_some_and(|when| self.holds(when))
    }

    pub(crate) fn people(&self, rows: &Rows) -> Vec<u32> {
        if let Some(chosen) = self.values.in_rows(&rows.name) {
            return chosen.to_vec();
        }
        (1..=self.values.members())
            .filter(|number| rows.who == Who::Everyone || !self.is_applicant(*number))
            .filter(|number| {
                let of_person = Self {
                    member: Some(*number),
                    ..*self
                };
                rows.when.as_ref().is_none_or(|when| of_person.holds(when))
            })
            .collect()
    }

    /// How often a page is printed, so that every person of its rows has one.
    pub(crate) fn copies(&self, page: u32) -> usize {
        self.form
            .rows
            .iter()
            .filter(|rows| rows.page == page)
            .map(|rows| self.people(rows).len().div_ceil(rows.per_page()))
            .max()
            .unwrap_or_default()
            .max(1)
    }

    /// Whether the member is the person whom the form is for: the same name and birth date.
    fn is_applicant(&self, number: u32) -> bool {
        let is_same = |datum: &str| {
            let own = self.values.get(&format!("person.{datum}"));
            own.is_some() && own == self.values.get(&format!("member.{number}.{datum}"))
        };
        is_same("name") && is_same("birth_date")
    }

    fn asked(&self, name: &str) -> Option<&'v AskedField> {
        match glossary::split_member(name) {
            Some((_, plain)) => self.form.asked_for(&plain),
            None => self.form.asked_for(name),
        }
    }

    fn waits_for(&self, asked: &AskedField) -> bool {
        asked.when.as_ref().is_none_or(|when| self.holds(when))
    }

    fn of_person(&self, stored: &str) -> Option<&'v str> {
        if self.values.is_for_hand(stored) {
            return None;
        }
        self.values
            .get(stored)
            .or_else(|| self.values.get(&self.stand_in(stored)?))
    }

    /// The name whose value stands for one that has none of its own.
    fn stand_in(&self, name: &str) -> Option<String> {
        match glossary::person_datum(name)? {
            (Role::Visitor, datum) => Some(format!("{}.{datum}", self.visitor().prefix())),
            (Role::Spouse, datum) => {
                let is_spouse = |number: &u32| {
                    let relation = self.values.get(&format!("member.{number}.relation"));
                    relation == Some("spouse") && !self.is_applicant(*number)
                };
                let spouse = (1..=self.values.members()).find(is_spouse)?;
                Some(format!("member.{spouse}.{datum}"))
            }
            _ => None,
        }
    }

    /// Whether the agent or the person stands at the counter.
    fn visitor(&self) -> Role {
        let is_agent = match self.values.get("visitor.role") {
            Some(role) => role == "agent",
            None => self.values.get("agent.name").is_some(),
        };
        if is_agent { Role::Agent } else { Role::Person }
    }
}

impl Role {
    /// As the value of `visitor.role`.
    fn prefix_as_role(self) -> &'static str {
        if self == Self::Agent { "agent" } else { "self" }
    }
}
