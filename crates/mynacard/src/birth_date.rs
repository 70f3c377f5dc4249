//! 生年月日 as the card states it.

use jiff::civil::Date;

/// 生年月日. Personal data, so it has no `Debug`.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum BirthDate {
    /// A day of the Gregorian calendar.
    Known(Date),
    /// Only the year, or year and month, are stated.
    Partial {
        /// Gregorian year.
        year: i16,
        /// Month 1 to 12, if stated.
        month: Option<i8>,
    },
    /// Not a date. The coding of unknown birth dates is not documented, so this is no error.
    Unreadable,
}

impl BirthDate {
    /// Reads `YYYYMMDD` in ASCII; month and day may be zeros or spaces.
    pub(crate) fn parse(bytes: &[u8]) -> Self {
        let Some((year, month, day)) = split(bytes) else {
            return Self::Unreadable;
        };
        match (year, month, day) {
            (0, _, _) => Self::Unreadable,
            (_, 0, 0) => Self::Partial { year, month: None },
            (_, 1..=12, 0) => Self::Partial {
                year,
                month: Some(month),
            },
            _ => Date::new(year, month, day).map_or(Self::Unreadable, Self::Known),
        }
    }

    /// Year, month and day with 0 for what is not known, so that it can be kept in memory that is wiped.
    pub(crate) fn to_parts(self) -> (i16, i8, i8) {
        match self {
            Self::Known(date) => (date.year(), date.month(), date.day()),
            Self::Partial { year, month } => (year, month.unwrap_or(0), 0),
            Self::Unreadable => (0, 0, 0),
        }
    }

    /// The reverse of [`Self::to_parts`].
    pub(crate) fn from_parts(year: i16, month: i8, day: i8) -> Self {
        match (year, month, day) {
            (0, _, _) => Self::Unreadable,
            (_, 0, _) => Self::Partial { year, month: None },
            (_, _, 0) => Self::Partial {
                year,
                month: Some(month),
            },
            _ => Date::new(year, month, day).map_or(Self::Unreadable, Self::Known),
        }
    }
}

fn split(bytes: &[u8]) -> Option<(i16, i8, i8)> {
    let bytes: &[u8; 8] = bytes.try_into().ok()?;
    let year = number(&bytes[..4])?;
    let month = number_or_blank(&bytes[4..6])?;
    let day = number_or_blank(&bytes[6..])?;
    Some((year, i8::try_from(month).ok()?, i8::try_from(day).ok()?))
}

fn number_or_blank(digits: &[u8]) -> Option<i16> {
    if digits == b"  " {
        Some(0)
    } else {
        number(digits)
    }
}

fn number(digits: &[u8]) -> Option<i16> {
    digits.iter().try_fold(0, |sum: i16, digit| {
        digit
            .is_ascii_digit()
            .then(|| sum * 10 + i16::from(digit - b'0'))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn known(year: i16, month: i8, day: i8) -> BirthDate {
        BirthDate::Known(Date::new(year, month, day).unwrap())
    }

    #[test]
    fn days_that_exist_are_known() {
        assert!(BirthDate::parse(b"19900401") == known(1990, 4, 1));
        assert!(BirthDate::parse(b"20000229") == known(2000, 2, 29));
    }

    #[test]
    fn days_that_do_not_exist_are_unreadable() {
        for text in [
            "19900431",
            "19000229",
            "19901301",
            "19900001",
            "00000000",
            "00000401",
            "1990040",
            "199004011",
            "１９９０",
            "1990-4-1",
            "",
            "+1990401",
        ] {
            assert!(
                BirthDate::parse(text.as_bytes()) == BirthDate::Unreadable,
                "{text}"
            );
        }
    }

    #[test]
    fn zeros_and_blanks_leave_a_part_open() {
        let year = BirthDate::Partial {
            year: 1945,
            month: None,
        };
        let month = BirthDate::Partial {
            year: 1945,
            month: Some(8),
        };
        assert!(BirthDate::parse(b"19450000") == year);
        assert!(BirthDate::parse(b"1945    ") == year);
        assert!(BirthDate::parse(b"19450800") == month);
        assert!(BirthDate::parse(b"194508  ") == month);
    }

    #[test]
    fn parts_come_back_as_they_were() {
        for text in ["19900401", "19450800", "19450000", "99999999"] {
            let date = BirthDate::parse(text.as_bytes());
            let (year, month, day) = date.to_parts();
            assert!(BirthDate::from_parts(year, month, day) == date, "{text}");
        }
    }
}
