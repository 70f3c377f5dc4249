//! `cargo xtask test`: everything that has to hold before a change lands.

use crate::shell::{Failure, cargo, run};
use crate::steps::{Outcome, Steps};
use crate::{fuzz, node, pcscd, setup};

const FUZZ_SECONDS: &str = "5";

/// Runs all steps in order; the UI comes before the crates, since the window embeds `ui/dist`.
pub fn task(keep_going: bool) -> Result<(), Failure> {
    let mut steps = Steps::new(keep_going);
    steps.step("setup", || done(setup::for_tests()));
    steps.step("format", || {
        done(run(cargo().args(["fmt", "--all", "--check"])))
    });
    steps.step("ui lint", || done(node::script("lint")));
    steps.step("ui check", || done(node::script("check")));
    steps.step("ui test", || done(node::script("test")));
    steps.step("ui build", || done(node::script("build")));
    steps.step("clippy", || done(clippy()));
    steps.step("licences", || done(licences()));
    steps.step("build programs", || done(build_programs()));
    steps.step("tests", || done(tests()));
    steps.step("fuzz", || match fuzz::missing() {
        Some(reason) => Ok(Outcome::Skipped(reason)),
        None => done(fuzz::each_target(FUZZ_SECONDS)),
    });
    steps.finish()
}

fn done(result: Result<(), Failure>) -> Result<Outcome, Failure> {
    result.map(|()| Outcome::Done)
}

fn clippy() -> Result<(), Failure> {
    run(cargo()
        .args(["clippy", "--workspace", "--all-targets", "--all-features"])
        .args(["--", "--deny", "warnings"]))
}

fn licences() -> Result<(), Failure> {
    println!("advisories are not checked: their database is not on crates.io");
    run(cargo()
        .args(["deny", "--all-features", "check", "--hide-inclusion-graph"])
        .args(["licenses", "bans", "sources"]))
}

/// The whole-program tests start the programs of other packages, which cargo does not build for a test by itself.
///
/// With the tests, since these turn on further features of what both share, which would be compiled twice.
pub fn build_programs() -> Result<(), Failure> {
    run(cargo()
        .args(["build", "--workspace", "--bins", "--tests"])
        .arg("--all-features"))
}

fn tests() -> Result<(), Failure> {
    // Started here, where sudo is at hand: the tests themselves run as whoever called.
    let _service = pcscd::start_if_needed()?;
    run(cargo().args(["test", "--workspace", "--all-features", "--no-fail-fast"]))
}
