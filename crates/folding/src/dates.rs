//! Birth dates as people type them, whole or in part.

use unicode_normalization::UnicodeNormalization;
use zeroize::Zeroizing;

use super::with_digits;

/// The eras (元号) with their beginnings of a word and the Western year before their first.
const ERAS: &[(&[&str], i16)] = &[
    (&["明治", "明", "m"], 1867),
    (&["大正", "大", "t"], 1911),
    (&["昭和", "昭", "s"], 1925),
    (&["平成", "平", "h"], 1988),
    (&["令和", "令", "r"], 2018),
];

/// What may stand between the parts of a date.
const BETWEEN: &[char] = &['.', '-', '/', '年', '月', '日', ',', '生', 'ー', '−', '・'];

/// A date, as far as it was typed.
#[derive(Clone, Copy, PartialEq, Eq, Default)]
pub struct Born {
    /// Year of the Christian era, 1850–2200.
    pub year: Option<i16>,
    /// 1–12.
    pub month: Option<i8>,
    /// 1–31; whether the month has that day is not checked.
    pub day: Option<i8>,
}

impl Born {
    fn new(year: Option<i16>, month: Option<i16>, day: Option<i16>) -> Option<Self> {
        let within = |part: Option<i16>, most: i8| match part {
            None => Some(None),
            Some(part) => i8::try_from(part)
                .ok()
                .filter(|part| (1..=most).contains(part))
                .map(Some),
        };
        year.is_none_or(|year| (1850..=2200).contains(&year))
            .then_some(())?;
        let (month, day) = (within(month, 12)?, within(day, 31)?);
        Some(Self { year, month, day })
    }

    /// Whether a birth date has every part that was typed; a part that is not known fits none.
    pub fn fits(self, year: i16, month: Option<i8>, day: Option<i8>) -> bool {
        self.year.is_none_or(|typed| typed == year)
            && (self.month.is_none() || self.month == month)
            && (self.day.is_none() || self.day == day)
    }

    /// Whether all of a date was typed.
    pub fn is_whole(self) -> bool {
        self.year.is_some() && self.month.is_some() && self.day.is_some()
    }
}

/// A number of a date, and the sign behind it.
#[derive(Clone, Copy)]
struct Part<'t> {
    digits: &'t str,
    unit: Option<char>,
}

impl Part<'_> {
    fn number(self) -> i16 {
        // More digits than a year has are told apart before this is asked.
        self.digits.parse().unwrap_or(i16::MAX)
    }
}

/// Every date that a word may mean: 昭和32年4月1日, S32.4.1, 1957-04-01, 19570401, 570401, 3320401, 4/1.
pub fn typed(word: &str) -> Vec<Born> {
    let even = Zeroizing::new(word.nfkc().flat_map(char::to_lowercase).collect::<String>());
    let text = Zeroizing::new(with_digits(&even).replace('元', "1"));
    let era = ERAS.iter().find_map(|(names, before)| {
        let rest = names.iter().find_map(|name| text.strip_prefix(name))?;
        Some((*before, rest))
    });
    let born = match era {
        Some((before, rest)) => parts(rest).map(|parts| of_era(before, &parts)),
        None => parts(&text).map(|parts| without_era(&parts)),
    };
    born.into_iter().flatten().flatten().collect()
}

/// The numbers of a text that has nothing but numbers and what parts them; at most three.
fn parts(text: &str) -> Option<Vec<Part<'_>>> {
    let allowed = |c: char| c.is_ascii_digit() || BETWEEN.contains(&c);
    (text.starts_with(|c: char| c.is_ascii_digit()) && text.chars().all(allowed)).then_some(())?;
    let mut found = vec![];
    let mut rest = text;
    while let Some(start) = rest.find(|c: char| c.is_ascii_digit()) {
        let from = &rest[start..];
        let end = from.find(|c: char| !c.is_ascii_digit());
        let (digits, after) = from.split_at(end.unwrap_or(from.len()));
        let unit = after.chars().next();
        found.push(Part { digits, unit });
        rest = after;
    }
    (1..=3).contains(&found.len()).then_some(found)
}

