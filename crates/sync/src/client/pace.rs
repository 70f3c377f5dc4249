//! How much at once, and when again.

use rand_core::RngCore;

/// A part that took longer is too large.
const SLOW_MS: u64 = 10_000;
/// So long a part shall take at most by the measured rate.
const AIM_S: u64 = 8;
/// Parts below this say nothing about the rate.
const MEASURED_BYTES: usize = 16 * 1024;
/// Longest wait before the next try.
const MOST_WAIT_MS: u64 = 300_000;
/// Longest wait that a hub may ask for.
const MOST_RETRY_AFTER_MS: u64 = 900_000;

/// How large the next part is: grows while parts arrive, shrinks when they fail or take long.
#[derive(Debug, Clone)]
pub struct Pace {
    items: usize,
    most_items: usize,
    most_bytes: usize,
    /// Measured, bytes a second.
    rate: Option<u64>,
}

impl Pace {
    /// Begins with so many items; never more than so many items and bytes.
    pub fn new(first: usize, most_items: usize, most_bytes: usize) -> Self {
        Self {
            items: first,
            most_items,
            most_bytes,
            rate: None,
        }
    }

    /// Items of the next part.
    pub fn items(&self) -> usize {
        self.items
    }

    /// Bytes of the next part.
    pub fn bytes(&self) -> usize {
        let by_rate = self.rate.map(|rate| rate.saturating_mul(AIM_S));
        let by_rate = by_rate.map_or(usize::MAX, |bytes| {
            usize::try_from(bytes).unwrap_or(usize::MAX)
        });
        by_rate.clamp(MEASURED_BYTES, self.most_bytes)
    }

    /// A part arrived.
    pub fn arrived(&mut self, bytes: usize, took_ms: u64) {
        if bytes >= MEASURED_BYTES {
            self.rate = Some((bytes as u64).saturating_mul(1000) / took_ms.max(1));
        }
        if took_ms > SLOW_MS {
            self.failed();
        } else {
            self.items = (self.items * 2).min(self.most_items);
        }
    }

    /// A part did not arrive.
    pub fn failed(&mut self) {
        self.items = (self.items / 2).max(1);
        // A rate of before the failure may be that of another network.
        self.rate = self.rate.map(|rate| rate / 2);
    }
}

/// When to try again: full jitter, random(0, min(300 s, 1 s · 2ⁿ)).
#[derive(Debug, Clone, Default)]
pub struct Backoff {
    failures: u32,
    /// No question before this moment.
    not_before: u64,
}

impl Backoff {
    /// Failures since it last worked.
    pub fn failures(&self) -> u32 {
        self.failures
    }

    /// No question before this moment of the monotonic clock.
    pub fn not_before(&self) -> u64 {
        self.not_before
    }

    /// An answer came that was one.
    pub fn worked(&mut self) {
        self.failures = 0;
    }

    /// `floor_ms` is what the hub asked for.
    pub fn failed(&mut self, now: u64, floor_ms: u64, rng: &mut impl RngCore) {
        let most = 1000_u64
            .checked_shl(self.failures.min(30))
            .unwrap_or(MOST_WAIT_MS)
            .min(MOST_WAIT_MS);
        self.failures = self.failures.saturating_add(1);
        let wait = (rng.next_u64() % (most + 1)).max(floor_ms.min(MOST_RETRY_AFTER_MS));
        self.not_before = self.not_before.max(now.saturating_add(wait));
    }

    /// Nothing failed, and the next question still has time.
    pub fn rest(&mut self, until: u64) {
        self.not_before = self.not_before.max(until);
    }
}
