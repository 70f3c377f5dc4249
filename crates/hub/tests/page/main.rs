//! The city's page on real ledgers: what desks wrote is offered, stored, folded, and asked for over the page's API.

// Helpers of a test file are not seen as tests by the lint.
#![allow(clippy::unwrap_used, clippy::print_stdout)]

mod audit;
mod boards;
mod browser;
mod desk;
mod erasing;
mod files;
mod generated;
mod large;
mod logins;
mod mangled;
mod map;
mod oidc;
#[cfg(target_os = "linux")]
mod on_postgres;
mod people;
mod polling;
mod roles;
mod settling;
mod world;
