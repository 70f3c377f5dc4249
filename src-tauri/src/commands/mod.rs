//! Commands: one input each, nothing decided here.

mod office;
mod resident;
mod staff;

pub use office::*;
pub use resident::*;
pub use staff::*;
