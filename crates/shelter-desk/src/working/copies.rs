//! Records on a stick, and backups.

use std::path::{Path, PathBuf};

use advice::Advise;
pub use custody::TakenIn;
use custody::{BACKUP, BUNDLE};
use ledger::{Bundle, BundleError, BundleKey, LedgerError, Opener};
use shelter::role::Role;

use super::Working;
use crate::{DeskError, clock, keys};

impl Working {
    fn bundle_key(&self) -> BundleKey {
        BundleKey::new(*keys::bundles(&self.keys, self.is_training()).as_bytes())
    }

    /// Writes everything into one sealed file in that folder. Read back when this returns.
    pub fn write_bundle(&mut self, folder: &Path) -> Result<PathBuf, DeskError> {
        self.require(Role::Keeper)?;
        self.copy_leaves("bundle")?;
        let file = folder.join(self.name_of_copy(BUNDLE));
        let key = self.bundle_key();
        let ledger = &self.registry.ledger;
        let now = clock::moment().0;
        custody::write_bundle(&file, ledger, &key, &self.keys.public, now)?;
        self.copied(file.clone());
        Ok(file)
    }

    /// Takes in what another PC wrote, of this shelter or any other of the same disaster; twice changes nothing.
    pub fn take_bundle(&mut self, file: &Path) -> Result<TakenIn, DeskError> {
        self.require(Role::Keeper)?;
        let key = self.bundle_key();
        let realm = self.registry.ledger.realm();
        let mut bundle = Bundle::open(file, realm, &Opener::Realm(&key))
            .map_err(|error| DeskError::Other(error.advice()))?;
        let taken = self.registry.take_bundle(&mut bundle).map_err(|error| {
            if let BundleError::Ledger(error) = &error {
                self.make_room(error);
            }
            DeskError::Other(error.advice())
        })?;
        Ok(taken.into())
    }

    /// A backup of the list in that folder, under the list's own key.
    pub fn back_up(&mut self, folder: &Path) -> Result<PathBuf, DeskError> {
        self.require(Role::Keeper)?;
        self.copy_leaves("backup")?;
        let file = folder.join(self.name_of_copy(BACKUP));
        custody::back_up(&self.registry.ledger, &self.folder.ledger(), &file)?;
        self.copied(file.clone());
        Ok(file)
    }

    /// Recorded before a byte of it is written. A disk without room for the record keeps no copy back: the stick may be
    /// what saves the list.
    fn copy_leaves(&mut self, what: &str) -> Result<(), DeskError> {
        let people = u32::try_from(self.registry.list().len()).unwrap_or(u32::MAX);
        let fact = self.desk(Role::Keeper).exported(what, people)?;
        match self.write(&[fact]) {
            Err(DeskError::Ledger(LedgerError::DiskFull { .. })) => Ok(()),
            written => written,
        }
    }

    fn copied(&mut self, file: PathBuf) {
        self.last_copy = Some(clock::moment());
        self.files.push(file);
    }

    /// Says when and from which PC, and nothing of people.
    fn name_of_copy(&self, ending: &str) -> String {
        let kind = if self.is_training() {
            "kunren"
        } else {
            "hinanjo"
        };
        let time = super::papers::stamp(clock::moment());
        format!("{kind}-{}-{time}.{ending}", self.registry.letters())
    }
}
