//! Commands: one input each, nothing decided here.

mod designer;
mod office;
mod polling;
mod resident;
mod shelter;
mod staff;

pub use designer::*;
pub use office::*;
pub use polling::*;
pub use resident::*;
pub use shelter::*;
pub use staff::*;
