//! Between the ledger's events and the facts of the election: what the desk and the hub fold alike.

mod booth_state;
mod projection;

pub use booth_state::{BadgeState, BoothState, Day, Officer, Outage, RollInUse};
pub use projection::{Facts, Kept, NewFact, fact_of, written};
