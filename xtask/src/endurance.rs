//! `cargo xtask endurance`: the long stories with real processes, whole, on release builds; keeps their table in
//! `docs/benchmarks.md`.

use std::fs;

use crate::bench::{ENDURANCE, write};
use crate::places;
use crate::shell::{Failure, cargo, run};

/// Runs the stories one after another.
pub fn task() -> Result<(), Failure> {
    let folder = places::tools().join("endurance");
    let table = folder.join("table");
    let told =
        |error: std::io::Error| Failure::new(format!("cannot use {}: {error}", table.display()));
    fs::create_dir_all(&folder).map_err(told)?;
    // Rows are added to what is there.
    fs::write(&table, "").map_err(told)?;
    let mut stories = cargo();
    stories
        .env("KAZASHI_FULL", "1")
        .env("KAZASHI_TABLE", &table);
    stories.args([
        "test",
        "--release",
        "--package",
        "hub",
        "--test",
        "endurance",
    ]);
    run(stories.args(["--", "--test-threads=1", "crowd", "fortnight"]))?;
    let rows = fs::read_to_string(&table).map_err(told)?;
    let head = "| story | what | found |\n| --- | --- | --- |";
    write(&format!("{head}\n{rows}"), &ENDURANCE)
}
