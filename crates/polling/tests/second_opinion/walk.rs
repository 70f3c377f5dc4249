//! Days, walked one by one.

use jiff::civil::{Date, date};
use polling::elector::BirthDate;

/// The first day, walking on from New Year's Eve, on whose morrow the birthday has come.
pub fn of_age(birth: Date, years: i16) -> Date {
    let mut day = date(birth.year() + years - 1, 12, 31);
    loop {
        let morrow = day.tomorrow().expect("within the calendar");
        let is_birthday = (morrow.month(), morrow.day()) >= (birth.month(), birth.day());
        if morrow.year() == birth.year() + years && is_birthday {
            return day;
        }
        day = morrow;
    }
}

/// Walks from the morrow of the move until the morrow of a day has the number of the first one, so many months on, or
/// is beyond the month that would have it.
pub fn last_of_months(moved: Date, months: i16) -> Date {
    let first = moved.tomorrow().expect("within the calendar");
    let number = |day: Date| day.year() * 12 + i16::from(day.month());
    let mut day = first;
    loop {
        let morrow = day.tomorrow().expect("within the calendar");
        let gone = number(morrow) - number(first);
        if gone > months || (gone == months && morrow.day() >= first.day()) {
            return day;
        }
        day = morrow;
    }
}

/// Every day that a birth date may stand for.
pub fn births(birth: BirthDate) -> Vec<Date> {
    if birth.year == 0 {
        return Vec::new();
    }
    let mut days = Vec::new();
    let mut day = date(birth.year, 1, 1);
    while day.year() == birth.year {
        let month_fits = birth.month == 0 || day.month() == birth.month;
        let day_fits = birth.month == 0 || birth.day == 0 || day.day() == birth.day;
        if month_fits && day_fits {
            days.push(day);
        }
        day = day.tomorrow().expect("within the calendar");
    }
    days
}
