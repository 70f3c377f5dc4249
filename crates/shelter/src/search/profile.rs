//! What is compared of two records.

use jiff::civil::Date;

use super::entry::Entry;
use super::field::{Kind, Shape, Tag};
use super::fold::{self, Place};
use super::reasons::{Reason, Strength};
use crate::plain::{AgeRange, PartialDate, Sex};

/// A shorter number is no whole telephone number.
const FEWEST_DIGITS: usize = 9;

/// Shorter than this, a town that the other ends with says nothing.
const FEWEST_TOWN_CHARS: usize = 2;

/// A text as written and as folded loosely.
#[derive(Clone, Copy)]
pub(super) struct Both<'a> {
    pub strict: &'a str,
    pub loose: &'a str,
}

/// The texts of one entry, as they are compared.
pub(super) struct Profile<'a> {
    entry: &'a Entry,
    /// Readings, and names that somebody wrote in kana.
    pub kana: Vec<Both<'a>>,
    /// Names in characters or Roman letters.
    pub names: Vec<Both<'a>>,
    /// Words by sound in Roman letters, sorted, of each name and reading.
    romans: Vec<Vec<&'a str>>,
    places: Vec<Place<'a>>,
    phones: Vec<&'a str>,
}

impl<'a> Profile<'a> {
    pub(super) fn new(entry: &'a Entry) -> Self {
        let mut profile = Self {
            entry,
            kana: vec![],
            names: vec![],
            romans: vec![],
            places: vec![],
            phones: vec![],
        };
        for (tag, text) in entry.texts() {
            profile.add(tag, text);
        }
        for words in &mut profile.romans {
            // The whole name stands before its words, if it has several.
            if words.len() > 1 {
                words.remove(0);
                words.sort_unstable();
            }
        }
        profile
    }

    fn add(&mut self, tag: Tag, text: &'a str) {
        const ADDRESS: Tag = Tag::new(Kind::Address, Shape::Whole);
        let both = Both {
            strict: text,
            loose: text,
        };
        let is_kana = text.chars().all(|c| matches!(c, 'ァ'..='ヺ' | 'ー'));
        let is = |kind, shape| tag == Tag::new(kind, shape);
        if is(Kind::Kana, Shape::Whole) || (is(Kind::Name, Shape::Whole) && is_kana) {
            self.kana.push(both);
        } else if is(Kind::Name, Shape::Whole) {
            self.names.push(both);
        } else if is(Kind::Kana, Shape::LooseWhole)
            || (is(Kind::Name, Shape::LooseWhole) && is_kana)
        {
            loosen(&mut self.kana, text);
        } else if is(Kind::Name, Shape::LooseWhole) {
            loosen(&mut self.names, text);
        } else if is(Kind::Roman, Shape::Whole) || is(Kind::Roman, Shape::LooseWhole) {
            self.romans.push(vec![text]);
        } else if is(Kind::Roman, Shape::Word) || is(Kind::Roman, Shape::LooseWord) {
            if let Some(words) = self.romans.last_mut() {
                words.push(text);
            }
        } else if tag == ADDRESS {
            self.places.push(fold::place(text));
        } else if tag == Tag::PHONE && text.len() >= FEWEST_DIGITS {
            self.phones.push(text);
        }
    }

