//! A number with one digit a box (マス目).

use super::{Drawn, Layout};
use crate::ProblemKind;
use crate::definition::model::{Align, DigitsField, Field, Rect};
use crate::fonts::FontRole;
use crate::wareki::half_width;

/// Width of the lines round and between the boxes, in points.
const RULE: f64 = 0.5;

impl Layout<'_> {
    pub(super) fn digits(&mut self, field: &Field, digits: &DigitsField, shown: bool) {
        let Rect { x, y, w, h } = digits.rect;
        let cell = w / f64::from(digits.count);
        self.drawn.push(Drawn::Frame {
            rect: digits.rect,
            width: RULE,
            fill: None,
        });
        for index in 1..digits.count {
            let x = x + cell * f64::from(index);
            self.drawn.push(Drawn::Rule {
                from: [x, y],
                to: [x, y + h],
                width: RULE,
                dashed: false,
            });
        }
        if !shown {
            return;
        }
        let Some(value) = self.wanted(field, &digits.value) else {
            return;
        };
        let value = zeroize::Zeroizing::new(half_width(value.trim()));
        let glyphs = self.glyphs(&field.name, Some(&digits.value), FontRole::Personal, &value);
        let Some(blank) = usize::from(digits.count).checked_sub(glyphs.len()) else {
            return self.problem(field, &digits.value, ProblemKind::DoesNotFit);
        };
        for (index, glyph) in (blank..).zip(glyphs) {
            #[expect(clippy::cast_precision_loss, reason = "a handful of boxes")]
            let rect = Rect {
                x: x + cell * index as f64,
                y,
                w: cell,
                h,
            };
            if !self.single_line(vec![glyph], rect, digits.size, Align::Center) {
                return self.problem(field, &digits.value, ProblemKind::DoesNotFit);
            }
        }
    }
}
