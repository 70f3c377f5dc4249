//! The adapter to real readers through PC/SC: pcscd on Linux, the smart card service on Windows.

mod connection;
mod contactless;
mod failure;
mod readers;
mod watcher;

pub use connection::{PcscChannel, connect};
pub use contactless::contactless_id;
pub use readers::{CardPresence, ReaderState, readers};
pub use watcher::Watcher;
