//! Hubs that are killed in turn, again and again.

use std::process::Child;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{JoinHandle, sleep};
use std::time::Duration;

use crate::hub::Hub;

pub struct Killing {
    stop: Arc<AtomicBool>,
    thread: Option<JoinHandle<(Vec<Hub>, Killed)>>,
}

/// What was done to the hubs, and what they took.
#[derive(Default, Clone, Copy)]
pub struct Killed {
    pub times: u32,
    /// Most memory of one process, kilobytes.
    pub peak_kb: u64,
}

impl Killing {
    /// Each time another one, as a power cut does it; back soon after.
    pub fn begin(mut hubs: Vec<Hub>, every: Duration) -> Self {
        let stop = Arc::<AtomicBool>::default();
        let stopped = Arc::clone(&stop);
        let thread = std::thread::spawn(move || {
            let mut killed = Killed::default();
            let mut turn = 0;
            while !stopped.load(Ordering::Relaxed) {
                // In small steps, so that the end is seen.
                for _ in 0..10 {
                    if !stopped.load(Ordering::Relaxed) {
                        sleep(every / 10);
                    }
                }
                let count = hubs.len();
                let hub = &mut hubs[turn % count];
                killed.peak_kb = killed.peak_kb.max(peak_kb(hub));
                hub.kill();
                sleep((every / 8).min(Duration::from_secs(1)));
                hub.run();
                killed.times += 1;
                turn += 1;
            }
            (hubs, killed)
        });
        Self {
            stop,
            thread: Some(thread),
        }
    }

    /// The hubs, all of them running.
    pub fn end(mut self) -> (Vec<Hub>, Killed) {
        self.stop.store(true, Ordering::Relaxed);
        self.thread.take().unwrap().join().unwrap()
    }
}

impl Drop for Killing {
    // A story that fails leaves no process behind.
    fn drop(&mut self) {
        self.stop.store(true, Ordering::Relaxed);
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

/// The most memory that the hub's process has taken so far.
pub fn peak_kb(hub: &Hub) -> u64 {
    let id = hub.process.as_ref().map(Child::id).unwrap();
    let status = std::fs::read_to_string(format!("/proc/{id}/status")).unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let number = line.and_then(|line| line.split_whitespace().next());
    number.and_then(|it| it.parse().ok()).unwrap_or(0)
}