fn of_era(before: i16, parts: &[Part<'_>]) -> Vec<Option<Born>> {
    let year = |year: i16| year.checked_add(before);
    match *parts {
        [only] if only.digits.len() == 1 && only.unit.is_none() => {
            // 昭和3 on its way to 昭和32.
            let tens = only.number() * 10;
            let years = std::iter::once(only.number()).chain(tens..tens + 10);
            years.map(|n| Born::new(year(n), None, None)).collect()
        }
        [only] if only.digits.len() <= 2 => vec![Born::new(year(only.number()), None, None)],
        [only] => {
            let (y, month, day) = run_together(only.digits, 2);
            vec![y.and_then(|y| Born::new(year(y), month, day))]
        }
        [y, month] => vec![Born::new(year(y.number()), Some(month.number()), None)],
        [y, month, day] => {
            let (month, day) = (Some(month.number()), Some(day.number()));
            vec![Born::new(year(y.number()), month, day)]
        }
        _ => vec![],
    }
}

fn without_era(parts: &[Part<'_>]) -> Vec<Option<Born>> {
    match *parts {
        [only] => alone(only),
        [a, b] => {
            let (first, second) = (a.number(), Some(b.number()));
            match (a.unit, a.digits.len()) {
                (Some('年'), 1..=2) => of_any_era(first, second, None),
                (_, 4) => vec![Born::new(Some(first), second, None)],
                _ => vec![Born::new(None, Some(first), second)],
            }
        }
        [y, month, day] => {
            let (month, day) = (Some(month.number()), Some(day.number()));
            if y.digits.len() == 4 {
                vec![Born::new(Some(y.number()), month, day)]
            } else {
                of_any_era(y.number(), month, day)
            }
        }
        _ => vec![],
    }
}

fn alone(part: Part<'_>) -> Vec<Option<Born>> {
    let digits = part.digits;
    match (part.unit, digits.len()) {
        (Some('月'), 1..=2) => vec![Born::new(None, Some(part.number()), None)],
        (Some('日'), 1..=2) => vec![Born::new(None, None, Some(part.number()))],
        (Some('年'), 1..=2) => of_any_era(part.number(), None, None),
        (_, 4) => {
            let (month, day, _) = run_together(digits, 2);
            vec![
                Born::new(Some(part.number()), None, None),
                month.and_then(|month| Born::new(None, Some(month), day)),
            ]
        }
        (_, 5 | 8) => vec![of_western(digits)],
        (_, 6) => {
            let (year, month, day) = run_together(digits, 2);
            let mut born = year.map_or(vec![], |year| of_any_era(year, month, day));
            born.push(of_western(digits));
            born
        }
        (_, 7) => vec![of_era_digit(digits), of_western(digits)],
        _ => vec![],
    }
}

fn of_western(digits: &str) -> Option<Born> {
    let (year, month, day) = run_together(digits, 4);
    Born::new(Some(year?), month, day)
}

/// 3320401: the era's number, from 明治 as 1, then two digits each, as office machines write it.
fn of_era_digit(digits: &str) -> Option<Born> {
    let (era, rest) = digits.split_at_checked(1)?;
    let era = era.parse::<usize>().ok()?.checked_sub(1)?;
    let (_, before) = ERAS.get(era)?;
    let (year, month, day) = run_together(rest, 2);
    Born::new(year?.checked_add(*before), month, day)
}

/// Two digits of a year: of this or the last century, or of any era.
fn of_any_era(year: i16, month: Option<i16>, day: Option<i16>) -> Vec<Option<Born>> {
    let before = ERAS.iter().map(|(_, before)| *before);
    [1900, 2000]
        .into_iter()
        .chain(before)
        .map(|before| Born::new(year.checked_add(before), month, day))
        .collect()
}

/// A year of so many digits, then month and day of two each; a single digit that is left is still being typed.
fn run_together(digits: &str, year: usize) -> (Option<i16>, Option<i16>, Option<i16>) {
    let number = |from: usize, to: usize| digits.get(from..to).and_then(|n| n.parse().ok());
    (
        number(0, year),
        number(year, year + 2),
        number(year + 2, year + 4),
    )
}
