//! A process killed at any instant of an acceptance: stored and claimed, or neither, once the desk is opened again.

#![cfg(unix)]
// Helpers of a test file are not seen as tests by the lint, and what the child prints is its confirmation.
#![allow(clippy::unwrap_used, clippy::print_stdout, clippy::print_stderr)]

mod common;
#[path = "../../ledger/tests/common/dice.rs"]
mod dice;
mod one_pc;

use std::io::{BufRead, BufReader, Read};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use dice::Dice;

const KILLS: usize = 200;
/// A desk lives through so many kills; then it is looked through and the next is begun.
const KILLS_OF_A_DESK: usize = 20;

#[test]
fn whoever_was_accepted_before_a_kill_is_stored_and_claimed_and_nobody_else_is() {
    let next = AtomicUsize::new(0);
    let totals = Mutex::new((0, 0));
    let lanes = std::thread::available_parallelism().map_or(2, usize::from);
    std::thread::scope(|scope| {
        for _ in 0..lanes {
            scope.spawn(|| {
                loop {
                    let seed = next.fetch_add(1, Ordering::Relaxed);
                    if seed >= KILLS / KILLS_OF_A_DESK {
                        break;
                    }
                    let (confirmed, recovered) = one_desk(seed);
                    let mut totals = totals.lock().unwrap();
                    totals.0 += confirmed;
                    totals.1 += recovered;
                }
            });
        }
    });
    let (confirmed, recovered) = totals.into_inner().unwrap();
    eprintln!(
        "{KILLS} kills, {confirmed} electors confirmed, {recovered} accepted at the interruption"
    );
    assert!(confirmed > KILLS / 2, "the child hardly wrote: {confirmed}");
    assert!(
        recovered > 0,
        "no kill came between question and confirmation: the kills are not random"
    );
}

/// How many electors were confirmed, and how many more were accepted at a kill.
fn one_desk(seed: usize) -> (usize, usize) {
    let place = common::pc();
    one_pc::make(&one_pc::folder(place.path()), 400);
    let mut dice = Dice::new(seed as u64);
    let mut confirmed = Vec::new();
    for run in 0..KILLS_OF_A_DESK {
        confirmed.extend(killed_while_accepting(place.path(), run, &mut dice));
    }
    let lines: Vec<&str> = confirmed.iter().map(String::as_str).collect();
    let accepted = one_pc::check(&one_pc::folder(place.path()), &lines)
        .unwrap_or_else(|told| panic!("desk {seed}: {told}"));
    (confirmed.len(), accepted - confirmed.len())
}

fn killed_while_accepting(place: &Path, run: usize, dice: &mut Dice) -> Vec<String> {
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args([
            "--exact",
            "accepts_until_it_is_killed",
            "--ignored",
            "--nocapture",
        ])
        .env("KAZASHI_TEST_PLACE", place)
        .env("KAZASHI_TEST_RUN", run.to_string())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut told = BufReader::new(child.stdout.take().unwrap());
    // Some are killed while they open what the kill before left; most when they have accepted somebody.
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
fn accepts_until_it_is_killed() {
    let place = std::env::var_os("KAZASHI_TEST_PLACE").unwrap();
    let run: usize = std::env::var("KAZASHI_TEST_RUN").unwrap().parse().unwrap();
    let mut working = one_pc::open(&one_pc::folder(Path::new(&place))).unwrap();
    println!("\nready");
    one_pc::finish(&mut working);
    for count in 0..20 {
        let number = 20_000 + run * 20 + count;
        let line = one_pc::accept(&mut working, &number.to_string());
        println!("confirmed {line}");
    }
}
