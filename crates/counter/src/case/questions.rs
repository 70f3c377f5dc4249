//! What is asked at the counter for all forms of a case: each datum once.

use std::collections::BTreeMap;

use advice::Bilingual;
use paper::glossary::Source;
use paper::{AskedKind, Condition, Wanted};

use super::{Case, CaseForm, Who};

/// A datum that the forms of a case want (聞き取る項目).
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is one thing that a screen shows beside the question"
)]
pub struct Question {
    /// Its name in the case, such as `family.2.kana` or `koseki-request/request.copies`.
    pub name: String,
    /// The person it is about.
    pub who: Option<Who>,
    /// The only form that wants it.
    pub form: Option<String>,
    /// What it is called.
    pub label: Bilingual,
    /// How it is answered.
    pub kind: AskedKind,
    /// Whether a form cannot be printed without it.
    pub required: bool,
    /// Whether it may be changed by hand.
    pub editable: bool,
    /// What is known so far; empty when nothing is.
    pub value: zeroize::Zeroizing<String>,
    /// Whether it came with a card and was changed by hand.
    pub changed: bool,
    /// Whether it came with a card.
    pub on_card: bool,
    /// Whether it stays empty on the paper, for the hand.
    pub for_hand: bool,
}

impl Question {
    /// Whether the forms wait for it.
    pub fn is_missing(&self) -> bool {
        self.required && self.value.trim().is_empty() && !self.for_hand
    }
}

impl Case {
    /// All questions: of the people in their order, then what forms share, then what is each form's own.
    pub fn questions(&self) -> Vec<Question> {
        let mut found: Vec<Question> = Vec::new();
        for form in &self.forms {
            for wanted in form.definition().wanted() {
                for question in self.questions_of(form, &wanted) {
                    match found.iter_mut().find(|old| old.name == question.name) {
                        Some(old) => {
                            old.required |= question.required;
                            old.editable &= question.editable;
                            if old.form != question.form {
                                old.form = None;
                            }
                        }
                        None => found.push(question),
                    }
                }
            }
        }
        let first_seen: BTreeMap<String, usize> = found
            .iter()
            .enumerate()
            .map(|(at, question)| (question.name.clone(), at))
            .collect();
        found.sort_by_key(|question| {
            let group = match (question.who, question.name.contains('/')) {
                (Some(who), _) => (0, Some(who)),
                (None, false) => (1, None),
                (None, true) => (2, None),
            };
            (group, first_seen.get(&question.name).copied())
        });
        found
    }

    fn questions_of(&self, form: &CaseForm, wanted: &Wanted) -> Vec<Question> {
        if matches!(wanted.source, Source::City | Source::Derived) {
            return Vec::new();
        }
        let Some(item) = wanted.name.strip_prefix("member.") else {
            let question = self.question(form, wanted, &wanted.name, None);
            return question.into_iter().collect();
        };
        let definition = form.definition();
        let mut conditions = definition
            .rows()
            .iter()
            .filter_map(|rows| rows.when.as_ref());
        // Who belongs in the rows cannot be told before it is known, and everybody has a name.
        let decides =
            item == "name" || conditions.any(|when| when.names().contains(&wanted.name.as_str()));
        let could = self.could_be_members(definition);
        (1u32..)
            .zip(self.members())
            .filter(|(_, who)| could.contains(who))
            .filter(|(_, who)| decides || form.members.contains(who))
            .filter_map(|(number, who)| {
                let name = format!("member.{number}.{item}");
                let mut question = self.question(form, wanted, &name, Some(number))?;
                question.required &= form.members.contains(&who);
                Some(question)
            })
            .collect()
    }

    fn question(
        &self,
        form: &CaseForm,
        wanted: &Wanted,
        name: &str,
        member: Option<u32>,
    ) -> Option<Question> {
        let definition = form.definition();
        let holds = |condition: &Option<Condition>| {
            let condition = condition.as_ref()?;
            Some(
                condition.holds(&|name| match (name.strip_prefix("member."), member) {
                    (Some(item), Some(number)) => {
                        definition.value(&form.values, &format!("member.{number}.{item}"))
                    }
                    _ => definition.value(&form.values, name),
                }),
            )
        };
        if holds(&wanted.when) == Some(false) {
            return None;
        }
        let in_case = self.resolve(definition.id(), name)?;
        let who = Who::parse(&in_case);
        let person = who.and_then(|(who, item)| Some((self.people.get(&who)?, item)));
        let value = definition.value(&form.values, name).unwrap_or_default();
        Some(Question {
            who: who.map(|(who, _)| who),
            form: Some(definition.id().to_owned()),
            label: wanted.label.clone(),
            kind: wanted.kind.clone(),
            required: wanted.required || holds(&wanted.required_when) == Some(true),
            editable: wanted.editable,
            value: value.to_owned().into(),
            changed: person.is_some_and(|(person, item)| person.is_changed(item)),
            on_card: person.is_some_and(|(person, item)| person.is_on_card(item)),
            for_hand: self.for_hand.contains(&in_case),
            name: in_case,
        })
    }

    /// Whether a person's datum may be changed: what came with the card only where every form allows it.
    pub(super) fn is_editable(&self, name: &str) -> bool {
        self.questions()
            .iter()
            .find(|question| question.name == name)
            .is_none_or(|question| question.editable || !question.on_card)
    }
}
