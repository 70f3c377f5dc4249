//! From a definition and values to a PDF, or to what stands in its way.

use zeroize::Zeroizing;

use crate::definition::asked::{AskedField, AskedKind};
use crate::fonts::Faces;
use crate::layout::{Sheet, lay_out};
use crate::lookup::Lookup;
use crate::overlay::overlay_at;
use crate::pdf::{self, Layers, Placement};
use crate::wareki::{DateFault, LooseDate};
use crate::{FieldProblem, Fonts, FormDefinition, PrintMode, ProblemKind, Values};

/// How a form is printed: what is put on the paper, and where the printer puts it.
#[derive(Debug, Clone, Copy)]
pub struct Print<'p> {
    /// What is put on the paper; none for what the definition says.
    pub mode: Option<PrintMode>,
    /// How the printer is corrected; over the city's PDF it moves the whole merged page.
    pub placement: &'p Placement,
}

/// As the definition says, on this printer.
impl<'p> From<&'p Placement> for Print<'p> {
    fn from(placement: &'p Placement) -> Self {
        Self {
            mode: None,
            placement,
        }
    }
}

/// Draws the form with the values, moved and scaled for the printer, as a PDF; a [`Placement`] alone prints as defined.
///
/// The same input gives the same bytes. Warnings do not stop it; ask [`check_values`] for them.
pub fn render<'p>(
    form: &FormDefinition,
    values: &Values,
    fonts: &Fonts,
    print: impl Into<Print<'p>>,
) -> Result<Vec<u8>, Vec<FieldProblem>> {
    let faces = fonts.faces();
    let (sheets, mut problems) = lay_out(form, values, &faces);
    problems.extend(answers(form, values));
    problems.retain(FieldProblem::is_fatal);
    if !problems.is_empty() {
        return Err(problems);
    }
    let print = print.into();
    let mode = print.mode.unwrap_or(form.print.mode);
    put_on_paper(form, &sheets, mode, print.placement, fonts, &faces)
        .map_err(|kind| vec![FieldProblem::new(&form.title.ja, None, kind)])
}

/// The sheets as the PDF of one of the ways to print a form.
pub(crate) fn put_on_paper(
    form: &FormDefinition,
    sheets: &[Sheet],
    mode: PrintMode,
    placement: &Placement,
    fonts: &Fonts,
    faces: &Faces<'_>,
) -> Result<Vec<u8>, ProblemKind> {
    let write = |layers, placement: &Placement| {
        pdf::write(sheets, layers, fonts, faces, placement, &form.title.ja)
    };
    match mode {
        PrintMode::Whole => write(Layers::WHOLE, placement),
        PrintMode::ValuesOnly => write(Layers::FILLED, placement),
        PrintMode::OverPdf => {
            let background = form.background.as_ref().ok_or(ProblemKind::NoBackground)?;
            let values = Zeroizing::new(write(Layers::FILLED, &Placement::default())?);
            let pages: Vec<usize> = sheets
                .iter()
                .map(|sheet| usize::try_from(sheet.page - 1).unwrap_or_default())
                .collect();
            // Checked when the definition was read, so only writing can fail.
            overlay_at(background, &values, Some(&pages), placement)
                .map_err(|_| ProblemKind::NotWritten)
        }
    }
}

/// Everything that would stop the form from being printed, and everything the clerk should see first.
pub fn check_values(form: &FormDefinition, values: &Values, fonts: &Fonts) -> Vec<FieldProblem> {
    let (_, mut problems) = lay_out(form, values, &fonts.faces());
    problems.extend(answers(form, values));
    problems
}

/// What is wrong with the answers to the form's questions.
fn answers(form: &FormDefinition, values: &Values) -> Vec<FieldProblem> {
    let lookup = form.lookup(values, None);
    let mut people: Vec<u32> = form
        .rows
        .iter()
        .flat_map(|rows| lookup.people(rows))
        .collect();
    people.sort_unstable();
    people.dedup();
    let of_person = |asked| {
        let people = people.iter();
        people
            .filter_map(|number| answer(form.lookup(values, Some(*number)), asked))
            .collect::<Vec<_>>()
    };
    form.asked
        .iter()
        .flat_map(|asked| {
            if asked.is_of_member() {
                of_person(asked)
            } else {
                answer(lookup, asked).into_iter().collect()
            }
        })
        .collect()
}

fn answer(lookup: Lookup<'_>, asked: &AskedField) -> Option<FieldProblem> {
    let kind = fault(lookup, asked)?;
    let name = lookup.stored(&asked.name);
    Some(FieldProblem::new(&asked.label.ja, Some(&name), kind))
}

fn fault(lookup: Lookup<'_>, asked: &AskedField) -> Option<ProblemKind> {
    let Some(value) = lookup.get(&asked.name) else {
        let is_missing = lookup.is_asked(&asked.name)
            && lookup.is_required(asked)
            && !lookup.is_for_hand(&asked.name);
        return is_missing.then_some(ProblemKind::MissingRequired);
    };
    if asked.kind.accepts(value) {
        return None;
    }
    Some(match asked.kind {
        AskedKind::Text { max_chars } => ProblemKind::TooLong { max_chars },
        AskedKind::Number { min, max } => ProblemKind::NumberOutOfRange { min, max },
        AskedKind::Digits { min, max } => ProblemKind::WrongDigits { min, max },
        AskedKind::Date => match LooseDate::parse(value) {
            Err(DateFault::BeforeGregorian) => ProblemKind::DateBeforeGregorian,
            _ => ProblemKind::InvalidDate,
        },
        AskedKind::Choice { .. } | AskedKind::Choices { .. } => ProblemKind::UnknownOption,
    })
}
