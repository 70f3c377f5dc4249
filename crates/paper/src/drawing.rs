//! A form as it is being worked on: drawn whatever is wrong with it.

use crate::layout::lay_out;
use crate::render::put_on_paper;
use crate::{FieldProblem, Fonts, FormDefinition, Placement, PrintMode, Values};

/// A form on the screen of whoever designs it.
pub struct Drawing {
    /// For the screen only: what has a problem is missing in it.
    pub pdf: Vec<u8>,
    /// What would stop the form from being printed, and what would be warned of.
    pub problems: Vec<FieldProblem>,
}

/// Draws the form over the city's own PDF when there is one, and whole otherwise; values with problems are left out.
///
/// Pre-printed paper whose picture lies in the form's folder is shown under the values too.
pub fn draw(
    form: &FormDefinition,
    values: &Values,
    fonts: &Fonts,
) -> Result<Drawing, FieldProblem> {
    let faces = fonts.faces();
    let (sheets, problems) = lay_out(form, values, &faces);
    let mode = match form.print.mode {
        PrintMode::Whole => PrintMode::Whole,
        _ if form.background.is_some() => PrintMode::OverPdf,
        _ => PrintMode::Whole,
    };
    let placement = Placement::default();
    let pdf = put_on_paper(form, &sheets, mode, &placement, fonts, &faces)
        .map_err(|kind| FieldProblem::new(&form.title.ja, None, kind))?;
    Ok(Drawing { pdf, problems })
}
