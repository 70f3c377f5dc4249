//! `cargo xtask bench`: measures, and keeps the tables in `docs/benchmarks.md`.

use std::fs;

use crate::shell::{Failure, cargo, output, program, run};
use crate::{cargo_tools, debian, node, places, setup};

/// Where the tables of cards, forms and visits stand.
const COUNTER: Marks = Marks {
    begin: "<!-- bench:begin -->",
    end: "<!-- bench:end -->",
};
/// Where the table of the ledger stands.
const LEDGER: Marks = Marks {
    begin: "<!-- bench-ledger:begin -->",
    end: "<!-- bench-ledger:end -->",
};

/// Where the tables of the roll stand.
const ROLL: Marks = Marks {
    begin: "<!-- bench-roll:begin -->",
    end: "<!-- bench-roll:end -->",
};

/// Where the table of the polling desk stands.
const POLLING: Marks = Marks {
    begin: "<!-- bench-polling:begin -->",
    end: "<!-- bench-polling:end -->",
};

/// Where the tables of the hub stand.
const HUB: Marks = Marks {
    begin: "<!-- bench-hub:begin -->",
    end: "<!-- bench-hub:end -->",
};

/// Where the table of the long stories stands.
pub const ENDURANCE: Marks = Marks {
    begin: "<!-- endurance:begin -->",
    end: "<!-- endurance:end -->",
};

/// Two lines of `docs/benchmarks.md` between which only this task writes.
pub struct Marks {
    begin: &'static str,
    end: &'static str,
}

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
    write(&tables, &COUNTER)?;
    ledger()
}

/// Measures the ledger alone.
pub fn ledger() -> Result<(), Failure> {
    let table = output(cargo().args(["bench", "--package", "ledger", "--bench", "ledger"]))?;
    write(&table, &LEDGER)
}

/// Measures the roll alone; with 3,200,000 electors too when that is asked for, which takes minutes.
pub fn roll(large: bool) -> Result<(), Failure> {
    let mut bench = cargo();
    bench.args(["bench", "--package", "roll", "--bench", "roll"]);
    if large {
        bench.args(["--", "--large"]);
    }
    write(&output(&mut bench)?, &ROLL)
}

/// Measures acceptances of the polling desk, and the marked roll on paper.
pub fn polling() -> Result<(), Failure> {
    let acceptance = [
        "bench",
        "--package",
        "polling-desk",
        "--bench",
        "acceptance",
    ];
    let marked_roll = [
        "bench",
        "--package",
        "polling",
        "--features",
        "papers",
        "--bench",
        "marked_roll",
    ];
    let tables = [
        output(cargo().args(acceptance))?,
        output(cargo().args(marked_roll))?,
    ];
    write(&tables.join("\n"), &POLLING)
}

/// Measures the hub, and in the same run PouchDB replicating as many documents.
pub fn hub() -> Result<(), Failure> {
    let bench = |name| ["bench", "--package", "hub", "--bench", name];
    let peer = pouchdb()?;
    let mut burst = cargo();
    burst.args(bench("burst")).arg("--");
    for Pushed { batch, push, .. } in &peer {
        burst.arg(format!("--peer-{batch}")).arg(push.to_string());
    }
    let tables = [
        output(&mut burst)?,
        output(cargo().args(bench("store")))?,
        output(cargo().args(bench("claims")))?,
        told(&peer),
    ];
    write(&tables.join("\n"), &HUB)
}

/// Documents that the peer replicates.
const DOCUMENTS: u32 = 10_000;

/// Documents a second of the peer, so many together.
struct Pushed {
    batch: u32,
    push: f64,
    pull: f64,
}

impl Pushed {
    /// From a line with the three numbers.
    fn read(line: &str) -> Option<Self> {
        let mut numbers = line.split_whitespace();
        Some(Self {
            batch: numbers.next()?.parse().ok()?,
            push: numbers.next()?.parse().ok()?,
            pull: numbers.next()?.parse().ok()?,
        })
    }
}

