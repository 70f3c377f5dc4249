//! A form at its limits, on paper before it is used.

use crate::layout::{LONGEST_DATE, lay_out_longest};
use crate::render::put_on_paper;
use crate::{FieldProblem, Fonts, FormDefinition, Placement, Values};

/// A proof sheet (見本刷り).
pub struct Proof {
    /// The form in its own way of printing, every field filled at its longest, every box outlined and named.
    pub pdf: Vec<u8>,
    /// What a resident could meet: values that do not fit, characters that cannot be drawn.
    pub problems: Vec<FieldProblem>,
}

/// Fills every field with its `example`, or with the longest value of its kind, and outlines every box.
///
/// Conditions do not count: what is asked only sometimes is filled too. All rows are full, all choices are marked.
/// Holds no personal data.
pub fn proof(form: &FormDefinition, fonts: &Fonts) -> Result<Proof, FieldProblem> {
    let faces = fonts.faces();
    let mut values = Values::new();
    values.insert("date.today", LONGEST_DATE);
    let (sheets, mut problems) = lay_out_longest(form, &values, &faces);
    problems.retain(FieldProblem::is_fatal);
    let placement = Placement::default();
    let pdf = put_on_paper(form, &sheets, form.print.mode, &placement, fonts, &faces)
        .map_err(|kind| FieldProblem::new(&form.title.ja, None, kind))?;
    Ok(Proof { pdf, problems })
}
