//! Times as files and papers write them.

use jiff::civil::DateTime;
use jiff::{Timestamp, tz};

use crate::plain::Moment;

/// The time in Japan (日本標準時). `None` outside the years -9999 to 9999.
pub(crate) fn in_japan(at: Moment) -> Option<DateTime> {
    let at = Timestamp::from_millisecond(at.0).ok()?;
    Some(tz::offset(9).to_datetime(at))
}

/// For people: "2026年11月21日 08:15" in Japan; empty outside the years that have a name.
pub fn written(at: Moment) -> String {
    in_japan(at).map_or_else(String::new, |at| {
        at.strftime("%Y年%-m月%-d日 %H:%M").to_string()
    })
}

/// For tables: "2026-11-21 08:15" in Japan.
pub(crate) fn tabled(at: Moment) -> String {
    in_japan(at).map_or_else(String::new, |at| at.strftime("%Y-%m-%d %H:%M").to_string())
}

/// For PFIF: "2026-11-20T23:15:00Z", always UTC.
pub(crate) fn utc(at: Moment) -> Option<String> {
    let at = Timestamp::from_millisecond(at.0).ok()?;
    let year = tz::offset(0).to_datetime(at).year();
    // Years of another length than four digits have no written form there.
    (1000..=9999)
        .contains(&year)
        .then(|| at.strftime("%Y-%m-%dT%H:%M:%SZ").to_string())
}

/// For Lアラート: "2026-11-21T08:15:00+09:00".
pub(crate) fn with_offset(at: Moment) -> Option<String> {
    Some(
        in_japan(at)?
            .strftime("%Y-%m-%dT%H:%M:%S+09:00")
            .to_string(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_moment_is_written_four_ways() {
        let at = Moment(1_795_216_500_999); // 2026-11-20T23:15:00.999Z
        assert_eq!(written(at), "2026年11月21日 08:15");
        assert_eq!(tabled(at), "2026-11-21 08:15");
        assert_eq!(utc(at).unwrap(), "2026-11-20T23:15:00Z");
        assert_eq!(with_offset(at).unwrap(), "2026-11-21T08:15:00+09:00");
    }

    #[test]
    fn a_clock_that_is_far_off_has_no_written_time() {
        let far = Moment(i64::MAX);
        assert_eq!((written(far), utc(far)), (String::new(), None));
        assert_eq!(utc(Moment(-40_000_000_000_000)), None);
    }
}
