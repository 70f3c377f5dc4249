//! A file that SQLCipher encrypts page by page, opened with a key of 256 bits that was drawn by lot.
//!
//! What its tables are is the caller's; so are the sentences for the operator, in which a caller says what did not open.

mod build;
mod kind;
mod meaning;
pub mod place;

pub use build::{UnfitBuild, check_build};
pub use kind::{Kind, NotOpened};
pub use meaning::{Meaning, meaning};

/// Bytes of a page, as SQLCipher 4 has them.
pub const PAGE: u64 = 4096;
