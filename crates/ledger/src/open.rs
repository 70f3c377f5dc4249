//! Making and opening the file.

use std::collections::BTreeSet;
use std::path::Path;

use ed25519_dalek::SigningKey;
use rand_core::CryptoRngCore;
use rusqlite::{Connection, OptionalExtension, params};
use sealed_file::{NotOpened, check_build};
use zeroize::{Zeroize, Zeroizing};

use crate::error::Fault;
use crate::raw::Raw;
use crate::rows::{self, DeviceRow};
use crate::{
    DatabaseKey, DeviceCard, DeviceId, Identity, Ledger, LedgerError, Projection, RealmId,
    StreamId, SubjectId, SubjectKey, place, schema,
};

impl<P: Projection> Ledger<P> {
    /// Makes a ledger in a file that must not be there yet, with a new device key.
    pub fn create(
        file: &Path,
        key: &DatabaseKey,
        identity: &Identity,
        projection: P,
        rng: &mut impl CryptoRngCore,
    ) -> Result<Self, LedgerError> {
        if file.exists() {
            return Err(LedgerError::Exists {
                file: file.to_path_buf(),
            });
        }
        let draft = place::draft_of(file);
        let make = || -> Result<P, Fault> {
            place::remove_database(&draft)?;
            let made = schema::KIND.create(&draft, key.expose());
            let db = made.map_err(|error| not_opened(&draft, error))?;
            schema::set_up(&db)?;
            let raw = Raw::new(&draft, key)?;
            let made = Self::made(db, Some(raw), identity, projection, rng)?;
            // Else all is still in the write-ahead log, and the file itself is empty.
            made.db
                .query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?;
            Ok(made.projection)
        };
        let done = make().and_then(|projection| {
            // The name comes last: a cut or a full disk before that leaves nothing in the way.
            place::take_name(&draft, file)?;
            Ok(projection)
        });
        match done {
            Ok(projection) => Self::open(file, key, projection),
            Err(fault) => {
                let _ = place::remove_database(&draft);
                Err(fault.told(file))
            }
        }
    }

    /// A ledger that is in memory only and never reaches a disk: for training and for tests.
    pub fn in_memory(
        identity: &Identity,
        projection: P,
        rng: &mut impl CryptoRngCore,
    ) -> Result<Self, LedgerError> {
        let make = || -> Result<Self, Fault> {
            let db = Connection::open_in_memory()?;
            check_build(&db).map_err(LedgerError::from)?;
            db.execute_batch("PRAGMA foreign_keys = ON; PRAGMA secure_delete = ON;")?;
            Self::made(db, None, identity, projection, rng)
        };
        make().map_err(|fault| fault.told(Path::new("")))
    }

    fn made(
        db: Connection,
        raw: Option<Raw>,
        identity: &Identity,
        projection: P,
        rng: &mut impl CryptoRngCore,
    ) -> Result<Self, Fault> {
        let signing = SigningKey::generate(&mut *rng);
        let ledger = Self {
            device: DeviceId::of(&signing.verifying_key()),
            realm: identity.realm,
            stream: identity.stream,
            upgrades: projection.upgrades(),
            db,
            file: raw.as_ref().map(|raw| raw.path.clone()).unwrap_or_default(),
            raw,
            signing,
            projection,
            behind: BTreeSet::new(),
        };
        ledger.change(|| {
            schema::make(&ledger.db)?;
            ledger.add_own_device(&ledger.signing, &identity.device_name)?;
            set_meta(&ledger.db, "realm", &identity.realm.0)?;
            set_meta(&ledger.db, "stream", &identity.stream.0)?;
            set_projection(&ledger.db, ledger.projection.version())?;
            let stream_key = SubjectKey::random(rng);
            rows::add_key(&ledger.db, SubjectId(identity.stream.0), &stream_key)?;
            Ok(())
        })?;
        Ok(ledger)
    }

    /// Opens a ledger; projects its events anew if another version of the projection did so last.
    pub fn open(file: &Path, key: &DatabaseKey, projection: P) -> Result<Self, LedgerError> {
        let db = open_database(file, key)?;
        let read = || -> Result<Self, Fault> {
            if is_backup(&db)? {
                let file = file.to_path_buf();
                return Err(LedgerError::IsBackup { file }.into());
            }
            let signing = own_key(&db)?;
            Ok(Self {
                device: DeviceId::of(&signing.verifying_key()),
                realm: RealmId(meta(&db, "realm")?),
                stream: StreamId(meta(&db, "stream")?),
                upgrades: projection.upgrades(),
                file: file.to_path_buf(),
                raw: Some(Raw::new(file, key)?),
                signing,
                projection,
                behind: BTreeSet::new(),
                db,
            })
        };
        let mut ledger = read().map_err(|fault| fault.told(file))?;
        if ledger.projection.projects() {
            if ledger.projected_by()? != Some(ledger.projection.version()) {
                ledger.rebuild()?;
            }
            ledger.settle_opened()?;
        }
        Ok(ledger)
    }

