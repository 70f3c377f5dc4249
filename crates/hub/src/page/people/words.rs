//! Keyed words: by what a person is found without a readable name in the database.
//!
//! Each value gives its beginnings of up to six characters, folded as the desks fold them. What is found by a word is
//! opened and looked at by the same search as at the desks.

use std::collections::BTreeSet;

use shelter::plain::{Item, Text};
use shelter::search::fold;
use shelter::state::{Person, Versioned};

use crate::page::Page;
use crate::page::projector::births;

/// Longest beginning.
const LONGEST: usize = 6;
/// Last digits of a telephone number that are enough.
const LAST_DIGITS: usize = 4;

const BEGINS: &str = "begins";
const BORN: &str = "born";
const PHONE: &str = "phone";
const NUMBER: &str = "number";

fn values(person: &Person, item: Item) -> impl Iterator<Item = &Text> {
    let said = person.versions(item).into_iter().flat_map(Versioned::all);
    said.filter_map(|one| one.value.as_ref())
}

fn beginnings(folded: &str) -> impl Iterator<Item = &str> {
    let ends = folded.char_indices().map(|(at, c)| at + c.len_utf8());
    ends.take(LONGEST).map(|end| &folded[..end])
}

fn digits(text: &str) -> String {
    let folded = fold::text(text);
    folded.chars().filter(char::is_ascii_digit).collect()
}

/// All words of a person.
pub(in crate::page) fn of_person(page: &Page, person: &Person) -> BTreeSet<i64> {
    let mut words = BTreeSet::new();
    for item in [Item::Name, Item::Kana, Item::Alias] {
        for text in values(person, item) {
            // As one word, and each part of its own.
            let parts = text.as_str().split_whitespace().chain([text.as_str()]);
            for part in parts {
                let folded = fold::text(part);
                // What is spelled the same is alike too, so that the looser spelling is enough.
                let loose = fold::loose(&folded);
                words.extend(beginnings(&loose).map(|begin| page.keeping.word(BEGINS, begin)));
                if item != Item::Name {
                    let latin = fold::latin(&fold::of_kana(&folded));
                    words.extend(beginnings(&latin).map(|begin| page.keeping.word(BEGINS, begin)));
                }
            }
        }
    }
    for birth in births(person) {
        if let (Some(month), Some(day)) = (birth.month(), birth.day()) {
            let born = format!("{}-{month}-{day}", birth.year());
            words.insert(page.keeping.word(BORN, &born));
        }
    }
    for item in [Item::Phone, Item::Contact] {
        for text in values(person, item) {
            words.extend(phone_words(page, &digits(text.as_str())));
        }
    }
    for registration in person.registrations() {
        let number = fold::text(&registration.number.to_string());
        words.insert(page.keeping.word(NUMBER, &number));
    }
    words
}

fn phone_words(page: &Page, digits: &str) -> Vec<i64> {
    let last = digits
        .len()
        .checked_sub(LAST_DIGITS)
        .map(|from| &digits[from..]);
    let both = last.into_iter().chain([digits]);
    both.filter(|text| !text.is_empty())
        .map(|text| page.keeping.word(PHONE, text))
        .collect()
}

/// What a typed word may be, any of them.
pub(in crate::page) fn typed(page: &Page, word: &str) -> BTreeSet<i64> {
    let folded = fold::text(word);
    let mut words = BTreeSet::new();
    let longest = |text: &str| beginnings(text).last().map(str::to_owned);
    let loose = fold::loose(&folded);
    words.extend(longest(&loose).map(|begin| page.keeping.word(BEGINS, &begin)));
    if folded.chars().all(|c| c.is_ascii_alphabetic()) {
        let latin = fold::latin(&folded);
        words.extend(longest(&latin).map(|begin| page.keeping.word(BEGINS, &begin)));
    }
    for born in fold::dates_typed(word) {
        if let (Some(year), Some(month), Some(day)) = (born.year, born.month, born.day) {
            words.insert(page.keeping.word(BORN, &format!("{year}-{month}-{day}")));
        }
    }
    let digits = digits(word);
    if digits.len() >= LAST_DIGITS {
        words.extend(phone_words(page, &digits).last().copied());
    }
    words.insert(page.keeping.word(NUMBER, &folded));
    words
}

/// Equal for two records that may be of one human: birth date with the name or the reading, however it is spelled.
pub(in crate::page) fn alike(page: &Page, person: &Person) -> BTreeSet<i64> {
    let mut words = BTreeSet::new();
    for birth in births(person)
        .into_iter()
        .filter(|birth| birth.day().is_some())
    {
        for item in [Item::Name, Item::Kana] {
            for text in values(person, item) {
                let folded = fold::loose(&fold::text(text.as_str()));
                if !folded.is_empty() {
                    words.insert(page.keeping.word("alike", &format!("{birth} {}", &*folded)));
                }
            }
        }
    }
    words
}
