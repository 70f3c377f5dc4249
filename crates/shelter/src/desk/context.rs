//! Who acts, where and when.

use super::Refusal;
use crate::{
    fact::Fact,
    list::List,
    plain::{Mark, Moment, PersonId, ShelterId},
    role::{Action, Role, may},
    state::{Person, Shelter, Versioned},
};

/// A fact that is to be appended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewFact {
    /// The person whose key seals it; `None` for a fact about the shelter.
    pub person: Option<PersonId>,
    /// The facts that it settles.
    pub basis: Vec<Mark>,
    /// When it happened, if that is not now.
    pub occurred: Option<Moment>,
    /// What happened.
    pub fact: Fact,
}

/// The desk as one command finds it (窓口).
#[derive(Debug, Clone, Copy)]
pub struct Desk<'a> {
    /// Everybody.
    pub list: &'a List,
    /// The shelter that this desk stands in.
    pub shelter: ShelterId,
    /// Role of who is logged in.
    pub role: Role,
    /// What the PC's clock says.
    pub now: Moment,
    /// When it happened, for a slip that is typed later; `None` for now.
    pub occurred: Option<Moment>,
}

impl<'a> Desk<'a> {
    pub(super) fn allow(&self, action: Action) -> Result<(), Refusal> {
        if !may(self.role, action) {
            return Err(Refusal::NotAllowed);
        }
        // A clock that is a day behind is no reason to refuse; a slip from next week is a slip.
        if self
            .occurred
            .is_some_and(|at| at.since(self.now) > 24 * Moment::HOUR)
        {
            return Err(Refusal::InTheFuture);
        }
        Ok(())
    }

    /// Allowed, and the shelter is open.
    pub(super) fn allow_open(&self, action: Action) -> Result<&'a Shelter, Refusal> {
        self.allow(action)?;
        self.here()
            .filter(|shelter| shelter.is_open())
            .ok_or(Refusal::NotOpen)
    }

    pub(super) fn here(&self) -> Option<&'a Shelter> {
        self.list.shelter(self.shelter)
    }

    pub(super) fn person(&self, id: PersonId) -> Result<&'a Person, Refusal> {
        self.list
            .person(id)
            .filter(|person| !person.is_empty())
            .ok_or(Refusal::NobodySuch)
    }

    pub(super) fn about(&self, person: PersonId, basis: Vec<Mark>, fact: Fact) -> NewFact {
        NewFact {
            person: Some(person),
            basis,
            occurred: self.occurred,
            fact,
        }
    }

    pub(super) fn of_shelter(&self, basis: Vec<Mark>, fact: Fact) -> NewFact {
        NewFact {
            person: None,
            basis,
            occurred: self.occurred,
            fact,
        }
    }
}

/// The facts that stand about a value: a new fact settles them, since the list shows them.
pub(super) fn marks<T>(said: Option<&Versioned<T>>) -> Vec<Mark> {
    said.into_iter().flat_map(Versioned::marks).collect()
}
