//! Parts of a story.

mod card;
mod pcscd;
mod processes;
mod windows;

pub use card::{Card, person};
pub use pcscd::Pcscd;
pub use processes::children_named;
pub use windows::Windows;
