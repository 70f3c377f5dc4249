//! From the card on the reader to what stands on it, for every desk.
//!
//! Pure: readers and cards come in as [`CardInput`]s and go out as [`CardEffect`]s. A desk owns one [`CardSession`],
//! hands it what happens, and takes what was read by value; nothing here keeps anything about anybody.

mod input;
mod pad;
mod session;
mod stage;
mod tap;

pub use input::{CardEffect, CardInput, CardRead, Session, Step};
pub use pad::Pad;
pub use session::CardSession;
pub use stage::{CardStage, Problem};
pub use tap::Tap;
