//! `cargo xtask bench`: measures, and keeps the tables in `docs/benchmarks.md`.

use std::fs;

use crate::shell::{Failure, cargo, output, run};
use crate::{cargo_tools, debian, node, places, setup};

const BEGIN: &str = "<!-- bench:begin -->";
const END: &str = "<!-- bench:end -->";

/// Runs the benchmarks on release builds and writes what they print between the markers.
pub fn task() -> Result<(), Failure> {
    setup::for_tests()?;
    set_up_other_makers();
    node::script("build")?;
    run(cargo().args([
        "build",
        "--release",
        "--package",
        "kazashi-app",
        "--features",
        "training",
    ]))?;
    run(cargo().args(["build", "--release", "--package", "cli"]))?;
    let tables =
        output(cargo().args(["run", "--release", "--package", "stories", "--bin", "bench"]))?;
    println!("{tables}");
    let file = places::root().join("docs/benchmarks.md");
    let old = fs::read_to_string(&file)
        .map_err(|error| Failure::new(format!("cannot read {}: {error}", file.display())))?;
    let new = between_markers(&old, &tables)
        .ok_or_else(|| Failure::new(format!("{} has no {BEGIN} before {END}", file.display())))?;
    fs::write(&file, new)
        .map_err(|error| Failure::new(format!("cannot write {}: {error}", file.display())))
}

/// The makers that ours is measured beside; one that cannot be had is told and left out of the table.
fn set_up_other_makers() {
    let typst = &cargo_tools::TYPST;
    if !typst.is_there() {
        println!(
            "{} is built from crates.io, once: this takes many minutes",
            typst.name
        );
    }
    for result in [debian::install_to_measure(), typst.install()] {
        if let Err(failure) = result {
            println!("not measured beside ours: {failure}");
        }
    }
}

fn between_markers(text: &str, inside: &str) -> Option<String> {
    let (before, rest) = text.split_once(BEGIN)?;
    let (_, after) = rest.split_once(END)?;
    Some(format!(
        "{before}{BEGIN}\n{}\n{END}{after}",
        inside.trim_end()
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_between_the_markers_is_replaced_and_the_rest_kept() {
        let old = format!("# Title\n{BEGIN}\nold\n{END}\nafter\n");
        let new = between_markers(&old, "| a |\n").unwrap();
        assert_eq!(new, format!("# Title\n{BEGIN}\n| a |\n{END}\nafter\n"));
    }

    #[test]
    fn a_file_without_markers_is_left_alone() {
        assert!(between_markers("# Title\n", "| a |").is_none());
        assert!(between_markers(&format!("{END}{BEGIN}"), "| a |").is_none());
    }
}
