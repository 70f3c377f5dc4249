//! The keys of a list: where they come from, and how they end.

use std::fmt::Write as _;
use std::fs;
use std::sync::mpsc;
use std::time::Duration;

use jiff::civil::Date;
use ledger::{DatabaseKey, RealmId, StreamId};
use rand_core::OsRng;
use sha2::{Digest, Sha256};
use vault::{
    About, Cost, Kept, Key, KeyFile, NewSlot, Opened, Passphrase, PlannedShelter, Public, Purpose,
    RecoveryPublic, Role, Secrets, SystemKeyStore, Tokens,
};

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

    /// As the list's folder keeps them, for whoever can open the list.
    pub(crate) fn kept(folder: &Folder, key: &Key) -> Result<Self, DeskError> {
        let kept = Kept::load(&Kept::beside(&folder.ledger()), key)?;
        Ok(Self::of(&kept.opened))
    }

    /// Makes keyed hashes of what recognises people.
    pub(crate) fn tokens(&self) -> Tokens {
        Tokens::new(&self.secrets.tokens)
    }

    /// The realm of the list; training has one of its own, so that nothing of it can be taken in as real.
    pub(crate) fn realm(&self, training: bool) -> RealmId {
        if training {
            RealmId(hash(&[b"kazashi.training.1", &self.public.realm]))
        } else {
            RealmId(self.public.realm)
        }
    }

    /// The key under which lists travel between PCs; another one for training.
    pub(crate) fn bundles(&self, training: bool) -> Key {
        if training {
            let half = |name: &[u8]| hash(&[name, self.secrets.bundles.as_bytes()]);
            let mut bytes = [0; 32];
            bytes[..16].copy_from_slice(&half(b"kazashi.training.bundles.1"));
            bytes[16..].copy_from_slice(&half(b"kazashi.training.bundles.2"));
            Key::from_bytes(&bytes)
        } else {
            self.secrets.bundles.clone()
        }
    }

    fn passphrase(&self) -> Passphrase {
        let token = self.tokens().other("database", &[&self.public.realm]);
        Passphrase::typed(&zeroize::Zeroizing::new(hex(&token)))
    }
}

/// The stream of a shelter: as planned, else made from realm and name, so that two PCs in one
/// gymnasium that never met write into the same one.
pub(crate) fn stream_of(keys: &Keys, planned: Option<&PlannedShelter>, name: &str) -> StreamId {
    if let Some(planned) = planned {
        return StreamId(planned.stream);
    }
    let name = shelter::search::fold::text(name);
    StreamId(hash(&[
        b"kazashi.shelter.1",
        &keys.public.realm,
        name.as_bytes(),
    ]))
}

/// What a package made on the spot says of itself.
pub(crate) fn on_the_spot(today: Date) -> About {
    About {
        city_name: "準備なしで開設".to_owned(),
        // No municipality has this code; its check digit is right.
        city_code: "000001".to_owned(),
        name: "準備なしで開設".to_owned(),
        edition: 1,
        created: today,
        exercise: false,
        roles: vec![Role {
            role: "keeper".to_owned(),
            title: "避難所の管理者".to_owned(),
        }],
        shelters: Vec::new(),
    }
}

/// A new key for a new list, wrapped for every code of the package, for the city, and for this account of the PC.
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
        label: "開設したコード",
        passphrase: typed,
        cost: Cost::USUAL,
    };
    file.add_slot(&key, opener, &mut OsRng)?;
    let public = RecoveryPublic::from_bytes(keys.public.recovery_key);
    file.add_slot(&key, NewSlot::Recovery { public: &public }, &mut OsRng)?;
    file.save(&folder.key_file())?;
    let (wrapped, key_of_list) = (file, key.clone());
    // Where there is a key store, a restart needs nobody's code; where there is none, the code is asked for.
    let path = folder.key_file();
    let _ = in_time(move || {
        let mut file = wrapped;
        let store = SystemKeyStore::connect()?;
        file.add_slot(&key, NewSlot::KeyStore { store: &store }, &mut OsRng)?;
        Ok(file.save(&path)?)
    });
    Ok(key_of_list)
}

pub(crate) fn from_package(folder: &Folder, keys: &Keys) -> Result<Key, DeskError> {
    let file = KeyFile::load(&folder.key_file(), Purpose::Database)?;
    Ok(file.open_with(&keys.passphrase())?)
}

/// The key of a list for its ledger.
pub(crate) fn of_database(key: &Key) -> DatabaseKey {
    DatabaseKey::new(*key.as_bytes())
}

pub(crate) fn from_key_store(folder: &Folder) -> Result<Key, DeskError> {
    let path = folder.key_file();
    in_time(move || {
        let file = KeyFile::load(&path, Purpose::Database)?;
        Ok(file.open_with_keystore(&SystemKeyStore::connect()?)?)
    })
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
    let gone = |file: &std::path::Path| match fs::remove_file(file) {
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

fn hash(parts: &[&[u8]]) -> [u8; 16] {
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
