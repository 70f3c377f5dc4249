//! The database of a hub: SQLite (SQLCipher) for one shelter's LAN, PostgreSQL for a city or a prefecture.

mod copy;
pub(crate) mod db;
mod numbers;
mod page;
mod postgres;
mod sqlite;
mod types;
mod wake;

pub use copy::{Copied, copy};
pub use postgres::{Postgres, PostgresSettings};
pub use sqlite::{Snapshot, Sqlite};
pub use types::*;
pub use wake::Watching;

use ledger::{DeviceId, RealmId, Signed, StreamId};
use sync::{Head, HeadsAfter, HubHas, Mark, Stored};

/// One of the two.
pub enum Store {
    /// A sealed file.
    Sqlite(Sqlite),
    /// A server, or several that replicate.
    Postgres(Postgres),
}

macro_rules! either {
    ($($(#[$doc:meta])* fn $name:ident($($arg:ident: $type:ty),*) -> $result:ty;)*) => {
        impl Store { $(
            $(#[$doc])*
            pub async fn $name(&self, $($arg: $type),*) -> Result<$result, StoreError> {
                match self {
                    Self::Sqlite(db) => db.$name($($arg),*).await,
                    Self::Postgres(db) => db.$name($($arg),*).await,
                }
            }
        )* }
    };
}

either! {
    /// All realms that are open.
    fn realms() -> Vec<Realm>;
    /// One realm; `None` if it is not here.
    fn realm(realm: RealmId) -> Option<Realm>;
    /// A new realm with its partition; the same one a second time changes nothing.
    fn open_realm(realm: Realm) -> ();
    /// Drops a realm's partition: nothing of it is left but that it was here.
    fn close_realm(realm: RealmId) -> ();
    /// One device; `None` if it was never heard of.
    fn device(realm: RealmId, device: DeviceId) -> Option<Device>;
    /// All devices of a realm.
    fn devices(realm: RealmId) -> Vec<Device>;
    /// A device joins: its card goes into its stream's log if it is let in. One that is known gets the new role, and keeps
    /// its standing unless it asked and is let in now.
    fn join(realm: RealmId, joining: Joining) -> Device;
    /// Lets a device in: what was kept apart of it goes into the log.
    fn admit(realm: RealmId, device: DeviceId) -> Device;
    /// Shuts a device out from the event after the last one that the hub has; told in the realm's log.
    fn revoke(realm: RealmId, device: DeviceId) -> Device;
    /// Shuts devices out from an event on, each as somebody else did. The lowest number counts, whatever order they come
    /// in: what the log holds beyond it stays there for the history's sake, is kept apart too, and counts no more.
    fn revoke_from(realm: RealmId, word: Revocations) -> ();
    /// All devices that are shut out, also such as were never heard of here, each from its first number that is not
    /// valid any more.
    fn revocations(realm: RealmId) -> Vec<(DeviceId, u64)>;
    /// Of devices that are suspended: an event of the second history and one of the first that contradicts it, without
    /// payloads.
    fn second_histories(realm: RealmId) -> Vec<Signed>;
    /// Makes a code for one device to join with.
    fn add_code(code: NewCode) -> ();
    /// A code that is good now; `None` if there is none, it is over, or was used by another device.
    fn code(id: [u8; 16], now_ms: i64) -> Option<StoredCode>;
    /// Marks a code as used by this device; `false` if another one was first.
    fn use_code(id: [u8; 16], device: DeviceId) -> bool;
    /// What the hub has of a stream.
    fn has(realm: RealmId, stream: StreamId) -> HubHas;
    /// Takes an offer in, in one transaction: what it tells is on the disk.
    fn take(realm: RealmId, offer: Opened, now_ms: i64) -> Stored;
    /// A page of a log after the first of the marks that is of this history.
    fn page(realm: RealmId, stream: StreamId, marks: Vec<Mark>, limit: Limit) -> PageOrDiffers;
    /// The ends of the logs that differ from what the asker knows.
    fn heads(realm: RealmId, after: HeadsAfter) -> Vec<Head>;
    /// What was refused, or waits for a device to be let in; the latest first.
    fn kept_apart(realm: RealmId) -> Vec<Apart>;
    /// A device's last figures, and when they came.
    fn report(realm: RealmId, device: DeviceId, status: sync::Status, now_ms: i64) -> ();
    /// All last figures of a realm.
    fn reports(realm: RealmId) -> Vec<Report>;
}

impl Store {
    /// How the connections to a server stand, by what they are for; none of a file.
    pub fn pools(&self) -> Vec<(&'static str, deadpool_postgres::Status)> {
        match self {
            Self::Sqlite(_) => Vec::new(),
            Self::Postgres(db) => vec![
                ("events", db.pool().status()),
                ("claims", db.claim_pool().status()),
            ],
        }
    }

    /// Waits for a log of a realm, or for any of them. For long polls: made before the log is looked at, it misses
    /// nothing. Several processes on one database wake each other where the database can, else by looking again.
    pub fn watching(&self, realm: RealmId, stream: Option<StreamId>) -> Watching {
        match self {
            Self::Sqlite(db) => db.watching(realm, stream),
            Self::Postgres(db) => db.watching(realm, stream),
        }
    }

    /// Resolves when anything may have been added to the realm, at the latest after `within`. It hears only of what
    /// comes after the call: [`Self::watching`] is for those who look in between.
    pub async fn changed(&self, realm: RealmId, within: std::time::Duration) {
        match self {
            Self::Sqlite(db) => db.changed(realm, within).await,
            Self::Postgres(db) => db.changed(realm, within).await,
        }
    }
}
