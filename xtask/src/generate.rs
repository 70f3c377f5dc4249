//! `cargo xtask generate`: TypeScript types from the Rust types.

use std::fs;

use crate::places;
use crate::shell::{Failure, cargo, run};

/// The test that fails on a stale generated file writes it when told to.
pub fn task() -> Result<(), Failure> {
    // The window embeds the page, which is built from the file made here: an empty page breaks the circle.
    fs::create_dir_all(places::root().join("ui/dist"))
        .map_err(|error| Failure::new(format!("cannot make ui/dist: {error}")))?;
    run(cargo()
        .args([
            "test",
            "--package",
            "kazashi-app",
            "--all-features",
            "generated",
        ])
        .env("KAZASHI_GENERATE", "1"))?;
    run(cargo()
        .args(["test", "--package", "hub", "--test", "page", "generated"])
        .env("KAZASHI_GENERATE", "1"))
}
