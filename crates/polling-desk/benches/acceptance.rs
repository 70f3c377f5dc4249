//! `cargo bench -p polling-desk`: what a durable acceptance costs beside bare rows in an encrypted database.
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a measurement that cannot be made has to stop, and its tables are its output"
)]

#[path = "../tests/common/mod.rs"]
mod common;
#[path = "../tests/one_pc/mod.rs"]
mod one_pc;

use std::fs::File;
use std::io::{Seek, SeekFrom, Write};
use std::path::Path;
use std::time::{Duration, Instant};

use polling_desk::Folder;
use rand_core::{OsRng, RngCore};
use rusqlite::{Connection, params};

/// Acceptances in turns with bare inserts.
const ACCEPTANCES: usize = 1_000;
/// So many go by turns, so that both have the same disk.
const TURN: usize = 50;
/// What an acceptance writes, each for certain, until ballots are offered: the question, the claim, the acceptance.
const WRITES_OF_ONE: usize = 3;

fn main() {
    // `cargo test` and `cargo bench` give switches of their own; `--quick` is for trying this file.
    let quick = std::env::args().any(|argument| argument == "--quick");
    let count = if quick { TURN } else { ACCEPTANCES };
    let load = std::fs::read_to_string("/proc/loadavg").unwrap_or_default();
    let load = load
        .split_whitespace()
        .next()
        .unwrap_or("unknown")
        .to_owned();
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let place = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
    let floor = floor(place.path());

    let folder = Folder::new(place.path(), false);
    one_pc::make(&folder, count);
    let mut working = one_pc::open(&folder).unwrap();
    let bare = Bare::new(&place.path().join("bare.db"));
    let (mut whole, mut offered, mut rows) = (Duration::ZERO, Vec::new(), Duration::ZERO);
    for turn in 0..count / TURN {
        rows += timed(|| (0..TURN * WRITES_OF_ONE).for_each(|_| bare.insert()));
        for number in turn * TURN..(turn + 1) * TURN {
            let start = Instant::now();
            offered.push(one_pc::offer(&mut working, &(20_000 + number).to_string()));
            one_pc::hand_out(&mut working);
            whole += start.elapsed();
        }
    }
    offered.sort();
    let (median, worst) = (offered[offered.len() / 2], offered[offered.len() - 1]);
    let sum: Duration = offered.iter().sum();
    let of_rows = rows / u32::try_from(WRITES_OF_ONE).unwrap();

    println!("The polling desk, {count} acceptances on {cores} cores; load before {load}.\n");
    println!("| what | ours | against | ratio |");
    println!("| --- | ---: | ---: | ---: |");
    println!(
        "| floor: the disk confirms 4 KiB (`fdatasync`), median | {} | | |",
        micros(floor)
    );
    println!(
        "| acceptances until ballots are offered: question, claim, acceptance, each on the disk | {} | {WRITES_OF_ONE} bare SQLCipher inserts each: {} | {:.2} |",
        rate(count, sum),
        rate(count, rows),
        rows.as_secs_f64() / sum.as_secs_f64(),
    );
    println!(
        "| the same against one bare insert each | {} | {} | {:.2} |",
        rate(count, sum),
        rate(count, of_rows),
        of_rows.as_secs_f64() / sum.as_secs_f64(),
    );
    println!(
        "| from \"accept\" to ballots offered, median; slowest | {}; {} | limit on a LAN: 300 ms | |",
        micros(median),
        micros(worst)
    );
    println!(
        "| with four ballots handed over and the elector gone, each on the disk | {} | | |",
        rate(count, whole)
    );
}

/// How long the disk takes to have 4 KiB for certain: nothing confirmed can be quicker.
fn floor(folder: &Path) -> Duration {
    let mut file = File::create(folder.join("floor")).unwrap();
    let mut times: Vec<Duration> = (0..300)
        .map(|_| {
            file.seek(SeekFrom::Start(0)).unwrap();
            file.write_all(&[1; 4096]).unwrap();
            timed(|| file.sync_data().unwrap())
        })
        .collect();
    times.sort();
    times[times.len() / 2]
}

/// A table in SQLCipher set as ours are, of rows as large as our payloads; no signature, no chain, no state.
struct Bare(Connection);

impl Bare {
    fn new(file: &Path) -> Self {
        let database = Connection::open(file).unwrap();
        database
            .execute_batch(
                "PRAGMA key = \"x'000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f'\";
                 PRAGMA locking_mode = EXCLUSIVE;
                 PRAGMA journal_mode = WAL;
                 PRAGMA synchronous = FULL;
                 CREATE TABLE acceptance (number INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE, text BLOB NOT NULL) STRICT",
            )
            .unwrap();
        Self(database)
    }

    fn insert(&self) {
        let (mut id, mut text) = ([0; 16], [0; 300]);
        OsRng.fill_bytes(&mut id);
        OsRng.fill_bytes(&mut text);
        let sql = "INSERT INTO acceptance (id, text) VALUES (?1, ?2)";
        let mut insert = self.0.prepare_cached(sql).unwrap();
        insert.execute(params![id, text]).unwrap();
    }
}

fn timed(act: impl FnOnce()) -> Duration {
    let start = Instant::now();
    act();
    start.elapsed()
}

#[allow(clippy::cast_precision_loss, reason = "counts here are far below 2^52")]
fn rate(count: usize, time: Duration) -> String {
    format!("{:.0}/s", count as f64 / time.as_secs_f64())
}

fn micros(time: Duration) -> String {
    format!("{} µs", time.as_micros())
}
