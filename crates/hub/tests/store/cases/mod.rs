//! Cases that hold on every database.

mod apart;
mod erasing;
mod logs;
mod people;
mod realms;

pub use apart::*;
pub use erasing::*;
pub use logs::*;
pub use people::*;
pub use realms::*;
