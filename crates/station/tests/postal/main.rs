//! Postal codes from invented files in the published layouts, through SQLite and back.

#![allow(
    clippy::unwrap_used,
    reason = "a test that cannot set up its parts has to stop there"
)]

mod files;
mod import;
mod lookup;
mod speed;
