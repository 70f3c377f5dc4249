//! `cargo xtask setup`, and the first step of the other tasks.

use crate::shell::Failure;
use crate::{cargo_tools, debian, node, places};

/// Everything that `test` needs.
pub fn task() -> Result<(), Failure> {
    for_tests()
}

/// What building and running need.
pub fn for_running() -> Result<(), Failure> {
    set_up(false)
}

/// What the tests need.
pub fn for_tests() -> Result<(), Failure> {
    set_up(true)
}

fn set_up(with_tests: bool) -> Result<(), Failure> {
    let mut installed = debian::install(with_tests)?;
    installed |= node::install()?;
    if with_tests {
        installed |= cargo_tools::DENY.install()?;
        installed |= cargo_tools::TAURI_DRIVER.install()?;
        if cargo_tools::nightly_is_there() {
            installed |= cargo_tools::FUZZ.install()?;
        }
    }
    if !installed {
        println!("setup: everything needed is there, nothing installed");
    }
    places::claim_builds()
}
