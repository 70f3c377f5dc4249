//! The keys of an election on this PC: where they come from, and how they end.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::sync::mpsc;
use std::time::Duration;

use ledger::{DatabaseKey, RealmId, StreamId};
use polling::plain::{BoothId, ElectorId};
use rand_core::OsRng;
use sha2::{Digest, Sha256};
use vault::{
    Cost, Key, KeyFile, NewSlot, Opened, Passphrase, Public, Purpose, RecoveryPublic, Secrets,
    SystemKeyStore, Tokens,
};
use zeroize::Zeroizing;

use crate::{DeskError, Folder};

/// Longer, and the key store is asking somebody something: then the code is asked for instead.
const KEY_STORE_PATIENCE: Duration = Duration::from_secs(3);

/// What an opened package gives the desk.
#[derive(Clone)]
pub struct Keys {
    pub(crate) public: Public,
    pub(crate) secrets: Secrets,
}

impl Keys {
    pub(crate) fn of(opened: &Opened) -> Self {
        Self {
            public: opened.public.clone(),
            secrets: opened.secrets.clone(),
        }
    }

    /// Makes keyed hashes of what names electors and people at the desk.
    pub(crate) fn tokens(&self) -> Tokens {
        Tokens::new(&self.secrets.tokens)
    }

    /// The realm of the election; training has one of its own, so that nothing of it can be taken in as real.
    pub(crate) fn realm(&self, training: bool) -> RealmId {
        if training {
            RealmId(hash(&[b"kazashi.training.1", &self.public.realm]))
        } else {
            RealmId(self.public.realm)
        }
    }

    /// The key under which the ledger travels between booths; another one for training.
    pub(crate) fn bundles(&self, training: bool) -> Key {
        if training {
            keyed(&self.secrets.bundles, "training.bundles")
        } else {
            self.secrets.bundles.clone()
        }
    }

    /// What all booths and the authority of an election know, and nobody else: for codes that are read aloud.
    pub(crate) fn voice(&self) -> Zeroizing<[u8; 32]> {
        Zeroizing::new(*keyed(&self.secrets.tokens, "voice").as_bytes())
    }

    /// Under which the list of early voters is signed, the same at all booths and polling stations.
    pub(crate) fn freezing(&self) -> Zeroizing<[u8; 32]> {
        Zeroizing::new(*keyed(&self.secrets.tokens, "freezing").as_bytes())
    }

    fn passphrase(&self) -> Passphrase {
        let token = self.tokens().other("database", &[&self.public.realm]);
        Passphrase::typed(&Zeroizing::new(hex(&token)))
    }
}

/// Under which name events speak of an elector: the same at all booths of the election, and nothing without the key.
pub(crate) fn elector_id(tokens: &Tokens, number: &str) -> ElectorId {
    ElectorId(tokens.other("elector", &[number.as_bytes()]))
}

/// The stream of a booth: the same on all its PCs.
pub(crate) fn stream_of(realm: RealmId, booth: &BoothId) -> StreamId {
    let name = booth.as_str().as_bytes();
    StreamId(hash(&[b"kazashi.booth.1", &realm.0, name]))
}

/// A new key for a new election, wrapped for every code of the package, for the city, and for this account of the PC.
pub(crate) fn make(folder: &Folder, keys: &Keys, typed: &Passphrase) -> Result<Key, DeskError> {
    let key = Key::generate(&mut OsRng);
    let passphrase = keys.passphrase();
    let first = NewSlot::Passphrase {
        label: "起動コード",
        passphrase: &passphrase,
        cost: Cost::USUAL,
    };
    let mut file = KeyFile::create(Purpose::Database, &key, first, &mut OsRng)?;
    let opener = NewSlot::Passphrase {
        label: "設定したコード",
        passphrase: typed,
        cost: Cost::USUAL,
    };
    file.add_slot(&key, opener, &mut OsRng)?;
    let public = RecoveryPublic::from_bytes(keys.public.recovery_key);
    file.add_slot(&key, NewSlot::Recovery { public: &public }, &mut OsRng)?;
    file.save(&folder.key_file())?;
    let (wrapped, key_of_desk) = (file, key.clone());
    // Where there is a key store, a restart needs nobody's code; where there is none, the code is asked for.
    let path = folder.key_file();
    let _ = in_time(move || {
        let mut file = wrapped;
        let store = SystemKeyStore::connect()?;
        file.add_slot(&key, NewSlot::KeyStore { store: &store }, &mut OsRng)?;
        Ok(file.save(&path)?)
    });
    Ok(key_of_desk)
}

pub(crate) fn from_package(folder: &Folder, keys: &Keys) -> Result<Key, DeskError> {
    let file = KeyFile::load(&folder.key_file(), Purpose::Database)?;
    Ok(file.open_with(&keys.passphrase())?)
}

pub(crate) fn from_key_store(folder: &Folder) -> Result<Key, DeskError> {
    let path = folder.key_file();
    in_time(move || {
        let file = KeyFile::load(&path, Purpose::Database)?;
        Ok(file.open_with_keystore(&SystemKeyStore::connect()?)?)
    })
}

/// The key of the ledger.
pub(crate) fn of_ledger(key: &Key) -> DatabaseKey {
    DatabaseKey::new(*key.as_bytes())
}

/// The key of the roll.
pub(crate) fn of_roll(key: &Key) -> Key {
    keyed(key, "roll")
}

/// The key of the claims.
pub(crate) fn of_claims(key: &Key) -> Key {
    keyed(key, "claims")
}

/// Destroys the keys first, then the files: what may be left of a file on the disk opens for nobody any more.
pub(crate) fn destroy(folder: &Folder) -> Result<(), DeskError> {
    let path = folder.key_file();
    if let Ok(file) = KeyFile::load(&path, Purpose::Database) {
        let forgotten = in_time(move || {
            let store = SystemKeyStore::connect()?;
            Ok(file.forget_in_keystore(&store)?)
        });
        // Without a key store nothing is in it.
        drop(forgotten);
    }
    let gone = |file: &Path| match fs::remove_file(file) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            Err(DeskError::file(file)(error))
        }
        _ => Ok(()),
    };
    gone(&path)?;
    let root = folder.root();
    fs::remove_dir_all(&root).map_err(DeskError::file(&root))
}

/// A key store may wait for somebody to type a password into a window that nobody sees.
fn in_time<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, DeskError> + Send + 'static,
) -> Result<T, DeskError> {
    let (sender, receiver) = mpsc::channel();
    std::thread::spawn(move || {
        let _ = sender.send(work());
    });
    receiver
        .recv_timeout(KEY_STORE_PATIENCE)
        .unwrap_or(Err(DeskError::KeyStore(vault::KeyStoreError::Absent)))
}

/// Another key of 256 bits for one purpose.
fn keyed(key: &Key, purpose: &str) -> Key {
    let tokens = Tokens::new(key);
    let mut bytes = Zeroizing::new([0; 32]);
    for (half, number) in bytes.chunks_exact_mut(16).zip([b"1", b"2"]) {
        half.copy_from_slice(&tokens.other("key", &[purpose.as_bytes(), number]));
    }
    Key::from_bytes(&bytes)
}

pub(crate) fn hash(parts: &[&[u8]]) -> [u8; 16] {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update((part.len() as u64).to_be_bytes());
        hash.update(part);
    }
    let mut first = [0; 16];
    first.copy_from_slice(&hash.finalize()[..16]);
    first
}

/// Lower-case hexadecimal digits.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}
