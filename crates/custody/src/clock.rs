//! The PC's clocks, which are written down and never trusted for order.

use std::time::{Instant, SystemTime, UNIX_EPOCH};

use ledger::Now;
use rand_core::CryptoRngCore;

/// A wall clock that left the steady one behind by more than this was set by somebody.
const JUMP_MS: i64 = 2_000;

/// Wall clock and steady clock of one run of the program.
///
/// The program's start stands in for the system's: within one run both clocks can be compared, which is all that
/// dating an event needs, and no platform has to be asked.
pub struct Clock {
    run: [u8; 8],
    started: Instant,
    last: (i64, u64),
}

impl Clock {
    /// Begins now.
    pub fn start(rng: &mut impl CryptoRngCore) -> Self {
        let mut run = [0; 8];
        rng.fill_bytes(&mut run);
        Self {
            run,
            started: Instant::now(),
            last: (wall_ms(), 0),
        }
    }

    /// What both clocks say.
    pub fn now(&self) -> Now {
        Now {
            wall_ms: wall_ms(),
            boot: self.run,
            mono_ms: u64::try_from(self.started.elapsed().as_millis()).unwrap_or(u64::MAX),
        }
    }

    /// By how many milliseconds the wall clock was set since the last look; none if it ran as it should.
    ///
    /// Sleep is not told from a clock set forward: both are worth a look at the clock.
    pub fn jump(&mut self) -> Option<i64> {
        let now = self.now();
        let jump = jump_between(self.last, (now.wall_ms, now.mono_ms));
        self.last = (now.wall_ms, now.mono_ms);
        jump
    }
}

fn jump_between(before: (i64, u64), now: (i64, u64)) -> Option<i64> {
    let wall = now.0.saturating_sub(before.0);
    let steady = i64::try_from(now.1.saturating_sub(before.1)).unwrap_or(i64::MAX);
    let jump = wall.saturating_sub(steady);
    (jump.abs() > JUMP_MS).then_some(jump)
}

/// Milliseconds since 1970 UTC, as the PC's clock has it.
pub fn wall_ms() -> i64 {
    SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .map_or(0, |since| {
            i64::try_from(since.as_millis()).unwrap_or(i64::MAX)
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clock_that_was_set_is_noticed_and_one_that_runs_is_not() {
        assert_eq!(jump_between((1_000, 0), (61_000, 60_000)), None);
        assert_eq!(jump_between((1_000, 0), (2_900, 0)), None);
        assert_eq!(
            jump_between((1_000, 0), (3_601_000, 0)),
            Some(3_600_000),
            "an hour forward"
        );
        assert_eq!(
            jump_between((3_600_000, 500), (0, 500)),
            Some(-3_600_000),
            "an hour back"
        );
        assert_eq!(
            jump_between((10_000, 500), (5_000, 600)),
            Some(-5_100),
            "five seconds back"
        );
    }
}
