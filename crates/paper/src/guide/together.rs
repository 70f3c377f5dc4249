//! Checks of a guide beside the forms it leads to and the other guides.

use std::collections::BTreeSet;

use super::model::Guide;
use super::problem::GuideProblem;
use super::read::sorted;
use crate::FormDefinition;
use crate::definition::asked::{AskedField, AskedKind};
use crate::definition::condition::Condition;
use crate::definition::error::{DefinitionError, DefinitionProblem as P};
use crate::definition::names::distance;
use crate::definition::reader::Reader;
use crate::definition::together::{is_same, options};

impl Guide {
    /// What is wrong with the guide among these forms and guides.
    ///
    /// `ids` are the ids of all forms, those with faults included; `forms` are the sound ones. Of
    /// `others`, the guide itself is left out.
    pub fn check_beside(
        &self,
        ids: &[&str],
        forms: &[&FormDefinition],
        others: &[&Self],
    ) -> Vec<DefinitionError> {
        let mut reader = Reader::new(&self.file, &self.source);
        self.forms_are_there(&mut reader, ids);
        self.asked_alike(&mut reader, forms, others);
        let own: BTreeSet<&str> = self.form_ids().map(|(_, id, _)| id).collect();
        let led_to: Vec<&FormDefinition> = forms
            .iter()
            .copied()
            .filter(|form| own.contains(form.id()))
            .collect();
        self.set_values_are_answers(&mut reader, &led_to);
        // A form that is not there, or broken, may be the very one that needs the answer.
        if led_to.len() == own.len() {
            self.nothing_is_idle(&mut reader, &led_to);
        }
        sorted(reader.errors)
    }

    /// Id of the procedure, id of the form, and its place in the file.
    fn form_ids(&self) -> impl Iterator<Item = (&str, &str, usize)> {
        let procedures = self.procedures.iter().zip(&self.procedures_at);
        procedures.flat_map(|(procedure, at)| {
            let forms = procedure.forms.iter().zip(&at.forms);
            forms.map(|(form, at)| (procedure.id.as_str(), form.as_str(), *at))
        })
    }

    fn forms_are_there(&self, reader: &mut Reader<'_>, ids: &[&str]) {
        for (procedure, form, at) in self.form_ids().filter(|(_, form, _)| !ids.contains(form)) {
            let suggestion = ids.iter().min_by_key(|id| distance(id, form));
            let problem = GuideProblem::UnknownForm {
                id: form.to_owned(),
                suggestion: suggestion.map_or("–", |id| *id).to_owned(),
            };
            reader.error(at, Some(procedure), P::Guide(problem));
        }
    }

    /// One name is asked in one way, on every form and in every guide.
    fn asked_alike(&self, reader: &mut Reader<'_>, forms: &[&FormDefinition], others: &[&Self]) {
        let on_forms = forms.iter().map(|form| (form.file(), form.asked()));
        let in_guides = others
            .iter()
            .filter(|other| other.id != self.id)
            .map(|other| (other.file(), other.questions()));
        let elsewhere: Vec<(&str, &[AskedField])> = on_forms.chain(in_guides).collect();
        for (question, at) in self.questions.iter().zip(&self.questions_at) {
            let differing = elsewhere.iter().find(|(_, asked)| {
                asked
                    .iter()
                    .any(|other| other.name == question.name && !is_same(other, question))
            });
            if let Some((file, _)) = differing {
                let problem = GuideProblem::AskedOtherwise {
                    name: question.name.clone(),
                    file: (*file).to_owned(),
                };
                reader.error(at.name, Some(&question.name), P::Guide(problem));
            }
        }
    }

    fn set_values_are_answers(&self, reader: &mut Reader<'_>, forms: &[&FormDefinition]) {
        for known in &self.known {
            let refusing = forms
                .iter()
                .filter_map(|form| form.asked_for(&known.name))
                .find(|asked| !asked.kind.accepts(&known.value));
            let Some(asked) = refusing else { continue };
            let problem = match &asked.kind {
                AskedKind::Choice { .. } | AskedKind::Choices { .. } => P::OptionMismatch {
                    value: known.value.clone(),
                    expected: options(&asked.kind).join(", "),
                },
                _ => P::BadDefault {
                    found: known.value.clone(),
                },
            };
            reader.error(known.at, Some(&known.name), problem);
        }
    }

    /// Every question leads somewhere, if only to another question that does.
    fn nothing_is_idle(&self, reader: &mut Reader<'_>, forms: &[&FormDefinition]) {
        let on_forms = forms
            .iter()
            .flat_map(|form| form.asked())
            .map(|asked| asked.name.as_str());
        let mut needed: BTreeSet<&str> = on_forms.collect();
        let procedures = self.procedures.iter().filter_map(|p| p.when.as_ref());
        needed.extend(procedures.flat_map(Condition::names));
        // Questions wait for earlier ones only, so from the last to the first all are found.
        for question in self.questions.iter().rev() {
            if let Some(when) = &question.when
                && needed.contains(question.name.as_str())
            {
                needed.extend(when.names());
            }
        }
        let questions = self.questions.iter().zip(&self.questions_at);
        let asked = questions.map(|(question, at)| (&question.name, at.name));
        let known = self.known.iter().map(|known| (&known.name, known.at));
        for (name, at) in asked.chain(known) {
            if !needed.contains(name.as_str()) {
                let problem = GuideProblem::Idle { name: name.clone() };
                reader.error(at, Some(name), P::Guide(problem));
            }
        }
    }
}
