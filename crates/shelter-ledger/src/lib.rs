//! Between the ledger's events and the shelter's facts: what the desk and the hub fold alike.

mod projection;

pub use projection::{Facts, Kept, draft, fact_of, written};
