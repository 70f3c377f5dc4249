//! `cargo xtask test`: everything that has to hold before a change lands.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::thread::JoinHandle;
use std::{fs, thread};

use crate::shell::{Failure, captured, cargo, patient_cargo, run, run_beside};
use crate::steps::{Outcome, Steps};
use crate::{fuzz, node, pcscd, places, schemathesis, setup};

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
    // Tests wait for much of their time; what comes to requests and bytes by lot uses it.
    let by_lot = steps
        .goes_on()
        .then(|| (thread::spawn(fuzzed), thread::spawn(requested)));
    steps.step("tests", || done(tests()));
    if let Some((fuzzed, requested)) = by_lot {
        // Waited for in any case, so that nothing goes on behind the end.
        let (fuzzed, requested) = (joined(fuzzed), joined(requested));
        steps.step("fuzz", || fuzzed);
        steps.step("hub interface", || requested);
    }
    steps.finish()
}

fn joined(step: JoinHandle<Result<Outcome, Failure>>) -> Result<Outcome, Failure> {
    step.join()
        .map_err(|_| Failure::new("it was not started"))?
}

fn fuzzed() -> Result<Outcome, Failure> {
    match fuzz::missing() {
        Some(reason) => Ok(Outcome::Skipped(reason)),
        None => done(fuzz::each_target(FUZZ_SECONDS, patient_cargo, run_beside)),
    }
}

fn requested() -> Result<Outcome, Failure> {
    match schemathesis::install() {
        Some(tool) => done(schemathesis::test(&tool)),
        None => Ok(Outcome::Skipped(
            "schemathesis cannot be installed from PyPI".to_owned(),
        )),
    }
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
    // Stories wait for windows and printers most of the time; the other tests use that time, and leave the
    // processor to the stories when these want it.
    let mut stories = tests_of(cargo(), &story_names()?);
    let stories = thread::spawn(move || captured(&mut stories));
    let mut rest = tests_of(patient_cargo(), &other_names()?);
    let rest = run(rest.args(["--lib", "--bins"]));
    let documented = run(cargo().args(["test", "--workspace", "--all-features", "--doc"]));
    let (said, stories) = stories
        .join()
        .map_err(|_| Failure::new("the stories were not started"))?;
    println!("{said}");
    rest.and(documented).and(stories)
}

/// Named one by one: a part of the workspace alone would be built with other features, and so once more.
fn tests_of(mut cargo: Command, names: &[String]) -> Command {
    cargo.args(["test", "--workspace", "--all-features", "--no-fail-fast"]);
    // Of a long output the end is kept: there the reason has to stand, and not sixty lines of runtime.
    cargo.env("RUST_BACKTRACE", "0");
    for name in names {
        cargo.args(["--test", name]);
    }
    cargo
}

/// The targets that `tests/Cargo.toml` names.
fn story_names() -> Result<Vec<String>, Failure> {
    let file = places::root().join("tests/Cargo.toml");
    let manifest = fs::read_to_string(&file)
        .map_err(|error| Failure::new(format!("cannot read {}: {error}", file.display())))?;
    let tables = manifest.split("[[test]]").skip(1);
    let names = tables.filter_map(|table| {
        let line = table.lines().find(|line| line.starts_with("name = "))?;
        line.split('"').nth(1).map(str::to_owned)
    });
    Ok(names.collect())
}

/// The test files of all other packages, which lie where cargo looks for them.
fn other_names() -> Result<Vec<String>, Failure> {
    let root = places::root();
    let mut packages = entries(&root.join("crates"))?;
    packages.extend(["src-tauri", "xtask"].map(|name| root.join(name)));
    let mut names = Vec::new();
    for package in packages {
        let tests = package.join("tests");
        if !tests.is_dir() {
            continue;
        }
        for file in entries(&tests)? {
            let is_test = file.extension().is_some_and(|it| it == "rs");
            if is_test || file.join("main.rs").is_file() {
                names.extend(file.file_stem().map(|it| it.to_string_lossy().into_owned()));
            }
        }
    }
    names.sort();
    names.dedup();
    Ok(names)
}

fn entries(folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    fs::read_dir(folder)
        .and_then(|entries| entries.map(|entry| Ok(entry?.path())).collect())
        .map_err(|error| Failure::new(format!("cannot read {}: {error}", folder.display())))
}

#[cfg(test)]
mod tests {
    use super::{other_names, story_names};

    #[test]
    fn every_test_file_is_named_in_one_of_the_two_runs() {
        let (stories, others) = (story_names().unwrap(), other_names().unwrap());
        assert!(stories.contains(&"tap_and_print".to_owned()));
        assert!(others.contains(&"dependency_direction".to_owned()));
        // A name in both would be run twice.
        assert!(stories.iter().all(|name| !others.contains(name)));
    }
}
