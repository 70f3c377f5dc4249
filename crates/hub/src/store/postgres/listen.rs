//! Telling other processes on the same database that a log has grown, and hearing of it.
//!
//! Messages are sent after the commit and gathered: a NOTIFY inside would have all commits wait for each other. They
//! only save waiting: who hears nothing looks again after a moment.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use deadpool_postgres::Pool;
use ledger::{RealmId, StreamId};
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
use tokio::task::AbortHandle;
use tokio::time::sleep;

use super::connect::Route;
use crate::store::wake::{Wakes, Watching};

const CHANNEL: &str = "kazashi";
/// How long messages are gathered.
const GATHER: Duration = Duration::from_millis(20);
/// After what time it is tried again to hear.
const AGAIN: Duration = Duration::from_secs(1);
/// How long is waited at most while nothing can be heard.
const DEAF: Duration = Duration::from_secs(1);
/// How long is waited at most while messages come: one may have been lost.
const HEARING: Duration = Duration::from_secs(10);
/// More streams than this are told as the whole realm: a message has at most 8,000 bytes.
const MOST_STREAMS: usize = 100;

type Grown = (RealmId, Vec<StreamId>);

/// Says and hears.
pub struct Messages {
    wakes: Wakes,
    say: UnboundedSender<Grown>,
    hears: Arc<AtomicBool>,
    tasks: [AbortHandle; 2],
}

impl Messages {
    /// Starts saying and hearing.
    pub fn start(route: Route, pool: Pool) -> Self {
        let wakes = Wakes::default();
        let hears = Arc::new(AtomicBool::new(false));
        let (say, said) = unbounded_channel();
        let tasks = [
            tokio::spawn(tell(pool, said)).abort_handle(),
            tokio::spawn(hear(route, wakes.clone(), hears.clone())).abort_handle(),
        ];
        Self {
            wakes,
            say,
            hears,
            tasks,
        }
    }

    /// These logs have grown; none named are all of the realm.
    pub fn wake(&self, realm: RealmId, streams: Vec<StreamId>) {
        self.wakes.wake(realm, &streams);
        let _ = self.say.send((realm, streams));
    }

    /// Waits from now on.
    pub fn watching(&self, realm: RealmId, stream: Option<StreamId>) -> Watching {
        let hears = self.hears.load(Ordering::Relaxed);
        self.wakes
            .watching((realm, stream), if hears { HEARING } else { DEAF })
    }
}

impl Drop for Messages {
    fn drop(&mut self) {
        self.tasks.iter().for_each(AbortHandle::abort);
    }
}

async fn tell(pool: Pool, mut said: UnboundedReceiver<Grown>) {
    while let Some(first) = said.recv().await {
        sleep(GATHER).await;
        let mut grown: BTreeMap<RealmId, Option<BTreeSet<StreamId>>> = BTreeMap::new();
        let mut next = Some(first);
        while let Some((realm, streams)) = next {
            let all = grown.entry(realm).or_insert_with(|| Some(BTreeSet::new()));
            if streams.is_empty() {
                *all = None;
            }
            if let Some(all) = all {
                all.extend(streams);
            }
            next = said.try_recv().ok();
        }
        let words: Vec<_> = grown
            .iter()
            .map(|(realm, all)| word(*realm, all.as_ref()))
            .collect();
        if let Ok(client) = pool.get().await {
            let sql = format!("SELECT pg_notify('{CHANNEL}', word) FROM unnest($1::text[]) word");
            let _ = client.query(&sql, &[&words]).await;
        }
    }
}

fn word(realm: RealmId, streams: Option<&BTreeSet<StreamId>>) -> String {
    let mut word = realm.to_string();
    if let Some(streams) = streams.filter(|streams| streams.len() <= MOST_STREAMS) {
        for stream in streams {
            word.push(' ');
            word.push_str(&stream.to_string());
        }
    }
    word
}

async fn hear(route: Route, wakes: Wakes, hears: Arc<AtomicBool>) {
    loop {
        let others = wakes.clone();
        let wake = move |word: &str| {
            let mut ids = word.split(' ');
            if let Some(realm) = ids.next().and_then(RealmId::from_hex) {
                let streams: Vec<_> = ids.filter_map(StreamId::from_hex).collect();
                others.wake(realm, &streams);
            }
        };
        if let Ok((client, task)) = route.connect(wake).await {
            if client
                .batch_execute(&format!("LISTEN {CHANNEL}"))
                .await
                .is_ok()
            {
                hears.store(true, Ordering::Relaxed);
                // Ends when the connection does.
                let _ = task.await;
            }
            hears.store(false, Ordering::Relaxed);
            wakes.wake_all();
        }
        sleep(AGAIN).await;
    }
}
