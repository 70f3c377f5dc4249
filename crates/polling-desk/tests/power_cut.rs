//! Power cuts at any instant of an acceptance, over ledger and claims together: stored and claimed, or neither.
//!
//! The recorder of the ledger's tests writes down every change that a real desk makes to its files; the cuts are then
//! computed, and what each leaves is opened as after a restart.

#![cfg(target_os = "linux")]
// Helpers of a test file are not seen as tests by the lint.
#![allow(clippy::unwrap_used, clippy::print_stderr)]

mod common;
#[path = "../../ledger/tests/power_cut/cuts.rs"]
mod cuts;
#[path = "../../ledger/tests/common/dice.rs"]
mod dice;
#[path = "../../ledger/tests/power_cut/disk.rs"]
mod disk;
mod one_pc;
#[path = "../../ledger/tests/power_cut/recording.rs"]
mod recording;

use std::fs::{self, File, OpenOptions};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use cuts::{Found, cut};
use dice::Dice;
use disk::{Disk, Syncs};
use polling_desk::Folder;
use recording::{PROMISES, Step, record};
use tempfile::TempDir;

const RECORDINGS: usize = 8;
const CUTS_OF_EACH: usize = 40;

/// A desk that is open, as an administrator and an officer left it: copied to the place that is recorded.
fn template() -> &'static TempDir {
    static MADE: OnceLock<TempDir> = OnceLock::new();
    MADE.get_or_init(|| {
        let place = common::pc();
        one_pc::make(&one_pc::folder(place.path()), 40);
        place
    })
}

fn recorded() -> Vec<Vec<Step>> {
    let template = one_pc::folder(template().path()).root();
    let run = |seed: usize| {
        let variables = [
            ("SEED", seed.to_string()),
            ("TEMPLATE", template.display().to_string()),
        ];
        let variables: Vec<(&str, &str)> = variables
            .iter()
            .map(|(name, value)| (*name, value.as_str()))
            .collect();
        record("accepts_electors", &variables)
    };
    (0..RECORDINGS).map(run).collect()
}

#[test]
#[ignore = "run by the other in a process of its own"]
fn accepts_electors() {
    let root: PathBuf = std::env::var_os("KAZASHI_RECORD_DIR")
        .expect("this is run by another test")
        .into();
    let seed: usize = std::env::var("SEED").unwrap().parse().unwrap();
    let mut dice = Dice::new(seed as u64);
    let mut promises = OpenOptions::new()
        .create(true)
        .append(true)
        .open(root.join(PROMISES))
        .unwrap();
    // One call of the system for each, as the recorder takes them.
    let mut promise = |line: String| promises.write_all((line + "\n").as_bytes()).unwrap();
    for entry in fs::read_dir(std::env::var_os("TEMPLATE").unwrap()).unwrap() {
        let entry = entry.unwrap();
        let mut copy = File::create(root.join(entry.file_name())).unwrap();
        copy.write_all(&fs::read(entry.path()).unwrap()).unwrap();
        copy.sync_all().unwrap();
    }
    File::open(&root).unwrap().sync_all().unwrap();
    promise("made".to_owned());

    let base = common::pc();
    let folder = Folder::elsewhere(base.path(), &root, false);
    let mut working = one_pc::open(&folder).unwrap();
    for count in 0..6 {
        promise(one_pc::accept(&mut working, &(20_000 + count).to_string()));
        if dice.below(3) == 0 {
            drop(working);
            working = one_pc::open(&folder).unwrap();
        }
    }
}

/// Opens what is left as a desk does after a restart.
fn look(root: &Path, promised: &[&str], _: &mut Dice) -> Found {
    // The room that is kept for a full disk is the same for all.
    static BASE: OnceLock<TempDir> = OnceLock::new();
    let base = BASE.get_or_init(common::pc);
    let Some((_made, confirmed)) = promised.split_first() else {
        return Found::Whole;
    };
    let folder = Folder::elsewhere(base.path(), root, false);
    match one_pc::open(&folder) {
        Err(error) => return Found::Corrupt(error.to_string()),
        Ok(working) => drop(working),
    }
    match one_pc::check(&folder, confirmed) {
        Ok(_) => Found::Whole,
        Err(told) => Found::Broken(told),
    }
}

#[test]
fn whoever_was_accepted_before_a_power_cut_is_stored_and_claimed_and_nobody_else_is() {
    let recordings = recorded();
    let tally = cut(&recordings, CUTS_OF_EACH, Disk::default, look);
    assert_eq!(tally.cuts, RECORDINGS * CUTS_OF_EACH);
    assert!(tally.examples.is_empty(), "{:#?}", tally.examples);

    // With fewer syncs a desk must lose, or the cuts see nothing.
    let weaker = || Disk::that(Syncs::BeforeCheckpoints);
    let weaker = cut(&recordings[..2], CUTS_OF_EACH, weaker, look);
    eprintln!(
        "of {} cuts with logs synced late: {} promises broken, {} files corrupt",
        weaker.cuts, weaker.broken, weaker.corrupt
    );
    assert!(weaker.broken > CUTS_OF_EACH / 4, "{:#?}", weaker.examples);
}
