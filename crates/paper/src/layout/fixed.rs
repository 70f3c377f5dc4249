//! What is printed whatever the values are: words, rules, frames and the form's own name at the foot.

use super::{Drawn, Layout};
use crate::definition::model::{Align, Rect};
use crate::fonts::FontRole;

/// Size of the form's id and version at the foot, in points.
const FOOT_SIZE: f64 = 5.0;
/// Distance of the foot from the lower edge and from the right one, inside what office printers can print.
const FOOT_MARGIN: f64 = 8.0;

impl Layout<'_> {
    pub(super) fn fixed(&mut self) {
        for frame in &self.form.frames {
            self.drawn.push(Drawn::Frame {
                rect: frame.rect,
                width: frame.width,
                fill: frame.fill,
            });
        }
        for rule in &self.form.rules {
            self.drawn.push(Drawn::Rule {
                from: rule.from,
                to: rule.to,
                width: rule.width,
                dashed: rule.dashed,
            });
        }
        for text in &self.form.texts {
            let role = if text.bold {
                FontRole::LabelBold
            } else {
                FontRole::Label
            };
            let glyphs = self.glyphs(&text.text, None, role, &text.text);
            self.single_line(glyphs, text.rect, text.size, text.align);
        }
    }

    /// Form id and version, so that a sheet can be told from one of an older layout.
    pub(super) fn foot(&mut self) {
        let paper = self.form.paper;
        let name = format!("{} {}", self.form.id, self.form.version);
        let rect = Rect {
            x: FOOT_MARGIN,
            y: paper.height_mm - FOOT_MARGIN,
            w: paper.width_mm - 2.0 * FOOT_MARGIN,
            h: 2.0,
        };
        let glyphs = self.glyphs(&name, None, FontRole::Label, &name);
        self.single_line(glyphs, rect, FOOT_SIZE, Align::Right);
    }
}