/// The peer: documents as large as an event, pushed to a PouchDB server on this machine and pulled back.
fn pouchdb() -> Result<Vec<Pushed>, Failure> {
    let from = places::root().join("crates/hub/benches/pouchdb");
    let folder = places::tools().join("pouchdb");
    let copy = |name: &str| fs::copy(from.join(name), folder.join(name));
    fs::create_dir_all(&folder)
        .and_then(|()| copy("package.json"))
        .and_then(|_| copy("replicate.mjs"))
        .map_err(|error| Failure::new(format!("cannot lay out {}: {error}", folder.display())))?;
    // Its native part comes built: no script of the packages has to run.
    run(program("npm").current_dir(&folder).args([
        "install",
        "--ignore-scripts",
        "--no-audit",
        "--no-fund",
        "--silent",
    ]))?;
    let documents = DOCUMENTS.to_string();
    let script = ["replicate.mjs", &documents, "100", "500"];
    let told = output(program("node").current_dir(&folder).args(script))?;
    told.lines()
        .map(|line| Pushed::read(line).ok_or_else(|| Failure::new(format!("PouchDB told {line}"))))
        .collect()
}

fn told(peer: &[Pushed]) -> String {
    let lines = peer
        .iter()
        .map(|Pushed { batch, push, pull }| format!("| {batch} | {push:.0} | {pull:.0} |"));
    let head = format!(
        "The peer in the same run: PouchDB 9 and pouchdb-server 4.2, {DOCUMENTS} documents of an event's size, \
         unsigned, over HTTP, without waiting for the disk.\n\n\
         | documents together | pushed/s | pulled/s |\n| ---: | ---: | ---: |"
    );
    std::iter::once(head)
        .chain(lines)
        .collect::<Vec<_>>()
        .join("\n")
}

/// Shows what was measured, and puts it between its marks.
pub fn write(tables: &str, marks: &Marks) -> Result<(), Failure> {
    println!("{tables}");
    let file = places::root().join("docs/benchmarks.md");
    let old = fs::read_to_string(&file)
        .map_err(|error| Failure::new(format!("cannot read {}: {error}", file.display())))?;
    let new = between(&old, tables, marks).ok_or_else(|| {
        let Marks { begin, end } = marks;
        Failure::new(format!("{} has no {begin} before {end}", file.display()))
    })?;
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

fn between(text: &str, inside: &str, Marks { begin, end }: &Marks) -> Option<String> {
    let (before, rest) = text.split_once(begin)?;
    let (_, after) = rest.split_once(end)?;
    let inside = inside.trim_end();
    Some(format!("{before}{begin}\n{inside}\n{end}{after}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_between_the_marks_is_replaced_and_the_rest_kept() {
        let Marks { begin, end } = COUNTER;
        let old = format!("# Title\n{begin}\nold\n{end}\nafter\n");
        let new = between(&old, "| a |\n", &COUNTER).unwrap();
        assert_eq!(new, format!("# Title\n{begin}\n| a |\n{end}\nafter\n"));
    }

    #[test]
    fn a_file_without_marks_is_left_alone() {
        let Marks { begin, end } = COUNTER;
        assert!(between("# Title\n", "| a |", &COUNTER).is_none());
        assert!(between(&format!("{end}{begin}"), "| a |", &COUNTER).is_none());
        assert!(between(&format!("{begin}{end}"), "| a |", &LEDGER).is_none());
    }

    #[test]
    fn the_document_has_all_marks() {
        let text = fs::read_to_string(places::root().join("docs/benchmarks.md")).unwrap();
        assert!(between(&text, "", &COUNTER).is_some());
        assert!(between(&text, "", &LEDGER).is_some());
        assert!(between(&text, "", &ROLL).is_some());
        assert!(between(&text, "", &HUB).is_some());
        assert!(between(&text, "", &ENDURANCE).is_some());
    }
}
