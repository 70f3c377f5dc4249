//! Digits with one a box (マス目), the boxes together or apart.

use super::{Drawn, Layer, Layout};
use crate::ProblemKind;
use crate::definition::field::{DigitsField, Field};
use crate::definition::model::{Align, Rect};
use crate::fonts::FontRole;
use crate::width::half_width;

/// Width of the lines round and between the boxes, in points.
const RULE: f64 = 0.5;

impl Layout<'_> {
    pub(super) fn digits(&mut self, field: &Field, digits: &DigitsField, shown: bool) {
        let cells = self.boxes(digits);
        if !shown {
            return;
        }
        let Some(value) = self.wanted(field, &digits.value) else {
            return;
        };
        let value = match digits.show {
            Some(show) => match self.shown(field, &digits.value, &value, show) {
                Some(shown) => shown,
                None => return,
            },
            None => zeroize::Zeroizing::new(half_width(value.trim())),
        };
        let glyphs = self.glyphs(&field.name, Some(&digits.value), FontRole::Personal, &value);
        let Some(blank) = cells.len().checked_sub(glyphs.len()) else {
            return self.problem(field, &digits.value, ProblemKind::DoesNotFit);
        };
        let first = if digits.from_left { 0 } else { blank };
        for (cell, glyph) in cells.into_iter().skip(first).zip(glyphs) {
            if !self.single_line(Layer::Filled, vec![glyph], cell, digits.size, Align::Center) {
                return self.problem(field, &digits.value, ProblemKind::DoesNotFit);
            }
        }
    }

    /// Draws the boxes and gives back where each is.
    fn boxes(&mut self, digits: &DigitsField) -> Vec<Rect> {
        let w = digits.cell_width();
        let mut cells = Vec::with_capacity(usize::from(digits.count));
        for (rect, count) in digits.groups() {
            let Rect { y, h, .. } = rect;
            let frame = Drawn::Frame {
                rect,
                width: RULE,
                fill: None,
            };
            self.put(Layer::Fixed, frame);
            for index in 0..count {
                let x = rect.x + w * f64::from(index);
                cells.push(Rect { x, y, w, h });
                if index > 0 {
                    let rule = Drawn::Rule {
                        from: [x, y],
                        to: [x, y + h],
                        width: RULE,
                        dashed: false,
                    };
                    self.put(Layer::Fixed, rule);
                }
            }
        }
        cells
    }
}
