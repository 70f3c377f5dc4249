//! The word across a sheet (訓練), which no form has to place.

use super::{Layout, LineOfText};
use crate::Values;
use crate::definition::model::{PaperSize, mm};
use crate::fonts::{Faces, FontRole, GlyphFault};
use crate::glossary::STAMP;

/// Share of the sheet's diagonal that the word takes.
const SHARE: f64 = 0.62;
/// Letters are never higher than this share of the shorter side.
const HIGHEST: f64 = 0.34;

impl Layout<'_> {
    /// The word of the values, if there is one; characters without a shape are told as those of a field.
    pub(super) fn stamp(&mut self, values: &Values) -> Option<LineOfText> {
        let word = values.get(STAMP)?;
        // Also reports what no font has.
        self.glyphs(STAMP, Some(STAMP), FontRole::LabelBold, word);
        stamp_across(word, self.form.paper, self.faces).0
    }
}

/// A word as large as the sheet allows, for its middle; `x` and `baseline` count from there.
pub(crate) fn stamp_across(
    word: &str,
    paper: PaperSize,
    faces: &Faces<'_>,
) -> (Option<LineOfText>, Vec<GlyphFault>) {
    let (glyphs, faults) = faces.shape(FontRole::LabelBold, word);
    let ems: f64 = glyphs.iter().map(|glyph| glyph.advance).sum();
    if ems <= 0.0 {
        return (None, faults);
    }
    let diagonal = paper.width_mm.hypot(paper.height_mm);
    let shorter = paper.width_mm.min(paper.height_mm);
    let em = (diagonal * SHARE / ems).min(shorter * HIGHEST);
    let line = LineOfText {
        x: -ems * em / 2.0,
        baseline: em * 0.38,
        size: em / mm(1.0),
        spacing: 0.0,
        stretch: 1.0,
        glyphs,
    };
    (Some(line), faults)
}
