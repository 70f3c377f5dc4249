//! When something was.

use jiff::{Timestamp, civil::Date, tz};
use serde::{Deserialize, Serialize};

/// Milliseconds since 1970-01-01 UTC as a PC's clock said. Data for people; never decides an order.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct Moment(pub i64);

impl Moment {
    /// One hour, in milliseconds.
    pub const HOUR: i64 = 3_600_000;

    /// The day in Japan (日本標準時). `None` outside the years -9999 to 9999.
    pub fn day(self) -> Option<Date> {
        let at = Timestamp::from_millisecond(self.0).ok()?;
        Some(tz::offset(9).to_datetime(at).date())
    }

    /// Milliseconds from `earlier` to this; negative if it is later.
    pub fn since(self, earlier: Self) -> i64 {
        self.0.saturating_sub(earlier.0)
    }

    /// This much later.
    #[must_use]
    pub fn plus(self, milliseconds: i64) -> Self {
        Self(self.0.saturating_add(milliseconds))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_changes_at_midnight_in_japan() {
        // 2026-01-01T14:59:59.999Z is the last millisecond of that day in Japan.
        let last = Moment(1_767_279_599_999);
        assert_eq!(last.day(), Some(jiff::civil::date(2026, 1, 1)));
        assert_eq!(last.plus(1).day(), Some(jiff::civil::date(2026, 1, 2)));
        assert_eq!(Moment(i64::MAX).day(), None);
    }
}
