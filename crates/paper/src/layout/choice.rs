//! Printed words with a ring round the chosen one, and squares with a tick.

use super::{Drawn, Layer, Layout};
use crate::ProblemKind;
use crate::definition::asked::chosen;
use crate::definition::field::{ChoiceField, Field, FieldKind, Mark};
use crate::definition::model::{Align, FormDefinition, Rect, label_ems, mm};
use crate::fonts::FontRole;
use crate::glossary::ValueKind;

/// Space between a square and the word at its right, in millimetres.
pub(crate) const TICK_GAP: f64 = 1.2;
/// Least height of a ring, in ems of the word inside it.
pub(crate) const RING_HEIGHT_EMS: f64 = 1.35;
/// Height of a kanji's ink, in ems.
const INK_EMS: f64 = 0.92;
/// A longer box than this gets straight sides.
const LONGEST_ELLIPSE: f64 = 3.0;
/// Width of a square's outline, in points.
const SQUARE_RULE: f64 = 0.5;
/// Width of a tick, in points.
const TICK_WIDTH: f64 = 1.4;

/// Whether a ring in this box is an ellipse.
pub(crate) fn is_ellipse(rect: Rect) -> bool {
    rect.w <= rect.h * LONGEST_ELLIPSE
}

/// Width a ring's box needs for a word of this width and em, so that the ring does not touch it.
pub(crate) fn ring_around(width: f64, em: f64, rect: Rect) -> f64 {
    let share = (em * INK_EMS / rect.h).min(1.0);
    let at_corner = (1.0 - share * share).sqrt();
    if is_ellipse(rect) {
        width / at_corner
    } else {
        width + rect.h * (1.0 - at_corner)
    }
}

impl Layout<'_> {
    pub(super) fn choice(&mut self, field: &Field, choice: &ChoiceField, shown: bool) {
        for option in &choice.options {
            match choice.mark {
                Mark::Circle => self.word(&option.text, option.rect, choice.size),
                Mark::Tick => self.square(&option.text, option.rect, choice.size),
            }
        }
        if !shown {
            return;
        }
        let Some(value) = self.wanted(field, &choice.value) else {
            return;
        };
        for chosen in chosen(&value) {
            // An option may have its place in another field of the form that shows the same value.
            if let Some(option) = choice.options.iter().find(|option| option.value == chosen) {
                let mark = match choice.mark {
                    Mark::Circle => Drawn::Ring { rect: option.rect },
                    Mark::Tick => tick(option.rect),
                };
                self.put(Layer::Filled, mark);
            } else if !self.is_placed(&choice.value, chosen)
                && !is_unwritten(self.form, &choice.value, chosen)
            {
                self.problem(field, &choice.value, ProblemKind::UnknownOption);
            }
        }
    }

    /// A printed word in the middle of a box.
    pub(super) fn word(&mut self, text: &str, rect: Rect, size: f64) {
        if text.is_empty() {
            return;
        }
        let glyphs = self.glyphs(text, None, FontRole::Label, text);
        self.single_line(Layer::Fixed, glyphs, rect, size, Align::Center);
    }

    fn square(&mut self, text: &str, rect: Rect, size: f64) {
        if text.is_empty() {
            return;
        }
        self.put(
            Layer::Fixed,
            Drawn::Frame {
                rect,
                width: SQUARE_RULE,
                fill: None,
            },
        );
        let glyphs = self.glyphs(text, None, FontRole::Label, text);
        let beside = Rect {
            x: rect.right() + TICK_GAP,
            w: label_ems(text) * mm(size),
            ..rect
        };
        self.single_line(Layer::Fixed, glyphs, beside, size, Align::Left);
    }

    fn is_placed(&self, name: &str, value: &str) -> bool {
        self.form.all_fields().any(|field| match &field.kind {
            FieldKind::Choice(choice) => {
                choice.value == name && choice.options.iter().any(|option| option.value == value)
            }
            _ => false,
        })
    }
}

/// Whether paper has no word for it: a sex that is not stated leaves every word unmarked.
fn is_unwritten(form: &FormDefinition, name: &str, value: &str) -> bool {
    match form.glossary_kind(name) {
        Some(ValueKind::Code(words)) => words
            .iter()
            .any(|word| word.value == value && !word.on_paper),
        _ => false,
    }
}

/// A tick (レ点) in a square.
fn tick(Rect { x, y, w, h }: Rect) -> Drawn {
    let points = [[0.18, 0.48], [0.42, 0.78], [0.88, 0.14]]
        .map(|[right, down]| [x + w * right, y + h * down]);
    Drawn::Stroke {
        points: points.to_vec(),
        width: TICK_WIDTH,
    }
}
