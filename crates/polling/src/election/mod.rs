//! What the election board has decided: one file, fixed for the whole period.
//!
//! All elections that are held together (同時選挙) are one [`Election`]: their ballot kinds each have their own
//! level, days and districts, and one elector is accepted for each kind once.

mod check;
mod definition;
mod error;
mod fault;
mod parse;
mod places;
mod read;

pub use definition::{Ballot, Booth, District, Election, Level, OutageRule, ReasonText, SlipMode};
pub use error::ElectionError;
pub use fault::{Fault, Wrong};
