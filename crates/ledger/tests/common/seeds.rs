//! Thousands of seeds on all cores: each is one history, which comes again with its number.

use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};

/// How many seeds: the usual number, or what `KAZASHI_SEEDS` says.
pub fn seeds(usual: u64) -> u64 {
    let set = std::env::var("KAZASHI_SEEDS").ok();
    set.map_or(usual, |count| count.parse().unwrap())
}

/// Runs `check` on all seeds, on all cores, and gives the seeds for which it was not true.
pub fn failing(seeds: u64, check: impl Fn(u64) -> Result<(), String> + Sync) -> Vec<(u64, String)> {
    let next = AtomicU64::new(0);
    let failed = Mutex::new(Vec::new());
    let workers = std::thread::available_parallelism().map_or(2, usize::from);
    std::thread::scope(|scope| {
        for _ in 0..workers {
            scope.spawn(|| {
                loop {
                    let seed = next.fetch_add(1, Ordering::Relaxed);
                    if seed >= seeds {
                        break;
                    }
                    if let Err(told) = check(seed) {
                        failed.lock().unwrap().push((seed, told));
                    }
                }
            });
        }
    });
    failed.into_inner().unwrap()
}
