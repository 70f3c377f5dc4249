//! Parts of a story.

mod card;
mod display;
mod pcscd;
mod processes;
mod windows;

pub use card::{Card, person};
pub use display::Display;
pub use pcscd::Pcscd;
pub use processes::{children_named, processes_under};
pub use windows::{Windows, program, workspace};
