//! The PC's clocks, which are written down and never trusted for order.

use std::time::{Instant, SystemTime, UNIX_EPOCH};

use ledger::Now;
use polling::plain::Moment;
use rand_core::CryptoRngCore;

/// A wall clock that left the steady one behind by more than this was set by somebody.
const JUMP_MS: i64 = 2_000;

/// Wall clock and steady clock of one run of the program; its start stands in for the system's.
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
            last: (moment().0, 0),
        }
    }

    /// What both clocks say.
    pub fn now(&self) -> Now {
        Now {
            wall_ms: moment().0,
            boot: self.run,
            mono_ms: u64::try_from(self.started.elapsed().as_millis()).unwrap_or(u64::MAX),
        }
    }

    /// By how many milliseconds the wall clock was set since the last look; none if it ran as it should.
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

/// The moment, as the PC's clock has it.
pub fn moment() -> Moment {
    let since = SystemTime::now().duration_since(UNIX_EPOCH);
    Moment(since.map_or(0, |since| {
        i64::try_from(since.as_millis()).unwrap_or(i64::MAX)
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_hour_wrong_in_either_direction_is_noticed() {
        assert_eq!(jump_between((1_000, 0), (61_000, 60_000)), None);
        assert_eq!(
            jump_between((1_000, 0), (3_601_000, 0)),
            Some(3_600_000),
            "forward"
        );
        assert_eq!(
            jump_between((3_600_000, 500), (0, 500)),
            Some(-3_600_000),
            "back"
        );
    }
}
