//! A form that stands filled with one person's data.

use std::sync::Arc;

use mynacard::{BasicInfo, BirthDate, Sex};
use paper::{AskedField, FieldProblem, Fonts, FormDefinition, Placement, Values};
use zeroize::Zeroizing;

use crate::PrintState;

/// The filled form: values, pages and what is still wrong with them. Wiped on drop.
pub struct Filling {
    form: Arc<FormDefinition>,
    values: Values,
    pdf: Option<Zeroizing<Vec<u8>>>,
    pages: usize,
    problems: Vec<FieldProblem>,
    revision: u32,
    pub(crate) printing: Option<PrintState>,
}

impl Filling {
    pub(crate) fn new(form: Arc<FormDefinition>, mut values: Values, person: &BasicInfo) -> Self {
        values.insert("person.name", person.name());
        values.insert("person.address", person.address());
        if let Some(date) = birth_date(person.birth_date()) {
            values.insert("person.birth_date", &date);
        }
        values.insert("person.sex", sex(person.sex()));
        for asked in form.asked() {
            if let Some(default) = &asked.default {
                values.insert(&asked.name, default);
            }
        }
        Self {
            form,
            values,
            pdf: None,
            pages: 0,
            problems: Vec::new(),
            revision: 0,
            printing: None,
        }
    }

    /// The form.
    pub fn form(&self) -> &Arc<FormDefinition> {
        &self.form
    }

    /// The answer to one of the form's questions, empty when there is none.
    pub fn answer(&self, name: &str) -> &str {
        self.values.get(name).unwrap_or_default()
    }

    /// Whether a question makes sense with the answers so far.
    pub fn is_asked(&self, field: &AskedField) -> bool {
        field
            .when
            .as_ref()
            .is_none_or(|condition| condition.holds(self.answer(&condition.name)))
    }

    /// The pages as they will be printed; none while a problem forbids it.
    pub fn pdf(&self) -> Option<&[u8]> {
        self.pdf.as_deref().map(Vec::as_slice)
    }

    /// How many pages there are; none while a problem forbids it.
    pub fn pages(&self) -> usize {
        self.pages
    }

    /// What is wrong with the values on this form.
    pub fn problems(&self) -> &[FieldProblem] {
        &self.problems
    }

    /// Grows by one each time the pages change.
    pub fn revision(&self) -> u32 {
        self.revision
    }

    /// How the printing goes, once it was asked for.
    pub fn printing(&self) -> Option<&PrintState> {
        self.printing.as_ref()
    }

    /// Whether the printer has the pages now.
    pub fn is_printing(&self) -> bool {
        matches!(
            self.printing,
            Some(PrintState::Sending | PrintState::Waiting(_) | PrintState::Printing)
        )
    }

    /// Takes the clerk's answer to one of the form's own questions and no other value.
    pub(crate) fn set_answer(&mut self, name: &str, value: &str) -> bool {
        let asked = self.form.asked().iter().any(|field| field.name == name);
        if asked {
            self.values.insert(name, value);
        }
        asked
    }

    /// Empties a field that cannot be printed as it is, and no other.
    pub(crate) fn leave_for_hand(&mut self, name: &str) -> bool {
        let can_be = self
            .problems
            .iter()
            .any(|problem| can_be_left(problem) && problem.value.as_deref() == Some(name));
        if can_be {
            self.values.leave_for_hand(name);
        }
        can_be
    }

    pub(crate) fn refresh(&mut self, fonts: &Fonts, placement: &Placement) {
        self.revision += 1;
        self.problems = paper::check_values(&self.form, &self.values, fonts);
        self.pdf = match paper::render(&self.form, &self.values, fonts, placement) {
            Ok(pdf) => Some(Zeroizing::new(pdf)),
            Err(problems) => {
                self.problems = problems;
                None
            }
        };
        let counted = self.pdf().map(paper::page_count);
        self.pages = counted.and_then(Result::ok).unwrap_or(0);
    }
}

/// Whether leaving the field for the hand mends this.
pub fn can_be_left(problem: &FieldProblem) -> bool {
    problem.is_fatal() && problem.value.is_some()
}

/// YYYY-MM-DD, with the unknown month or day left away; the form leaves them blank.
fn birth_date(date: BirthDate) -> Option<String> {
    match date {
        BirthDate::Known(date) => Some(date.to_string()),
        BirthDate::Partial { year, month } => Some(match month {
            Some(month) => format!("{year:04}-{month:02}"),
            None => format!("{year:04}"),
        }),
        BirthDate::Unreadable => None,
    }
}

fn sex(sex: Sex) -> &'static str {
    match sex {
        Sex::Male => "male",
        Sex::Female => "female",
        Sex::NotApplicable => "not_applicable",
        Sex::Unknown => "unknown",
    }
}
