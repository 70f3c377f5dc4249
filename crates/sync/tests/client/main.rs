//! The client against a hub that does what each test wants.

#![allow(clippy::unwrap_used, reason = "helpers of tests")]

mod bounds;
mod desk;
mod history;
mod parts;
mod session;
