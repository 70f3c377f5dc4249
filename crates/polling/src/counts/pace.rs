//! How fast it goes, for the page to look at. In memory only: no fine time is kept.

use std::collections::VecDeque;

use crate::outage::Millis;

/// Acceptances of the last quarter of an hour.
#[derive(Debug, Clone, Default)]
pub struct Pace {
    accepted: VecDeque<Millis>,
    since: Option<Millis>,
}

const SPAN: Millis = 15 * 60_000;

impl Pace {
    /// An elector was accepted.
    pub fn accepted(&mut self, now: Millis) {
        self.since.get_or_insert(now);
        self.accepted.push_back(now);
        self.forget(now);
    }

    /// Acceptances per minute over the last quarter of an hour, or since the first one; `None` in the first minute.
    pub fn per_minute(&mut self, now: Millis) -> Option<f64> {
        self.forget(now);
        let span = now.saturating_sub(self.since?).min(SPAN);
        if span < 60_000 {
            return None;
        }
        // A quarter of an hour in milliseconds and its acceptances are far below 2^32.
        let count = f64::from(u32::try_from(self.accepted.len()).ok()?);
        let span = f64::from(u32::try_from(span).ok()?);
        Some(count * 60_000.0 / span)
    }

    /// How many minutes the last one in a queue waits, if it goes on like this.
    pub fn minutes_for(&mut self, people: u32, now: Millis) -> Option<f64> {
        let pace = self.per_minute(now)?;
        (pace > 0.0).then(|| f64::from(people) / pace)
    }

    fn forget(&mut self, now: Millis) {
        while self
            .accepted
            .front()
            .is_some_and(|at| now.saturating_sub(*at) > SPAN)
        {
            self.accepted.pop_front();
        }
    }
}
