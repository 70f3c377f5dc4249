//! The hub on PostgreSQL (15 or later), or on a database that speaks its language.

mod connect;
mod error;
mod known;
mod listen;
mod load;
mod logs;
mod migrate;
mod others;
mod realms;
mod revoked;
mod rows;
mod take;

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

use deadpool_postgres::{Client, Pool, Transaction};
use ledger::{DeviceId, RealmId, Signed, StreamId};
use sync::{Head, HeadsAfter, HubHas, Mark, REALM_LOG, Status, Stored};
use tokio::task::spawn_blocking;
use tokio::time::sleep;
use tokio::try_join;

use super::{
    Apart, Device, Joining, Limit, NewCode, Opened, PageOrDiffers, Realm, Report, Revocations,
    StoreError, StoredCode, Watching,
};
use crate::Secrets;
use crate::intake::{Checked, Offered, cores};
use connect::Route;
use listen::Messages;

pub use connect::PostgresSettings;

/// How often something is tried that another transaction, or a failover, was in the way of.
const TRIES: u32 = 5;

/// The hub on PostgreSQL. Any number of processes may serve one database.
pub struct Postgres {
    route: Route,
    events: Pool,
    claims: Pool,
    secrets: Arc<Secrets>,
    messages: Messages,
}

/// Tries again what left nothing.
macro_rules! again {
    ($call:expr) => {{
        let mut tries = 1;
        loop {
            match $call.await {
                Err(StoreError::Busy) if tries < TRIES => {
                    sleep(Duration::from_millis(10 << tries)).await;
                    tries += 1;
                }
                done => break done,
            }
        }
    }};
}

/// Works in a transaction of its own, and again where another one was in the way.
macro_rules! transact {
    ($self:ident, |$transaction:ident| $work:expr) => {{
        let once = async || {
            let mut client = $self.client().await?;
            let $transaction = client.transaction().await?;
            let done = $work.await?;
            $self.commit($transaction).await?;
            Ok::<_, StoreError>(done)
        };
        again!(once())
    }};
}

impl Postgres {
    /// Connects, and brings the tables up to what this program knows. Needs a runtime of tokio.
    pub async fn connect(
        settings: &PostgresSettings,
        secrets: Arc<Secrets>,
    ) -> Result<Self, StoreError> {
        let route = Route::new(settings)?;
        let events = route.pool(settings.connections)?;
        let claims = route.pool(settings.claim_connections)?;
        let messages = Messages::start(route.clone(), events.clone());
        let store = Self {
            route,
            events,
            claims,
            secrets,
            messages,
        };
        let migrate = async || {
            let mut client = store.client().await?;
            migrate::migrate(&mut client).await
        };
        again!(migrate())?;
        Ok(store)
    }

    /// Connections for events and pages.
    pub fn pool(&self) -> &Pool {
        &self.events
    }

    /// Connections for claims, which never wait behind events.
    pub fn claim_pool(&self) -> &Pool {
        &self.claims
    }

    /// The hub's own keys, under which secrets in the database are wrapped.
    pub fn secrets(&self) -> &Arc<Secrets> {
        &self.secrets
    }

    /// Commits. [`StoreError::Unknown`] when the server did not say so, or did not wait for its standby.
    pub async fn commit(&self, transaction: Transaction<'_>) -> Result<(), StoreError> {
        let doubts = self.route.doubts();
        transaction.commit().await.map_err(error::of_commit)?;
        if self.route.doubts() == doubts {
            Ok(())
        } else {
            Err(StoreError::Unknown)
        }
    }

    async fn client(&self) -> Result<Client, StoreError> {
        Ok(self.events.get().await?)
    }
}

/// The methods of [`Store`](super::Store).
#[expect(missing_docs, reason = "they are documented there")]
impl Postgres {
    pub async fn realms(&self) -> Result<Vec<Realm>, StoreError> {
        realms::every(&self.client().await?, &self.secrets).await
    }

    pub async fn realm(&self, realm: RealmId) -> Result<Option<Realm>, StoreError> {
        realms::find(&self.client().await?, &self.secrets, realm).await
    }

    pub async fn open_realm(&self, realm: Realm) -> Result<(), StoreError> {
        transact!(self, |db| realms::open(&db, &self.secrets, &realm))
    }

    pub async fn close_realm(&self, realm: RealmId) -> Result<(), StoreError> {
        transact!(self, |db| realms::close(&db, realm))?;
        self.messages.wake(realm, Vec::new());
        Ok(())
    }

    pub async fn device(
        &self,
        realm: RealmId,
        device: DeviceId,
    ) -> Result<Option<Device>, StoreError> {
        let client = self.client().await?;
        let ids = [device];
        let ((), mut found) = try_join!(
            realms::check_open(&client, realm),
            rows::devices(&client, realm, &ids),
        )?;
        Ok(found.remove(&device))
    }

