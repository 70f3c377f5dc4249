//! One who may open a key file.

use data_encoding::{BASE64, HEXLOWER as HEX};
use rand_core::CryptoRngCore;
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use crate::sealing::{open, seal};
use crate::stretch::{SALT_BYTES, stretch};
use crate::{
    Cost, Key, KeyFileError, KeyStoreError, Passphrase, RecoveryPublic, RecoverySecret,
    SystemKeyStore,
};

/// For whom to wrap the key.
#[derive(Clone, Copy)]
pub enum NewSlot<'a> {
    /// Whoever knows the passphrase, of at least [`LEAST_CHARS`](crate::LEAST_CHARS) characters.
    Passphrase {
        /// Who that is: an office, not a person.
        label: &'a str,
        /// The passphrase.
        passphrase: &'a Passphrase,
        /// What one try costs.
        cost: Cost,
    },
    /// The city hall.
    Recovery {
        /// The public half of the city's recovery key.
        public: &'a RecoveryPublic,
    },
    /// This account of this PC.
    KeyStore {
        /// Where to keep the wrapping key.
        store: &'a SystemKeyStore,
    },
}

/// By what a slot is opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SlotKind {
    /// A passphrase or a printed code.
    Passphrase,
    /// The city's recovery key.
    Recovery,
    /// The key store of the system.
    KeyStore,
}

/// What may be shown of a slot.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SlotInfo<'a> {
    /// By what it is opened.
    pub kind: SlotKind,
    /// Whose it is; empty where the kind says all.
    pub label: &'a str,
}

/// A slot as the file has it; bytes in base 64.
#[derive(Clone, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case", deny_unknown_fields)]
pub(super) enum Slot {
    Passphrase {
        label: String,
        salt: String,
        cost: Cost,
        wrapped: String,
    },
    Recovery {
        /// Tells which of the city's keys it was, 64 hexadecimal digits.
        public: String,
        wrapped: String,
    },
    #[serde(rename = "key-store")]
    KeyStore { entry: String, wrapped: String },
}

impl Slot {
    pub(super) fn wrap(
        key: &Key,
        new: &NewSlot<'_>,
        about: &[u8],
        random: &mut impl CryptoRngCore,
    ) -> Result<Self, KeyFileError> {
        Ok(match new {
            NewSlot::Passphrase {
                label,
                passphrase,
                cost,
            } => {
                if !passphrase.is_long_enough() {
                    return Err(KeyFileError::PassphraseTooShort);
                }
                let mut salt = [0; SALT_BYTES];
                random.fill_bytes(&mut salt);
                let wrapping =
                    stretch(passphrase.as_bytes(), &salt, *cost).ok_or(KeyFileError::Damaged)?;
                Self::Passphrase {
                    label: (*label).to_owned(),
                    salt: BASE64.encode(&salt),
                    cost: *cost,
                    wrapped: BASE64.encode(&seal(&wrapping, about, key.as_bytes(), random)),
                }
            }
            NewSlot::Recovery { public } => Self::Recovery {
                public: public.to_text(),
                wrapped: BASE64.encode(&public.seal(key.as_bytes(), random)),
            },
            NewSlot::KeyStore { store } => {
                let mut name = [0; 16];
                random.fill_bytes(&mut name);
                let entry = HEX.encode(&name);
                let wrapping = Key::generate(random);
                store
                    .put(&entry, &wrapping)
                    .map_err(KeyFileError::KeyStore)?;
                Self::KeyStore {
                    entry,
                    wrapped: BASE64.encode(&seal(&wrapping, about, key.as_bytes(), random)),
                }
            }
        })
    }

    pub(super) fn info(&self) -> SlotInfo<'_> {
        let (kind, label) = match self {
            Self::Passphrase { label, .. } => (SlotKind::Passphrase, label.as_str()),
            Self::Recovery { .. } => (SlotKind::Recovery, ""),
            Self::KeyStore { .. } => (SlotKind::KeyStore, ""),
        };
        SlotInfo { kind, label }
    }

    pub(super) fn open_with(&self, passphrase: &Passphrase, about: &[u8]) -> Option<Key> {
        let Self::Passphrase {
            salt,
            cost,
            wrapped,
            ..
        } = self
        else {
            return None;
        };
        let salt = BASE64.decode(salt.as_bytes()).ok()?;
        let wrapping = stretch(passphrase.as_bytes(), &salt, *cost)?;
        unwrapped(&wrapping, about, wrapped)
    }

    pub(super) fn open_with_recovery(&self, secret: &RecoverySecret) -> Option<Key> {
        let Self::Recovery { wrapped, .. } = self else {
            return None;
        };
        let sealed = BASE64.decode(wrapped.as_bytes()).ok()?;
        Key::from_slice(&secret.open(&sealed)?)
    }

    pub(super) fn open_with_keystore(
        &self,
        store: &SystemKeyStore,
        about: &[u8],
    ) -> Option<Result<Key, KeyStoreError>> {
        let Self::KeyStore { entry, wrapped } = self else {
            return None;
        };
        match store.get(entry) {
            Ok(wrapping) => unwrapped(&wrapping, about, wrapped).map(Ok),
            Err(error) => Some(Err(error)),
        }
    }

    pub(super) fn forget(&self, store: &SystemKeyStore) -> Result<(), KeyStoreError> {
        match self {
            Self::KeyStore { entry, .. } => store.remove(entry),
            Self::Passphrase { .. } | Self::Recovery { .. } => Ok(()),
        }
    }
}

fn unwrapped(wrapping: &Key, about: &[u8], wrapped: &str) -> Option<Key> {
    let sealed = Zeroizing::new(BASE64.decode(wrapped.as_bytes()).ok()?);
    Key::from_slice(&open(wrapping, about, &sealed)?)
}
