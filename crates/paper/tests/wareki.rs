//! Era dates: the days on which eras change, and the way there and back.

use jiff::civil::date;
use paper::wareki::{ERAS, Era, Wareki};
use proptest::prelude::*;

fn written(year: i16, month: i8, day: i8) -> String {
    Wareki::from_date(date(year, month, day))
        .map(|wareki| wareki.to_string())
        .unwrap_or_default()
}

#[test]
fn days_of_change() {
    for (day, wanted) in [
        ((1873, 1, 1), "明治6年1月1日"),
        ((1912, 7, 29), "明治45年7月29日"),
        ((1912, 7, 30), "大正元年7月30日"),
        ((1926, 12, 24), "大正15年12月24日"),
        ((1926, 12, 25), "昭和元年12月25日"),
        ((1989, 1, 7), "昭和64年1月7日"),
        ((1989, 1, 8), "平成元年1月8日"),
        ((2019, 4, 30), "平成31年4月30日"),
        ((2019, 5, 1), "令和元年5月1日"),
        ((2026, 11, 21), "令和8年11月21日"),
    ] {
        assert_eq!(written(day.0, day.1, day.2), wanted);
    }
    assert!(
        Wareki::from_date(date(1872, 12, 31)).is_none(),
        "the lunar calendar"
    );
}

#[test]
fn a_day_that_belongs_to_two_eras_is_read_in_both_and_no_era_has_days_beyond_its_last() {
    let read = |era, year, month, day| {
        Wareki {
            era: Era::named(era).unwrap(),
            year,
            month,
            day,
        }
        .to_date()
    };
    assert_eq!(read("明治", 45, 7, 30), Some(date(1912, 7, 30)));
    assert_eq!(read("大正", 1, 7, 30), Some(date(1912, 7, 30)));
    assert_eq!(read("大正", 15, 12, 25), Some(date(1926, 12, 25)));
    assert_eq!(read("昭和", 64, 1, 7), Some(date(1989, 1, 7)));
    assert_eq!(read("昭和", 64, 1, 8), None);
    assert_eq!(read("平成", 31, 5, 1), None);
    assert_eq!(read("平成", 1, 1, 7), None);
    assert_eq!(read("令和", 5, 2, 29), None);
    assert_eq!(read("令和", i16::MAX, 1, 1), None);
}

#[test]
fn eras_follow_each_other_without_a_gap() {
    for pair in ERAS.windows(2) {
        let last = pair[0].last.expect("ended");
        assert!(
            pair[1].first == last || pair[1].first == last.tomorrow().unwrap(),
            "{} → {}",
            pair[0].name,
            pair[1].name
        );
    }
}

proptest! {
    #[test]
    fn there_and_back(days in 0_i32..120_000) {
        let day = date(1873, 1, 1).checked_add(jiff::Span::new().days(days)).unwrap();
        let wareki = Wareki::from_date(day).unwrap();
        prop_assert!(wareki.year >= 1);
        prop_assert_eq!(wareki.to_date(), Some(day));
    }
}
