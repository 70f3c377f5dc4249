//! Stores to test with.

use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, OnceLock};

use hub::Secrets;
use hub::store::{Postgres, PostgresSettings, Sqlite, Store};
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::SeedableRng;
use scratch_postgres::Cluster;
use tempfile::TempDir;

pub fn secrets() -> Arc<Secrets> {
    Arc::new(Secrets::random(&mut ChaCha8Rng::seed_from_u64(1)))
}

pub fn in_memory() -> Store {
    Store::Sqlite(Sqlite::in_memory(secrets()).unwrap())
}

/// In a file with its threads.
pub fn in_file(folder: &TempDir) -> Store {
    let file = folder.path().join("hub.db");
    Store::Sqlite(Sqlite::open(&file, secrets()).unwrap())
}

/// One server for all tests of this program; it goes with the program.
pub fn cluster() -> &'static Cluster {
    static CLUSTER: OnceLock<Cluster> = OnceLock::new();
    CLUSTER.get_or_init(|| Cluster::start().unwrap())
}

/// An empty database of one's own.
pub fn database() -> String {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    let number = COUNT.fetch_add(1, Ordering::Relaxed);
    cluster().database(&format!("test_{number}")).unwrap()
}

pub async fn connect(url: &str) -> Postgres {
    let settings = PostgresSettings::new(url);
    Postgres::connect(&settings, secrets()).await.unwrap()
}

pub async fn in_postgres() -> Store {
    Store::Postgres(connect(&database()).await)
}
