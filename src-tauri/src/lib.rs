//! Puts card, desk, paper and printer together behind two windows.
//!
//! Commands are thin: each hands one input to the [`engine`], which moves the
//! pure desk and carries out what it asks for.

mod after;
mod app;
mod bindings;
mod card;
mod commands;
mod designer;
mod desk_words;
mod desks;
mod engine;
mod hub;
mod office;
mod polling;
mod presence;
mod printer;
mod shelter;
mod shown;
mod telling;
mod training;
mod uptime;
mod view;
mod windows;
#[cfg(target_os = "linux")]
mod wiping;

pub use app::run;
#[cfg(target_os = "linux")]
pub use wiping::overwrite_what_libraries_free;
