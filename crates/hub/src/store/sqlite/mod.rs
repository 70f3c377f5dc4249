//! The hub in a sealed file.

mod dump;
mod logs;
mod realms;
mod revoked;
mod rows;
mod schema;
mod snapshot;
mod take;
mod writer;

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use ledger::{DeviceId, RealmId, Signed, StreamId};
use rusqlite::Connection;
use sync::{Head, HeadsAfter, HubHas, Mark, REALM_LOG, Status, Stored};

use super::wake::Wakes;
use super::{
    Apart, Device, Joining, Limit, NewCode, Opened, PageOrDiffers, Realm, Report, Revocations,
    StoreError, StoredCode, Watching,
};
use crate::Secrets;
use crate::intake::{Checked, Offered, Row};
use writer::Workers;

pub(super) use dump::{Dump, OtherTable};
pub use snapshot::Snapshot;

/// So often who waits looks again: a command beside the service writes without a word to it.
const LOOK_AGAIN: Duration = Duration::from_secs(5);
/// From what the key of the file is derived.
const FILE_KEY: &str = "sqlite";

/// The hub in a sealed file (SQLCipher), whose key is derived from the hub's secrets.
pub struct Sqlite {
    workers: Workers,
    secrets: Arc<Secrets>,
    wakes: Wakes,
    file: Option<PathBuf>,
}

impl Sqlite {
    /// Opens the file, and makes it first if there is none. One thread writes and commits together what came together,
    /// one reads. Needs a runtime of tokio.
    pub fn open(file: &Path, secrets: Arc<Secrets>) -> Result<Self, StoreError> {
        let key = secrets.derived(FILE_KEY);
        let writer = schema::open(file, &key)?;
        let reader = schema::open_to_read(file, &key)?;
        Ok(Self {
            workers: Workers::threads(writer, reader)?,
            secrets,
            wakes: Wakes::default(),
            file: Some(file.to_path_buf()),
        })
    }

    /// In memory and without a thread: each call is done when it is first polled, so that a simulation repeats itself.
    pub fn in_memory(secrets: Arc<Secrets>) -> Result<Self, StoreError> {
        Ok(Self {
            workers: Workers::Inline(Mutex::new(schema::in_memory()?)),
            secrets,
            wakes: Wakes::default(),
            file: None,
        })
    }

    /// Works on the writing connection, alone, with transactions of its own.
    pub async fn with<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Connection) -> T + Send + 'static,
    ) -> Result<T, StoreError> {
        self.workers.with(work).await
    }

    /// Writes in a transaction that others may share: what fails leaves nothing, and what is answered is on the disk.
    pub async fn write<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Connection) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, StoreError> {
        self.workers.write(work).await
    }

    /// Reads, in one transaction.
    pub async fn read<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Connection) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, StoreError> {
        self.workers.read(work).await
    }

    /// The hub's own keys, under which secrets in the database are wrapped.
    pub fn secrets(&self) -> &Arc<Secrets> {
        &self.secrets
    }

    /// The file; `None` in memory.
    pub fn file(&self) -> Option<&Path> {
        self.file.as_deref()
    }

    /// Writes a copy of the whole file under the same key, while the hub goes on.
    pub async fn back_up(&self, to: &Path) -> Result<(), StoreError> {
        let to = to.to_str().map(str::to_owned);
        let to = to.ok_or_else(|| StoreError::Failed("no name for a file".to_owned()))?;
        let copied = self
            .with(move |db| db.execute("VACUUM INTO ?1", [to]))
            .await?;
        copied?;
        Ok(())
    }

    /// All that is here at this moment.
    pub async fn snapshot(&self) -> Result<Snapshot, StoreError> {
        self.read(snapshot::take).await
    }

    /// Goes back to what was there then.
    pub async fn restore(&self, snapshot: Snapshot) -> Result<(), StoreError> {
        self.write(|db| snapshot::restore(db, snapshot)).await
    }
}

/// The methods of [`Store`](super::Store).
#[expect(missing_docs, reason = "they are documented there")]
impl Sqlite {
    pub async fn realms(&self) -> Result<Vec<Realm>, StoreError> {
        let secrets = self.secrets.clone();
        self.read(move |db| realms::every(db, &secrets)).await
    }

    pub async fn realm(&self, realm: RealmId) -> Result<Option<Realm>, StoreError> {
        let secrets = self.secrets.clone();
        self.read(move |db| realms::find(db, &secrets, realm)).await
    }

    pub async fn open_realm(&self, realm: Realm) -> Result<(), StoreError> {
        let secrets = self.secrets.clone();
        self.write(move |db| realms::open(db, &secrets, &realm))
            .await
    }

    pub async fn close_realm(&self, realm: RealmId) -> Result<(), StoreError> {
        self.write(move |db| realms::close(db, realm)).await?;
        self.sweep().await;
        self.wakes.wake(realm, &[]);
        Ok(())
    }

    pub async fn device(
        &self,
        realm: RealmId,
        device: DeviceId,
    ) -> Result<Option<Device>, StoreError> {
        self.read(move |db| {
            realms::check_open(db, realm)?;
            rows::device(db, realm, device)
        })
        .await
    }

    pub async fn devices(&self, realm: RealmId) -> Result<Vec<Device>, StoreError> {
        self.read(move |db| {
            realms::check_open(db, realm)?;
            rows::devices(db, realm)
        })
        .await
    }

    pub async fn join(&self, realm: RealmId, joining: Joining) -> Result<Device, StoreError> {
        let joined = self.write(move |db| take::join(db, realm, &joining)).await;
        self.wakes.wake(realm, &[]);
        joined
    }

