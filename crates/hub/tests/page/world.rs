//! A hub with a page, a clock that the test sets, and a realm.

use std::cell::Cell;
use std::sync::atomic::{AtomicI64, AtomicU32, Ordering};
use std::sync::{Arc, OnceLock};

use hub::Secrets;
use hub::page::api::{PageRole, UserChange};
use hub::page::{AlertConfig, Hashing, Page, PageConfig};
use hub::store::{
    Admission, Joining, Kind, Limit, Opened, PageOrDiffers, Postgres, PostgresSettings, Realm,
    Sqlite, Store,
};
use ledger::{Batch, DeviceCard, RealmId, StreamId};
use rand_core::OsRng;
use scratch_postgres::Cluster;
use sync::{Item, Mark, Role};
use zeroize::Zeroizing;

use crate::browser::Browser;
use crate::desk::Desk;

/// 21 November 2026, 10:00 in Japan.
pub const MORNING: i64 = 1_795_222_800_000;
pub const HOUR: i64 = 3_600_000;
pub const REALM: RealmId = RealmId([9; 16]);

thread_local! {
    /// Whether worlds of this thread's test stand on PostgreSQL.
    static ON_POSTGRES: Cell<bool> = const { Cell::new(false) };
}

/// From here on worlds of this test stand on PostgreSQL.
pub fn use_postgres() {
    ON_POSTGRES.set(true);
}

/// An empty database on the one server of this program.
fn database() -> String {
    static CLUSTER: OnceLock<Cluster> = OnceLock::new();
    static COUNT: AtomicU32 = AtomicU32::new(0);
    let cluster = CLUSTER.get_or_init(|| Cluster::start().unwrap());
    let number = COUNT.fetch_add(1, Ordering::Relaxed);
    cluster.database(&format!("page_{number}")).unwrap()
}

pub struct World {
    pub page: Arc<Page>,
    pub clock: Arc<AtomicI64>,
    secrets: Arc<Secrets>,
    shared: Arc<Store>,
}

pub fn config() -> PageConfig {
    PageConfig {
        city: "見本市".to_owned(),
        domain: Some("city.mihon.example.jp".to_owned()),
        alert: Some(AlertConfig {
            sender: "mihon".to_owned(),
            organization_code: "131041".to_owned(),
            office: "危機管理課".to_owned(),
            office_kana: String::new(),
            location: "みほん県見本市中央一丁目1-1".to_owned(),
            phone: "000-000-0000".to_owned(),
        }),
        ..PageConfig::default()
    }
}

impl World {
    pub async fn new() -> Self {
        Self::with(config()).await
    }

    pub async fn with(config: PageConfig) -> Self {
        Self::of(config, Kind::Shelter).await
    }

    pub async fn of(config: PageConfig, kind: Kind) -> Self {
        let secrets = Arc::new(Secrets::random(&mut OsRng));
        let store = Arc::new(if ON_POSTGRES.get() {
            let settings = PostgresSettings::new(&database());
            Store::Postgres(
                Postgres::connect(&settings, Arc::clone(&secrets))
                    .await
                    .unwrap(),
            )
        } else {
            Store::Sqlite(Sqlite::in_memory(Arc::clone(&secrets)).unwrap())
        });
        let clock = Arc::new(AtomicI64::new(MORNING));
        let page = page(&store, &secrets, config, &clock);
        let world = Self {
            page,
            clock,
            secrets,
            shared: store,
        };
        let realm = Realm {
            id: REALM,
            kind,
            name: "見本の災害".to_owned(),
            exercise: false,
            admission: Admission::ByPackage,
            join_code: Zeroizing::new([1; 32]),
            bundle_key: Zeroizing::new([2; 32]),
            authority: None,
            public: String::new(),
        };
        world.page.store().open_realm(realm).await.unwrap();
        world
    }

    /// A page as another process of the hub has it.
    pub fn another_process(&self) -> Arc<Page> {
        page(&self.shared, &self.secrets, config(), &self.clock)
    }

    pub fn store(&self) -> &Store {
        self.page.store()
    }

    pub fn secrets(&self) -> &Arc<Secrets> {
        &self.secrets
    }

    pub fn now(&self) -> i64 {
        self.clock.load(Ordering::SeqCst)
    }

    pub fn pass(&self, milliseconds: i64) {
        self.clock.fetch_add(milliseconds, Ordering::SeqCst);
    }

    pub async fn join(&self, card: DeviceCard) {
        let joining = Joining {
            card,
            role: Role::Desk,
            admitted: true,
            now_ms: self.now(),
        };
        self.store().join(REALM, joining).await.unwrap();
    }

    /// People who are in a shelter, each once.
    pub async fn inside(&self) -> u32 {
        self.page
            .overview(REALM)
            .await
            .unwrap()
            .totals
            .people
            .inside
    }

    /// Hands over what the hub lacks of a desk's ledger, and brings the page up.
    pub async fn take(&self, desk: &mut Desk) {
        self.offer(desk).await;
        self.page.bring_all_up().await.unwrap();
    }

    /// Hands over without bringing the page up.
    pub async fn offer(&self, desk: &mut Desk) {
        let batch = desk.rest();
        self.join(desk.card()).await;
        let offer = Opened {
            by: desk.card().device(),
            cards: batch.cards,
            events: batch.events,
            keys: batch.keys,
            erased: batch.erased,
        };
        let stored = self.store().take(REALM, offer, self.now()).await.unwrap();
        assert_eq!(stored.refused, []);
    }

    /// What the hub's log of a stream holds, as a PC takes it in.
    pub async fn log(&self, stream: StreamId) -> Batch {
        let limit = Limit {
            items: 1_000,
            bytes: 1 << 20,
        };
        let page = self.store().page(REALM, stream, vec![Mark::START], limit);
        let PageOrDiffers::Page(page) = page.await.unwrap() else {
            panic!("the start is of every history")
        };
        let mut batch = Batch::empty(REALM);
        batch.keys = page.keys;
        for item in page.items {
            match item {
                Item::Card(card) => batch.cards.push(card),
                Item::Event(event) => batch.events.push(event),
                _ => {}
            }
        }
        batch
    }

    /// A browser in which somebody with these roles has logged in.
    pub async fn browser(&self, account: &str, roles: &[PageRole]) -> Browser {
        let change = UserChange {
            name: "見本職員".to_owned(),
            department: "危機管理課".to_owned(),
            roles: roles.to_vec(),
            locked: false,
            reset: false,
        };
        let made = self.page.put_user(account, &change).await.unwrap();
        let mut browser = Browser::new(Arc::clone(&self.page));
        browser
            .first_login(self, account, &made.password.unwrap())
            .await;
        browser
    }
}

fn page(
    store: &Arc<Store>,
    secrets: &Arc<Secrets>,
    config: PageConfig,
    clock: &Arc<AtomicI64>,
) -> Arc<Page> {
    let at = Arc::clone(clock);
    let now = move || at.load(Ordering::SeqCst);
    let quick = argon2::Params::new(8, 1, 1, None).unwrap();
    let page = Page::new(Arc::clone(store), Arc::clone(secrets), config, now);
    Arc::new(page.with_hashing(Hashing::with(quick)))
}
