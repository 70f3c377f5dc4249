//! The activation package (起動パッケージ): prepared in peacetime, on every PC or on a stick.

mod about;
mod file;
mod kept;
mod open;
mod preparing;
mod secrets;

pub use about::{About, PlannedShelter, Public, Role};
pub use file::Package;
pub use kept::Kept;
pub use open::Opened;
pub use preparing::{Prepared, prepare, prepare_election};
pub use secrets::Secrets;
