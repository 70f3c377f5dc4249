//! Japanese era dates (和暦): the table of eras, conversion both ways, dates with unknown parts.

use jiff::civil::{Date, date};

use crate::width::half_width;

/// An era (元号) with its first and last day.
#[derive(Debug, PartialEq, Eq)]
pub struct Era {
    /// Name as printed, such as 令和.
    pub name: &'static str,
    /// Roman initial as on the card's face and in old forms, such as R.
    pub initial: char,
    /// First day. For 明治 the first day of the Gregorian calendar in Japan (明治6年1月1日),
    /// since earlier dates are lunar and cannot be converted by arithmetic.
    pub first: Date,
    /// Western year of the era's year 1.
    pub year_one: i16,
    /// Last day; `None` for the present era.
    pub last: Option<Date>,
}

/// The eras a living register knows, oldest first.
///
/// 1912-07-30 and 1926-12-25 belong to two eras by the edicts; conversion takes the later one,
/// and [`Wareki::to_date`] accepts both. 平成 and 令和 began on the day after, by cabinet order.
pub const ERAS: [Era; 5] = [
    Era {
        name: "明治",
        initial: 'M',
        first: date(1873, 1, 1),
        year_one: 1868,
        last: Some(date(1912, 7, 30)),
    },
    Era {
        name: "大正",
        initial: 'T',
        first: date(1912, 7, 30),
        year_one: 1912,
        last: Some(date(1926, 12, 25)),
    },
    Era {
        name: "昭和",
        initial: 'S',
        first: date(1926, 12, 25),
        year_one: 1926,
        last: Some(date(1989, 1, 7)),
    },
    Era {
        name: "平成",
        initial: 'H',
        first: date(1989, 1, 8),
        year_one: 1989,
        last: Some(date(2019, 4, 30)),
    },
    Era {
        name: "令和",
        initial: 'R',
        first: date(2019, 5, 1),
        year_one: 2019,
        last: None,
    },
];

impl Era {
    /// The era of this name, if there is one.
    pub fn named(name: &str) -> Option<&'static Self> {
        ERAS.iter().find(|era| era.name == name)
    }

    fn on(day: Date) -> Option<&'static Self> {
        ERAS.iter().rev().find(|era| era.first <= day)
    }

    fn contains(&self, day: Date) -> bool {
        self.first <= day && self.last.is_none_or(|last| day <= last)
    }
}

/// A day written in an era (和暦の日付).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wareki {
    /// The era.
    pub era: &'static Era,
    /// Year of the era; 1 is 元年.
    pub year: i16,
    /// Month, 1 to 12.
    pub month: i8,
    /// Day of the month.
    pub day: i8,
}

impl Wareki {
    /// The era date of a day; `None` before 1873-01-01, when the lunar calendar was in use.
    pub fn from_date(day: Date) -> Option<Self> {
        let era = Era::on(day)?;
        Some(Self {
            era,
            year: day.year() - era.year_one + 1,
            month: day.month(),
            day: day.day(),
        })
    }

    /// The day, if this era really had it.
    pub fn to_date(&self) -> Option<Date> {
        let day = Date::new(
            self.era.year_one.checked_add(self.year)?.checked_sub(1)?,
            self.month,
            self.day,
        )
        .ok()?;
        self.era.contains(day).then_some(day)
    }
}

impl std::fmt::Display for Wareki {
    /// As written on paper: 令和8年11月21日, 令和元年5月1日.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self {
            era, month, day, ..
        } = self;
        write!(f, "{}{}年{month}月{day}日", era.name, year_text(self.year))
    }
}

/// The year as written: 元 for the first.
pub fn year_text(year: i16) -> String {
    if year == 1 {
        "元".to_owned()
    } else {
        year.to_string()
    }
}

/// A date whose month or day may be unknown, as some residents' birth dates are.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) struct LooseDate {
    year: i16,
    month: Option<i8>,
    day: Option<i8>,
}

/// The parts of a loose date that can be printed without guessing.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) struct LooseWareki {
    pub era_and_year: Option<(&'static Era, i16)>,
    pub month: Option<i8>,
    pub day: Option<i8>,
}

/// Why a text is no date that a form can print.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum DateFault {
    /// Not a date, or a day that does not exist.
    Invalid,
    /// Before the Gregorian calendar.
    BeforeGregorian,
}

impl LooseDate {
    /// Reads `YYYY`, `YYYY-MM`, `YYYY-MM-DD` with `00` for unknown parts, or an era date such as
    /// 昭和55年3月2日 or S55.3.2.
    pub(crate) fn parse(text: &str) -> Result<Self, DateFault> {
        let text = half_width(text.trim());
        let loose = match ERAS
            .iter()
            .find_map(|era| era_rest(era, &text).map(|rest| (era, rest)))
        {
            Some((era, rest)) => return Self::from_era(era, &rest),
            None => Self::from_western(&text)?,
        };
        loose.existing()
    }

