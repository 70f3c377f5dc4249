//! The hour by the calendar and clock of Japan.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::Offset;

use crate::plain::Moment;

/// An hour of a day in Japan: the finest time that leaves the program.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Hour {
    /// The day.
    pub day: Date,
    /// 0–23.
    pub hour: u8,
}

impl Hour {
    /// The hour in which a moment lies; Japan has had nine hours before UTC and no summer time since 1952.
    pub fn of(moment: Moment) -> Self {
        let at = Timestamp::from_millisecond(moment.0).unwrap_or(Timestamp::UNIX_EPOCH);
        let local = Offset::constant(9).to_datetime(at);
        Self {
            day: local.date(),
            hour: u8::try_from(local.hour()).unwrap_or_default(),
        }
    }
}
