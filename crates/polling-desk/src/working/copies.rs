//! Records on a stick, and backups.

use polling::role::Action;
use std::path::{Path, PathBuf};

use advice::Advise;
pub use custody::TakenIn;
use custody::{BACKUP, BUNDLE};
use ledger::{Bundle, BundleError, BundleKey, Opener};

use super::Working;
use super::leaving::Outgoing;
use crate::{DeskError, clock, keys};

impl Working {
    fn bundle_key(&self) -> BundleKey {
        BundleKey::new(*keys::bundles(&self.keys, self.is_training()).as_bytes())
    }

    /// Writes every record into one sealed file in that folder. Read back when this returns.
    pub fn write_bundle(&mut self, folder: &Path) -> Result<PathBuf, DeskError> {
        self.allow(Action::Exchange)?;
        self.copy_leaves(Outgoing::Bundle, self.electors_on_record())?;
        let file = folder.join(self.name_of_copy(BUNDLE));
        let key = self.bundle_key();
        let ledger = &self.book.ledger;
        let now = clock::moment().0;
        custody::write_bundle(&file, ledger, &key, &self.keys.public, now)?;
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
        Ok(taken.into())
    }

    /// A backup of the ledger in that folder, under its own key. The roll is not in it.
    pub fn back_up(&mut self, folder: &Path) -> Result<PathBuf, DeskError> {
        self.allow(Action::Exchange)?;
        self.copy_leaves(Outgoing::Backup, self.electors_on_record())?;
        let file = folder.join(self.name_of_copy(BACKUP));
        custody::back_up(&self.book.ledger, &self.folder.ledger(), &file)?;
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
        let device = custody::hex(&self.book.ledger.device().0[..3]);
        let time = super::stamp(clock::moment());
        format!("{kind}-{}-{device}-{time}.{ending}", self.booth)
    }
}
