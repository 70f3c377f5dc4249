//! `cargo bench -p ledger`: what a ledger costs beside bare rows in the same encrypted database; Markdown tables.
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a measurement that cannot be made has to stop, and its tables are its output"
)]

mod floor;
mod people;

use std::path::Path;
use std::time::{Duration, Instant};

use ledger::{Have, Ledger};

use people::List;

/// Registrations in turns with bare inserts.
const REGISTRATIONS: usize = 5_000;
/// So many go by turns, so that both have the same disk.
const TURN: usize = 250;
/// Two weeks of the largest shelters that are planned for.
const EVENTS: usize = 350_000;
const IMPORTED: usize = 50_000;
/// As a stick or a wire has them.
const PART: usize = 500;

/// Two PCs write in turns about so many people, as in a fortnight.
const PEOPLE: usize = 500;
const ROUNDS: usize = 50;

struct Row {
    what: String,
    ours: String,
    against: String,
    ratio: String,
}

fn main() {
    // `cargo test` and `cargo bench` give switches of their own; `--quick` is for trying this file.
    let quick = std::env::args().any(|argument| argument == "--quick");
    let share = if quick { 50 } else { 1 };
    let dir = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
    let load = std::fs::read_to_string("/proc/loadavg").unwrap_or_default();
    let load = load
        .split_whitespace()
        .next()
        .unwrap_or("unknown")
        .to_owned();
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let mut rows = vec![floor::row(dir.path())];
    rows.push(registrations(dir.path(), REGISTRATIONS / share));
    rows.extend(large(dir.path(), EVENTS / share, IMPORTED / share));
    rows.push(late(dir.path(), PEOPLE / share));
    println!("The ledger, on {cores} cores; load before {load}.\n");
    println!("| what | ours | against | ratio |");
    println!("| --- | ---: | ---: | ---: |");
    for row in rows {
        println!(
            "| {} | {} | {} | {} |",
            row.what, row.ours, row.against, row.ratio
        );
    }
}

/// Each in a transaction of its own and on the disk before the next.
fn registrations(folder: &Path, count: usize) -> Row {
    let mut ledger = people::create(&folder.join("registrations.kzl"));
    let bare = floor::Bare::new(&folder.join("bare.db"));
    let (mut ours, mut theirs) = (Duration::ZERO, Duration::ZERO);
    let turns = count.div_ceil(TURN);
    let count = turns * TURN;
    for turn in 0..turns {
        theirs += timed(|| (0..TURN).for_each(|row| bare.insert(turn * TURN + row)));
        ours += timed(|| {
            for _ in 0..TURN {
                people::register(&mut ledger, 1);
            }
        });
    }
    Row {
        what: "registrations, each on the disk when confirmed".into(),
        ours: rate(count, ours),
        against: format!("bare SQLCipher inserts: {}", rate(count, theirs)),
        ratio: ratio(theirs, ours),
    }
}

/// What a ledger of `count` events costs.
fn large(folder: &Path, count: usize, imported: usize) -> Vec<Row> {
    let file = folder.join("large.kzl");
    let mut ledger = people::create(&file);
    people::fill(&mut ledger, count);
    drop(ledger);
    let bytes = std::fs::metadata(&file).unwrap().len();
    let payload = u64::try_from(people::MEAN_PAYLOAD_BYTES).unwrap();
    let each = bytes / u64::try_from(count).unwrap();
    let size = Row {
        what: "bytes of an event on the disk, list and indexes included".into(),
        ours: format!("{each} B"),
        against: format!("its payload alone: {payload} B"),
        ratio: format!("{:.2}", as_f64(each) / as_f64(payload)),
    };

    let key = people::key();
    let mut opened = None;
    let start = timed(|| {
        let ledger = Ledger::open(&file, &key, List).unwrap();
        let people = ledger.entities().unwrap();
        assert_eq!(people.len(), count / people::EVENTS_OF_ONE);
        opened = Some(ledger);
    });
    let mut ledger = opened.unwrap();
    let rebuilt = timed(|| ledger.rebuild().unwrap());
    let mut whole = false;
    let verified = timed(|| whole = ledger.verify().unwrap().is_sound());
    assert!(whole);
    vec![
        size,
        alone("start: open and load everybody", count, start),
        alone("making the list anew from all events", count, rebuilt),
        alone(
            "verifying chains, signatures, payloads and list",
            count,
            verified,
        ),
        import(folder, &ledger, imported),
    ]
}

