//! Birth dates that are known in part.

use std::fmt;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::AgeRange;

/// 生年月日 as far as it is known. Written "YYYY-MM-DD", "YYYY-MM" or "YYYY". `Debug` hides it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct PartialDate {
    year: i16,
    month: Option<i8>,
    day: Option<i8>,
}

impl PartialDate {
    /// A whole date. `None` if there is no such day, or the year is not within 1850–2200.
    pub fn whole(year: i16, month: i8, day: i8) -> Option<Self> {
        Date::new(year, month, day).ok()?;
        Self::checked(year, Some(month), Some(day))
    }

    fn checked(year: i16, month: Option<i8>, day: Option<i8>) -> Option<Self> {
        (1850..=2200)
            .contains(&year)
            .then_some(Self { year, month, day })
    }

    /// Reads one of the three written forms.
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = text.split('-');
        let year = number(parts.next()?, 4)?;
        let month = parts.next();
        let day = parts.next();
        if parts.next().is_some() {
            return None;
        }
        match (month, day) {
            (None, _) => Self::checked(year, None, None),
            (Some(month), None) => {
                let month = i8::try_from(number(month, 2)?).ok()?;
                (1..=12).contains(&month).then_some(())?;
                Self::checked(year, Some(month), None)
            }
            (Some(month), Some(day)) => Self::whole(
                year,
                i8::try_from(number(month, 2)?).ok()?,
                i8::try_from(number(day, 2)?).ok()?,
            ),
        }
    }

    /// The year.
    pub fn year(self) -> i16 {
        self.year
    }

    /// The month, 1–12, if known.
    pub fn month(self) -> Option<i8> {
        self.month
    }

    /// The day of the month, if known.
    pub fn day(self) -> Option<i8> {
        self.day
    }

    /// The whole date, if all of it is known.
    pub fn date(self) -> Option<Date> {
        Date::new(self.year, self.month?, self.day?).ok()
    }

    /// The ages in full years (満年齢) that are possible on a day. `None` before the birth.
    pub fn age_on(self, today: Date) -> Option<AgeRange> {
        let years = today.year() - self.year;
        let month = self.month.unwrap_or(0);
        let reached = |month: i8, day: i8| (today.month(), today.day()) >= (month, day);
        // The youngest possible was born on the last possible day, the oldest on the first.
        let last = (self.month.unwrap_or(12), self.day.unwrap_or(31));
        let first = (month.max(1), self.day.unwrap_or(1));
        let oldest = years - i16::from(!reached(first.0, first.1));
        let youngest = years - i16::from(!reached(last.0, last.1));
        let oldest = u8::try_from(oldest).ok()?;
        AgeRange::new(u8::try_from(youngest.max(0)).ok()?, oldest)
    }
}

fn number(text: &str, digits: usize) -> Option<i16> {
    (text.len() == digits && text.bytes().all(|byte| byte.is_ascii_digit()))
        .then(|| text.parse().ok())
        .flatten()
}

impl fmt::Display for PartialDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}", self.year)?;
        if let Some(month) = self.month {
            write!(f, "-{month:02}")?;
        }
        if let Some(day) = self.day {
            write!(f, "-{day:02}")?;
        }
        Ok(())
    }
}

impl fmt::Debug for PartialDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PartialDate(..)")
    }
}

impl From<PartialDate> for String {
    fn from(date: PartialDate) -> Self {
        date.to_string()
    }
}

impl TryFrom<String> for PartialDate {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::parse(&text).ok_or("not a date as far as it is known")
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn the_three_forms_are_read_and_written() {
        for text in ["1957-04-01", "1957-04", "1957"] {
            assert_eq!(PartialDate::parse(text).unwrap().to_string(), text);
        }
        for text in [
            "",
            "57",
            "1957-4-1",
            "1957-02-30",
            "1957-13",
            "1957-04-01-1",
            "1700",
        ] {
            assert!(PartialDate::parse(text).is_none(), "{text}");
        }
    }

    #[test]
    fn an_age_is_a_range_where_the_date_is_known_in_part() {
        let today = date(2026, 4, 1);
        let age = |text: &str| {
            let age = PartialDate::parse(text).unwrap().age_on(today).unwrap();
            (age.least(), age.most())
        };
        assert_eq!(age("1957-04-01"), (69, 69));
        assert_eq!(age("1957-04-02"), (68, 68));
        assert_eq!(age("1957-04"), (68, 69));
        assert_eq!(age("1957-03"), (69, 69));
        assert_eq!(age("1957-05"), (68, 68));
        assert_eq!(age("1957"), (68, 69));
        assert_eq!(age("2026"), (0, 0));
        assert!(
            PartialDate::parse("2026-04-02")
                .unwrap()
                .age_on(today)
                .is_none()
        );
        assert!(PartialDate::parse("1850").unwrap().age_on(today).is_none());
    }
}
