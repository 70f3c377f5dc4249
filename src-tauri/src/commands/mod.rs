//! Commands: one input each, nothing decided here.

mod resident;
mod staff;

pub use resident::*;
pub use staff::*;
