//! `cargo bench -p roll`: import beside `sqlite3 .import` of the same file, look-ups, and the matching by class;
//! Markdown tables. `-- --large` measures 3,200,000 electors too (10 GB of disk for a while).
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a measurement that cannot be made has to stop, and its tables are its output"
)]

mod lookups;
mod matching;

use std::fs::{self, File};
use std::io::BufWriter;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use jiff::civil::date;
use roll::invented::{Recipe, id_of};
use roll::{Mapping, Roll, RollKey};

/// A city.
const CITY: u64 = 60_000;
/// The largest roll of one city in Japan, and a little more.
const LARGE: u64 = 3_200_000;

fn main() {
    // `cargo test` and `cargo bench` give switches of their own; `--quick` is for trying this file.
    let has = |switch: &str| std::env::args().any(|argument| argument == switch);
    let city = if has("--quick") { CITY / 20 } else { CITY };
    let sizes = if has("--large") {
        vec![city, LARGE]
    } else {
        vec![city]
    };
    let load = fs::read_to_string("/proc/loadavg").unwrap_or_default();
    let load = load
        .split_whitespace()
        .next()
        .unwrap_or("unknown")
        .to_owned();
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    println!("The roll, on {cores} cores; load before {load}.\n");
    println!("| electors | what | ours | against | ratio |");
    println!("| ---: | --- | ---: | ---: | ---: |");
    let mut looked_up = vec![];
    let mut matched = vec![];
    for count in sizes {
        let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
        let recipe = Recipe {
            seed: 1,
            count,
            day: date(2026, 11, 22),
            ballots: vec![],
        };
        let file = write(folder.path(), &recipe);
        import(folder.path(), &file, count);
        let roll = Roll::open(&folder.path().join("roll.db"), &key()).unwrap();
        looked_up.extend(lookups::rows(&roll, &recipe));
        if count == city {
            matched = matching::rows(&roll, &recipe);
        }
    }
    println!("\n| electors | look-up | found | median | worst |");
    println!("| ---: | --- | ---: | ---: | ---: |");
    for row in &looked_up {
        println!("{row}");
    }
    println!(
        "\n| {city} electors, cards that differ so | cards | right one alone | among others | not found | somebody else alone |"
    );
    println!("| --- | ---: | ---: | ---: | ---: | ---: |");
    for row in &matched {
        println!("{row}");
    }
}

fn key() -> RollKey {
    RollKey::new([7; 32])
}

fn write(folder: &Path, recipe: &Recipe) -> PathBuf {
    let file = folder.join("roll.csv");
    let mut to = BufWriter::new(File::create(&file).unwrap());
    roll::invented::write(recipe, &mut to, &mut |_| ()).unwrap();
    file
}

fn import(folder: &Path, file: &Path, count: u64) {
    let plain = folder.join("plain.db");
    let command = format!(".import --csv {} elector", file.display());
    let theirs = timed(|| {
        let status = Command::new("sqlite3").arg(&plain).arg(&command).status();
        assert!(status.unwrap().success());
    });
    let target = folder.join("roll.db");
    let mut imported = None;
    let ours = timed(|| {
        let mut source = File::open(file).unwrap();
        let read = Roll::import(
            &mut source,
            &Mapping::ours(),
            &target,
            &key(),
            &id_of,
            &mut |_| (),
        );
        imported = read.ok();
    });
    assert_eq!(imported.unwrap().electors, count);
    let ratio = ours.as_secs_f64() / theirs.as_secs_f64();
    println!(
        "| {count} | import: checked, folded, encrypted, nine indexes, on the disk | {:.1} s | `sqlite3 .import`, nothing of it: {:.1} s | {ratio:.1} |",
        ours.as_secs_f64(),
        theirs.as_secs_f64()
    );
    let bytes = |file: &Path| fs::metadata(file).unwrap().len();
    let (ours, theirs, csv) = (bytes(&target), bytes(&plain), bytes(file));
    println!(
        "| {count} | the file | {} MB | CSV: {} MB, plain SQLite: {} MB | {:.1} |",
        ours / 1_000_000,
        csv / 1_000_000,
        theirs / 1_000_000,
        share(ours, theirs)
    );
    fs::remove_file(&plain).unwrap();
}

#[expect(clippy::cast_precision_loss, reason = "told with one digit")]
fn share(one: u64, other: u64) -> f64 {
    one as f64 / other as f64
}

fn timed(act: impl FnOnce()) -> Duration {
    let start = Instant::now();
    act();
    start.elapsed()
}
