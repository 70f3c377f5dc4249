//! The time at a Japanese counter.

use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use jiff::tz::{Offset, TimeZone};

/// Date and time in Japan (日本標準時, UTC+9, no summer time), whatever time zone the PC is set to.
pub fn now() -> DateTime {
    in_japan(Timestamp::now())
}

/// What clocks in Japan show at this moment.
pub(crate) fn in_japan(moment: Timestamp) -> DateTime {
    moment
        .to_zoned(TimeZone::fixed(Offset::constant(9)))
        .datetime()
}

/// Today's date in Japan: what forms print as 申請日.
pub fn today() -> Date {
    now().date()
}
