//! Time since the start that counts sleep too: a lid closed over lunch must not keep a resident's form open.

use std::time::{Duration, Instant, SystemTime};

/// A wall clock that runs ahead of the steady one by more than this was not merely set right.
const ASLEEP: Duration = Duration::from_secs(30);

/// The steady clock, with the time added that it stood still.
pub struct Uptime {
    started: Instant,
    last: (Instant, SystemTime),
    slept: Duration,
}

impl Uptime {
    /// Begins now.
    pub fn start() -> Self {
        Self::from((Instant::now(), SystemTime::now()))
    }

    fn from(now: (Instant, SystemTime)) -> Self {
        Self {
            started: now.0,
            last: now,
            slept: Duration::ZERO,
        }
    }

    /// Time since the start; never less than at the call before.
    pub fn now(&mut self) -> Duration {
        self.at((Instant::now(), SystemTime::now()))
    }

    fn at(&mut self, (steady, wall): (Instant, SystemTime)) -> Duration {
        let steady_step = steady.saturating_duration_since(self.last.0);
        let wall_step = wall.duration_since(self.last.1).unwrap_or_default();
        let ahead = wall_step.saturating_sub(steady_step);
        if ahead > ASLEEP {
            self.slept += ahead;
        }
        self.last = (steady, wall);
        steady.saturating_duration_since(self.started) + self.slept
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECOND: Duration = Duration::from_secs(1);

    #[test]
    fn sleep_counts_and_a_clock_set_back_does_not() {
        let (steady, wall) = (Instant::now(), SystemTime::now());
        let mut uptime = Uptime::from((steady, wall));
        assert_eq!(uptime.at((steady + SECOND, wall + SECOND)), SECOND);
        let hour = Duration::from_hours(1);
        assert_eq!(
            uptime.at((steady + 2 * SECOND, wall + hour)),
            hour,
            "asleep for most of an hour"
        );
        assert_eq!(uptime.at((steady + 3 * SECOND, wall)), hour + SECOND);
    }
}
