//! Driving the links: one thread for each, since a step of the exchange waits for the database.

use std::collections::BTreeMap;
use std::sync::mpsc::{Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use ledger::RealmId;
use rand_core::{OsRng, RngCore as _};
use sync::client::{Options, Replica as _, State};
use tokio::runtime::Handle;
use tokio::task::{JoinHandle, spawn_blocking};
use tokio::time::sleep;
use uplink::{Job, ProxySettings, Settings, Uplink};

use super::links::{self, Figures, Link, code_of};
use super::replica::Forwarder;
use crate::Secrets;
use crate::http::Metrics;
use crate::store::Store;

/// Links are looked at, and the lease on each renewed, so often.
const TICK: Duration = Duration::from_secs(2);
/// How far logs were followed is written down so often.
const KEEP: Duration = Duration::from_secs(10);
/// What is written here goes out together.
const TOGETHER: Duration = Duration::from_millis(300);
/// Where nothing wakes it, it looks all the same.
const REST: Duration = Duration::from_mins(1);

/// What a link is known by.
type Key = (RealmId, [u8; 32]);

/// Drives the links of a database as far as no other process does.
pub struct Links {
    store: Arc<Store>,
    secrets: Arc<Secrets>,
    name: String,
    proxy: ProxySettings,
    metrics: Arc<Metrics>,
    now: fn() -> i64,
    /// By lot: which process has a link.
    process: [u8; 16],
}

/// A link that this process drives.
struct Running {
    link: Link,
    uplink: Arc<Uplink>,
    waking: JoinHandle<()>,
    state: Arc<Mutex<Option<State>>>,
    kept: Instant,
    /// The last answer by the exchange's own clock, and when it was noticed.
    heard: Option<u64>,
}

/// Hands the steps of the exchange to the link's thread.
struct Post {
    jobs: Sender<Job<Forwarder>>,
    state: Arc<Mutex<Option<State>>>,
}

impl uplink::Desk for Post {
    type Replica = Forwarder;

    fn post(&self, job: Job<Forwarder>) {
        // A thread that is gone drops the job, by which the exchange ends.
        let _ = self.jobs.send(job);
    }

    fn keep(&self, state: &State) {
        let mut kept = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        *kept = Some(state.clone());
    }
}

impl Links {
    /// `name` is what the other hubs' administrators see; `now` this hub's clock, milliseconds since 1970 UTC.
    pub fn new(
        store: Arc<Store>,
        secrets: Arc<Secrets>,
        name: &str,
        proxy: ProxySettings,
        metrics: Arc<Metrics>,
        now: fn() -> i64,
    ) -> Self {
        let mut process = [0; 16];
        OsRng.fill_bytes(&mut process);
        Self {
            store,
            secrets,
            name: name.to_owned(),
            proxy,
            metrics,
            now,
            process,
        }
    }

    /// Drives links until `stop` resolves; then lets them go, so that another process goes on at once.
    pub async fn run(self, stop: impl Future<Output = ()>) {
        let mut running = BTreeMap::new();
        let mut stop = std::pin::pin!(stop);
        loop {
            self.tick(&mut running).await;
            tokio::select! {
                () = &mut stop => break,
                () = sleep(TICK) => {}
            }
        }
        for (_, one) in running {
            self.end(one, true).await;
        }
    }

    async fn tick(&self, running: &mut BTreeMap<Key, Running>) {
        let links = match links::every(&self.store).await {
            Ok(links) => links,
            Err(error) => {
                tracing::warn!(%error, "the links to other hubs cannot be read");
                return;
            }
        };
        self.metrics.forwards(&links, (self.now)());
        for (key, one) in std::mem::take(running) {
            let same = links.iter().find(|link| key_of(link) == key);
            let same = same.is_some_and(|link| link.joined_ms == one.link.joined_ms);
            if !same {
                // Left, or made anew.
                self.end(one, true).await;
            } else if let Some(one) = self.go_on(one).await {
                running.insert(key, one);
            }
        }
        for link in links {
            let key = key_of(&link);
            if running.contains_key(&key) {
                continue;
            }
            match links::take(&self.store, &link, self.process, (self.now)()).await {
                Ok(false) => {}
                Ok(true) => match self.start(link).await {
                    Ok(one) => {
                        running.insert(key, one);
                    }
                    Err(error) => tracing::warn!(error, "a link to another hub does not start"),
                },
                Err(error) => tracing::warn!(%error, "a link to another hub cannot be taken"),
            }
        }
    }

    async fn start(&self, link: Link) -> Result<Running, String> {
        let (store, secrets) = (Arc::clone(&self.store), Arc::clone(&self.secrets));
        let (name, now, runtime) = (self.name.clone(), (self.now)(), Handle::current());
        let realm = link.realm;
        let made = move || Forwarder::new(store, secrets, realm, &name, runtime, now);
        let made = spawn_blocking(made).await.map_err(|it| it.to_string())?;
        let mut forwarder = made.map_err(|it| it.to_string())?;
        let before = links::state(&self.store, &link).await;
        let before = before.map_err(|it| it.to_string())?;
        let who = forwarder.who();
        let (jobs, work) = channel::<Job<Forwarder>>();
        std::thread::Builder::new()
            .name("forward".to_owned())
            .spawn(move || {
                for job in work {
                    job(&mut forwarder);
                }
            })
            .map_err(|it| it.to_string())?;
        let settings = Settings {
            addresses: vec![link.address.clone()],
            key: link.hub,
            proxy: self.proxy.clone(),
        };
        let options = Options {
            hub: link.hub,
            gives: link.direction.gives(),
            follow: link.direction.follow(),
        };
        let state = Arc::new(Mutex::new(None));
        let post = Post {
            jobs,
            state: Arc::clone(&state),
        };
        let uplink = Uplink::start(post, who, &settings, options, before);
        let uplink = Arc::new(uplink.map_err(|it| it.to_string())?);
        tracing::info!(hub = %link.hub.id(), %realm, direction = link.direction.code(), "a link to another hub is driven here");
        Ok(Running {
            waking: tokio::spawn(wake(
                Arc::clone(&self.store),
                link.clone(),
                Arc::clone(&uplink),
            )),
            link,
            uplink,
            state,
            kept: Instant::now(),
            heard: None,
        })
    }

    /// `None` when it is not driven here any more.
    async fn go_on(&self, mut one: Running) -> Option<Running> {
        let view = one.uplink.view();
        let now = (self.now)();
        let figures = Figures {
            exchanged_ms: (view.last_exchange_ms != one.heard).then_some(now),
            line: code_of(view.line),
            unsent: view.waiting,
        };
        one.heard = view.last_exchange_ms;
        match links::renew(&self.store, &one.link, self.process, now, figures).await {
            Ok(true) => {}
            Ok(false) => {
                self.end(one, false).await;
                return None;
            }
            // Two processes that drive one link do each other no harm: what comes twice counts once.
            Err(error) => tracing::warn!(%error, "the lease on a link cannot be renewed"),
        }
        if one.kept.elapsed() >= KEEP {
            self.keep(&mut one).await;
        }
        Some(one)
    }

    async fn keep(&self, one: &mut Running) {
        one.kept = Instant::now();
        let state = one
            .state
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .take();
        if let Some(state) = state
            && let Err(error) = links::keep(&self.store, &one.link, &state).await
        {
            tracing::warn!(%error, "how far a link has come cannot be kept");
        }
    }

    async fn end(&self, mut one: Running, ours: bool) {
        one.waking.abort();
        // The task's own hold on the exchange is gone once it has ended.
        let _ = (&mut one.waking).await;
        if ours {
            self.keep(&mut one).await;
            if let Err(error) = links::let_go(&self.store, &one.link, self.process).await {
                tracing::warn!(%error, "a link cannot be let go");
            }
        }
        // Dropping it waits for its thread.
        let _ = spawn_blocking(move || drop(one.uplink)).await;
    }
}

fn key_of(link: &Link) -> Key {
    (link.realm, link.hub.0)
}

async fn wake(store: Arc<Store>, link: Link, uplink: Arc<Uplink>) {
    let mut news = store.watching(link.realm, None);
    loop {
        news.changed(REST).await;
        uplink.wake();
        sleep(TOGETHER).await;
    }
}
