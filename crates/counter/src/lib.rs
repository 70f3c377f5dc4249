//! The counter desk (書かない窓口): one session, what it needs and what it must forget.
//!
//! Pure: the clock, the card and the printer come in as [`Input`]s and go out as
//! [`Effect`]s. A session lives in memory and is wiped at its end; nothing here
//! writes anything anywhere.

mod desk;
mod filling;
mod input;
mod pad;
mod stage;

pub use desk::{Desk, DeskConfig};
pub use filling::{Filling, can_be_left};
pub use input::{Effect, Input, Moment, Session};
pub use pad::Pad;
pub use stage::{PrintState, Problem, Stage};
