//! Restoring a backup (控えからの復元), always as a new device.

use std::collections::BTreeSet;
use std::path::Path;

use ciborium::Value;
use ed25519_dalek::SigningKey;
use rand_core::CryptoRngCore;
use rusqlite::{Connection, OptionalExtension};
use zeroize::Zeroizing;

use super::{BackupError, check};
use crate::error::Fault;
use crate::open::{meta, open_database};
use crate::rows::DeviceRow;
use crate::{
    ActorId, DatabaseKey, DeviceId, Draft, Ledger, LedgerError, Now, Projection, RealmId, StreamId,
    SubjectId, canonical, durable,
};

/// Kind of the event that closes the chain of the device whose backup was restored.
///
/// Payload, version 1: CBOR array of the old device (16 bytes), the number of its last event here,
/// and that event's hash (32 bytes).
pub const RESTORED_KIND: &str = "device.restored";

/// As what and by whom a backup is restored.
pub struct Restoring<'a> {
    /// What staff call this PC.
    pub device_name: &'a str,
    /// Subjects that are known here to be erased, from whatever ledger or bundle this PC has: the
    /// backup may be older than that.
    pub erased: &'a [SubjectId],
    /// Who does it.
    pub actor: ActorId,
    /// When.
    pub now: Now,
}

impl<P: Projection> Ledger<P> {
    /// Makes a ledger of a backup, in a file that must not be there yet. The backup stays as it is.
    pub fn restore(
        backup: &Path,
        key: &DatabaseKey,
        to: &Path,
        restoring: &Restoring<'_>,
        projection: P,
        rng: &mut impl CryptoRngCore,
    ) -> Result<Self, BackupError> {
        if to.exists() {
            let file = to.to_path_buf();
            return Err(LedgerError::Exists { file }.into());
        }
        let not_written = |problem: std::io::Error| BackupError::of_writing(to, &problem);
        let mut draft = durable::draft(to).map_err(not_written)?;
        let mut source =
            std::fs::File::open(backup).map_err(|problem| unreadable(backup, &problem))?;
        std::io::copy(&mut source, draft.as_file_mut()).map_err(not_written)?;
        let draft = draft.into_temp_path();

        let db = open_database(&draft, key).map_err(|error| of_file(error, backup))?;
        let damaged = |_| LedgerError::Damaged {
            file: backup.to_path_buf(),
        };
        check(&db, "main").map_err(damaged)?;
        let ledger = Self::as_new_device(db, &draft, restoring, projection, rng);
        // Closed, so that all of it is in the one file before it gets its name.
        let Self { db, projection, .. } = ledger.map_err(|error| of_file(error, to))?;
        drop(db);
        let file = std::fs::OpenOptions::new().write(true).open(&draft);
        file.and_then(|file| file.sync_all()).map_err(not_written)?;
        draft
            .persist_noclobber(to)
            .map_err(|it| not_written(it.error))?;
        durable::sync_folder(to).map_err(not_written)?;
        Ok(Self::open(to, key, projection)?)
    }

    fn as_new_device(
        db: Connection,
        file: &Path,
        restoring: &Restoring<'_>,
        projection: P,
        rng: &mut impl CryptoRngCore,
    ) -> Result<Self, LedgerError> {
        let signing = SigningKey::generate(rng);
        let read = || -> Result<(Option<DeviceId>, RealmId, StreamId), Fault> {
            let (realm, stream) = (meta(&db, "realm")?, meta(&db, "stream")?);
            Ok((old_device(&db)?, RealmId(realm), StreamId(stream)))
        };
        let (old, realm, stream) = read().map_err(|fault| fault.told(file))?;
        let mut ledger = Self {
            device: DeviceId::of(&signing.verifying_key()),
            realm,
            stream,
            upgrades: projection.upgrades(),
            db,
            file: file.to_path_buf(),
            raw: None,
            signing,
            projection,
            behind: BTreeSet::new(),
        };
        ledger.change(|| {
            let db = &ledger.db;
            db.execute("UPDATE device SET private_key = NULL", [])?;
            db.execute("DELETE FROM meta WHERE name = 'backup'", [])?;
            ledger.add_own_device(&ledger.signing, restoring.device_name)?;
            for subject in restoring.erased {
                ledger.forget_subject(*subject)?;
            }
            Ok(())
        })?;
        ledger.rebuild()?;
        let closed = ledger.reading(|| closed(&ledger.db, old))?;
        ledger.append(vec![closed], restoring.actor, restoring.now, rng)?;
        ledger.sweep();
        Ok(ledger)
    }
}

/// The device that made the backup; of a bare copy of a ledger, the one whose key is in it.
fn old_device(db: &Connection) -> Result<Option<DeviceId>, Fault> {
    let named = "SELECT value FROM meta WHERE name = 'backup'";
    let held = "SELECT id FROM device WHERE private_key IS NOT NULL";
    for sql in [named, held] {
        let found = db.query_row(sql, [], |row| row.get(0)).optional()?;
        if let Some(device) = found {
            return Ok(Some(DeviceId(device)));
        }
    }
    Ok(None)
}

fn closed(db: &Connection, old: Option<DeviceId>) -> Result<Draft, Fault> {
    let last = match old {
        Some(device) => DeviceRow::find(db, device)?,
        None => None,
    };
    let told = last.map_or(Vec::new(), |last| {
        vec![
            Value::Bytes(last.id.0.to_vec()),
            Value::Integer(last.seq.into()),
            Value::Bytes(last.hash.to_vec()),
        ]
    });
    Ok(Draft {
        kind: RESTORED_KIND.to_owned(),
        version: 1,
        subject: None,
        basis: Vec::new(),
        occurred: None,
        payload: Zeroizing::new(canonical::encode(&Value::Array(told))),
    })
}

fn unreadable(backup: &Path, problem: &std::io::Error) -> BackupError {
    BackupError::Unreadable {
        file: backup.to_path_buf(),
        problem: problem.kind(),
    }
}

/// Puts the name that the operator knows in place of the draft's.
fn of_file(error: LedgerError, name: &Path) -> LedgerError {
    use LedgerError as E;
    let file = name.to_path_buf();
    match error {
        E::Missing { .. } => E::Missing { file },
        E::WrongKey { .. } => E::WrongKey { file },
        E::Damaged { .. } => E::Damaged { file },
        E::NotALedger { .. } => E::NotALedger { file },
        E::Newer { found, .. } => E::Newer { file, found },
        E::DiskFull { .. } => E::DiskFull { file },
        E::Io { problem, .. } => E::Io { file, problem },
        other => other,
    }
}
