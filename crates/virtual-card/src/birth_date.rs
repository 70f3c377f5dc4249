//! Eras, as the card's face and the signing certificate write birth dates.

use jiff::civil::{Date, date};

/// First day, first year, and the digit that the signing certificate writes for the era.
const ERAS: [(Date, i16, char); 5] = [
    (date(2019, 5, 1), 2019, '5'),
    (date(1989, 1, 8), 1989, '4'),
    (date(1926, 12, 25), 1926, '3'),
    (date(1912, 7, 30), 1912, '2'),
    (date(1868, 1, 25), 1868, '1'),
];

/// The year of the Japanese era (元年 = 1) and the era's digit; none before 明治.
pub(crate) fn era_year(day: Date) -> Option<(i16, char)> {
    ERAS.iter()
        .find(|(first_day, ..)| day >= *first_day)
        .map(|(_, first_year, digit)| (day.year() - first_year + 1, *digit))
}

/// `EYYYYMMDD` of the signing certificate: digit of the era, then the western date.
pub(crate) fn certificate_form(day: Date) -> String {
    let digit = era_year(day).map_or('0', |(_, digit)| digit);
    format!("{digit}{}", compact(day))
}

/// `YYYYMMDD`, western.
pub(crate) fn compact(day: Date) -> String {
    format!("{:04}{:02}{:02}", day.year(), day.month(), day.day())
}

/// The n-th birthday after a day; 29 February falls on 28 February in common years.
pub(crate) fn nth_birthday_after(birth: Date, day: Date, n: i16) -> Date {
    let in_year = |year: i16| {
        let first = date(year, birth.month(), 1);
        let last = first.days_in_month();
        date(year, birth.month(), birth.day().min(last))
    };
    let passed = i16::from(in_year(day.year()) <= day);
    in_year(day.year() + passed + n - 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn eras_begin_on_their_first_day() {
        assert_eq!(era_year(date(1990, 4, 1)), Some((2, '4')));
        assert_eq!(era_year(date(1989, 1, 7)), Some((64, '3')));
        assert_eq!(era_year(date(2019, 5, 1)), Some((1, '5')));
        assert_eq!(era_year(date(1800, 1, 1)), None);
        assert_eq!(certificate_form(date(1980, 2, 17)), "319800217");
    }

    #[test]
    fn certificates_end_on_the_fifth_birthday_after_issue() {
        let birth = date(1990, 4, 1);
        assert_eq!(
            nth_birthday_after(birth, date(2025, 3, 31), 5),
            date(2029, 4, 1)
        );
        assert_eq!(
            nth_birthday_after(birth, date(2025, 4, 1), 5),
            date(2030, 4, 1)
        );
        let leap = date(1996, 2, 29);
        assert_eq!(
            nth_birthday_after(leap, date(2025, 11, 21), 5),
            date(2030, 2, 28)
        );
    }
}
