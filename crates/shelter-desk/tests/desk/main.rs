//! The desk of one PC, from its code to its end, with real files, keys and lists.

// Helpers of a test file are not seen as tests by the lint; why a test is skipped must be told.
#![allow(clippy::unwrap_used, clippy::print_stdout, clippy::print_stderr)]

mod activation;
mod arriving;
mod badges;
mod beforehand;
mod closing;
mod common;
mod families;
#[cfg(target_os = "linux")]
mod full;
mod inquiries;
mod neighbours;
mod privacy;
mod rules;
mod searches;
#[cfg(target_os = "linux")]
#[path = "../../../ledger/tests/common/small_disk.rs"]
mod small_disk;
mod stick;
