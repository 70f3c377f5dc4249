//! Days and hours as they are said.

use jiff::civil::Date;

use crate::election::Election;
use crate::status::Spot;

const WEEKDAYS_JA: [&str; 7] = ["月", "火", "水", "木", "金", "土", "日"];
const MONTHS_EN: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// Such as `2月1日（日）`.
pub(super) fn day_ja(day: Date) -> String {
    let weekday = WEEKDAYS_JA[usize::from(day.weekday().to_monday_zero_offset().unsigned_abs())];
    format!("{}月{}日（{weekday}）", day.month(), day.day())
}

/// Such as `1 February`.
pub(super) fn day_en(day: Date) -> String {
    let month = MONTHS_EN[usize::from(day.month().unsigned_abs()) - 1];
    format!("{} {month}", day.day())
}

/// Where and when, such as `市役所、2月1日（日）10時台`.
pub(super) fn spot_ja(spot: &Spot, election: &Election) -> String {
    let place = place(spot, election);
    match spot.local() {
        Some(at) => format!("{place}、{}{}時台", day_ja(at.date()), at.hour()),
        None => place,
    }
}

/// Where and when, such as `市役所, 1 February, 10:00 to 11:00`.
pub(super) fn spot_en(spot: &Spot, election: &Election) -> String {
    let place = place(spot, election);
    match spot.local() {
        Some(at) => format!(
            "{place}, {}, {:02}:00 to {:02}:00",
            day_en(at.date()),
            at.hour(),
            at.hour() + 1
        ),
        None => place,
    }
}

fn place(spot: &Spot, election: &Election) -> String {
    let booth = election.booth(&spot.booth);
    booth.map_or_else(|| spot.booth.to_string(), |booth| booth.name.clone())
}
