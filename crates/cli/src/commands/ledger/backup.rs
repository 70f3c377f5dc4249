//! `kazashi ledger backup`, `restore` and `salvage`: one ledger becomes another.

use std::fs;
use std::path::{Path, PathBuf};

use ledger::{Ledger, LedgerError, Restoring, Unprojected};
use rand_core::OsRng;
use vault::{Kept, KeyFile, Purpose};

use super::opening::{ACTOR, Opened, database_key, key_of, now};
use crate::failure::{Failure, OrFail};
use crate::ledger_args::KeySource;
use crate::output;

/// Writes the key file and the package first: a backup without its key is of no use.
pub(super) fn back_up(opened: &Opened, out: &Path) -> Result<(), Failure> {
    let file = opened.ledger.file();
    carry(file, out)?;
    let made = opened.ledger.back_up(out).or_fail()?;
    output::line(format!("{}\t{}", made.events, made.bytes))
}

pub(super) fn restore(
    backup: &Path,
    to: &Path,
    device_name: &str,
    erased_in: Option<&Path>,
    source: &KeySource,
) -> Result<(), Failure> {
    free(to)?;
    let key = key_of(backup, source)?;
    let erased = match erased_in {
        Some(later) => {
            let later = Opened::with_key(later, key.clone())?;
            later.ledger.erased().or_fail()?
        }
        None => Vec::new(),
    };
    let restoring = Restoring {
        device_name,
        erased: &erased,
        actor: ACTOR,
        now: now(),
    };
    let restored = Ledger::restore(
        backup,
        &database_key(&key),
        to,
        &restoring,
        Unprojected,
        &mut OsRng,
    );
    let ledger = restored.or_fail()?;
    let events = ledger.stats().or_fail()?.events;
    let device = ledger.device();
    drop(ledger);
    carry_or_remove(backup, to)?;
    output::line(format!("{events}\t{device}"))
}

/// Says how many events were saved, and then one line a gap: device, first and last missing number.
pub(super) fn salvage(
    damaged: &Path,
    to: &Path,
    device_name: &str,
    source: &KeySource,
) -> Result<(), Failure> {
    free(to)?;
    let key = key_of(damaged, source)?;
    let database = database_key(&key);
    let saved = ledger::salvage(
        damaged,
        &database,
        (to, &database),
        device_name,
        Unprojected,
        (now().wall_ms, &mut OsRng),
    );
    let (ledger, saved) = saved.or_fail()?;
    drop(ledger);
    carry_or_remove(damaged, to)?;
    output::line(format!(
        "{}\t{}\t{}\t{}",
        saved.events, saved.waiting, saved.refused, saved.without_payload
    ))?;
    let mut gaps = saved.missing.iter();
    gaps.try_for_each(|(device, from, to)| output::line(format!("{device}\t{from}\t{to}")))
}

/// Nothing that is there is written over.
fn free(to: &Path) -> Result<(), Failure> {
    for file in [to.to_path_buf(), KeyFile::beside(to), Kept::beside(to)] {
        if file.exists() {
            return Err(Failure::from(&LedgerError::Exists { file }));
        }
    }
    Ok(())
}

/// Without its key nobody could open the new ledger; what it was made of is still there.
fn carry_or_remove(from: &Path, to: &Path) -> Result<(), Failure> {
    carry(from, to).inspect_err(|_| {
        let _ = fs::remove_file(to);
    })
}

/// Takes key file and package along.
fn carry(from: &Path, to: &Path) -> Result<(), Failure> {
    let key_file = KeyFile::load(&KeyFile::beside(from), Purpose::Database).or_fail()?;
    key_file.save(&KeyFile::beside(to)).or_fail()?;
    let kept = Kept::beside(from);
    if !kept.exists() {
        return Ok(());
    }
    let bytes = fs::read(&kept).map_err(|error| unreadable(kept, &error))?;
    output::whole_file(&Kept::beside(to), &bytes)
}

fn unreadable(file: PathBuf, error: &std::io::Error) -> Failure {
    Failure::from(&vault::PackageError::Unreadable {
        file,
        problem: error.kind(),
    })
}