    pub async fn devices(&self, realm: RealmId) -> Result<Vec<Device>, StoreError> {
        let client = self.client().await?;
        realms::check_open(&client, realm).await?;
        let columns = rows::DEVICE;
        let sql = format!("SELECT {columns} FROM device WHERE realm = $1 ORDER BY id");
        let found = rows::ask(&client, &sql, &[&&realm.0[..]]).await?;
        found.iter().map(rows::read_device).collect()
    }

    pub async fn join(&self, realm: RealmId, joining: Joining) -> Result<Device, StoreError> {
        let joined = transact!(self, |db| take::join(&db, realm, &joining))?;
        self.messages.wake(realm, Vec::new());
        Ok(joined)
    }

    pub async fn admit(&self, realm: RealmId, device: DeviceId) -> Result<Device, StoreError> {
        let admitted = transact!(self, |db| take::admit(&db, realm, device))?;
        self.messages.wake(realm, Vec::new());
        Ok(admitted)
    }

    pub async fn revoke(&self, realm: RealmId, device: DeviceId) -> Result<Device, StoreError> {
        let revoked = transact!(self, |db| revoked::revoke(&db, realm, device))?;
        self.messages.wake(realm, vec![REALM_LOG]);
        Ok(revoked)
    }

    pub async fn revoke_from(&self, realm: RealmId, word: Revocations) -> Result<(), StoreError> {
        if transact!(self, |db| revoked::revoke_from(&db, realm, &word))? {
            self.messages.wake(realm, Vec::new());
        }
        Ok(())
    }

    pub async fn revocations(&self, realm: RealmId) -> Result<Vec<(DeviceId, u64)>, StoreError> {
        let client = self.client().await?;
        realms::check_open(&client, realm).await?;
        revoked::every(&client, realm).await
    }

    pub async fn second_histories(&self, realm: RealmId) -> Result<Vec<Signed>, StoreError> {
        let client = self.client().await?;
        realms::check_open(&client, realm).await?;
        revoked::second_histories(&client, realm, None).await
    }

    pub async fn add_code(&self, code: NewCode) -> Result<(), StoreError> {
        realms::add_code(&self.client().await?, &self.secrets, &code).await
    }

    pub async fn code(&self, id: [u8; 16], now_ms: i64) -> Result<Option<StoredCode>, StoreError> {
        realms::code(&self.client().await?, &self.secrets, id, now_ms).await
    }

    pub async fn use_code(&self, id: [u8; 16], device: DeviceId) -> Result<bool, StoreError> {
        again!(async { realms::use_code(&self.client().await?, id, device).await })
    }

    pub async fn has(&self, realm: RealmId, stream: StreamId) -> Result<HubHas, StoreError> {
        logs::has(&self.client().await?, realm, stream).await
    }

    pub async fn take(
        &self,
        realm: RealmId,
        offer: Opened,
        now_ms: i64,
    ) -> Result<Stored, StoreError> {
        let secrets = self.secrets.clone();
        let offered = compute(move || Offered::read(realm, offer, &secrets)).await?;
        let ahead = async || known::ahead(&self.client().await?, &offered).await;
        let ahead = again!(ahead())?;
        let (streams, erases) = (ahead.streams, ahead.erases);
        let before = ahead.before;
        let check = move || Checked::new(offered, &before, cores());
        let checked = compute(check).await?;
        let (stored, grown) = self.write(checked, &streams, erases, now_ms).await?;
        if !grown.is_empty() {
            self.messages.wake(realm, grown);
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
        let client = self.client().await?;
        logs::page(&client, &self.secrets, (realm, stream), &marks, limit).await
    }

    pub async fn heads(&self, realm: RealmId, after: HeadsAfter) -> Result<Vec<Head>, StoreError> {
        logs::heads(&self.client().await?, realm, &after).await
    }

    pub async fn kept_apart(&self, realm: RealmId) -> Result<Vec<Apart>, StoreError> {
        let client = self.client().await?;
        realms::check_open(&client, realm).await?;
        rows::kept_apart(&client, realm).await
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
        realms::report(&self.client().await?, realm, &report).await
    }

    pub async fn reports(&self, realm: RealmId) -> Result<Vec<Report>, StoreError> {
        realms::reports(&self.client().await?, realm).await
    }

    pub fn watching(&self, realm: RealmId, stream: Option<StreamId>) -> Watching {
        self.messages.watching(realm, stream)
    }

    pub async fn changed(&self, realm: RealmId, within: Duration) {
        self.watching(realm, None).changed(within).await;
    }
}

impl Postgres {
    async fn write(
        &self,
        checked: Checked,
        streams: &BTreeSet<StreamId>,
        erases: bool,
        now_ms: i64,
    ) -> Result<(Stored, Vec<StreamId>), StoreError> {
        let mut client = self.client().await?;
        let transaction = client.transaction().await?;
        let taken = take::take(&transaction, checked, streams, erases, now_ms).await?;
        self.commit(transaction).await?;
        Ok(taken)
    }
}

/// Calculates where that holds up nobody else.
async fn compute<T: Send + 'static>(
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, StoreError> {
    let done = spawn_blocking(work).await;
    done.map_err(|_| StoreError::Failed("a thread ended".to_owned()))
}
