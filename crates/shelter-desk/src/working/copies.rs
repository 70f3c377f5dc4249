//! Records on a stick, and backups.

use std::path::{Path, PathBuf};

use advice::Advise;
use ledger::{Bundle, BundleError, BundleKey, BundleWriter, Have, Opener};
use rand_core::OsRng;
use shelter::role::Role;
use vault::{Kept, KeyFile};

use super::Working;
use crate::DeskError;

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

    /// Writes everything into one sealed file in that folder. Read back when this returns.
    pub fn write_bundle(&mut self, folder: &Path) -> Result<PathBuf, DeskError> {
        self.require(Role::Keeper)?;
        let now = crate::clock::moment();
        let file = folder.join(self.name_of_copy(BUNDLE));
        let key = self.bundle_key();
        let ledger = &self.registry.ledger;
        let recovery = Some(&self.keys.public.recovery_key);
        let writer = BundleWriter::begin(
            &file,
            ledger,
            &Have::new(),
            &key,
            recovery,
            now.0,
            &mut OsRng,
        )
        .map_err(|error| DeskError::Other(error.advice()))?;
        let written = writer.finish(ledger);
        written.map_err(|error| DeskError::Other(error.advice()))?;
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
        Ok(TakenIn {
            new: taken.new,
            known: taken.known,
            refused: taken.refused.len(),
        })
    }

    /// A backup of the list in that folder, under the list's own key.
    pub fn back_up(&mut self, folder: &Path) -> Result<PathBuf, DeskError> {
        self.require(Role::Keeper)?;
        let file = folder.join(self.name_of_copy(BACKUP));
        let done = self.registry.ledger.back_up(&file);
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
        self.last_copy = Some(crate::clock::moment());
        self.files.push(file);
    }

    /// Says when and from which PC, and nothing of people.
    fn name_of_copy(&self, ending: &str) -> String {
        let kind = if self.is_training() {
            "kunren"
        } else {
            "hinanjo"
        };
        let time = super::papers::stamp(crate::clock::moment());
        format!("{kind}-{}-{time}.{ending}", self.registry.letters())
    }
}
