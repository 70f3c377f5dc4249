//! Hubs under a hub: real processes, real TLS, real ledgers. A city under its prefecture, and a network that nobody may
//! call into.

// Helpers of a test file are not seen as tests by the lint.
#![allow(clippy::unwrap_used, clippy::missing_panics_doc)]

#[path = "../server/desk.rs"]
#[allow(dead_code, reason = "shared with the tests of the server")]
mod desk;
#[path = "../server/hub.rs"]
#[allow(dead_code, reason = "shared with the tests of the server")]
mod hub;

mod linking;
mod pulling;
mod pushing;
mod taking_over;
