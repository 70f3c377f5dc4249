//! A primary and its standby: the primary dies in the middle of a burst, the standby takes over.

// Helpers of a test file are not seen as tests by the lint.
#![allow(clippy::unwrap_used)]

#[path = "../store/desk.rs"]
#[allow(dead_code)]
mod desk;
#[path = "../store/world.rs"]
#[allow(dead_code)]
mod world;

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use hub::Secrets;
use hub::store::{PageOrDiffers, Postgres, PostgresSettings, Store, StoreError};
use ledger::Signed;
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::SeedableRng;
use scratch_postgres::Cluster;
use sync::Mark;
use tokio::task::spawn_blocking;
use tokio::time::{sleep, timeout};

use desk::{Desk, REALM, stream};
use world::{MUCH, events, log, prepare};

const DESKS: u64 = 4;

/// A desk that keeps what it wrote, and what of it was acknowledged.
struct Teller {
    desk: Desk,
    written: Vec<Signed>,
    acknowledged: u64,
    /// How far the log was when something of it was acknowledged last.
    seen: Mark,
}

impl Teller {
    /// Offers again all that the hub lacks, until it has everything.
    async fn offer_again(&mut self, store: &Store) {
        loop {
            let has = store.has(REALM, self.desk.stream).await;
            let from = match has {
                Ok(has) => has.have.get(&self.desk.id()).map_or(0, |(seq, _)| *seq),
                Err(StoreError::Busy) => {
                    sleep(Duration::from_millis(50)).await;
                    continue;
                }
                Err(error) => panic!("{error}"),
            };
            let from = usize::try_from(from).unwrap();
            if from == self.written.len() {
                return;
            }
            let to = self.written.len().min(from + 200);
            let offer = self.desk.offers(self.written[from..to].to_vec());
            match store.take(REALM, offer, 0).await {
                Ok(stored) => assert!(stored.refused.is_empty()),
                Err(StoreError::Busy | StoreError::Unknown) => {
                    sleep(Duration::from_millis(50)).await;
                }
                Err(error) => panic!("{error}"),
            }
        }
    }

    /// Writes and offers until the hub fails or time is up.
    async fn burst(&mut self, store: &Store, stop: &AtomicBool) {
        while !stop.load(Ordering::SeqCst) {
            let told = self.desk.events(5);
            self.written.extend(told.iter().cloned());
            let offer = self.desk.offers(told);
            // One that waits for a standby that is gone waits for ever.
            let taken = timeout(Duration::from_secs(1), store.take(REALM, offer, 0)).await;
            match taken {
                Ok(Ok(stored)) => {
                    assert!(stored.refused.is_empty());
                    self.acknowledged = stored.have[&self.desk.id()].0;
                    let has = store.has(REALM, self.desk.stream).await;
                    self.seen = has.map_or(self.seen, |has| has.head);
                }
                Ok(Err(StoreError::Busy | StoreError::Unknown)) | Err(_) => return,
                Ok(Err(error)) => panic!("{error}"),
            }
        }
    }
}

struct Outcome {
    store: Store,
    tellers: Vec<Teller>,
    _standby: Cluster,
}

/// A burst, in which the standby's link stalls, the primary dies and the standby is promoted.
async fn fail_over(waits_for_standby: bool) -> Outcome {
    let primary = Cluster::start().unwrap();
    let standby = primary.standby().unwrap();
    let both = format!(
        "postgresql://postgres@127.0.0.1:{},127.0.0.1:{}/postgres",
        primary.port(),
        standby.port()
    );
    let secrets = Arc::new(Secrets::random(&mut ChaCha8Rng::seed_from_u64(1)));
    let settings = PostgresSettings::new(&both);
    let store = Postgres::connect(&settings, secrets).await.unwrap();
    let store = Arc::new(Store::Postgres(store));
    let desks: Vec<_> = (0..DESKS).map(|n| Desk::new(n, stream(n + 1))).collect();
    prepare(&store, &desks.iter().collect::<Vec<_>>()).await;
    if waits_for_standby {
        primary.wait_for_standby(true).unwrap();
    }
    let stop = Arc::new(AtomicBool::new(false));
    let mut bursts = Vec::new();
    for desk in desks {
        let (store, stop) = (store.clone(), stop.clone());
        let mut teller = Teller {
            desk,
            written: Vec::new(),
            acknowledged: 0,
            seen: Mark::START,
        };
        bursts.push(tokio::spawn(async move {
            teller.burst(&store, &stop).await;
            teller
        }));
    }
    let standby = spawn_blocking(move || {
        let (mut primary, mut standby) = (primary, standby);
        std::thread::sleep(Duration::from_millis(700));
        standby.stop_wal_receiver().unwrap();
        std::thread::sleep(Duration::from_millis(700));
        primary.kill().unwrap();
        standby.kill_wal_receiver().unwrap();
        standby.promote().unwrap();
        standby
    });
    let standby = standby.await.unwrap();
    stop.store(true, Ordering::SeqCst);
    let mut tellers = Vec::new();
    for burst in bursts {
        tellers.push(burst.await.unwrap());
    }
    let Ok(store) = Arc::try_unwrap(store) else {
        panic!("all bursts are over");
    };
    Outcome {
        store,
        tellers,
        _standby: standby,
    }
}

/// How many acknowledged events are not there, and how many desks are told that the history is another.
async fn lost(outcome: &Outcome) -> (u64, usize) {
    let (mut lost, mut differ) = (0, 0);
    for teller in &outcome.tellers {
        let stream = teller.desk.stream;
        let has = loop {
            match outcome.store.has(REALM, stream).await {
                Ok(has) => break has,
                Err(StoreError::Busy) => sleep(Duration::from_millis(50)).await,
                Err(error) => panic!("{error}"),
            }
        };
        let have = has.have.get(&teller.desk.id()).map_or(0, |(seq, _)| *seq);
        lost += teller.acknowledged.saturating_sub(have);
        let marks = vec![teller.seen];
        let page = outcome.store.page(REALM, stream, marks, MUCH).await;
        differ += usize::from(matches!(page.unwrap(), PageOrDiffers::Differs(_)));
    }
    (lost, differ)
}

async fn heal(outcome: &mut Outcome) {
    let mut written = 0;
    for teller in &mut outcome.tellers {
        teller.offer_again(&outcome.store).await;
        written += teller.written.len();
    }
    let mut there = 0;
    for teller in &outcome.tellers {
        there += events(&log(&outcome.store, teller.desk.stream).await);
    }
    assert_eq!(there, written);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn with_a_synchronous_standby_nothing_acknowledged_is_lost() {
    let mut outcome = fail_over(true).await;
    let acknowledged: u64 = outcome
        .tellers
        .iter()
        .map(|teller| teller.acknowledged)
        .sum();
    assert!(acknowledged > 0);
    assert_eq!(lost(&outcome).await, (0, 0));
    heal(&mut outcome).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn with_an_asynchronous_standby_the_loss_is_noticed_and_offering_again_heals_it() {
    let mut outcome = fail_over(false).await;
    let (lost, differ) = lost(&outcome).await;
    // The link had stalled: were nothing lost, the test would show nothing.
    assert!(lost > 0);
    assert!(differ > 0);
    heal(&mut outcome).await;
}
