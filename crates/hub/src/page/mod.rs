//! The city's page (本部画面): what headquarters see of all shelters and booths, for people who log in.
//!
//! [`Page::follow`] keeps what it shows in step with the logs, [`router`] answers the browser. Every look at a person
//! is noted before it is answered ([`Page::note`]).

pub mod api;
mod audit;
mod config;
mod devices;
mod doubles;
mod guard;
mod keeping;
mod map;
mod oidc;
mod own;
mod people;
mod problem;
mod projector;
mod read;
mod role;
mod routes;
mod users;

pub use audit::Entry;
pub use config::{AlertConfig, OidcConfig, PageConfig};
pub use guard::{Access, ROUTES};
pub use map::{CityMap, MapConfig, MapFault};
pub use people::File;
pub use problem::{PageError, every_error};
pub use read::SILENT_MS;
pub use role::{Right, rights_of};
pub use routes::router;
pub use users::{COOKIE, FEWEST_PASSWORD_CHARS, Hashing, IDLE_MS, LONGEST_MS, User, Who, code_at};

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;

use ledger::{RealmId, StreamId};
use rand_core::{OsRng, RngCore};

use crate::Secrets;
use crate::store::Store;
use keeping::Keeping;
use projector::Board;

/// Boards of a realm with when each stream was heard of last.
type Boards = Arc<Vec<(StreamId, Board, Option<i64>)>>;

/// The page of one process of the hub. All state is in the database.
pub struct Page {
    store: Arc<Store>,
    keeping: Keeping,
    config: PageConfig,
    hashing: Hashing,
    clock: Box<dyn Fn() -> i64 + Send + Sync>,
    /// By lot: which process has the turn.
    process: [u8; 16],
    started: Instant,
    /// Boards as they were opened last; only to spare work.
    opened: Mutex<BTreeMap<RealmId, (i64, Boards)>>,
}

impl Page {
    /// Over a store; the clock gives milliseconds since 1970 UTC.
    pub fn new(
        store: Arc<Store>,
        secrets: Arc<Secrets>,
        config: PageConfig,
        clock: impl Fn() -> i64 + Send + Sync + 'static,
    ) -> Self {
        let mut process = [0; 16];
        OsRng.fill_bytes(&mut process);
        Self {
            store,
            keeping: Keeping::new(secrets),
            config,
            hashing: Hashing::new(),
            clock: Box::new(clock),
            process,
            started: Instant::now(),
            opened: Mutex::new(BTreeMap::new()),
        }
    }

    /// With other costs of passwords, for tests.
    #[must_use]
    pub fn with_hashing(mut self, hashing: Hashing) -> Self {
        self.hashing = hashing;
        self
    }

    /// The store that it stands on.
    pub fn store(&self) -> &Store {
        &self.store
    }

    fn now(&self) -> i64 {
        (self.clock)()
    }

    fn known_boards(&self, realm: RealmId, change: i64) -> Option<Boards> {
        let opened = self.opened.lock().unwrap_or_else(PoisonError::into_inner);
        let (of, boards) = opened.get(&realm)?;
        (*of == change).then(|| Arc::clone(boards))
    }

    fn keep_boards(
        &self,
        realm: RealmId,
        change: i64,
        boards: Vec<(StreamId, Board, Option<i64>)>,
    ) -> Boards {
        let boards = Arc::new(boards);
        let mut opened = self.opened.lock().unwrap_or_else(PoisonError::into_inner);
        opened.insert(realm, (change, Arc::clone(&boards)));
        boards
    }
}
