//! A date as the clerk types it: era, year, month and day apart.

use crate::wareki::LooseDate;

/// The parts of a date, with the era it falls into (和暦の入力).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DateParts {
    /// First letter of the era in roman letters (R, H, S, T, M); `W` for a western year, where no
    /// single era can be named.
    pub era: char,
    /// Year of the era, or western year.
    pub year: i16,
    /// Month, when it is known.
    pub month: Option<i8>,
    /// Day, when it is known.
    pub day: Option<i8>,
}

impl DateParts {
    /// The parts of a value as [`crate::Values`] hold dates, or as typed (`S55.3.2`); `None` for no date.
    pub fn of(text: &str) -> Option<Self> {
        let date = LooseDate::parse(text).ok()?;
        let wareki = date.wareki();
        let (era, year) = match wareki.era_and_year {
            Some((era, year)) => (era.initial, year),
            None => ('W', date.year()),
        };
        Some(Self {
            era,
            year,
            month: wareki.month,
            day: wareki.day,
        })
    }
}

/// A date as [`crate::Values`] hold dates: `YYYY-MM-DD`, `00` for what is not known; `None` for no date.
pub fn iso_date(text: &str) -> Option<String> {
    let date = LooseDate::parse(text).ok()?;
    let wareki = date.wareki();
    let (month, day) = (wareki.month.unwrap_or(0), wareki.day.unwrap_or(0));
    Some(format!("{:04}-{month:02}-{day:02}", date.year()))
}

#[cfg(test)]
mod tests {
    use super::DateParts;

    fn parts(text: &str) -> Option<(char, i16, Option<i8>, Option<i8>)> {
        DateParts::of(text).map(|parts| (parts.era, parts.year, parts.month, parts.day))
    }

    #[test]
    fn a_date_is_told_by_its_era_and_a_year_of_two_eras_by_itself() {
        assert_eq!(parts("1980-03-02"), Some(('S', 55, Some(3), Some(2))));
        assert_eq!(parts("R1.5.1"), Some(('R', 1, Some(5), Some(1))));
        assert_eq!(parts("1941-00-00"), Some(('S', 16, None, None)));
        assert_eq!(parts("1989"), Some(('W', 1989, None, None)));
        assert_eq!(parts("2026-02-30"), None);
    }
}
