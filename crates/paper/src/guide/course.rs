//! How far a conversation has come: what to ask next, and what is needed so far.

use advice::Bilingual;

use super::model::{Guide, Procedure};
use crate::definition::asked::{AskedField, AskedKind};
use crate::definition::condition::Condition;

/// What follows from the answers so far.
#[derive(Debug)]
pub struct Course<'g> {
    /// Questions that hold, in order, answered or not; one that waits for an open answer is not yet here.
    pub questions: Vec<&'g AskedField>,
    /// The question to ask now; none when all is answered.
    pub next: Option<&'g AskedField>,
    /// What is certainly needed, in the order of the guide. No later answer takes one away.
    pub procedures: Vec<&'g Procedure>,
    /// Questions with an answer that counts no longer, since an earlier answer was changed. A desk
    /// forgets these answers, so that no form is filled from them.
    pub dropped: Vec<&'g str>,
}

impl<'g> Course<'g> {
    /// Ids of the forms to print, each once, in the order in which the procedures name them.
    pub fn forms(&self) -> Vec<&'g str> {
        let forms = self.procedures.iter().flat_map(|needed| &needed.forms);
        each_once(forms.map(String::as_str))
    }

    /// What to bring (持ち物), each thing once.
    pub fn bring(&self) -> Vec<&'g Bilingual> {
        each_once(self.procedures.iter().flat_map(|needed| &needed.bring))
    }

    /// The windows to go to (担当窓口), each once.
    pub fn windows(&self) -> Vec<&'g Bilingual> {
        each_once(self.procedures.iter().map(|needed| &needed.window))
    }
}

fn each_once<T: PartialEq>(things: impl Iterator<Item = T>) -> Vec<T> {
    let mut once = Vec::new();
    for thing in things {
        if !once.contains(&thing) {
            once.push(thing);
        }
    }
    once
}

impl Guide {
    /// What follows from these answers, given by the names of the questions.
    ///
    /// A question counts as answered when its kind allows the answer; a blank one says "nothing"
    /// to a question that is not required, unless exactly one option must be chosen. Ages are
    /// counted on the answer to `date.today`.
    pub fn course<'g, 'v>(&'g self, answers: &dyn Fn(&str) -> Option<&'v str>) -> Course<'g> {
        let mut course = Course {
            questions: Vec::new(),
            next: None,
            procedures: Vec::new(),
            dropped: Vec::new(),
        };
        let mut answered: Vec<&str> = Vec::new();
        let mut open: Vec<&str> = Vec::new();
        let is_open = |when: Option<&Condition>, open: &[&str]| {
            when.is_some_and(|when| when.names().iter().any(|name| open.contains(name)))
        };
        let holds = |when: Option<&Condition>, answered: &[&str]| {
            when.is_none_or(|when| {
                when.holds(&|name| {
                    let counts = self.question(name).is_none() || answered.contains(&name);
                    let answer = counts.then(|| answers(name)).flatten();
                    answer.filter(|answer| !answer.trim().is_empty())
                })
            })
        };
        for question in &self.questions {
            let (name, when) = (question.name.as_str(), question.when.as_ref());
            if is_open(when, &open) {
                open.push(name);
                continue;
            }
            let answer = answers(name);
            if !holds(when, &answered) {
                course.dropped.extend(answer.map(|_| name));
                continue;
            }
            course.questions.push(question);
            if answer.is_some_and(|answer| is_answer(question, answer)) {
                answered.push(name);
            } else {
                course.next = course.next.or(Some(question));
                open.push(name);
            }
        }
        course.procedures = self
            .procedures
            .iter()
            .filter(|procedure| {
                let when = procedure.when.as_ref();
                !is_open(when, &open) && holds(when, &answered)
            })
            .collect();
        course
    }
}

fn is_answer(question: &AskedField, answer: &str) -> bool {
    if answer.trim().is_empty() {
        !question.required && !matches!(question.kind, AskedKind::Choice { .. })
    } else {
        question.kind.accepts(answer)
    }
}
