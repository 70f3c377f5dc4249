//! Records on a stick, and backups.

use std::fs;
use std::path::Path;

use ledger::{BundleKey, BundleWriter, Gathered, Have, Ledger, Projection};
use rand_core::OsRng;
use vault::{Kept, KeyFile, Public};

use crate::CustodyError;

/// Ending of a bundle's name.
pub const BUNDLE: &str = "kazashi-bundle";
/// Ending of a backup's name.
pub const BACKUP: &str = "kazashi-backup";

/// What was taken in from a stick.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TakenIn {
    /// Records that are new here.
    pub new: usize,
    /// Records that were here already.
    pub known: usize,
    /// Records that could not be taken in; they are kept.
    pub refused: usize,
}

impl<S> From<Gathered<S>> for TakenIn {
    fn from(gathered: Gathered<S>) -> Self {
        Self {
            new: gathered.new,
            known: gathered.known,
            refused: gathered.refused.len(),
        }
    }
}

/// Writes every record into one sealed file, also for the city's recovery key. Read back when this returns.
///
/// `now` is in milliseconds since 1970 UTC.
pub fn write_bundle<P: Projection>(
    file: &Path,
    ledger: &Ledger<P>,
    key: &BundleKey,
    public: &Public,
    now: i64,
) -> Result<(), CustodyError> {
    let recovery = Some(&public.recovery_key);
    let writer = BundleWriter::begin(file, ledger, &Have::new(), key, recovery, now, &mut OsRng)?;
    writer.finish(ledger)?;
    Ok(())
}

/// A backup of the ledger, under its own key, with what opens it.
pub fn back_up<P: Projection>(
    ledger: &Ledger<P>,
    from: &Path,
    to: &Path,
) -> Result<(), CustodyError> {
    ledger.back_up(to)?;
    // Without them nobody opens it: the wrapped key and the sealed package go with it.
    for beside in [KeyFile::beside, Kept::beside] {
        let copy = beside(to);
        fs::copy(beside(from), &copy).map_err(CustodyError::file(&copy))?;
    }
    Ok(())
}
