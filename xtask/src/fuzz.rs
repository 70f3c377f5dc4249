//! `cargo xtask fuzz`: random input for everything that reads what a card says.

use std::fs;
use std::process::Command;

use crate::cargo_tools::{self, nightly_is_there};
use crate::places;
use crate::shell::{Failure, cargo, output, run};

const FOLDER: &str = "crates/mynacard/fuzz";

/// Fuzzes each target; installs cargo-fuzz when only that is missing.
pub fn task(seconds: &str) -> Result<(), Failure> {
    if seconds.parse::<u32>().is_err() {
        return Err(Failure::new(format!(
            "`{seconds}` is not a number of seconds"
        )));
    }
    if nightly_is_there() {
        cargo_tools::FUZZ.install()?;
    }
    match missing() {
        Some(reason) => Err(Failure::new(reason)),
        None => each_target(seconds, cargo, run),
    }
}

/// What is missing to fuzz, if anything.
pub fn missing() -> Option<String> {
    if !nightly_is_there() {
        Some("no nightly compiler (`rustup toolchain install nightly`)".to_owned())
    } else if !cargo_tools::FUZZ.is_there() {
        Some("no cargo-fuzz (`cargo xtask fuzz` installs it)".to_owned())
    } else if !places::root().join(FOLDER).exists() {
        Some(format!("no {FOLDER}"))
    } else {
        None
    }
}

/// Runs each fuzz target for so many seconds; the property tests run the same functions without nightly.
pub fn each_target(
    seconds: &str,
    cargo: fn() -> Command,
    run: fn(&mut Command) -> Result<(), Failure>,
) -> Result<(), Failure> {
    let folder = places::root().join(FOLDER);
    let targets = output(fuzz(cargo(), "list").args(["--fuzz-dir", FOLDER]))?;
    for target in targets.lines() {
        let found = folder.join("corpus").join(target);
        fs::create_dir_all(&found)
            .map_err(|error| Failure::new(format!("cannot make {}: {error}", found.display())))?;
        let mut run_target = fuzz(cargo(), "run");
        // All code under test is safe Rust, where the address sanitizer finds nothing and halves the speed.
        run_target.args(["--sanitizer", "none", "--fuzz-dir", FOLDER, target]);
        run_target.arg(found);
        let seeds = folder.join("seeds").join(target);
        if seeds.exists() {
            run_target.arg(seeds);
        }
        run_target.args([
            "--",
            &format!("-max_total_time={seconds}"),
            // A length that lies must not become memory.
            "-rss_limit_mb=512",
            "-verbosity=0",
        ]);
        run(&mut run_target)?;
    }
    Ok(())
}

fn fuzz(mut command: Command, what: &str) -> Command {
    command.args(["+nightly", "fuzz", what]);
    command.env("CARGO_TARGET_DIR", places::builds().join("fuzz"));
    command
}
