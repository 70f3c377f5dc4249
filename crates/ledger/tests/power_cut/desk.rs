//! A desk that registers families, takes in a neighbour's, erases a person, and is closed and opened between.

use std::fs::OpenOptions;
use std::io::Write as _;
use std::path::Path;

use ledger::{ActorId, Draft, Ledger, LedgerError, SubjectId};
use rand_core::OsRng;
use zeroize::Zeroizing;

use crate::cuts::Found;
use crate::dice::Dice;
use crate::families::{self, List};
use crate::recording::PROMISES;

const NAME: &str = "shelter.kzl";
const ACTOR: ActorId = ActorId([4; 8]);

/// Does what `seed` decides, and promises each step after it returned.
pub fn write(folder: &Path, seed: u64) {
    let mut dice = Dice::new(seed);
    let mut promises = OpenOptions::new()
        .create(true)
        .append(true)
        .open(folder.join(PROMISES))
        .unwrap();
    // One call of the system for each, as the recorder takes them.
    let mut promise = |line: String| promises.write_all((line + "\n").as_bytes()).unwrap();
    let file = folder.join(NAME);
    let mut ledger = families::create(&file).unwrap();
    promise("created".into());
    for step in 0..14 {
        if seed == 0 {
            // Enough for the log to be moved into the file by itself and begun anew.
            append_big(&mut ledger, 300_000 + dice.below(100_000));
        }
        promise(families::register(&mut ledger, &format!("own-{step}")).unwrap());
        match dice.below(6) {
            0 => {
                drop(ledger);
                ledger = families::open(&file).unwrap();
            }
            1 => promise(take_in(&mut ledger, &format!("neighbour-{step}"))),
            2 => promise(erase(&mut ledger, &format!("gone-{step}"))),
            _ => {}
        }
    }
}

fn append_big(ledger: &mut Ledger<List>, bytes: usize) {
    let big = Draft {
        kind: "shelter.plan".into(),
        version: 1,
        subject: None,
        basis: Vec::new(),
        occurred: None,
        payload: Zeroizing::new(vec![1; bytes]),
    };
    ledger
        .append(vec![big], ACTOR, families::now(), &mut OsRng)
        .unwrap();
}

/// A family that another desk registered; the line that confirms it here.
fn take_in(ledger: &mut Ledger<List>, name: &str) -> String {
    let mut other = Ledger::in_memory(&families::identity(), List, &mut OsRng).unwrap();
    let line = families::register(&mut other, name).unwrap();
    let batch = other.events_after(&ledger.have().unwrap(), 100).unwrap();
    let imported = ledger.import(batch, families::now().wall_ms).unwrap();
    assert!(imported.refused.is_empty());
    line
}

/// Somebody registered and erased again; the line that promises it.
fn erase(ledger: &mut Ledger<List>, name: &str) -> String {
    let subject = SubjectId::random(&mut OsRng);
    let gone = Draft {
        kind: "person.registered".into(),
        version: 1,
        subject: Some(subject),
        basis: Vec::new(),
        occurred: None,
        payload: Zeroizing::new(format!("{name}/1/1/見本　花子").into_bytes()),
    };
    let now = families::now();
    ledger.append(vec![gone], ACTOR, now, &mut OsRng).unwrap();
    let ground = Zeroizing::new(b"asked for".to_vec());
    ledger
        .erase(subject, ground, ACTOR, now, &mut OsRng)
        .unwrap();
    format!("erased {name} {subject}")
}

/// Opens what is left as a desk does after a restart.
pub fn look(folder: &Path, promised: &[&str], dice: &mut Dice) -> Found {
    let file = folder.join(NAME);
    let mut ledger = match families::open(&file) {
        Ok(ledger) => ledger,
        Err(error) if promised.is_empty() => return begin_again(&file, &error),
        Err(error) => return Found::Corrupt(error.to_string()),
    };
    match whole(&mut ledger, promised, dice) {
        Err(told) => Found::Broken(told),
        Ok(()) => Found::Whole,
    }
}

/// A ledger that nobody was told of may be missing; it must not stand in the way of the next one.
fn begin_again(file: &Path, why: &LedgerError) -> Found {
    match families::create(file) {
        Ok(_) => Found::Whole,
        Err(error) => Found::Broken(format!("not opened: {why}; not made anew: {error}")),
    }
}

fn whole(ledger: &mut Ledger<List>, promised: &[&str], dice: &mut Dice) -> Result<(), String> {
    let mut families = Vec::new();
    let erased = ledger.erased().map_err(|error| error.to_string())?;
    for line in promised.iter().filter(|line| **line != "created") {
        match line.strip_prefix("erased ") {
            None => families.push(*line),
            Some(name) if erased.iter().any(|id| name.ends_with(&id.to_string())) => {}
            Some(_) => return Err("somebody erased is back".into()),
        }
    }
    families::check(ledger, &families)?;
    if dice.below(8) == 0 {
        let line = families::register(ledger, "after").map_err(|error| error.to_string())?;
        families.push(&line);
        families::check(ledger, &families)?;
    }
    Ok(())
}
