//! A process killed while it registers people: what it had confirmed is there, once and whole.

#![cfg(unix)]
// Helpers of a test file are not seen as tests by the lint, and what the child prints is its confirmation.
#![allow(clippy::unwrap_used, clippy::print_stdout, clippy::print_stderr)]

#[path = "common/dice.rs"]
mod dice;
#[path = "common/families.rs"]
mod families;

use std::io::{BufRead, BufReader, Read};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use dice::Dice;

const KILLS: usize = 1000;
/// A ledger grows through so many kills; then it is checked and the next is begun.
const KILLS_OF_A_LEDGER: usize = 50;

#[test]
fn whoever_was_confirmed_before_a_kill_is_there_once_and_whole() {
    let next = AtomicUsize::new(0);
    let totals = Mutex::new((0, 0));
    let lanes = std::thread::available_parallelism().map_or(2, usize::from);
    std::thread::scope(|scope| {
        for _ in 0..lanes {
            scope.spawn(|| {
                loop {
                    let seed = next.fetch_add(1, Ordering::Relaxed);
                    if seed >= KILLS / KILLS_OF_A_LEDGER {
                        break;
                    }
                    let (confirmed, in_flight) = one_ledger(seed);
                    let mut totals = totals.lock().unwrap();
                    totals.0 += confirmed;
                    totals.1 += in_flight;
                }
            });
        }
    });
    let (confirmed, in_flight) = totals.into_inner().unwrap();
    eprintln!(
        "{KILLS} kills, {confirmed} families confirmed, {in_flight} saved but not yet confirmed"
    );
    assert!(confirmed > KILLS / 4, "the child hardly wrote: {confirmed}");
    assert!(
        in_flight > 0,
        "no kill came between saving and confirming: the kills are not random"
    );
}

/// How many families were confirmed, and how many more are there.
fn one_ledger(seed: usize) -> (usize, usize) {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("shelter.kzl");
    drop(families::create(&file).unwrap());
    let mut dice = Dice::new(seed as u64);
    let mut confirmed = Vec::new();
    for run in 0..KILLS_OF_A_LEDGER {
        confirmed.extend(killed_while_writing(&file, run, &mut dice));
    }
    let ledger = families::open(&file).unwrap();
    let lines: Vec<&str> = confirmed.iter().map(String::as_str).collect();
    let there =
        families::check(&ledger, &lines).unwrap_or_else(|told| panic!("ledger {seed}: {told}"));
    (confirmed.len(), there - confirmed.len())
}

fn killed_while_writing(file: &Path, run: usize, dice: &mut Dice) -> Vec<String> {
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args([
            "--exact",
            "registers_until_it_is_killed",
            "--ignored",
            "--nocapture",
        ])
        .env("KAZASHI_TEST_LEDGER", file)
        .env("KAZASHI_TEST_RUN", run.to_string())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut told = BufReader::new(child.stdout.take().unwrap());
    // Some are killed while they start, read the log of the kill before, or open; some as soon as they write; most
    // when they have confirmed somebody.
    let mut text = match dice.below(4) {
        0 => String::new(),
        1 => read_until("ready", &mut told, &mut child),
        _ => read_until("confirmed ", &mut told, &mut child),
    };
    std::thread::sleep(Duration::from_micros(dice.next() % 20_000));
    child.kill().unwrap();
    child.wait().unwrap();
    told.read_to_string(&mut text).unwrap();
    // A line without its end was not said.
    let (whole, _) = text.rsplit_once('\n').unwrap_or_default();
    let lines = whole
        .lines()
        .filter_map(|line| line.strip_prefix("confirmed "));
    lines.map(str::to_owned).collect()
}

/// What the child said up to the first line that begins so.
fn read_until(start: &str, told: &mut impl BufRead, child: &mut Child) -> String {
    let mut text = String::new();
    loop {
        let before = text.len();
        let read = told.read_line(&mut text).unwrap();
        assert!(read > 0, "the child ended by itself: {:?}", child.wait());
        if text[before..].starts_with(start) {
            return text;
        }
    }
}

#[test]
#[ignore = "run by the other test in a process of its own"]
fn registers_until_it_is_killed() {
    let file = std::env::var_os("KAZASHI_TEST_LEDGER").unwrap();
    let run = std::env::var("KAZASHI_TEST_RUN").unwrap();
    let mut ledger = families::open(Path::new(&file)).unwrap();
    println!("\nready");
    for count in 0.. {
        println!(
            "confirmed {}",
            families::register(&mut ledger, &format!("{run}-{count}")).unwrap()
        );
    }
}
