//! The time at a Japanese counter.

use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use jiff::tz::{Offset, TimeZone};

/// Date and time in Japan (日本標準時, UTC+9, no summer time), whatever time zone the PC is set to.
pub fn now() -> DateTime {
    let japan = TimeZone::fixed(Offset::constant(9));
    Timestamp::now().to_zoned(japan).datetime()
}

/// Today's date in Japan: what forms print as 申請日.
pub fn today() -> Date {
    now().date()
}
