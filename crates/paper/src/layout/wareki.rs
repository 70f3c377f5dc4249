//! A date in era years: written whole, or era, year, month and day in places of their own.

use super::{Drawn, Layer, Layout};
use crate::ProblemKind;
use crate::definition::field::{EraPlace, Field, WarekiField, WarekiShape};
use crate::definition::model::{Align, Rect};
use crate::fonts::FontRole;
use crate::wareki::{DateFault, LooseDate, LooseWareki, year_text};

impl Layout<'_> {
    pub(super) fn wareki(&mut self, field: &Field, wareki: &WarekiField, shown: bool) {
        if let WarekiShape::Parts {
            era: EraPlace::Circled(options),
            ..
        } = &wareki.shape
        {
            for option in options {
                self.word(&option.text, option.rect, wareki.era_size);
            }
        }
        if !shown {
            return;
        }
        let Some(date) = self.date(field, &wareki.value) else {
            return;
        };
        let parts = date.wareki();
        if !date.is_whole() || parts.era_and_year.is_none() {
            self.problem(field, &wareki.value, ProblemKind::DateIncomplete);
        }
        match &wareki.shape {
            WarekiShape::Written(rect, align) => self.written(field, wareki, parts, *rect, *align),
            WarekiShape::Parts {
                era,
                year,
                month,
                day,
            } => {
                self.era(field, wareki, era, parts);
                let numbers = [
                    (*year, parts.era_and_year.map(|(_, year)| year_text(year))),
                    (*month, parts.month.map(|month| month.to_string())),
                    (*day, parts.day.map(|day| day.to_string())),
                ];
                for (rect, text) in numbers {
                    if let Some(text) = text {
                        self.part(field, wareki, rect, Align::Center, &text);
                    }
                }
            }
        }
    }

    /// The date of a field, when there is one.
    pub(super) fn date(&mut self, field: &Field, name: &str) -> Option<LooseDate> {
        let value = self.wanted(field, name)?;
        self.parsed(field, name, &value)
    }

    /// A value as a date, reported when it is none.
    pub(super) fn parsed(&mut self, field: &Field, name: &str, value: &str) -> Option<LooseDate> {
        match LooseDate::parse(value) {
            Ok(date) => Some(date),
            Err(fault) => {
                let kind = match fault {
                    DateFault::Invalid => ProblemKind::InvalidDate,
                    DateFault::BeforeGregorian => ProblemKind::DateBeforeGregorian,
                };
                self.problem(field, name, kind);
                None
            }
        }
    }

    fn written(
        &mut self,
        field: &Field,
        wareki: &WarekiField,
        parts: LooseWareki,
        rect: Rect,
        align: Align,
    ) {
        // Full-width blanks keep the place for the hand where a part is not known.
        let number =
            |part: Option<i8>| part.map_or_else(|| "　　".to_owned(), |part| part.to_string());
        let year = parts.era_and_year.map_or_else(
            || "　　　　".to_owned(),
            |(era, year)| format!("{}{}", era.name, year_text(year)),
        );
        let text = format!("{year}年{}月{}日", number(parts.month), number(parts.day));
        self.part(field, wareki, rect, align, &text);
    }

    fn era(&mut self, field: &Field, wareki: &WarekiField, place: &EraPlace, parts: LooseWareki) {
        let Some((era, _)) = parts.era_and_year else {
            return;
        };
        match place {
            EraPlace::Printed(rect) => self.part(field, wareki, *rect, Align::Center, era.name),
            EraPlace::Circled(options) => {
                if self.at_longest {
                    for option in options {
                        self.put(Layer::Filled, Drawn::Ring { rect: option.rect });
                    }
                    return;
                }
                match options.iter().find(|option| option.value == era.name) {
                    Some(option) => self.put(Layer::Filled, Drawn::Ring { rect: option.rect }),
                    None => self.problem(field, &wareki.value, ProblemKind::EraNotOnForm),
                }
            }
        }
    }

    fn part(&mut self, field: &Field, wareki: &WarekiField, rect: Rect, align: Align, text: &str) {
        let glyphs = self.glyphs(&field.name, Some(&wareki.value), FontRole::Personal, text);
        if !self.single_line(Layer::Filled, glyphs, rect, wareki.size, align) {
            self.problem(field, &wareki.value, ProblemKind::DoesNotFit);
        }
    }
}
