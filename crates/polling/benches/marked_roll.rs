//! The marked roll of sixty thousand electors: all of it, and what one busy minute changes.
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    missing_docs,
    reason = "a measurement that cannot be made has to stop, and says what it found"
)]

#[path = "../tests/papers/invented.rs"]
mod invented;

use std::path::Path;
use std::time::{Duration, Instant};

use invented::{ELECTORS_A_DISTRICT, Roll, fonts, heading};
use polling::papers::{MarkedRoll, MarkedRollReport, RollPart};

const DISTRICTS: u32 = 20;
/// How often the roll is to be brought up to date.
const LIMIT: Duration = Duration::from_mins(1);
const TIMES: u32 = 3;

fn main() {
    let election = invented::election(DISTRICTS);
    let mut roll = Roll::new(DISTRICTS, ELECTORS_A_DISTRICT);
    let folder = tempfile::tempdir().unwrap();
    println!(
        "| marked roll, {} electors, {DISTRICTS} districts, worst of {TIMES} | ours | against | ratio |",
        DISTRICTS * ELECTORS_A_DISTRICT
    );
    println!("| --- | ---: | ---: | ---: |");

    let mut report = None;
    let all = worst(|| {
        let mut marked = MarkedRoll::new(heading(&election), "かざし市役所", fonts());
        report = Some(write(&mut marked, folder.path(), &roll, 0));
    });
    let report = report.unwrap();
    row(
        &format!(
            "all of it: {} sheets, {} of indexes, {} MB",
            report.sheets(),
            report.index_sheets(),
            size(folder.path())
        ),
        all,
    );

    let mut marked = MarkedRoll::new(heading(&election), "かざし市役所", fonts());
    write(&mut marked, folder.path(), &roll, 0);
    let mut minute = 0;
    let changed = worst(|| {
        minute += 1;
        for district in 0..4 {
            roll.vote((district * 5 + minute) % DISTRICTS, minute);
        }
        let report = write(&mut marked, folder.path(), &roll, minute);
        assert_eq!(report.written, 4);
    });
    row("a minute with voters of four districts", changed);
    let nothing = worst(|| {
        minute += 1;
        let report = write(&mut marked, folder.path(), &roll, minute);
        assert_eq!(report.written, 0);
    });
    row("a minute without voters: the cover", nothing);
}

fn write(marked: &mut MarkedRoll, folder: &Path, roll: &Roll, minute: u32) -> MarkedRollReport {
    let parts = (0..DISTRICTS).map(|district| RollPart {
        district: invented::district(district),
        version: roll.version(district),
        roll: 1,
        lines: roll.lines(district).map(Ok),
    });
    marked
        .write(folder, parts, invented::at(minute))
        .unwrap_or_else(|error| panic!("{error}"))
}

fn worst(mut what: impl FnMut()) -> Duration {
    let times = (0..TIMES).map(|_| {
        let start = Instant::now();
        what();
        start.elapsed()
    });
    times.max().unwrap_or_default()
}

fn row(what: &str, took: Duration) {
    let (took, limit) = (took.as_secs_f64(), LIMIT.as_secs_f64());
    println!(
        "| {what} | {took:.2} s | limit: {limit:.2} s | {:.2} |",
        took / limit
    );
}

fn size(folder: &Path) -> u64 {
    let files = std::fs::read_dir(folder).unwrap();
    let bytes: u64 = files
        .map(|file| file.unwrap().metadata().unwrap().len())
        .sum();
    bytes / 1_000_000
}
