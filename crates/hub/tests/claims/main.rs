//! The hub as an election's authority: it answers as the book in memory does, on either database, whatever fails.

// Helpers of a test file are not seen as tests by the lint.
#![allow(clippy::unwrap_used)]

mod alike;
mod described;
mod failover;
mod hubs;
#[path = "../../../polling/tests/messages/mod.rs"]
mod messages;
mod network;
mod pcs;
mod races;
mod restores;
mod rights;
#[path = "../common/schemas.rs"]
mod schemas;
mod terms;
