//! From a definition and values to a PDF, or to what stands in its way.

use crate::definition::model::{AskedField, AskedKind};
use crate::layout::{effective, lay_out};
use crate::pdf::{self, Placement};
use crate::{FieldProblem, Fonts, FormDefinition, ProblemKind, Values};

/// Draws the form with the values, moved and scaled for the printer, as a PDF.
///
/// The same input gives the same bytes. Warnings do not stop it; ask [`check_values`] for them.
pub fn render(
    form: &FormDefinition,
    values: &Values,
    fonts: &Fonts,
    placement: &Placement,
) -> Result<Vec<u8>, Vec<FieldProblem>> {
    let faces = fonts.faces();
    let (sheet, mut problems) = lay_out(form, values, &faces);
    problems.extend(answers(form, values));
    problems.retain(FieldProblem::is_fatal);
    if !problems.is_empty() {
        return Err(problems);
    }
    pdf::write(&sheet, fonts, &faces, placement, &form.title.ja)
        .map_err(|kind| vec![FieldProblem::new(&form.title.ja, None, kind)])
}

/// Everything that would stop the form from being printed, and everything the clerk should see first.
pub fn check_values(form: &FormDefinition, values: &Values, fonts: &Fonts) -> Vec<FieldProblem> {
    let (_, mut problems) = lay_out(form, values, &fonts.faces());
    problems.extend(answers(form, values));
    problems
}

/// What is wrong with the answers to the form's questions.
fn answers(form: &FormDefinition, values: &Values) -> Vec<FieldProblem> {
    form.asked
        .iter()
        .filter_map(|asked| {
            Some(FieldProblem::new(
                &asked.label.ja,
                Some(&asked.name),
                fault(form, values, asked)?,
            ))
        })
        .collect()
}

fn fault(form: &FormDefinition, values: &Values, asked: &AskedField) -> Option<ProblemKind> {
    let is_asked = asked.when.as_ref().is_none_or(|when| {
        effective(form, values, &when.name).is_some_and(|value| when.holds(value))
    });
    let Some(value) = effective(form, values, &asked.name) else {
        return (asked.required && is_asked && !values.is_for_hand(&asked.name))
            .then_some(ProblemKind::MissingRequired);
    };
    if asked.kind.accepts(value) {
        return None;
    }
    Some(match asked.kind {
        AskedKind::Text { max_chars } => ProblemKind::TooLong { max_chars },
        AskedKind::Number { min, max } => ProblemKind::NumberOutOfRange { min, max },
        AskedKind::Choice { .. } | AskedKind::Choices { .. } => ProblemKind::UnknownOption,
    })
}
