//! A case (案件): the people, the answers and the forms of one visit to the counter.
//!
//! One datum has one name here, whatever forms it lands on: `person.name`, `agent.name`, `family.2.kana`,
//! `move.date`, and `koseki-request/request.copies` for what belongs to one form only.

mod event;
mod form;
mod names;
mod normal;
mod person;
mod questions;
mod values;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use mynacard::BasicInfo;
use paper::{FormDefinition, Guide, Procedure};
use zeroize::Zeroizing;

use crate::HandOver;
pub(crate) use form::Means;
pub use form::{CaseForm, OnPaper};
pub use person::{Known, MOST_FAMILY, Person, Who};
pub use questions::Question;

/// What every form of a case takes from the city and the calendar.
#[derive(Clone)]
pub(crate) struct Given {
    pub city_name: String,
    pub mayor: String,
    pub today: jiff::civil::Date,
}

/// One visit to the counter. Wiped on drop.
pub struct Case {
    given: Given,
    guide: Option<Arc<Guide>>,
    people: BTreeMap<Who, Person>,
    answers: BTreeMap<String, Zeroizing<String>>,
    for_hand: BTreeSet<String>,
    forms: Vec<CaseForm>,
    /// Forms that the clerk put on the list, or took off it.
    chosen: BTreeMap<String, bool>,
    /// Whether the people were begun with: a card was read, or the clerk types.
    begun: bool,
}

impl Case {
    pub(crate) fn new(given: Given, guide: Option<Arc<Guide>>) -> Self {
        let mut answers = BTreeMap::new();
        if let Some(guide) = &guide {
            for (name, value) in guide.known() {
                answers.insert(name.to_owned(), Zeroizing::new(value.to_owned()));
            }
        }
        Self {
            given,
            guide,
            people: BTreeMap::from([(Who::Applicant, Person::by_hand())]),
            answers,
            for_hand: BTreeSet::new(),
            forms: Vec::new(),
            chosen: BTreeMap::new(),
            begun: false,
        }
    }

    /// The life event that led here.
    pub fn guide(&self) -> Option<&Arc<Guide>> {
        self.guide.as_ref()
    }

    /// What the event and the answers lead to; nothing without an event.
    pub fn procedures(&self) -> Vec<&Procedure> {
        self.course()
            .map(|course| course.procedures)
            .unwrap_or_default()
    }

    /// The people, in the order applicant, agent, family.
    pub fn people(&self) -> impl Iterator<Item = (Who, &Person)> {
        self.people.iter().map(|(who, person)| (*who, person))
    }

    /// One of the people.
    pub fn person(&self, who: Who) -> Option<&Person> {
        self.people.get(&who)
    }

    /// The forms in the order they are printed.
    pub fn forms(&self) -> &[CaseForm] {
        &self.forms
    }

    pub(crate) fn form_at(&mut self, at: usize) -> Option<&mut CaseForm> {
        self.forms.get_mut(at)
    }

    pub(crate) fn has_begun(&self) -> bool {
        self.begun
    }

    pub(crate) fn note_begun(&mut self) {
        self.begun = true;
    }

    /// Everything the back office is given.
    pub(crate) fn hand_over(&self) -> Vec<HandOver> {
        self.forms
            .iter()
            .map(|form| HandOver {
                form: Arc::clone(form.definition()),
                values: self.values_of(form),
            })
            .collect()
    }

    /// Whether every form can be printed as it stands.
    pub fn is_ready(&self) -> bool {
        !self.forms.is_empty() && self.forms.iter().all(|form| form.pdf().is_some())
    }

    /// Whether one more of the family finds a place.
    pub fn family_has_room(&self) -> bool {
        self.next_of_family().is_some()
    }

    fn next_of_family(&self) -> Option<Who> {
        (1..=MOST_FAMILY)
            .map(Who::Family)
            .find(|who| !self.people.contains_key(who))
    }

    /// A place for one more person: the agent, or the next of the family; `None` when there is no room.
    pub(crate) fn add_person(&mut self, agent: bool) -> Option<Who> {
        let who = if agent {
            Who::Agent
        } else {
            self.next_of_family()?
        };
        self.people.entry(who).or_insert_with(Person::by_hand);
        Some(who)
    }

