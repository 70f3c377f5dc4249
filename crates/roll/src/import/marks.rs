//! The marks (表示) of one line: from one column or several, and several from one column.

use std::collections::BTreeSet;

use jiff::civil::Date;

use polling::elector::RollMark;

use super::line::Line;
use super::{Field, Reason, dates};
use crate::mapping::{MarkPlaces, parts};

impl Line<'_> {
    /// All marks; none twice, whichever columns they come from.
    pub(super) fn marks(&mut self) -> BTreeSet<RollMark> {
        let layout = self.layout;
        let mut marks = BTreeSet::new();
        for places in &layout.marks {
            self.marks_of(places, &mut marks);
        }
        marks
    }

    fn marks_of(&mut self, places: &MarkPlaces, into: &mut BTreeSet<RollMark>) {
        let mut text = |place: Option<usize>, field| match place {
            Some(place) => self.at(place, field),
            None => String::new(),
        };
        let kinds = text(places.kind, Field::Mark);
        let (since, until) = (
            text(places.since, Field::MarkSince),
            text(places.until, Field::MarkUntil),
        );
        let detail = text(places.detail, Field::MarkDetail);
        let between = self.mapping.mark_separator;
        let kinds: Vec<&str> = match places.kind {
            Some(_) => parts(&kinds, between).collect(),
            None => vec![""],
        };
        let count = kinds.len();
        let since = self.one_each(&since, count, Field::MarkSince);
        let until = self.one_each(&until, count, Field::MarkUntil);
        let detail = self.one_each(&detail, count, Field::MarkDetail);
        for (((kind, since), until), detail) in kinds.into_iter().zip(since).zip(until).zip(detail)
        {
            self.mark(places, kind, [since, until, detail], into);
        }
    }

    /// A text for each of the marks. What stands beside one mark is taken whole, whatever is in it.
    fn one_each<'t>(&mut self, text: &'t str, count: usize, field: Field) -> Vec<&'t str> {
        if count == 1 || text.is_empty() {
            return vec![text; count];
        }
        let texts: Vec<&str> = parts(text, self.mapping.mark_separator).collect();
        if texts.len() == count {
            return texts;
        }
        self.fault(field, Reason::NotOneEach);
        vec![""; count]
    }

    fn mark(
        &mut self,
        places: &MarkPlaces,
        kind: &str,
        [since, until, detail]: [&str; 3],
        into: &mut BTreeSet<RollMark>,
    ) {
        let is_filled = [since, until, detail].iter().any(|text| !text.is_empty());
        let said = match (places.kind, places.always) {
            (Some(_), _) => self.mapping.values.mark(places.values.as_ref(), kind),
            (None, always) => Ok(always.filter(|_| is_filled)),
        };
        let Some(said) = self.or_fault(Field::Mark, said) else {
            return;
        };
        let since = self.day_of(since, Field::MarkSince);
        let until = self.day_of(until, Field::MarkUntil);
        if let Some(kind) = said {
            into.insert(RollMark {
                kind,
                since,
                until,
                detail: detail.to_owned(),
            });
            return;
        }
        // A day without its mark is a mark that was lost on the way.
        for (field, day) in [(Field::MarkSince, since), (Field::MarkUntil, until)] {
            if day.is_some() {
                self.fault(field, Reason::WithoutMark);
            }
        }
    }

    fn day_of(&mut self, text: &str, field: Field) -> Option<Date> {
        let day = dates::day(text, self.mapping.dates);
        self.or_fault(field, day).flatten()
    }
}
