//! The hubs of a world: the real service over the real store, in one thread and in memory.

use std::sync::Arc;

use hub::Secrets;
use hub::service::{Service, Settings};
use hub::store::{Admission, Kind, NewCode, Realm, Snapshot, Sqlite, Store};
use ledger::RealmId;
use rand_chacha::ChaCha8Rng;
use sync::{Code, HubKey, Role};
use tokio::runtime::Runtime;
use zeroize::Zeroizing;

/// The hubs' clock when a world begins.
pub const BEGAN_MS: i64 = 1_795_000_000_000;

/// One database with the processes that serve it.
pub struct Hub {
    pub store: Arc<Store>,
    pub secrets: Arc<Secrets>,
    pub services: Vec<Service>,
    pub snapshots: Vec<Snapshot>,
    pub down: bool,
    pub full: bool,
    /// By how much its clock is wrong, milliseconds.
    pub wrong_ms: i64,
    /// Requests that came before this process was started are lost.
    pub started: u64,
}

/// By which the PCs of a realm join.
pub fn join_code(realm: RealmId) -> Code {
    Code::new("package", &realm.0)
}

/// By which headquarters join.
pub fn hq_code(realm: RealmId) -> Code {
    Code::new("hq", &realm.0)
}

/// By which a hub joins another one.
pub fn forwarder_code(realm: RealmId) -> Code {
    Code::new("forwarder", &realm.0)
}

impl Hub {
    pub fn new(
        runtime: &Runtime,
        rng: &mut ChaCha8Rng,
        realms: &[RealmId],
        admission: Admission,
        processes: usize,
    ) -> Self {
        let secrets = Arc::new(Secrets::random(rng));
        let db = Sqlite::in_memory(secrets.clone()).unwrap();
        let store = Arc::new(Store::Sqlite(db));
        for realm in realms {
            let opened = Realm {
                id: *realm,
                kind: Kind::Shelter,
                name: "見本".to_owned(),
                exercise: true,
                admission,
                join_code: Zeroizing::new(*join_code(*realm).expose()),
                bundle_key: Zeroizing::new([3; 32]),
                authority: None,
                public: String::new(),
            };
            runtime.block_on(store.open_realm(opened)).unwrap();
            for (code, role) in [
                (hq_code(*realm), Role::Headquarters),
                (forwarder_code(*realm), Role::Forwarder),
            ] {
                let code = NewCode {
                    realm: *realm,
                    id: code.id(),
                    secret: Zeroizing::new(*code.expose()),
                    role,
                    stream: None,
                    until_ms: i64::MAX / 2,
                };
                runtime.block_on(store.add_code(code)).unwrap();
            }
        }
        let mut hub = Self {
            store,
            secrets,
            services: Vec::new(),
            snapshots: Vec::new(),
            down: false,
            full: false,
            wrong_ms: 0,
            started: 0,
        };
        for _ in 0..processes {
            hub.services.push(hub.process());
        }
        hub
    }

    /// A process of the hub: nothing but the database and the secrets is older than it.
    pub fn process(&self) -> Service {
        let settings = Settings {
            per_second: None,
            ..Settings::default()
        };
        Service::new(
            self.store.clone(),
            self.secrets.clone(),
            "見本の集約サーバ",
            settings,
        )
    }

    pub fn key(&self) -> HubKey {
        self.secrets.key()
    }

    pub fn clock(&self, now: u64) -> i64 {
        BEGAN_MS.saturating_add_unsigned(now) + self.wrong_ms
    }

    pub fn sqlite(&self) -> &Sqlite {
        match &*self.store {
            Store::Sqlite(db) => db,
            Store::Postgres(_) => unreachable!("made on SQLite"),
        }
    }

    /// Lets the database grow no further, or again.
    pub fn set_full(&mut self, runtime: &Runtime, full: bool) {
        self.full = full;
        let limit = move |db: &mut rusqlite::Connection| {
            let sql = "PRAGMA page_count";
            let pages: i64 = db.query_row(sql, [], |row| row.get(0)).unwrap();
            let most = if full { pages } else { 1 << 30 };
            let sql = format!("PRAGMA max_page_count = {most}");
            db.query_row(&sql, [], |_| Ok(())).unwrap();
        };
        runtime.block_on(self.sqlite().with(limit)).unwrap();
    }
}
