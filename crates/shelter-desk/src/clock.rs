//! The PC's clock, as somebody put it right.

use std::fs;
use std::io;
use std::path::Path;
use std::sync::atomic::{AtomicI64, Ordering};

use custody::wall_ms;
use shelter::plain::Moment;

const MINUTE_MS: i64 = 60_000;

/// By how much the PC's clock is behind the true time, as somebody said. A PC has one clock, so this is one number.
static BEHIND_MS: AtomicI64 = AtomicI64::new(0);

/// The moment, as the PC's clock has it or as somebody put it right.
pub fn moment() -> Moment {
    Moment(wall_ms() + behind_ms())
}

/// Somebody looked at a clock that is right. He reads hours and minutes: less than a minute is no difference.
pub fn set_true_time(true_time: Moment) {
    let behind = true_time.0 - wall_ms();
    let behind = if behind.abs() < MINUTE_MS { 0 } else { behind };
    BEHIND_MS.store(behind, Ordering::Relaxed);
}

/// Keeps the correction beside the list, for the next start; or takes it away, where the clock is right.
pub(crate) fn keep(file: &Path) -> io::Result<()> {
    if behind_ms() != 0 {
        return fs::write(file, behind_ms().to_string());
    }
    match fs::remove_file(file) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

/// Takes up the correction that lies there. Tells whether there was one: the clock may have been put right since.
pub(crate) fn take_up(file: &Path) -> bool {
    let kept = fs::read_to_string(file).ok();
    let behind = kept.and_then(|text| text.trim().parse().ok());
    if let Some(behind) = behind {
        BEHIND_MS.store(behind, Ordering::Relaxed);
    }
    behind.is_some()
}

/// By how many milliseconds the PC's clock is behind what somebody said; 0 when nobody did.
pub(crate) fn behind_ms() -> i64 {
    BEHIND_MS.load(Ordering::Relaxed)
}
