//! Text in a box, on one line or several.

use super::fit::{self, Room, fit, pitch_ems, width_ems};
use super::{Drawn, Layer, Layout, LineOfText};
use crate::ProblemKind;
use crate::definition::field::{Field, TextField};
use crate::definition::model::{Align, Rect, mm};
use crate::fonts::{FontRole, Glyph};

/// Share of the em above the baseline, the same in all fonts used.
pub(crate) const ASCENT: f64 = 0.88;

impl Layout<'_> {
    pub(super) fn text(&mut self, field: &Field, text: &TextField) {
        let Some(value) = self.wanted(field, &text.value) else {
            return;
        };
        let value = match text.show {
            Some(show) => match self.shown(field, &text.value, &value, show) {
                Some(shown) => shown,
                None => return,
            },
            None => value,
        };
        let glyphs = self.glyphs(&field.name, Some(&text.value), FontRole::Personal, &value);
        let room = Room {
            width: text.rect.w,
            height: text.rect.h,
            size: text.size,
            floor: text.floor,
            lines: usize::from(text.lines),
        };
        // The glyphs tell where lines may end, so both must tell the same text.
        let written: zeroize::Zeroizing<String> = glyphs
            .iter()
            .map(|glyph| glyph.text.as_str())
            .collect::<String>()
            .into();
        match fit(&written, &glyphs, &room) {
            Some(fitted) => self.lines(glyphs, &fitted, text.rect, text.align),
            None => self.problem(field, &text.value, ProblemKind::DoesNotFit),
        }
    }

    /// Draws fitted lines, centred in the height of the box.
    fn lines(&mut self, glyphs: Vec<Glyph>, fitted: &fit::Fitted, rect: Rect, align: Align) {
        let em = mm(fitted.size);
        let mut top = rect.y + (rect.h - fit::height_ems(fitted.lines.len()) * em) / 2.0;
        let mut remaining = glyphs.into_iter();
        let mut next = 0;
        for line in &fitted.lines {
            let glyphs: Vec<Glyph> = remaining
                .by_ref()
                .skip(line.start - next)
                .take(line.len())
                .collect();
            next = line.end;
            let width = width_ems(&glyphs, fitted.spacing) * fitted.stretch * em;
            let x = aligned(rect, width, align);
            self.put(
                Layer::Filled,
                Drawn::Line(LineOfText {
                    x,
                    baseline: top + ASCENT * em,
                    size: fitted.size,
                    spacing: fitted.spacing,
                    stretch: fitted.stretch,
                    glyphs,
                }),
            );
            top += pitch_ems() * em;
        }
    }

    /// One line at its natural width, centred in the height of the box; `false` when it is wider than the box.
    pub(super) fn single_line(
        &mut self,
        layer: Layer,
        glyphs: Vec<Glyph>,
        rect: Rect,
        size: f64,
        align: Align,
    ) -> bool {
        let line = line_in(glyphs, rect, size, align);
        let fits = line.is_some();
        if let Some(line) = line {
            self.put(layer, Drawn::Line(line));
        }
        fits
    }
}

/// One line at its natural width, centred in the height of the box; `None` when it is wider than the box.
pub(super) fn line_in(
    glyphs: Vec<Glyph>,
    rect: Rect,
    size: f64,
    align: Align,
) -> Option<LineOfText> {
    const HAIR: f64 = 0.005;
    let em = mm(size);
    let width = width_ems(&glyphs, 0.0) * em;
    (width <= rect.w + HAIR).then(|| LineOfText {
        x: aligned(rect, width, align),
        baseline: rect.y + rect.h / 2.0 + (ASCENT - 0.5) * em,
        size,
        spacing: 0.0,
        stretch: 1.0,
        glyphs,
    })
}

fn aligned(rect: Rect, width: f64, align: Align) -> f64 {
    match align {
        Align::Left => rect.x,
        Align::Center => rect.x + (rect.w - width) / 2.0,
        Align::Right => rect.right() - width,
    }
}
