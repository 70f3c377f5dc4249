//! Dates as registers write them.

use jiff::civil::{Date, date};
use unicode_normalization::UnicodeNormalization;

use folding::with_digits;
use polling::elector::BirthDate;

use super::Reason;
use crate::mapping::DateStyle;

/// An era (元号): its names, the year before its first, its first and last day.
struct Era {
    names: [&'static str; 3],
    before: i16,
    first: Date,
    last: Date,
}

/// In the order of the digits that registers use: 1 is 明治.
const ERAS: [Era; 5] = [
    era(
        ["明治", "明", "M"],
        1867,
        date(1868, 1, 25),
        date(1912, 7, 30),
    ),
    era(
        ["大正", "大", "T"],
        1911,
        date(1912, 7, 30),
        date(1926, 12, 25),
    ),
    era(
        ["昭和", "昭", "S"],
        1925,
        date(1926, 12, 25),
        date(1989, 1, 7),
    ),
    era(
        ["平成", "平", "H"],
        1988,
        date(1989, 1, 8),
        date(2019, 4, 30),
    ),
    era(
        ["令和", "令", "R"],
        2018,
        date(2019, 5, 1),
        date(2200, 12, 31),
    ),
];

const fn era(names: [&'static str; 3], before: i16, first: Date, last: Date) -> Era {
    Era {
        names,
        before,
        first,
        last,
    }
}

/// Parts that say that nobody knows.
const UNKNOWN: [&str; 5] = ["", "00", "99", "0", "?"];

/// A birth date; month and day may be unknown: `1932年4月不詳`, `19320400`, `S07.00.00`.
pub(super) fn birth(text: &str, style: DateStyle) -> Result<BirthDate, Reason> {
    let even: String = text.nfkc().filter(|c| !c.is_whitespace()).collect();
    let mut even = even.to_uppercase().replace('元', "1");
    for word in ["不詳", "不明"] {
        even = even.replace(word, "?");
    }
    let even = with_digits(&even);
    let era = ERAS.iter().find_map(|era| {
        let rest = era.names.iter().find_map(|name| even.strip_prefix(name))?;
        Some((era, rest))
    });
    match (era, style) {
        (Some(_), DateStyle::Western) => Err(Reason::NotADate),
        (Some((era, rest)), _) => of_era(era, split(rest, 2)?),
        (None, _) => without_era(&even, style),
    }
}

/// A whole date; `None` when nothing stands there.
pub(super) fn day(text: &str, style: DateStyle) -> Result<Option<Date>, Reason> {
    if text.trim().is_empty() {
        return Ok(None);
    }
    let BirthDate { year, month, day } = birth(text, style)?;
    let date = Date::new(year, month, day);
    date.map(Some).map_err(|_| Reason::NoSuchDay)
}

fn without_era(even: &str, style: DateStyle) -> Result<BirthDate, Reason> {
    let is_digits = even.bytes().all(|byte| byte.is_ascii_digit());
    if is_digits && even.len() == 7 && style != DateStyle::Western {
        let era = even[..1].parse::<usize>().ok();
        let era = era.and_then(|number| ERAS.get(number.checked_sub(1)?));
        return of_era(era.ok_or(Reason::NotInEra)?, split(&even[1..], 2)?);
    }
    let parts = split(even, 4)?;
    // Two digits of a year could be of any era and century.
    if parts[0].len() != 4 || style == DateStyle::Wareki {
        return Err(Reason::NotADate);
    }
    checked(number(parts[0])?, parts)
}

fn of_era(era: &Era, parts: [&str; 3]) -> Result<BirthDate, Reason> {
    let year = number(parts[0])?;
    if !(1..=99).contains(&year) {
        return Err(Reason::NotInEra);
    }
    let birth = checked(era.before + year, parts)?;
    let years = era.first.year()..=era.last.year();
    let within = match Date::new(birth.year, birth.month, birth.day) {
        Ok(date) => (era.first..=era.last).contains(&date),
        Err(_) => years.contains(&birth.year),
    };
    within.then_some(birth).ok_or(Reason::NotInEra)
}

/// Year, month and day: parted by signs, or of so many digits of the year and two each.
fn split(text: &str, year: usize) -> Result<[&str; 3], Reason> {
    let is_part = |c: char| c.is_ascii_digit() || c == '?';
    if text.chars().all(|c| c.is_ascii_digit()) {
        let whole = text.len() == year + 4;
        return if whole {
            Ok([&text[..year], &text[year..year + 2], &text[year + 2..]])
        } else {
            Err(Reason::NotADate)
        };
    }
    if !text.chars().all(|c| is_part(c) || "年月日.-/".contains(c)) {
        return Err(Reason::NotADate);
    }
    let mut parts = text
        .split(|c| "年月日.-/".contains(c))
        .filter(|part| !part.is_empty());
    let mut next = || parts.next().unwrap_or_default();
    let found = [next(), next(), next()];
    if parts.next().is_some() || (found[1].is_empty() && !text.ends_with('年')) {
        return Err(Reason::NotADate);
    }
    Ok(found)
}

fn checked(year: i16, [_, month, day]: [&str; 3]) -> Result<BirthDate, Reason> {
    let month = part(month, 12)?;
    let day = part(day, 31)?;
    if !(1850..=2200).contains(&year) || (month == 0 && day != 0) {
        return Err(Reason::NoSuchDay);
    }
    if month != 0 && day != 0 && Date::new(year, month, day).is_err() {
        return Err(Reason::NoSuchDay);
    }
    Ok(BirthDate { year, month, day })
}

fn part(text: &str, most: i8) -> Result<i8, Reason> {
    if UNKNOWN.contains(&text) {
        return Ok(0);
    }
    let number: i8 = text.parse().map_err(|_| Reason::NotADate)?;
    if (1..=most).contains(&number) {
        Ok(number)
    } else {
        Err(Reason::NoSuchDay)
    }
}

fn number(text: &str) -> Result<i16, Reason> {
    text.parse().map_err(|_| Reason::NotADate)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<(i16, i8, i8), Reason> {
        birth(text, DateStyle::Any).map(|date| (date.year, date.month, date.day))
    }

    #[test]
    fn one_day_in_every_spelling_is_one() {
        for text in [
            "19570401",
            "1957-04-01",
            "1957/4/1",
            "１９５７年４月１日",
            "昭和32年4月1日",
            "昭和三十二年四月一日",
            "S32.4.1",
            "s32/04/01",
            "昭32.4.1",
            "3320401",
            "S320401",
        ] {
            assert_eq!(read(text), Ok((1957, 4, 1)), "{text}");
        }
        assert_eq!(read("平成元年1月8日"), Ok((1989, 1, 8)));
        assert_eq!(read("令和元年5月1日"), Ok((2019, 5, 1)));
    }

    #[test]
    fn an_unknown_day_or_month_is_nought_and_nothing_is_guessed() {
        for text in [
            "19320400",
            "1932年4月不詳",
            "昭和7年4月不明日",
            "S07.04.00",
            "19320499",
        ] {
            assert_eq!(read(text), Ok((1932, 4, 0)), "{text}");
        }
        assert_eq!(read("19320000"), Ok((1932, 0, 0)));
        assert_eq!(read("昭和7年"), Ok((1932, 0, 0)));
    }

    #[test]
    fn what_is_no_day_says_why() {
        for (text, reason) in [
            ("", Reason::NotADate),
            ("abc", Reason::NotADate),
            ("570401", Reason::NotADate),
            ("57/4/1", Reason::NotADate),
            ("1957/4/1/2", Reason::NotADate),
            ("19570431", Reason::NoSuchDay),
            ("20010229", Reason::NoSuchDay),
            ("19571301", Reason::NoSuchDay),
            ("19570001", Reason::NoSuchDay),
            ("昭和65年1月1日", Reason::NotInEra),
            ("昭和64年1月8日", Reason::NotInEra),
            ("平成31年5月1日", Reason::NotInEra),
            ("9320401", Reason::NotInEra),
            ("17000101", Reason::NoSuchDay),
        ] {
            assert_eq!(read(text), Err(reason), "{text}");
        }
        let wareki = |text| birth(text, DateStyle::Wareki).is_ok();
        let western = |text| birth(text, DateStyle::Western).is_ok();
        assert!(wareki("S32.4.1") && !wareki("19570401"));
        assert!(western("19570401") && !western("S32.4.1") && !western("3320401"));
    }
}
