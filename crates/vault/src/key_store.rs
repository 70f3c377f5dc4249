//! The key store of the system: the credential manager of Windows, the Secret Service of Linux.

use std::sync::Arc;

use data_encoding::HEXLOWER as HEX;
use keyring_core::{CredentialStore, Entry, Error};
use zeroize::Zeroizing;

use crate::{Key, KeyStoreError};

/// Name under which entries stand in the store.
const SERVICE: &str = "jp.kazashi.vault";

/// The key store of the system. What is in it belongs to one account of the PC, so a key is never
/// kept here alone.
pub struct SystemKeyStore(Arc<CredentialStore>);

impl SystemKeyStore {
    /// Connects to the store.
    pub fn connect() -> Result<Self, KeyStoreError> {
        #[cfg(windows)]
        let store = windows_native_keyring_store::Store::new();
        #[cfg(target_os = "linux")]
        let store = dbus_secret_service_keyring_store::Store::new();
        #[cfg(not(any(windows, target_os = "linux")))]
        let store: Result<Arc<CredentialStore>, Error> = Err(Error::NoDefaultStore);
        match store {
            Ok(store) => Ok(Self(store)),
            Err(error) => Err(match told(&error) {
                // Nothing else is asked of it yet, so whatever fails means that there is none.
                KeyStoreError::Failed => KeyStoreError::Absent,
                other => other,
            }),
        }
    }

    /// Keeps a key under a name, in place of an earlier one.
    pub(crate) fn put(&self, name: &str, key: &Key) -> Result<(), KeyStoreError> {
        // Text, since the tools of the systems show and move entries as text.
        let text = Zeroizing::new(HEX.encode(key.as_bytes()));
        self.entry(name)?
            .set_secret(text.as_bytes())
            .map_err(|error| told(&error))
    }

    /// The key of a name.
    pub(crate) fn get(&self, name: &str) -> Result<Key, KeyStoreError> {
        let text = self.entry(name)?.get_secret().map_err(|error| told(&error));
        let text = Zeroizing::new(text?);
        let bytes = HEX.decode(&text).map_err(|_| KeyStoreError::NoEntry)?;
        let bytes = Zeroizing::new(bytes);
        Key::from_slice(&bytes).ok_or(KeyStoreError::NoEntry)
    }

    /// Forgets the key of a name; done also when there is none.
    pub(crate) fn remove(&self, name: &str) -> Result<(), KeyStoreError> {
        match self.entry(name)?.delete_credential() {
            Ok(()) | Err(Error::NoEntry) => Ok(()),
            Err(error) => Err(told(&error)),
        }
    }

    fn entry(&self, name: &str) -> Result<Entry, KeyStoreError> {
        self.0
            .build(SERVICE, name, None)
            .map_err(|error| told(&error))
    }
}

/// What the system says is left out: it may name the account.
fn told(error: &Error) -> KeyStoreError {
    match error {
        Error::NoEntry => KeyStoreError::NoEntry,
        Error::NoStorageAccess(_) => KeyStoreError::Locked,
        Error::NoDefaultStore => KeyStoreError::Absent,
        _ => KeyStoreError::Failed,
    }
}