    /// Gives this PC a new device key: after a restore from a backup, or when it is suspended.
    ///
    /// The chain of the old key ends with what is here.
    pub fn renew_device(
        &mut self,
        device_name: &str,
        rng: &mut impl CryptoRngCore,
    ) -> Result<DeviceId, LedgerError> {
        let signing = SigningKey::generate(rng);
        self.change(|| {
            self.db
                .execute("UPDATE device SET private_key = NULL", [])?;
            self.add_own_device(&signing, device_name)
        })?;
        self.device = DeviceId::of(&signing.verifying_key());
        self.signing = signing;
        Ok(self.device)
    }

    pub(crate) fn add_own_device(&self, signing: &SigningKey, name: &str) -> Result<(), Fault> {
        let card = DeviceCard::new(signing, self.realm, self.stream, name);
        let mut private = signing.to_bytes();
        let added = DeviceRow::add(&self.db, &card, Some(&private));
        private.zeroize();
        added.map(|_| ())
    }

    pub(crate) fn projected_by(&self) -> Result<Option<u32>, LedgerError> {
        let find = || -> Result<Option<u32>, Fault> {
            let sql = "SELECT value FROM meta WHERE name = 'projection'";
            Ok(self.db.query_row(sql, [], |row| row.get(0)).optional()?)
        };
        find().map_err(|fault| fault.told(&self.file))
    }
}

/// Opens the file with its key and checks that it is a ledger that this program knows.
pub(crate) fn open_database(file: &Path, key: &DatabaseKey) -> Result<Connection, LedgerError> {
    let opened = schema::KIND.open(file, key.expose(), schema::set_up);
    opened.map_err(|error| not_opened(file, error).told(file))
}

fn not_opened(file: &Path, error: NotOpened) -> Fault {
    let file = file.to_path_buf();
    Fault::Told(match error {
        NotOpened::Missing => LedgerError::Missing { file },
        NotOpened::WrongKey => LedgerError::WrongKey { file },
        NotOpened::Damaged => LedgerError::Damaged { file },
        NotOpened::OtherVersion { found } if found > schema::VERSION => {
            LedgerError::Newer { file, found }
        }
        NotOpened::OtherKind | NotOpened::OtherVersion { .. } => LedgerError::NotALedger { file },
        NotOpened::Unfit(build) => build.into(),
        NotOpened::Sqlite(error) => return Fault::Sqlite(error),
    })
}

/// A backup holds no private key, so that nobody goes on with it beside the ledger it was made of.
fn is_backup(db: &Connection) -> Result<bool, Fault> {
    let sql = "SELECT 1 FROM meta WHERE name = 'backup'";
    Ok(db.query_row(sql, [], |_| Ok(())).optional()?.is_some())
}

fn own_key(db: &Connection) -> Result<SigningKey, Fault> {
    let sql = "SELECT private_key FROM device WHERE private_key IS NOT NULL";
    let private: Zeroizing<[u8; 32]> = Zeroizing::new(db.query_row(sql, [], |row| row.get(0))?);
    Ok(SigningKey::from_bytes(&private))
}

pub(crate) fn meta<const N: usize>(db: &Connection, name: &str) -> Result<[u8; N], Fault> {
    let sql = "SELECT value FROM meta WHERE name = ?1";
    Ok(db.query_row(sql, [name], |row| row.get(0))?)
}

fn set_meta(db: &Connection, name: &str, value: &[u8]) -> Result<(), Fault> {
    set_meta_in(db, "main", name, value)
}

pub(crate) fn set_meta_in(
    db: &Connection,
    schema: &str,
    name: &str,
    value: &[u8],
) -> Result<(), Fault> {
    let sql = format!("INSERT OR REPLACE INTO {schema}.meta (name, value) VALUES (?1, ?2)");
    db.execute(&sql, params![name, value])?;
    Ok(())
}

pub(crate) fn set_projection(db: &Connection, version: u32) -> Result<(), Fault> {
    let sql = "INSERT OR REPLACE INTO meta (name, value) VALUES ('projection', ?1)";
    db.execute(sql, [version])?;
    Ok(())
}

/// Has the next program that knows the projection make the states anew.
pub(crate) fn forget_projection(db: &Connection) -> Result<(), Fault> {
    db.execute("DELETE FROM meta WHERE name = 'projection'", [])?;
    Ok(())
}