/// A PC takes in all that one PC wrote, and then all that another wrote meanwhile about the same people.
fn late(folder: &Path, people: usize) -> Row {
    let mut first = people::create(&folder.join("first.kzl"));
    let mut second = people::create(&folder.join("second.kzl"));
    let everybody = people::everybody(people);
    for _ in 0..ROUNDS {
        people::write(&mut first, &everybody);
        give(&first, &mut second);
        people::write(&mut second, &everybody);
        give(&second, &mut first);
    }
    let mut to = people::create(&folder.join("late.kzl"));
    let mut times = [Duration::ZERO; 2];
    for (time, from) in times.iter_mut().zip([&first, &second]) {
        while let Some(batch) = people::own_after(from, &to.have().unwrap(), PART) {
            *time += timed(|| drop(to.import_part(batch, 0).unwrap()));
        }
        *time += timed(|| drop(to.settle().unwrap()));
    }
    let half = people * ROUNDS;
    Row {
        what: format!(
            "taking in a download or bundle of events that belong between those that {people} people have here already, {ROUNDS} each"
        ),
        ours: rate(half, times[1]),
        against: format!("those of the first PC: {}", rate(half, times[0])),
        ratio: ratio(times[0], times[1]),
    }
}

/// All that the one has and the other lacks.
fn give(from: &Ledger<List>, to: &mut Ledger<List>) {
    loop {
        let batch = from.events_after(&to.have().unwrap(), PART).unwrap();
        let more = batch.more;
        to.import(batch, 0).unwrap();
        if !more {
            return;
        }
    }
}

/// A row that stands for itself.
fn alone(what: &str, count: usize, time: Duration) -> Row {
    let people = count / people::EVENTS_OF_ONE;
    Row {
        what: what.into(),
        ours: format!("{:.2} s", time.as_secs_f64()),
        against: format!("{count} events of {people} people: {}", rate(count, time)),
        ratio: String::new(),
    }
}

/// Another desk takes the first `count` events in, by parts as a stick or a wire has them.
fn import(folder: &Path, from: &Ledger<List>, count: usize) -> Row {
    let mut to = people::create(&folder.join("imported.kzl"));
    let mut time = Duration::ZERO;
    let mut done = 0;
    while done < count {
        let have: Have = to.have().unwrap();
        let batch = from.events_after(&have, PART).unwrap();
        time += timed(|| done += to.import(batch, 0).unwrap().new);
    }
    let checks = floor::signature_checks(count);
    Row {
        what: format!("taking in another desk's events, {PART} at once"),
        ours: rate(done, time),
        against: format!("signature checks alone: {}", rate(count, checks)),
        ratio: ratio(checks, time),
    }
}

fn timed(act: impl FnOnce()) -> Duration {
    let start = Instant::now();
    act();
    start.elapsed()
}

fn rate(count: usize, time: Duration) -> String {
    let rate = as_f64(count as u64) / time.as_secs_f64();
    format!("{rate:.0}/s")
}

/// How much of the other's speed is ours.
fn ratio(theirs: Duration, ours: Duration) -> String {
    format!("{:.2}", theirs.as_secs_f64() / ours.as_secs_f64())
}

#[allow(clippy::cast_precision_loss, reason = "counts here are far below 2^52")]
fn as_f64(count: u64) -> f64 {
    count as f64
}
