//! Opening a ledger with what lies beside it and what was typed.

use std::path::Path;

use ledger::{ActorId, DatabaseKey, Ledger, Now, Unprojected};
use vault::{CityKeys, Kept, Key, KeyFile, KeyFileError, Purpose, SlotKind, SystemKeyStore};

use crate::failure::{Failure, OrFail};
use crate::ledger_args::KeySource;
use crate::passphrase_input::Lines;

/// Events that the command line adds are nobody's in particular.
pub(super) const ACTOR: ActorId = ActorId([0; 8]);

/// A ledger, and the key of its file.
pub(super) struct Opened {
    pub ledger: Ledger<Unprojected>,
    pub key: Key,
}

impl Opened {
    pub fn open(file: &Path, source: &KeySource) -> Result<Self, Failure> {
        let key = key_of(file, source)?;
        Self::with_key(file, key)
    }

    pub fn with_key(file: &Path, key: Key) -> Result<Self, Failure> {
        let ledger = Ledger::open(file, &database_key(&key), Unprojected).or_fail()?;
        Ok(Self { ledger, key })
    }

    /// The activation package that was kept beside the ledger.
    pub fn kept(&self) -> Result<Kept, Failure> {
        Kept::load(&Kept::beside(self.ledger.file()), &self.key).or_fail()
    }
}

/// The key of a ledger or backup, by its key file.
pub(in crate::commands) fn key_of(file: &Path, source: &KeySource) -> Result<Key, Failure> {
    let key_file = KeyFile::load(&KeyFile::beside(file), Purpose::Database).or_fail()?;
    if source.key_store {
        let mut slots = key_file.slots();
        if !slots.any(|slot| slot.kind == SlotKind::KeyStore) {
            // Said before the store is asked, which may not even be there.
            return Err(Failure::from(&KeyFileError::NoSlot));
        }
        let store = SystemKeyStore::connect().or_fail()?;
        return key_file.open_with_keystore(&store).or_fail();
    }
    let passphrase = Lines::of_stdin()?.passphrase()?;
    let Some(city_key) = &source.city_key else {
        return key_file.open_with(&passphrase).or_fail();
    };
    let city = KeyFile::load(city_key, Purpose::City).or_fail()?;
    let city = CityKeys::from_secret(city.open_with(&passphrase).or_fail()?);
    key_file.open_with_recovery(city.recovery()).or_fail()
}

pub(super) fn database_key(key: &Key) -> DatabaseKey {
    DatabaseKey::new(*key.as_bytes())
}

/// The wall clock only: the command line does not run long enough to compare clocks.
pub(super) fn now() -> Now {
    Now {
        wall_ms: jiff::Timestamp::now().as_millisecond(),
        boot: [0; 8],
        mono_ms: 0,
    }
}
