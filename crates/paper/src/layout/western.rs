//! A date with the Western year: written whole, or year, month and day in places of their own.

use super::{Layer, Layout};
use crate::ProblemKind;
use crate::definition::field::{Field, WesternField, WesternShape};
use crate::definition::model::{Align, Rect};
use crate::fonts::FontRole;

impl Layout<'_> {
    pub(super) fn western(&mut self, field: &Field, western: &WesternField) {
        let Some(date) = self.date(field, &western.value) else {
            return;
        };
        let parts = date.wareki();
        if !date.is_whole() {
            self.problem(field, &western.value, ProblemKind::DateIncomplete);
        }
        let year = date.year().to_string();
        let number = |part: Option<i8>| part.map(|part| part.to_string());
        match &western.shape {
            WesternShape::Written(rect, align) => {
                // Full-width blanks keep the place for the hand where a part is not known.
                let blank = || "　　".to_owned();
                let text = format!(
                    "{year}年{}月{}日",
                    number(parts.month).unwrap_or_else(blank),
                    number(parts.day).unwrap_or_else(blank)
                );
                self.in_western(field, western, *rect, *align, &text);
            }
            WesternShape::Parts {
                year: place,
                month,
                day,
            } => {
                self.in_western(field, western, *place, Align::Center, &year);
                for (place, part) in [(month, parts.month), (day, parts.day)] {
                    if let Some(text) = number(part) {
                        self.in_western(field, western, *place, Align::Center, &text);
                    }
                }
            }
        }
    }

    fn in_western(
        &mut self,
        field: &Field,
        western: &WesternField,
        rect: Rect,
        align: Align,
        text: &str,
    ) {
        let glyphs = self.glyphs(&field.name, Some(&western.value), FontRole::Personal, text);
        if !self.single_line(Layer::Filled, glyphs, rect, western.size, align) {
            self.problem(field, &western.value, ProblemKind::DoesNotFit);
        }
    }
}
