//! The adapter to real readers through PC/SC: pcscd on Linux, the smart card service on Windows.

mod connection;
mod failure;
mod readers;
mod watcher;

pub use connection::{PcscChannel, connect};
pub use readers::{CardPresence, ReaderState, readers};
pub use watcher::Watcher;
