//! The roll as its users see it; every elector is invented.

#![allow(
    clippy::unwrap_used,
    reason = "a test that cannot set up its parts has to stop there"
)]

mod broken;
mod changes;
mod file;
mod finding;
mod importing;
mod marks;
mod matching;
mod support;
