//! The PC's clock.

use polling::plain::Moment;

/// The moment, as the PC's clock has it.
pub fn moment() -> Moment {
    Moment(custody::wall_ms())
}