    pub async fn admit(&self, realm: RealmId, device: DeviceId) -> Result<Device, StoreError> {
        let admitted = self.write(move |db| take::admit(db, realm, device)).await;
        self.wakes.wake(realm, &[]);
        admitted
    }

    pub async fn revoke(&self, realm: RealmId, device: DeviceId) -> Result<Device, StoreError> {
        let revoked = self
            .write(move |db| revoked::revoke(db, realm, device))
            .await;
        self.wakes.wake(realm, &[REALM_LOG]);
        revoked
    }

    pub async fn revoke_from(&self, realm: RealmId, word: Revocations) -> Result<(), StoreError> {
        let grown = self
            .write(move |db| revoked::revoke_from(db, realm, &word))
            .await?;
        if grown {
            self.wakes.wake(realm, &[]);
        }
        Ok(())
    }

    pub async fn revocations(&self, realm: RealmId) -> Result<Vec<(DeviceId, u64)>, StoreError> {
        self.read(move |db| {
            realms::check_open(db, realm)?;
            revoked::every(db, realm)
        })
        .await
    }

    pub async fn second_histories(&self, realm: RealmId) -> Result<Vec<Signed>, StoreError> {
        self.read(move |db| {
            realms::check_open(db, realm)?;
            revoked::second_histories(db, realm, None)
        })
        .await
    }

    pub async fn add_code(&self, code: NewCode) -> Result<(), StoreError> {
        let secrets = self.secrets.clone();
        self.write(move |db| realms::add_code(db, &secrets, &code))
            .await
    }

    pub async fn code(&self, id: [u8; 16], now_ms: i64) -> Result<Option<StoredCode>, StoreError> {
        let secrets = self.secrets.clone();
        self.read(move |db| realms::code(db, &secrets, id, now_ms))
            .await
    }

    pub async fn use_code(&self, id: [u8; 16], device: DeviceId) -> Result<bool, StoreError> {
        self.write(move |db| realms::use_code(db, id, device)).await
    }

    pub async fn has(&self, realm: RealmId, stream: StreamId) -> Result<HubHas, StoreError> {
        self.read(move |db| logs::has(db, realm, stream)).await
    }

    pub async fn take(
        &self,
        realm: RealmId,
        offer: Opened,
        now_ms: i64,
    ) -> Result<Stored, StoreError> {
        let secrets = self.secrets.clone();
        let read = move || Offered::read(realm, offer, &secrets);
        let offered = self.workers.compute(read).await?;
        let before = move |db: &Connection| {
            let before = take::before(db, &offered)?;
            Ok((offered, before))
        };
        let (offered, before) = self.read(before).await?;
        let cores = self.workers.cores();
        let check = move || Checked::new(offered, &before, cores);
        let checked = self.workers.compute(check).await?;
        let taken = self.write(move |db| take::take(db, checked, now_ms)).await;
        let (stored, grown) = taken?;
        if grown.contains(&REALM_LOG) {
            self.sweep().await;
        }
        if !grown.is_empty() {
            self.wakes.wake(realm, &grown);
        }
        Ok(stored)
    }

    pub async fn page(
        &self,
        realm: RealmId,
        stream: StreamId,
        marks: Vec<Mark>,
        limit: Limit,
    ) -> Result<PageOrDiffers, StoreError> {
        let secrets = self.secrets.clone();
        self.read(move |db| logs::page(db, &secrets, (realm, stream), &marks, limit))
            .await
    }

    pub async fn heads(&self, realm: RealmId, after: HeadsAfter) -> Result<Vec<Head>, StoreError> {
        self.read(move |db| logs::heads(db, realm, &after)).await
    }

    pub async fn kept_apart(&self, realm: RealmId) -> Result<Vec<Apart>, StoreError> {
        self.read(move |db| {
            realms::check_open(db, realm)?;
            rows::kept_apart(db, realm)
        })
        .await
    }

    pub async fn report(
        &self,
        realm: RealmId,
        device: DeviceId,
        status: Status,
        now_ms: i64,
    ) -> Result<(), StoreError> {
        let report = Report {
            device,
            at_ms: now_ms,
            status,
        };
        self.write(move |db| realms::report(db, realm, &report))
            .await
    }

    pub async fn reports(&self, realm: RealmId) -> Result<Vec<Report>, StoreError> {
        self.read(move |db| realms::reports(db, realm)).await
    }

    pub fn watching(&self, realm: RealmId, stream: Option<StreamId>) -> Watching {
        self.wakes.watching((realm, stream), LOOK_AGAIN)
    }

    pub async fn changed(&self, realm: RealmId, within: Duration) {
        self.watching(realm, None).changed(within).await;
    }
}

impl Sqlite {
    /// All of a realm but its logs.
    pub(super) async fn dump(&self, realm: RealmId) -> Result<Dump, StoreError> {
        self.read(move |db| dump::all(db, realm)).await
    }

    /// The tables of other topics, with all their rows.
    pub(super) async fn other_tables(&self) -> Result<Vec<OtherTable>, StoreError> {
        self.read(dump::other_tables).await
    }

    /// The next entries of a log after a place.
    pub(super) async fn items(
        &self,
        realm: RealmId,
        stream: StreamId,
        after: u64,
    ) -> Result<Vec<(Mark, Row)>, StoreError> {
        self.read(move |db| dump::items(db, realm, stream, after))
            .await
    }

    /// Moves the write-ahead log into the file and empties it, so that nothing erased lies in it. What a reader keeps
    /// from being moved is moved with the next one.
    pub async fn sweep(&self) {
        let sweep = |db: &mut Connection| {
            let _ = db.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()));
        };
        let _ = self.with(sweep).await;
    }
}