    fn from_western(text: &str) -> Result<Self, DateFault> {
        let mut parts = text
            .split(['-', '/', '年', '月', '日'])
            .filter(|part| !part.is_empty());
        let year = parts
            .next()
            .filter(|part| part.len() == 4)
            .and_then(number)
            .ok_or(DateFault::Invalid)?;
        let (month, day) = month_and_day(parts)?;
        Ok(Self { year, month, day })
    }

    fn from_era(era: &'static Era, rest: &str) -> Result<Self, DateFault> {
        let mut parts = rest
            .split(['.', '-', '/', '年', '月', '日'])
            .filter(|part| !part.is_empty());
        let year = parts
            .next()
            .and_then(|part| if part == "元" { Some(1) } else { number(part) })
            .ok_or(DateFault::Invalid)?;
        let (month, day) = month_and_day(parts)?;
        let loose = Self {
            year: year
                .checked_sub(1)
                .and_then(|years| era.year_one.checked_add(years))
                .ok_or(DateFault::Invalid)?,
            month,
            day,
        }
        .existing()?;
        if let (Some(month), Some(day)) = (month, day) {
            let wareki = Wareki {
                era,
                year,
                month,
                day,
            };
            wareki.to_date().ok_or(DateFault::Invalid)?;
        }
        Ok(loose)
    }

    fn existing(self) -> Result<Self, DateFault> {
        if self.year < 1873 {
            return Err(DateFault::BeforeGregorian);
        }
        Date::new(self.year, self.month.unwrap_or(1), self.day.unwrap_or(1))
            .map_err(|_| DateFault::Invalid)?;
        Ok(self)
    }

    /// What can be printed: the era only where every day that is meant lies in one era.
    pub(crate) fn wareki(self) -> LooseWareki {
        let earliest = Date::new(self.year, self.month.unwrap_or(1), self.day.unwrap_or(1)).ok();
        let latest = Date::new(self.year, self.month.unwrap_or(12), 1)
            .ok()
            .map(|first| match self.day {
                Some(_) => earliest.unwrap_or(first),
                None => first.last_of_month(),
            });
        let first = earliest.and_then(Wareki::from_date);
        let last = latest.and_then(Wareki::from_date);
        let era_and_year = match (first, last) {
            (Some(first), Some(last)) if first.era == last.era => Some((first.era, first.year)),
            _ => None,
        };
        LooseWareki {
            era_and_year,
            month: self.month,
            day: self.day,
        }
    }

    /// The Western year.
    pub(crate) fn year(self) -> i16 {
        self.year
    }

    /// The least and the most whole years that can lie between this day and `today`; `None` when
    /// this day may lie after it, or `today` is not wholly known.
    pub(crate) fn ages(self, today: Self) -> Option<(u32, u32)> {
        let on = (today.year, today.month?, today.day?);
        let years = |month: i8, day: i8| {
            let birthday_to_come = (on.1, on.2) < (month, day);
            u32::try_from(on.0 - self.year - i16::from(birthday_to_come)).ok()
        };
        let most = years(self.month.unwrap_or(1), self.day.unwrap_or(1))?;
        let least = years(self.month.unwrap_or(12), self.day.unwrap_or(31))?;
        Some((least, most))
    }

    /// Whether month and day are known.
    pub(crate) fn is_whole(self) -> bool {
        self.month.is_some() && self.day.is_some()
    }
}

fn era_rest(era: &Era, text: &str) -> Option<String> {
    let rest = text
        .strip_prefix(era.name)
        .or_else(|| text.strip_prefix(era.initial))?;
    Some(rest.to_owned())
}

fn month_and_day<'t>(
    mut parts: impl Iterator<Item = &'t str>,
) -> Result<(Option<i8>, Option<i8>), DateFault> {
    let mut part = || {
        parts
            .next()
            .map_or(Ok(0), |text| number(text).ok_or(DateFault::Invalid))
    };
    let (month, day) = (part()?, part()?);
    if parts.next().is_some() || (month == 0 && day != 0) {
        return Err(DateFault::Invalid);
    }
    let known = |value: i16| {
        i8::try_from(value)
            .map_err(|_| DateFault::Invalid)
            .map(|value| Some(value).filter(|v| *v != 0))
    };
    Ok((known(month)?, known(day)?))
}

fn number(text: &str) -> Option<i16> {
    (text.bytes().all(|b| b.is_ascii_digit()))
        .then(|| text.parse().ok())
        .flatten()
}
