//! Records on a stick, and backups.

use polling::role::Action;
use std::path::{Path, PathBuf};

use advice::Advise;
use ledger::{Bundle, BundleError, BundleKey, BundleWriter, Have, Opener};
use rand_core::OsRng;
use vault::{Kept, KeyFile};

use super::Working;
use crate::{DeskError, clock};

/// Ending of a bundle's name.
const BUNDLE: &str = "kazashi-bundle";
/// Ending of a backup's name.
const BACKUP: &str = "kazashi-backup";

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

impl Working {
    fn bundle_key(&self) -> BundleKey {
        BundleKey::new(*self.keys.bundles(self.is_training()).as_bytes())
    }

    /// Writes every record into one sealed file in that folder. Read back when this returns.
    pub fn write_bundle(&mut self, folder: &Path) -> Result<PathBuf, DeskError> {
        self.allow(Action::Exchange)?;
        let file = folder.join(self.name_of_copy(BUNDLE));
        let key = self.bundle_key();
        let ledger = &self.book.ledger;
        let recovery = Some(&self.keys.public.recovery_key);
        let now = clock::moment().0;
        let writer =
            BundleWriter::begin(&file, ledger, &Have::new(), &key, recovery, now, &mut OsRng);
        let written = writer.and_then(|writer| writer.finish(ledger));
        written.map_err(|error| DeskError::Other(error.advice()))?;
        self.copied(file.clone());
        Ok(file)
    }

    /// Takes in what another booth's PC wrote; taking it in twice changes nothing. Two acceptances of one ballot
    /// are then an incident.
    pub fn take_bundle(&mut self, file: &Path) -> Result<TakenIn, DeskError> {
        self.allow(Action::Exchange)?;
        let key = self.bundle_key();
        let mut bundle = Bundle::open(file, self.book.ledger.realm(), &Opener::Realm(&key))
            .map_err(|error| DeskError::Other(error.advice()))?;
        let taken = self.book.take_bundle(&mut bundle).map_err(|error| {
            if let BundleError::Ledger(error) = &error {
                self.make_room(error);
            }
            DeskError::Other(error.advice())
        })?;
        self.taken_in()?;
        Ok(TakenIn {
            new: taken.new,
            known: taken.known,
            refused: taken.refused.len(),
        })
    }

    /// A backup of the ledger in that folder, under its own key. The roll is not in it.
    pub fn back_up(&mut self, folder: &Path) -> Result<PathBuf, DeskError> {
        self.allow(Action::Exchange)?;
        let file = folder.join(self.name_of_copy(BACKUP));
        let done = self.book.ledger.back_up(&file);
        done.map_err(|error| DeskError::Other(error.advice()))?;
        // Without them nobody opens it: the wrapped key and the sealed package go with it.
        for beside in [KeyFile::beside, Kept::beside] {
            let to = beside(&file);
            std::fs::copy(beside(&self.folder.ledger()), &to).map_err(DeskError::file(&to))?;
        }
        self.copied(file.clone());
        Ok(file)
    }

    fn copied(&mut self, file: PathBuf) {
        self.last_copy = Some(clock::moment());
        self.files.push(file);
    }

    /// Says when and from which PC, and nothing of people.
    pub(super) fn name_of_copy(&self, ending: &str) -> String {
        let kind = if self.is_training() {
            "kunren"
        } else {
            "kijitsumae"
        };
        let device = crate::keys::hex(&self.book.ledger.device().0[..3]);
        let time = super::stamp(clock::moment());
        format!("{kind}-{}-{device}-{time}.{ending}", self.booth)
    }
}
