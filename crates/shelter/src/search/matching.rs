//! How an entry fits what was typed.

use folding::Born;
use jiff::civil::Date;

use super::entry::Entry;
use super::field::{Field, Fields, Tag};
use super::hit::Fit;
use super::probe::{Probe, TextProbe};
use super::query::{FEWEST_PHONE_DIGITS, Query, Word};

/// How closely an entry is looked at.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Look {
    /// Until nothing can change the rank; the fields are not all told.
    Rank,
    /// At everything.
    Why,
}

/// Better than this nothing fits.
const BEST: (Fit, bool) = (Fit::Exact, false);

/// How an entry fits; the better one is the lesser, by fit before looseness.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct Match {
    pub fit: Fit,
    pub loosely: bool,
    pub why: Fields,
}

impl Match {
    fn new(fit: Fit, loosely: bool, field: Field) -> Self {
        let why = Fields::of(&[field]);
        Self { fit, loosely, why }
    }

    pub(super) fn rank(self) -> (Fit, bool) {
        (self.fit, self.loosely)
    }

    /// The better of two, found by the fields of both.
    fn or(self, other: Self) -> Self {
        let better = if self.rank() <= other.rank() {
            self
        } else {
            other
        };
        Self {
            why: self.why.with(other.why),
            ..better
        }
    }

    /// The worse of two, found by the fields of both.
    fn and(self, other: Self) -> Self {
        let worse = if self.rank() >= other.rank() {
            self
        } else {
            other
        };
        Self {
            why: self.why.with(other.why),
            ..worse
        }
    }
}

/// What is looked at of an entry.
#[derive(Clone, Copy)]
pub(super) struct View {
    pub look: Look,
    /// These fields alone.
    pub fields: Fields,
    /// The day on which ages count.
    pub today: Option<Date>,
}

impl Entry {
    /// How the entry fits a query.
    pub(super) fn fits(&self, query: &Query, view: View) -> Option<Match> {
        let mut words = query.words.iter();
        let first = words.next().and_then(|word| self.fits_word(word, view));
        let apart = first.and_then(|first| {
            words.try_fold(first, |so_far, word| {
                Some(so_far.and(self.fits_word(word, view)?))
            })
        });
        let joined = query.joined.as_ref();
        let joined = joined.and_then(|word| self.fits_word(word, view));
        match (apart, joined) {
            (Some(apart), Some(joined)) => Some(apart.or(joined)),
            (apart, joined) => apart.or(joined),
        }
    }

    fn fits_word(&self, word: &Word, view: View) -> Option<Match> {
        let mut best: Option<Match> = None;
        for probe in &word.0 {
            if let Some(found) = self.fits_probe(probe, view) {
                best = Some(best.map_or(found, |best| best.or(found)));
                if view.look == Look::Rank && best.is_some_and(|best| best.rank() == BEST) {
                    break;
                }
            }
        }
        best
    }

    fn fits_probe(&self, probe: &Probe, view: View) -> Option<Match> {
        let counts = |field| view.fields.contains(field);
        match probe {
            Probe::Text(text) => self.fits_text(text, view),
            Probe::Born(born) if counts(Field::BirthDate) => self.fits_born(*born),
            Probe::Age(least, most) if counts(Field::Age) => {
                self.fits_age((*least, *most), view.today)
            }
            Probe::Number(typed) if counts(Field::Number) => {
                let fits = self.numbers.iter().filter_map(|number| typed.fit(number));
                let (fit, loosely) = fits.min()?;
                Some(Match::new(fit, loosely, Field::Number))
            }
            _ => None,
        }
    }

    fn fits_born(&self, born: Born) -> Option<Match> {
        let fits = self
            .births
            .iter()
            .any(|birth| born.fits(birth.year(), birth.month(), birth.day()));
        let fit = if born.is_whole() {
            Fit::Exact
        } else {
            Fit::Prefix
        };
        fits.then(|| Match::new(fit, false, Field::BirthDate))
    }

    fn fits_age(&self, (least, most): (u8, u8), today: Option<Date>) -> Option<Match> {
        let by_birth = today.filter(|_| !self.births.is_empty());
        let is_within = |age: crate::plain::AgeRange| age.least() <= most && least <= age.most();
        let fits = match by_birth {
            Some(today) => {
                let mut ages = self.births.iter().filter_map(|birth| birth.age_on(today));
                ages.any(is_within)
            }
            None => self.age.is_some_and(is_within),
        };
        fits.then(|| Match::new(Fit::Prefix, false, Field::Age))
    }

    fn fits_text(&self, probe: &TextProbe, view: View) -> Option<Match> {
        let mut best: Option<Match> = None;
        for start in probe.find_all(&self.hay) {
            // Another part is no better than one as written, unless it ends a telephone number.
            let is_begun = start.checked_sub(1).is_some_and(|at| self.is_tag(at));
            let is_good = best.is_some_and(|best| best.rank() <= (Fit::Part, false));
            let may_end = probe.fields.contains(Field::Phone);
            if view.look == Look::Rank && is_good && !is_begun && !may_end {
                continue;
            }
            if let Some(found) = self.fits_at(probe, view.fields, start) {
                best = Some(best.map_or(found, |best| best.or(found)));
            }
        }
        best
    }

    fn is_tag(&self, at: usize) -> bool {
        let byte = self.hay.get(at);
        byte.is_some_and(|byte| Tag::of_byte(*byte).is_some())
    }

    fn fits_at(&self, probe: &TextProbe, fields: Fields, start: usize) -> Option<Match> {
        let end = start + probe.needle.len();
        let before = &self.hay[..start];
        let tag = before.iter().rev().find_map(|byte| Tag::of_byte(*byte))?;
        let field = tag.field();
        if !probe.fields.contains(field) || !fields.contains(field) || probe.roman != tag.is_roman()
        {
            return None;
        }
        let last = before.last()?;
        let begins = Tag::of_byte(*last).is_some();
        let ends = end == self.hay.len() || self.is_tag(end);
        let digits_cut = field == Field::Address
            && last.is_ascii_digit()
            && probe.needle.starts_with(|c: char| c.is_ascii_digit());
        let long_enough = field != Field::Phone
            || ((begins || ends) && probe.needle.len() >= FEWEST_PHONE_DIGITS);
        if digits_cut || !long_enough {
            return None;
        }
        let fit = match (begins, ends) {
            (true, true) => Fit::Exact,
            (true, false) => Fit::Prefix,
            (false, true) if field == Field::Phone => Fit::Prefix,
            _ => Fit::Part,
        };
        Some(Match::new(fit, probe.loose || tag.is_loose(), field))
    }
}
