//! The key file (鍵ファイル): a database's key, wrapped for each who may open it.

mod file;
mod slot;

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use data_encoding::HEXLOWER as HEX;
use hmac::{Hmac, Mac};
use rand_core::CryptoRngCore;
use serde::{Deserialize, Serialize};
use sha2::Sha256;

pub use slot::{NewSlot, SlotInfo, SlotKind};

use crate::{Key, KeyFileError, Passphrase, RecoverySecret, SystemKeyStore};
use slot::Slot;

/// What the key in a file is for; a file of one purpose does not open as another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Purpose {
    /// The key of an encrypted database, beside which the file lies.
    Database,
    /// The secret of [`CityKeys`](crate::CityKeys).
    City,
}

/// A key file (鍵ファイル). Holds wrapped keys only, so it may be copied with the database.
#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KeyFile {
    purpose: Purpose,
    /// Random, 32 hexadecimal digits: what is wrapped for one file opens in no other.
    id: String,
    /// Tells whether a key is the one of this file, without telling anything about it.
    check: String,
    slots: Vec<Slot>,
}

impl KeyFile {
    /// A new file for a key, with its first slot; a key store alone does not suffice.
    pub fn create(
        purpose: Purpose,
        key: &Key,
        first: NewSlot<'_>,
        random: &mut impl CryptoRngCore,
    ) -> Result<Self, KeyFileError> {
        if matches!(first, NewSlot::KeyStore { .. }) {
            return Err(KeyFileError::LastSlot);
        }
        let mut id = [0; 16];
        random.fill_bytes(&mut id);
        let id = HEX.encode(&id);
        let mut file = Self {
            purpose,
            check: check_value(key, &id),
            id,
            slots: Vec::new(),
        };
        file.add_slot(key, first, random)?;
        Ok(file)
    }

    /// Reads a file of one purpose.
    pub fn load(path: &Path, purpose: Purpose) -> Result<Self, KeyFileError> {
        let file = file::load(path)?;
        if file.purpose == purpose {
            Ok(file)
        } else {
            Err(KeyFileError::OtherPurpose)
        }
    }

    /// Where the key file of a database lies: beside it, `.key` after its name.
    pub fn beside(database: &Path) -> PathBuf {
        let mut name = OsString::from(database);
        name.push(".key");
        name.into()
    }

    /// Writes it whole or not at all; it is on the disk when this returns.
    pub fn save(&self, path: &Path) -> Result<(), KeyFileError> {
        file::save(self, path)
    }

    /// What the key is for.
    pub fn purpose(&self) -> Purpose {
        self.purpose
    }

    /// The slots, in their order.
    pub fn slots(&self) -> impl Iterator<Item = SlotInfo<'_>> {
        self.slots.iter().map(Slot::info)
    }

    /// The key, by a passphrase or printed code. Each slot costs one stretching ([`Cost`](crate::Cost)),
    /// so this belongs on a thread of its own.
    pub fn open_with(&self, passphrase: &Passphrase) -> Result<Key, KeyFileError> {
        self.require(SlotKind::Passphrase)?;
        self.first_key(|slot| slot.open_with(passphrase, &self.about()))
            .ok_or(KeyFileError::WrongPassphrase)
    }

    /// The key, by the city's recovery key.
    pub fn open_with_recovery(&self, secret: &RecoverySecret) -> Result<Key, KeyFileError> {
        self.require(SlotKind::Recovery)?;
        self.first_key(|slot| slot.open_with_recovery(secret))
            .ok_or(KeyFileError::WrongRecoveryKey)
    }

    /// The key, by the key store of the system, as this account of the PC had it put there.
    pub fn open_with_keystore(&self, store: &SystemKeyStore) -> Result<Key, KeyFileError> {
        self.require(SlotKind::KeyStore)?;
        let mut failed = KeyFileError::Damaged;
        for slot in &self.slots {
            match slot.open_with_keystore(store, &self.about()) {
                Some(Ok(key)) if self.is_key(&key) => return Ok(key),
                Some(Err(error)) => failed = KeyFileError::KeyStore(error),
                Some(Ok(_)) | None => {}
            }
        }
        Err(failed)
    }

    /// Wraps the key for one more; the file has to be saved afterwards.
    pub fn add_slot(
        &mut self,
        key: &Key,
        new: NewSlot<'_>,
        random: &mut impl CryptoRngCore,
    ) -> Result<(), KeyFileError> {
        if !self.is_key(key) {
            return Err(KeyFileError::OtherKey);
        }
        let slot = Slot::wrap(key, &new, &self.about(), random)?;
        self.slots.push(slot);
        Ok(())
    }

    /// Takes a slot out, by its place from 0. The last one that a person can open stays, since a
    /// key store is lost with its account. The file has to be saved afterwards.
    pub fn remove_slot(&mut self, place: usize) -> Result<(), KeyFileError> {
        if place >= self.slots.len() {
            return Err(KeyFileError::NoSlot);
        }
        let stays = self
            .slots
            .iter()
            .enumerate()
            .any(|(other, slot)| other != place && slot.info().kind != SlotKind::KeyStore);
        if !stays {
            return Err(KeyFileError::LastSlot);
        }
        self.slots.remove(place);
        Ok(())
    }

    /// Removes what the slots left in the key store of the system; before the file is deleted.
    pub fn forget_in_keystore(&self, store: &SystemKeyStore) -> Result<(), KeyFileError> {
        for slot in &self.slots {
            slot.forget(store).map_err(KeyFileError::KeyStore)?;
        }
        Ok(())
    }

    fn first_key(&self, open: impl Fn(&Slot) -> Option<Key>) -> Option<Key> {
        self.slots
            .iter()
            .filter_map(open)
            .find(|key| self.is_key(key))
    }

    fn require(&self, kind: SlotKind) -> Result<(), KeyFileError> {
        if self.slots().any(|slot| slot.kind == kind) {
            Ok(())
        } else {
            Err(KeyFileError::NoSlot)
        }
    }

    fn is_key(&self, key: &Key) -> bool {
        let Ok(told) = HEX.decode(self.check.as_bytes()) else {
            return false;
        };
        check(key, &self.id).verify_slice(&told).is_ok()
    }

    /// What a wrapped key is bound to.
    fn about(&self) -> Vec<u8> {
        let purpose: &[u8] = match self.purpose {
            Purpose::Database => b"database",
            Purpose::City => b"city",
        };
        [b"kazashi.keyfile.1\0", purpose, b"\0", self.id.as_bytes()].concat()
    }
}

fn check(key: &Key, id: &str) -> Hmac<Sha256> {
    let purpose = key.derive("kazashi.keyfile.1.check", &[]);
    let mut mac =
        <Hmac<Sha256> as Mac>::new_from_slice(purpose.as_bytes()).expect("HMAC takes any key");
    mac.update(id.as_bytes());
    mac
}

fn check_value(key: &Key, id: &str) -> String {
    HEX.encode(&check(key, id).finalize().into_bytes())
}
