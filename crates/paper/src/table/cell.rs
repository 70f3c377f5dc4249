//! Texts and squares of one cell.

use zeroize::Zeroizing;

use super::{CellAlign, Column};
use crate::definition::model::{Rect, mm};
use crate::fonts::{Faces, FontRole, Glyph, GlyphFault};
use crate::layout::{ASCENT, Drawn, LineOfText, Room, fit, lines_ems, pitch_ems, width_ems};

/// 〓, by which Japanese printers mark a type that they have not (ゲタ記号).
const MISSING: char = '〓';
/// Behind a text that was cut.
const CUT: &str = "…";
/// Side of a square.
const SQUARE: f64 = 3.0;
/// Size of the word beside a square, and its smallest size.
const WORD: (f64, f64) = (8.0, 4.0);
/// Below this size of type two lines are easier to read than one.
const COMFORTABLE: f64 = 6.0;
/// From the edge of a cell to its text.
pub(super) const PAD: f64 = 0.7;

/// Sets texts, and counts what could not be set as it is.
pub(super) struct Set<'f> {
    pub(super) faces: Faces<'f>,
    pub(super) missing: usize,
    pub(super) cut: usize,
}

impl<'f> Set<'f> {
    pub(super) fn new(faces: Faces<'f>) -> Self {
        Self {
            faces,
            missing: 0,
            cut: 0,
        }
    }

    /// A text in a column's cell.
    pub(super) fn text(&mut self, text: &str, rect: Rect, column: &Column) -> Vec<Drawn> {
        self.fitted(
            text,
            rect,
            FontRole::Personal,
            (column.size, column.floor),
            column.align,
        )
    }

    /// One line, or as many as its smaller type leaves room for; nothing is left out unsaid.
    pub(super) fn fitted(
        &mut self,
        text: &str,
        rect: Rect,
        role: FontRole,
        (size, floor): (f64, f64),
        align: CellAlign,
    ) -> Vec<Drawn> {
        let glyphs = self.glyphs(text, role);
        if glyphs.is_empty() {
            return Vec::new();
        }
        if width_ems(&glyphs, 0.0) * mm(size) <= rect.w {
            return vec![line(glyphs, rect, size, align)];
        }
        let written: Zeroizing<String> = text_of(&glyphs).into();
        let down_to = |floor: f64| {
            let room = Room {
                width: rect.w,
                height: rect.h,
                size,
                floor: floor.min(size),
                lines: 1,
            };
            fit(&written, &glyphs, &room)
        };
        let Some(fitted) = down_to(floor.max(COMFORTABLE)).or_else(|| down_to(floor)) else {
            self.cut += 1;
            return vec![self.cut_off(glyphs, rect, role, floor, align)];
        };
        let em = mm(fitted.size);
        let mut top = rect.y + (rect.h - lines_ems(fitted.lines.len()) * em) / 2.0;
        let mut remaining = glyphs.into_iter();
        let mut next = 0;
        let mut drawn = Vec::new();
        for range in &fitted.lines {
            let glyphs: Vec<Glyph> = remaining
                .by_ref()
                .skip(range.start - next)
                .take(range.len())
                .collect();
            next = range.end;
            let width = width_ems(&glyphs, fitted.spacing) * fitted.stretch * em;
            drawn.push(Drawn::Line(LineOfText {
                x: aligned(rect, width, align),
                baseline: top + ASCENT * em,
                size: fitted.size,
                spacing: fitted.spacing,
                stretch: fitted.stretch,
                glyphs,
            }));
            top += pitch_ems() * em;
        }
        drawn
    }

    /// A square with its word.
    pub(super) fn square(&mut self, rect: Rect, full: bool, word: &str) -> Vec<Drawn> {
        let square = Rect {
            x: rect.x,
            y: rect.y + (rect.h - SQUARE) / 2.0,
            w: SQUARE,
            h: SQUARE,
        };
        let mut drawn = vec![Drawn::Frame {
            rect: square,
            width: 0.6,
            fill: full.then_some(0.0),
        }];
        let beside = Rect {
            x: rect.x + SQUARE + 0.5,
            w: rect.w - SQUARE - 0.5,
            ..rect
        };
        drawn.extend(self.fitted(word, beside, FontRole::Label, WORD, CellAlign::Left));
        drawn
    }

    /// A square with a cross in it.
    pub(super) fn crossed(&mut self, rect: Rect, word: &str) -> Vec<Drawn> {
        let mut drawn = self.square(rect, false, word);
        let (left, top) = (rect.x, rect.y + (rect.h - SQUARE) / 2.0);
        for points in [
            vec![[left, top], [left + SQUARE, top + SQUARE]],
            vec![[left + SQUARE, top], [left, top + SQUARE]],
        ] {
            drawn.push(Drawn::Stroke { points, width: 0.6 });
        }
        drawn
    }

    /// Glyphs of a text; what no font has becomes 〓, and characters without a shape are left out.
    fn glyphs(&mut self, text: &str, role: FontRole) -> Vec<Glyph> {
        let (glyphs, faults) = self.faces.shape(role, text);
        let missing = |fault: &GlyphFault| match fault {
            GlyphFault::Missing(character) => Some(*character),
            _ => None,
        };
        let missing: Vec<char> = faults.iter().filter_map(missing).collect();
        if missing.is_empty() {
            return glyphs;
        }
        self.missing += missing.len();
        let told: Zeroizing<String> = text
            .chars()
            .map(|c| if missing.contains(&c) { MISSING } else { c })
            .collect::<String>()
            .into();
        self.faces.shape(role, &told).0
    }

    fn cut_off(
        &self,
        mut glyphs: Vec<Glyph>,
        rect: Rect,
        role: FontRole,
        size: f64,
        align: CellAlign,
    ) -> Drawn {
        let dots = self.faces.shape(role, CUT).0;
        let room = rect.w / mm(size) - width_ems(&dots, 0.0);
        let mut width = 0.0;
        let fitting = glyphs.iter().take_while(|glyph| {
            width += glyph.advance;
            width <= room
        });
        let count = fitting.count();
        glyphs.truncate(count);
        glyphs.extend(dots);
        line(glyphs, rect, size, align)
    }
}

fn text_of(glyphs: &[Glyph]) -> String {
    glyphs.iter().map(|glyph| glyph.text.as_str()).collect()
}

/// One line in the middle of the cell's height.
fn line(glyphs: Vec<Glyph>, rect: Rect, size: f64, align: CellAlign) -> Drawn {
    let em = mm(size);
    let width = width_ems(&glyphs, 0.0) * em;
    Drawn::Line(LineOfText {
        x: aligned(rect, width, align),
        baseline: rect.y + rect.h / 2.0 + (ASCENT - 0.5) * em,
        size,
        spacing: 0.0,
        stretch: 1.0,
        glyphs,
    })
}

fn aligned(rect: Rect, width: f64, align: CellAlign) -> f64 {
    match align {
        CellAlign::Left => rect.x,
        CellAlign::Center => rect.x + (rect.w - width) / 2.0,
        CellAlign::Right => rect.x + rect.w - width,
    }
}
