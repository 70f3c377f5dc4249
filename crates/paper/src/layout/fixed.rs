//! What is printed whatever the values are: words, rules, frames and the form's own name at the foot.

use super::text::line_in;
use super::{Drawn, Layer, Layout, Sheet};
use crate::definition::model::{Align, Rect};
use crate::definition::printed::Printed;
use crate::fonts::FontRole;

/// Size of the form's id and version at the foot, in points.
const FOOT_SIZE: f64 = 5.0;
/// Distance of the foot from the lower edge and from the right one, inside what office printers can print.
const FOOT_MARGIN: f64 = 8.0;

impl Layout<'_> {
    /// What stands on this page.
    pub(super) fn printed(&mut self, printed: &Printed, page: u32) {
        for frame in printed.frames.iter().filter(|frame| frame.page == page) {
            self.put(
                Layer::Fixed,
                Drawn::Frame {
                    rect: frame.rect,
                    width: frame.width,
                    fill: frame.fill,
                },
            );
        }
        for rule in printed.rules.iter().filter(|rule| rule.page == page) {
            self.put(
                Layer::Fixed,
                Drawn::Rule {
                    from: rule.from,
                    to: rule.to,
                    width: rule.width,
                    dashed: rule.dashed,
                },
            );
        }
        for text in printed.texts.iter().filter(|text| text.page == page) {
            let role = if text.bold {
                FontRole::LabelBold
            } else {
                FontRole::Label
            };
            let glyphs = self.glyphs(&text.text, None, role, &text.text);
            self.single_line(Layer::Fixed, glyphs, text.rect, text.size, text.align);
        }
    }

    /// Form id, version and page, so that a sheet can be told from one of an older layout and none
    /// gets lost.
    pub(super) fn foot(&mut self, sheet: &mut Sheet, page: usize, pages: usize) {
        let paper = self.form.paper;
        let name = format!("{} {} {page}／{pages}", self.form.id, self.form.version);
        let rect = Rect {
            x: FOOT_MARGIN,
            y: paper.height_mm - FOOT_MARGIN,
            w: paper.width_mm - 2.0 * FOOT_MARGIN,
            h: 2.0,
        };
        let glyphs = self.glyphs(&name, None, FontRole::Label, &name);
        if let Some(line) = line_in(glyphs, rect, FOOT_SIZE, Align::Right) {
            sheet.fixed.push(Drawn::Line(line));
        }
    }
}
