//! Records on a stick (持ち運びファイル): a desk's come in as an offer does, and what the hub has goes out for one who has no
//! line to it.
//!
//! All of it blocks: for a thread that may wait for the database.

mod coming;
mod going;

use std::future::Future;
use std::thread::sleep;
use std::time::Duration;

use ledger::{BundleError, BundleKey, DeviceCard};
use sync::REALM_LOG;
use tokio::runtime::Handle;

use crate::Secrets;
use crate::store::{Realm, Store, StoreError};

pub use coming::{Arrived, take_in};
pub use going::{Streams, write_out};

/// A busy database is asked so often, with a pause between.
const TIMES: u32 = 10;
const PAUSE: Duration = Duration::from_millis(500);

/// Why a bundle was not taken in or written.
#[derive(Debug, thiserror::Error)]
pub enum StickError {
    /// The file.
    #[error(transparent)]
    Bundle(#[from] BundleError),
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// The hub, as bundles of one of its realms meet it.
pub struct Stick<'h> {
    /// Its database.
    pub store: &'h Store,
    /// Its secrets.
    pub secrets: &'h Secrets,
    /// Where the database is waited for.
    pub runtime: Handle,
    /// The realm.
    pub realm: &'h Realm,
    /// What the hub is called.
    pub name: &'h str,
}

impl Stick<'_> {
    fn key(&self) -> BundleKey {
        BundleKey::new(*self.realm.bundle_key)
    }

    /// The hub as a device of the realm: who signs what goes out.
    fn card(&self) -> DeviceCard {
        DeviceCard::new(self.secrets.signing(), self.realm.id, REALM_LOG, self.name)
    }

    fn wait<T, F>(&self, work: impl Fn() -> F) -> Result<T, StoreError>
    where
        F: Future<Output = Result<T, StoreError>>,
    {
        let mut left = TIMES;
        loop {
            match self.runtime.block_on(work()) {
                // The same again finds out what became of it.
                Err(StoreError::Busy | StoreError::Unknown) if left > 0 => {
                    left -= 1;
                    sleep(PAUSE);
                }
                done => return done,
            }
        }
    }
}
