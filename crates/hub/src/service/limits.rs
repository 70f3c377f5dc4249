//! What keeps one device, or all at once, from being too much.

use std::num::NonZeroU32;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use governor::clock::DefaultClock;
use governor::state::keyed::HashMapStateStore;
use governor::{Quota, RateLimiter};
use ledger::{DeviceId, RealmId};
use rand_core::{OsRng, RngCore};
use sync::{Problem, ProblemCode};
use tokio::sync::{Semaphore, SemaphorePermit};
use tokio::time::timeout;

use super::problem;
use crate::store::StoreError;

/// Shortest and longest time until a busy hub may be asked again, seconds.
const SOONEST_S: u32 = 2;
const LATEST_S: u32 = 60;
/// How many may wait for each place: a whole city that comes back at once is over in seconds, and is worked off in
/// its order rather than sent away for a minute.
const WAITING_FOR_ONE: u32 = 3;
/// So long they wait; a client's own patience is longer.
const PATIENCE: Duration = Duration::from_secs(5);
/// Devices that are counted until those that are quiet are forgotten.
const SWEEP: usize = 10_000;

/// How much a hub takes at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Settings {
    /// Questions that are worked on at the same time, those that wait for news apart. Three times as many wait for a
    /// place for some seconds.
    pub at_once: u32,
    /// Questions of one device a second, and ten times as many in a burst; `None` counts none.
    pub per_second: Option<NonZeroU32>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            at_once: 256,
            per_second: NonZeroU32::new(20),
        }
    }
}

type PerDevice =
    RateLimiter<(RealmId, DeviceId), HashMapStateStore<(RealmId, DeviceId)>, DefaultClock>;

/// The limits of one process.
pub struct Limits {
    at_once: Semaphore,
    queue: Semaphore,
    most: u32,
    /// How many were turned away since one was last let in at once.
    turned_away: AtomicU32,
    per_device: Option<PerDevice>,
}

impl Limits {
    pub fn new(settings: Settings) -> Self {
        let most = settings.at_once.max(1);
        let per_device = settings.per_second.map(|rate| {
            let burst = rate.saturating_mul(NonZeroU32::new(10).unwrap_or(NonZeroU32::MIN));
            RateLimiter::hashmap(Quota::per_second(rate).allow_burst(burst))
        });
        let places = |count| Semaphore::new(usize::try_from(count).unwrap_or(usize::MAX));
        Self {
            at_once: places(most),
            queue: places(most.saturating_mul(WAITING_FOR_ONE)),
            most,
            turned_away: AtomicU32::new(0),
            per_device,
        }
    }

    /// Room for one question, maybe after a while, or word when to come again.
    pub async fn enter(&self) -> Result<SemaphorePermit<'_>, Problem> {
        if let Ok(permit) = self.at_once.try_acquire() {
            self.turned_away.store(0, Ordering::Relaxed);
            return Ok(permit);
        }
        if let Ok(_place) = self.queue.try_acquire()
            && let Ok(Ok(permit)) = timeout(PATIENCE, self.at_once.acquire()).await
        {
            return Ok(permit);
        }
        self.turned_away.fetch_add(1, Ordering::Relaxed);
        Err(self.busy())
    }

    /// Counts a device's question.
    pub fn count(&self, realm: RealmId, device: DeviceId) -> Result<(), Problem> {
        let Some(per_device) = &self.per_device else {
            return Ok(());
        };
        if per_device.len() > SWEEP {
            per_device.retain_recent();
        }
        per_device.check_key(&(realm, device)).map_err(|_| Problem {
            retry_after: Some(SOONEST_S + OsRng.next_u32() % 8),
            ..problem(ProblemCode::TooMany)
        })
    }

    /// The more are turned away, the farther apart they come again.
    pub fn busy(&self) -> Problem {
        let turned_away = self.turned_away.load(Ordering::Relaxed);
        let spread = (LATEST_S - SOONEST_S).min(4 + turned_away.saturating_mul(54) / self.most);
        Problem {
            retry_after: Some(SOONEST_S + OsRng.next_u32() % (spread + 1)),
            ..problem(ProblemCode::Busy)
        }
    }

    /// What the store could not do, as it is answered.
    pub fn problem_of(&self, error: &StoreError) -> Problem {
        match error {
            StoreError::NoRealm | StoreError::NoDevice => problem(ProblemCode::NotFound),
            StoreError::RealmClosed => problem(ProblemCode::RealmClosed),
            // Whether it was stored shows when the same comes again.
            StoreError::Busy | StoreError::Unknown => self.busy(),
            StoreError::Full => Problem {
                retry_after: Some(LATEST_S),
                ..problem(ProblemCode::DiskFull)
            },
            StoreError::Failed(what) => {
                tracing::error!(what, "the database failed");
                problem(ProblemCode::Internal)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use futures_util::FutureExt as _;

    use super::*;

    #[tokio::test]
    async fn a_burst_waits_for_its_places_and_only_what_is_more_than_that_is_sent_away() {
        let limits = Limits::new(Settings {
            at_once: 1,
            per_second: None,
        });
        let held = limits.enter().await;
        let mut waiting: Vec<_> = (0..WAITING_FOR_ONE)
            .map(|_| Box::pin(limits.enter()))
            .collect();
        for one in &mut waiting {
            assert!(one.now_or_never().is_none());
        }
        let sent_away = limits.enter().await.map(drop).unwrap_err();
        assert_eq!(sent_away.code, ProblemCode::Busy);
        assert!(
            sent_away
                .retry_after
                .is_some_and(|after| after >= SOONEST_S)
        );
        drop(held);
        for one in waiting {
            assert!(one.await.is_ok());
        }
        assert!(limits.enter().await.is_ok());
    }
}
