//! The key of a ledger: made, found again, destroyed.

use std::fs;
use std::io::ErrorKind;
use std::path::Path;
use std::sync::mpsc;
use std::time::Duration;

use ledger::DatabaseKey;
use rand_core::OsRng;
use vault::{
    Cost, Key, KeyFile, KeyStoreError, NewSlot, Passphrase, Purpose, RecoveryPublic, SystemKeyStore,
};

use crate::{CustodyError, Keys};

/// Longer, and the key store is asking somebody something: then the code is asked for instead.
const KEY_STORE_PATIENCE: Duration = Duration::from_secs(3);

/// A new key, wrapped for every code of the package, for the city, and for this account of the PC.
///
/// `typed` is the code that opened the package, so that the command line opens the ledger by it; `label` says so.
pub fn make(
    key_file: &Path,
    keys: &Keys,
    typed: &Passphrase,
    label: &str,
) -> Result<Key, CustodyError> {
    let key = Key::generate(&mut OsRng);
    let passphrase = keys.passphrase();
    let first = NewSlot::Passphrase {
        label: "起動コード",
        passphrase: &passphrase,
        cost: Cost::USUAL,
    };
    let mut file = KeyFile::create(Purpose::Database, &key, first, &mut OsRng)?;
    let opener = NewSlot::Passphrase {
        label,
        passphrase: typed,
        cost: Cost::USUAL,
    };
    file.add_slot(&key, opener, &mut OsRng)?;
    let public = RecoveryPublic::from_bytes(keys.public.recovery_key);
    file.add_slot(&key, NewSlot::Recovery { public: &public }, &mut OsRng)?;
    file.save(key_file)?;
    let (wrapped, key_of_ledger) = (file, key.clone());
    // Where there is a key store, a restart needs nobody's code; where there is none, the code is asked for.
    let path = key_file.to_path_buf();
    let _ = in_time(move || {
        let mut file = wrapped;
        let store = SystemKeyStore::connect()?;
        file.add_slot(&key, NewSlot::KeyStore { store: &store }, &mut OsRng)?;
        Ok(file.save(&path)?)
    });
    Ok(key_of_ledger)
}

/// By a code of the package.
pub fn from_package(key_file: &Path, keys: &Keys) -> Result<Key, CustodyError> {
    let file = KeyFile::load(key_file, Purpose::Database)?;
    Ok(file.open_with(&keys.passphrase())?)
}

/// By this account of the PC, without anybody's code.
pub fn from_key_store(key_file: &Path) -> Result<Key, CustodyError> {
    let path = key_file.to_path_buf();
    in_time(move || {
        let file = KeyFile::load(&path, Purpose::Database)?;
        Ok(file.open_with_keystore(&SystemKeyStore::connect()?)?)
    })
}

/// As the ledger takes it.
pub fn of_ledger(key: &Key) -> DatabaseKey {
    DatabaseKey::new(*key.as_bytes())
}

/// Destroys the keys first, then the files: what may be left of a file on the disk opens for nobody any more.
pub fn destroy(key_file: &Path, folder: &Path) -> Result<(), CustodyError> {
    if let Ok(file) = KeyFile::load(key_file, Purpose::Database) {
        let forgotten = in_time(move || {
            let store = SystemKeyStore::connect()?;
            Ok(file.forget_in_keystore(&store)?)
        });
        // Without a key store nothing is in it.
        drop(forgotten);
    }
    match fs::remove_file(key_file) {
        Err(error) if error.kind() != ErrorKind::NotFound => {
            return Err(CustodyError::file(key_file)(error));
        }
        _ => {}
    }
    fs::remove_dir_all(folder).map_err(CustodyError::file(folder))
}

/// A key store may wait for somebody to type a password into a window that nobody sees.
fn in_time<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, CustodyError> + Send + 'static,
) -> Result<T, CustodyError> {
    let (sender, receiver) = mpsc::channel();
    std::thread::spawn(move || {
        let _ = sender.send(work());
    });
    receiver
        .recv_timeout(KEY_STORE_PATIENCE)
        .unwrap_or(Err(CustodyError::KeyStore(KeyStoreError::Absent)))
}