    /// What speaks for one person, and how strongly; as seen from either side.
    pub(super) fn compare(&self, other: &Self, today: Option<Date>) -> Option<(Strength, Reason)> {
        use Strength::{Certain, Listed, Proposal};
        if any(&self.entry.tokens, &other.entry.tokens, |a, b| a == b) {
            return Some((Certain, Reason::SameToken));
        }
        let strict = |a: &Both, b: &Both| a.strict == b.strict;
        let loose = |a: &Both, b: &Both| a.loose == b.loose;
        let same_kana = any(&self.kana, &other.kana, loose);
        let same_name = any(&self.names, &other.names, strict);
        let alike_name = any(&self.names, &other.names, loose);
        // Twins share birth date, address and telephone, and differ in one of these.
        let other_kana = !same_kana && !self.kana.is_empty() && !other.kana.is_empty();
        let other_name = !alike_name && !self.names.is_empty() && !other.names.is_empty();
        let nothing_against = !other_kana && !other_name && !self.is_of_other_sex(other);
        let same_birth = any(&self.entry.births, &other.entry.births, |a, b| {
            a == b && a.date().is_some()
        });
        let named_alike = (same_kana || same_name || alike_name) && nothing_against;
        let found = if same_birth && same_kana && nothing_against {
            (Proposal, Reason::KanaAndBirth)
        } else if same_birth && same_name && nothing_against && self.shares_town(other) {
            (Proposal, Reason::NameBirthAndTown)
        } else if same_birth && same_kana {
            (Listed, Reason::KanaAndBirth)
        } else if same_birth && same_name {
            (Listed, Reason::NameAndBirth)
        } else if same_birth && alike_name {
            (Listed, Reason::AlikeNameAndBirth)
        } else if same_birth && !other_kana && any(&self.romans, &other.romans, |a, b| a == b) {
            (Listed, Reason::RomanAndBirth)
        } else if named_alike && any(&self.phones, &other.phones, |a, b| a == b) {
            (Listed, Reason::NameAndPhone)
        } else if named_alike && self.shares_address(other) {
            (Listed, Reason::NameAndAddress)
        } else if named_alike && self.may_be_of_one_age(other, today) {
            (Listed, Reason::NameAndAge)
        } else {
            return None;
        };
        Some(found)
    }

    fn is_of_other_sex(&self, other: &Self) -> bool {
        matches!(
            (self.entry.sex, other.entry.sex),
            (Some(Sex::Male), Some(Sex::Female)) | (Some(Sex::Female), Some(Sex::Male))
        )
    }

    /// One may have been written with prefecture and city, the other without.
    fn shares_town(&self, other: &Self) -> bool {
        any(&self.places, &other.places, |a, b| {
            let (shorter, longer) = if a.town.len() < b.town.len() {
                (a, b)
            } else {
                (b, a)
            };
            shorter.town.chars().count() >= FEWEST_TOWN_CHARS && longer.town.ends_with(shorter.town)
        })
    }

    fn shares_address(&self, other: &Self) -> bool {
        self.shares_town(other)
            && any(&self.places, &other.places, |a, b| {
                !a.numbers.is_empty() && a.numbers == b.numbers
            })
    }

    /// Whether both are known roughly, and what is known agrees.
    fn may_be_of_one_age(&self, other: &Self, today: Option<Date>) -> bool {
        let (a, b) = (self.entry, other.entry);
        if !a.births.is_empty() && !b.births.is_empty() {
            return any(&a.births, &b.births, |a, b| agree(*a, *b));
        }
        let overlap = |a: &AgeRange, b: &AgeRange| a.least() <= b.most() && b.least() <= a.most();
        any(&ages(a, today), &ages(b, today), overlap)
    }
}

fn loosen<'a>(texts: &mut [Both<'a>], loose: &'a str) {
    if let Some(last) = texts.last_mut() {
        last.loose = loose;
    }
}

fn any<T>(some: &[T], others: &[T], is: impl Fn(&T, &T) -> bool) -> bool {
    some.iter().any(|a| others.iter().any(|b| is(a, b)))
}

/// Whether two dates have nothing against each other.
fn agree(a: PartialDate, b: PartialDate) -> bool {
    let agree = |a: Option<i8>, b: Option<i8>| a.is_none() || b.is_none() || a == b;
    a.year() == b.year() && agree(a.month(), b.month()) && agree(a.day(), b.day())
}

fn ages(entry: &Entry, today: Option<Date>) -> Vec<AgeRange> {
    if entry.births.is_empty() {
        return entry.age.into_iter().collect();
    }
    let today = today.into_iter();
    today
        .flat_map(|today| {
            entry
                .births
                .iter()
                .filter_map(move |birth| birth.age_on(today))
        })
        .collect()
}
