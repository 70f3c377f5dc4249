//! The program `kazashi-hub` as desks meet it: real processes, real TLS, real ledgers.

// Helpers of a test file are not seen as tests by the lint.
#![allow(clippy::unwrap_used, clippy::missing_panics_doc)]

mod commands;
mod describing;
mod desk;
mod exchanging;
#[allow(dead_code, reason = "shared with the tests of hubs under a hub")]
mod hub;
mod killing;
mod limits;
mod links;
mod mangled;
mod monitoring;
mod pinning;
mod postgres;
#[path = "../common/schemas.rs"]
mod schemas;
