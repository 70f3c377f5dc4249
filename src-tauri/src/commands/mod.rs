//! Commands: one input each, nothing decided here.

mod designer;
mod office;
mod resident;
mod staff;

pub use designer::*;
pub use office::*;
pub use resident::*;
pub use staff::*;
