//! One PC's polling desk on real files: ledger, roll, claims and keys together.

// Helpers of a test file are not seen as tests by the lint.
#![allow(clippy::unwrap_used)]

mod accepting;
#[path = "../common/mod.rs"]
mod common;
mod ending;
mod figures;
mod hub;
mod leaving;
#[cfg(feature = "papers")]
mod marked_roll;
mod network;
mod outages;
mod paper;
mod restarting;
mod setting_up;
mod voice;
