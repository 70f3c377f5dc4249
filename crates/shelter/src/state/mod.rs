//! What follows from the facts: a [`Person`] or a [`Shelter`] is the fold of its facts in
//! canonical order, the same on every PC that holds the same facts.

mod person;
mod person_apply;
mod person_read;
mod shelter;
mod shelter_apply;
mod shelter_read;
mod versioned;

/// Changes when the same facts give another state, or a state is written otherwise: what was kept
/// is folded anew then.
pub const VERSION: u32 = 1;

pub use person::{Handed, Move, Person, Registration};
pub use shelter::{HeadCount, ReportSent, Shelter};
pub use versioned::{Said, Versioned};
