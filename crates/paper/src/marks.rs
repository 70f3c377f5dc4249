//! What a filled form consists of, with every position worked out: so that another program can be
//! given the same page to draw and be measured against this one. Not in a production build.

use zeroize::Zeroizing;

use crate::definition::model::{PaperSize, Rect};
use crate::layout::{Drawn, LineOfText, Sheet, lay_out};
use crate::pdf::{RING_WIDTH, ring};
use crate::{FieldProblem, FontFile, Fonts, FormDefinition, Values};

/// One page; lengths in millimetres from the top left corner, widths of lines in points.
///
/// Holds personal data: the texts are wiped on drop, and there is no `Debug`.
pub struct PageMarks {
    /// Size of the sheet.
    pub paper: PaperSize,
    /// Things to draw, the later over the earlier.
    pub marks: Vec<Mark>,
}

/// One thing on a page.
pub enum Mark {
    /// Text on one baseline, in one font.
    Text {
        /// Index in [`Fonts::files`].
        font: usize,
        /// Left end.
        x: f64,
        /// Baseline.
        y: f64,
        /// Size of type in points.
        size: f64,
        /// Space after each character, in ems.
        spacing: f64,
        /// Width of a character against its natural one.
        stretch: f64,
        /// The characters, with their variation selectors.
        text: Zeroizing<String>,
    },
    /// A line through points.
    Line {
        /// Its points.
        points: Vec<[f64; 2]>,
        /// Width in points.
        width: f64,
        /// Whether it is dashed: 2 pt drawn, 1.6 pt left out.
        dashed: bool,
        /// Whether its ends are round.
        round: bool,
    },
    /// A rectangle.
    Box {
        /// Where.
        rect: Rect,
        /// Width of its outline in points; 0 for none.
        width: f64,
        /// Ground from 0 (black) to 1 (white).
        fill: Option<f64>,
    },
    /// A closed curve: a start, then cubic Bézier curves and straight lines.
    Curve {
        /// Where it starts.
        start: [f64; 2],
        /// One point for a straight line; two control points and an end for a curve.
        parts: Vec<Vec<[f64; 2]>>,
        /// Width in points.
        width: f64,
    },
}

/// The pages of the form with these values, or what keeps it from being drawn.
pub fn page_marks(
    form: &FormDefinition,
    values: &Values,
    fonts: &Fonts,
) -> Result<Vec<PageMarks>, Vec<FieldProblem>> {
    let (sheets, mut problems) = lay_out(form, values, &fonts.faces());
    problems.retain(FieldProblem::is_fatal);
    if problems.is_empty() {
        Ok(sheets.iter().map(drawing).collect())
    } else {
        Err(problems)
    }
}

impl Fonts {
    /// The files, in the order that [`Mark::Text`] counts them.
    pub fn files(&self) -> &[FontFile] {
        &self.files
    }
}

fn drawing(sheet: &Sheet) -> PageMarks {
    let drawn = sheet.fixed.iter().chain(&sheet.filled);
    PageMarks {
        paper: sheet.paper,
        marks: drawn.flat_map(marks).collect(),
    }
}

fn marks(drawn: &Drawn) -> Vec<Mark> {
    match drawn {
        Drawn::Line(line) => texts(line),
        Drawn::Rule {
            from,
            to,
            width,
            dashed,
        } => vec![Mark::Line {
            points: vec![*from, *to],
            width: *width,
            dashed: *dashed,
            round: false,
        }],
        Drawn::Stroke { points, width } => vec![Mark::Line {
            points: points.clone(),
            width: *width,
            dashed: false,
            round: true,
        }],
        Drawn::Frame { rect, width, fill } => vec![Mark::Box {
            rect: *rect,
            width: *width,
            fill: *fill,
        }],
        Drawn::Squares(squares) => squares
            .iter()
            .map(|rect| Mark::Box {
                rect: *rect,
                width: 0.0,
                fill: Some(0.0),
            })
            .collect(),
        Drawn::Ring { rect } => vec![curve(*rect)],
    }
}

fn texts(line: &LineOfText) -> Vec<Mark> {
    let mut x = line.x;
    line.glyphs
        .chunk_by(|a, b| a.face == b.face)
        .map(|run| {
            let at = x;
            x += line.width_mm(run);
            Mark::Text {
                font: run[0].face,
                x: at,
                y: line.baseline,
                size: line.size,
                spacing: line.spacing,
                stretch: line.stretch,
                text: Zeroizing::new(run.iter().map(|glyph| glyph.text.as_str()).collect()),
            }
        })
        .collect()
}

fn curve(rect: Rect) -> Mark {
    let points = ring(rect);
    let mut parts: Vec<Vec<[f64; 2]>> = Vec::new();
    let mut open: Vec<[f64; 2]> = Vec::new();
    for (point, is_control) in points.iter().skip(1) {
        open.push(*point);
        if !is_control {
            parts.push(std::mem::take(&mut open));
        }
    }
    Mark::Curve {
        start: points[0].0,
        parts,
        width: RING_WIDTH,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ring_is_straight_lines_and_curves_back_to_its_start() {
        let rect = Rect {
            x: 10.0,
            y: 20.0,
            w: 30.0,
            h: 6.0,
        };
        let Mark::Curve { start, parts, .. } = curve(rect) else {
            panic!("a ring is a curve");
        };
        assert!(parts.iter().all(|part| [1, 3].contains(&part.len())));
        assert_eq!(parts.iter().filter(|part| part.len() == 3).count(), 4);
        let end = parts.last().and_then(|part| part.last()).unwrap();
        let apart = |at: usize| (end[at] - start[at]).abs();
        assert!(apart(0) < 1e-9 && apart(1) < 1e-9);
    }
}
