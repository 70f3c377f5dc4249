//! Power cuts: what was confirmed before the cut is there after it, once and whole.
//!
//! A small program in C (`recorder.c`) writes down every change that a real run makes to its files, SQLCipher included.
//! The cuts are then computed, thousands of them, and what each leaves is opened as after a restart.

#![cfg(target_os = "linux")]
// Helpers of a test file are not seen as tests by the lint.
#![allow(clippy::unwrap_used, clippy::print_stderr)]

mod cuts;
mod desk;
#[path = "../common/dice.rs"]
mod dice;
mod disk;
#[path = "../common/families.rs"]
mod families;
mod plain_table;
mod recording;

use std::path::PathBuf;

use cuts::cut;
use disk::{Disk, Syncs};
use recording::{Step, record};

fn recorded_folder() -> PathBuf {
    std::env::var_os("KAZASHI_RECORD_DIR")
        .expect("this is run by another test")
        .into()
}

fn table(synchronous: &str) -> Vec<Vec<Step>> {
    let run = || record("writes_a_table", &[("SYNCHRONOUS", synchronous)]);
    (0..4).map(|_| run()).collect()
}

#[test]
#[ignore = "run by the others in a process of its own"]
fn writes_a_table() {
    plain_table::write(&recorded_folder(), &std::env::var("SYNCHRONOUS").unwrap());
}

#[test]
fn the_cuts_find_what_a_weaker_setting_loses() {
    let full = cut(&table("FULL"), 250, Disk::default, plain_table::look);
    let normal = cut(&table("NORMAL"), 250, Disk::default, plain_table::look);
    let off = cut(&table("OFF"), 250, Disk::default, plain_table::look);
    eprintln!(
        "of 1000 cuts each, rows lost / files broken: FULL {}/{}, NORMAL {}/{}, OFF {}/{}",
        full.broken, full.corrupt, normal.broken, normal.corrupt, off.broken, off.corrupt
    );
    assert!(full.examples.is_empty(), "{:#?}", full.examples);
    assert!(
        normal.broken > 100 && normal.corrupt == 0,
        "{:#?}",
        normal.examples
    );
    assert!(off.corrupt > 100, "{:#?}", off.examples);
}

const RECORDINGS: usize = 40;
const CUTS: usize = 10_000;

fn desks() -> Vec<Vec<Step>> {
    let run = |seed: usize| record("runs_a_desk", &[("SEED", &seed.to_string())]);
    (0..RECORDINGS).map(run).collect()
}

#[test]
#[ignore = "run by the others in a process of its own"]
fn runs_a_desk() {
    let seed = std::env::var("SEED").unwrap().parse().unwrap();
    desk::write(&recorded_folder(), seed);
}

#[test]
fn whatever_was_confirmed_is_there_after_a_power_cut_once_and_whole() {
    let desks = desks();
    let tally = cut(&desks, CUTS / RECORDINGS, Disk::default, desk::look);
    assert_eq!(tally.cuts, CUTS);
    assert!(tally.examples.is_empty(), "{:#?}", tally.examples);

    // With fewer syncs even a ledger must lose, or the cuts see nothing.
    let normal = || Disk::that(Syncs::BeforeCheckpoints);
    let normal = cut(&desks[1..5], 50, normal, desk::look);
    let never = cut(&desks[1..5], 50, || Disk::that(Syncs::Never), desk::look);
    eprintln!(
        "of 200 cuts each, promises broken / files corrupt: as with NORMAL {}/{}, without syncs {}/{}",
        normal.broken, normal.corrupt, never.broken, never.corrupt
    );
    assert!(
        normal.broken > 40 && normal.corrupt == 0,
        "{:#?}",
        normal.examples
    );
    assert!(never.corrupt > 40, "{:#?}", never.examples);
}
