//! Parts of a story.

mod answers;
mod browser;
mod card;
mod display;
mod hands;
mod memory;
mod pcscd;
mod processes;
mod seen;
mod shelter;
mod text;
mod windows;

pub use browser::Browser;
pub use card::{Card, marked, person};
pub use display::Display;
pub use memory::holds_in_memory;
pub use pcscd::Pcscd;
pub use processes::{children_named, processes_under};
pub use text::{printed_codes, printed_text};
pub use windows::{Effort, Windows, free_port, program, program_beside, workspace};
