//! How long somebody who moved out stays on the roll.

use jiff::ToSpan;
use jiff::civil::Date;

/// The last day on which somebody who moved out on `moved` is on the roll, `months` after the move.
///
/// The day of the move does not count, and the period ends with the day before the one that corresponds to its first
/// day, or with the month where there is none (民法 第140条, 第143条). `None` beyond the calendar's end.
pub fn last_day_after_move(moved: Date, months: i32) -> Option<Date> {
    let first = moved.tomorrow().ok()?;
    let corresponding = first.checked_add(months.months()).ok()?;
    if corresponding.day() == first.day() {
        corresponding.yesterday().ok()
    } else {
        Some(corresponding)
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn the_day_of_the_move_does_not_count() {
        assert_eq!(
            last_day_after_move(date(2016, 3, 9), 4),
            Some(date(2016, 7, 9))
        );
        assert_eq!(
            last_day_after_move(date(2025, 10, 31), 4),
            Some(date(2026, 2, 28))
        );
        assert_eq!(
            last_day_after_move(date(2025, 10, 30), 4),
            Some(date(2026, 2, 28))
        );
        assert_eq!(
            last_day_after_move(date(2025, 10, 28), 4),
            Some(date(2026, 2, 28))
        );
        assert_eq!(
            last_day_after_move(date(2025, 2, 28), 4),
            Some(date(2025, 6, 30))
        );
    }
}