    /// Takes a person out of the case, the applicant excepted.
    pub(crate) fn remove_person(&mut self, who: Who) {
        if who == Who::Applicant {
            return;
        }
        self.people.remove(&who);
        self.for_hand
            .retain(|name| Who::parse(name).is_none_or(|(of, _)| of != who));
        for form in &mut self.forms {
            form.chosen.remove(&who);
        }
    }

    /// Whether this card was read for somebody else of the case already.
    pub(crate) fn has_card_of(&self, card: &BasicInfo, besides: Who) -> bool {
        self.people
            .iter()
            .any(|(who, person)| *who != besides && person.is_same_card(card))
    }

    pub(crate) fn take_card(&mut self, who: Who, card: &BasicInfo, known: Known) {
        let person = self.people.entry(who).or_insert_with(Person::by_hand);
        person.take_card(card, known);
        self.begun = true;
        let items = ["name", "address", "birth_date", "sex"];
        for item in items {
            self.for_hand.remove(&who.datum(item));
        }
    }

    /// Takes an answer by its name in the case; `false` when nothing here has that name.
    pub(crate) fn answer(&mut self, name: &str, text: &str) -> bool {
        if !self.may_answer(name) {
            return false;
        }
        self.for_hand.remove(name);
        if let Some((who, item)) = Who::parse(name) {
            self.begun = true;
            let text = normal::of_person(item, text);
            if let Some(person) = self.people.get_mut(&who) {
                person.set(item, &text);
            }
            return true;
        }
        let kind = self.kind_of(name);
        let text = normal::answer(kind.as_ref(), text);
        self.answers.insert(name.to_owned(), text);
        self.drop_answers();
        true
    }

    /// Empties a field that cannot be printed as it is, and no other.
    pub(crate) fn leave_for_hand(&mut self, name: &str) -> bool {
        let stands_in_the_way = self.forms.iter().any(|form| {
            form.blocked_names()
                .iter()
                .any(|blocked| self.name_in_case(form, blocked).as_deref() == Some(name))
        });
        if stands_in_the_way {
            self.for_hand.insert(name.to_owned());
        }
        stands_in_the_way
    }

    /// Puts a form on the list or takes it off.
    pub(crate) fn choose_form(&mut self, id: &str, on: bool) {
        self.chosen.insert(id.to_owned(), on);
    }

    /// Puts a person on a form's rows or takes them off.
    pub(crate) fn choose_member(&mut self, form: &str, who: Who, on: bool) {
        if let Some(form) = self.form_mut(form) {
            form.chosen.insert(who, on);
        }
    }

    fn form_mut(&mut self, id: &str) -> Option<&mut CaseForm> {
        self.forms
            .iter_mut()
            .find(|form| form.definition().id() == id)
    }

    /// Whether a form of the event is wanted: as the event says, unless the clerk said otherwise.
    pub fn is_chosen(&self, id: &str) -> bool {
        self.wanted_ids().iter().any(|wanted| wanted == id)
    }

    /// Ids of the wanted forms, in the order they are printed.
    pub(crate) fn wanted_ids(&self) -> Vec<String> {
        let mut ids: Vec<String> = Vec::new();
        let of_event = self
            .procedures()
            .into_iter()
            .flat_map(|procedure| procedure.forms.clone());
        let of_clerk = self
            .chosen
            .iter()
            .filter(|(_, on)| **on)
            .map(|(id, _)| id.clone());
        for id in of_event.chain(of_clerk) {
            if self.chosen.get(&id) != Some(&false) && !ids.contains(&id) {
                ids.push(id);
            }
        }
        ids
    }

    /// Brings the list of forms up to date and makes the pages anew where something changed.
    pub(crate) fn refresh(&mut self, known: &[Arc<FormDefinition>], means: &Means<'_>, anew: bool) {
        let ids = self.wanted_ids();
        let mut old: Vec<CaseForm> = std::mem::take(&mut self.forms);
        self.forms = ids
            .iter()
            .filter_map(|id| known.iter().find(|form| form.id() == id))
            .map(|definition| {
                match old
                    .iter()
                    .position(|form| form.definition().id() == definition.id())
                {
                    Some(at) => old.remove(at),
                    None => CaseForm::new(Arc::clone(definition)),
                }
            })
            .collect();
        for at in 0..self.forms.len() {
            let values = self.values_of(&self.forms[at]);
            let members = self.members_of(&self.forms[at], &values);
            let form = &mut self.forms[at];
            form.refresh(members, values, means, self.given.today, anew);
        }
    }
}
