//! When somebody comes of age.

use jiff::civil::Date;

use crate::elector::BirthDate;

/// The day on which somebody born on `birth` reaches an age: the day before the birthday, as the law counts
/// (年齢計算ニ関スル法律). Somebody born on 29 February reaches it on 28 February of every year.
///
/// `None` beyond the calendar's end.
pub fn reaches_on(birth: Date, years: i16) -> Option<Date> {
    let year = birth.year().checked_add(years)?;
    if (birth.month(), birth.day()) == (2, 29) {
        return Date::new(year, 2, 28).ok();
    }
    Date::new(year, birth.month(), birth.day())
        .ok()?
        .yesterday()
        .ok()
}

/// Whether somebody is of age on a day, as far as the roll's birth date tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Age {
    /// Of age on the day.
    Reached,
    /// Not yet; from this day on.
    From(Date),
    /// A part of the birth date is unknown, and it matters.
    Unknown,
}

impl Age {
    /// Judges by the earliest and the latest day that the birth date may stand for. Only what both agree in is decided.
    pub fn on(day: Date, birth: BirthDate, years: i16) -> Self {
        let Some((earliest, latest)) = bounds(birth) else {
            return Self::Unknown;
        };
        match (reaches_on(earliest, years), reaches_on(latest, years)) {
            (_, Some(last)) if last <= day => Self::Reached,
            (Some(first), Some(last)) if first == last => Self::From(last),
            // Some of the days would do and others not, or none would and nobody can say from when.
            _ => Self::Unknown,
        }
    }

    /// Whether somebody will surely not be of age on a day, though a part of the birth date may be unknown.
    pub fn surely_not_on(day: Date, birth: BirthDate, years: i16) -> bool {
        bounds(birth).is_some_and(|(earliest, _)| {
            reaches_on(earliest, years).is_some_and(|first| first > day)
        })
    }
}

/// The earliest and the latest day that a birth date may stand for; `None` if the year is unknown or the date is none.
fn bounds(birth: BirthDate) -> Option<(Date, Date)> {
    if birth.year == 0 {
        return None;
    }
    let (first_month, last_month) = match birth.month {
        0 => (1, 12),
        month => (month, month),
    };
    // A day without its month tells nothing.
    if birth.day == 0 || birth.month == 0 {
        let first = Date::new(birth.year, first_month, 1).ok()?;
        let last = Date::new(birth.year, last_month, 1).ok()?;
        return Some((first, last.last_of_month()));
    }
    let day = Date::new(birth.year, birth.month, birth.day).ok()?;
    Some((day, day))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn an_age_is_reached_on_the_day_before_the_birthday() {
        assert_eq!(reaches_on(date(2006, 10, 28), 18), Some(date(2024, 10, 27)));
        assert_eq!(reaches_on(date(2007, 1, 1), 18), Some(date(2024, 12, 31)));
        assert_eq!(reaches_on(date(2006, 3, 1), 18), Some(date(2024, 2, 29)));
        assert_eq!(reaches_on(date(2007, 3, 1), 18), Some(date(2025, 2, 28)));
    }

    #[test]
    fn born_on_29_february_is_of_age_on_28_february_of_any_year() {
        assert_eq!(reaches_on(date(2004, 2, 29), 18), Some(date(2022, 2, 28)));
        assert_eq!(reaches_on(date(2004, 2, 29), 20), Some(date(2024, 2, 28)));
    }

    #[test]
    fn an_unknown_day_matters_only_where_it_decides() {
        let birth = |year, month, day| BirthDate { year, month, day };
        let day = date(2026, 2, 8);
        assert_eq!(Age::on(day, birth(1930, 0, 0), 18), Age::Reached);
        assert_eq!(Age::on(day, birth(2008, 1, 0), 18), Age::Reached);
        assert_eq!(Age::on(day, birth(2008, 2, 0), 18), Age::Unknown);
        assert_eq!(Age::on(day, birth(2008, 0, 5), 18), Age::Unknown);
        assert_eq!(Age::on(day, birth(0, 2, 5), 18), Age::Unknown);
        assert_eq!(Age::on(day, birth(2000, 2, 30), 18), Age::Unknown);
        assert!(Age::surely_not_on(day, birth(2008, 3, 0), 18));
        assert!(!Age::surely_not_on(day, birth(2008, 2, 0), 18));
    }
}
