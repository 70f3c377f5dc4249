//! `cargo bench -p hub --bench store`: what the stores cost beside the same bytes written bare into the same kind of
//! database, in the same run; a Markdown table. Signatures are looked at, and every commit waits for the disk.
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a measurement that cannot be made has to stop, and its table is its output"
)]

mod depth;
#[path = "../../tests/store/desk.rs"]
#[allow(dead_code)]
mod desk;
mod floor;

use std::sync::Arc;
use std::time::{Duration, Instant};

use hub::Secrets;
use hub::store::{
    Admission, Kind, Limit, PageOrDiffers, Postgres, PostgresSettings, Realm, Sqlite, Store,
};
use ledger::Signed;
use scratch_postgres::{Cluster, Settings};
use sync::Mark;
use tokio::task::JoinSet;
use zeroize::Zeroizing;

use desk::{Desk, REALM, stream};

/// Events of one desk.
const EVENTS: usize = 50_000;
/// Events of an offer, as the protocol has them at most.
const OFFER: usize = 500;
/// Desks that offer at the same time, each in a stream of its own.
const DESKS: usize = 8;

/// One line of the table.
pub struct Line {
    what: String,
    ours: f64,
    bare: Option<f64>,
}

fn main() {
    // `cargo test` and `cargo bench` give switches of their own; `--quick` is for trying this file.
    let quick = std::env::args().any(|argument| argument == "--quick");
    let count = EVENTS / if quick { 25 } else { 1 };
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let load = std::fs::read_to_string("/proc/loadavg").unwrap_or_default();
    let load = load
        .split_whitespace()
        .next()
        .unwrap_or("unknown")
        .to_owned();
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let commit = floor::commit(std::path::Path::new(env!("CARGO_TARGET_TMPDIR")));
    let lines = runtime.block_on(measure(count));
    println!(
        "The hub's stores, on {cores} cores; load before {load}; the disk takes {:.2} ms for 4 KiB.\n",
        commit.as_secs_f64() * 1e3
    );
    println!("| what | a second | bare | ratio |");
    println!("| --- | ---: | ---: | ---: |");
    for Line { what, ours, bare } in lines {
        let ratio = bare.map_or(String::new(), |bare| {
            format!("{:.0} %", ours / bare * 100.0)
        });
        let bare = bare.map_or(String::new(), |bare| format!("{bare:.0}"));
        println!("| {what} | {ours:.0} | {bare} | {ratio} |");
    }
    println!();
    runtime.block_on(depth::measure_all(quick));
}

async fn measure(count: usize) -> Vec<Line> {
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
    let server = Cluster::with(Settings {
        durable: true,
        ..Settings::default()
    });
    let server = server.unwrap();
    let secrets = Arc::new(Secrets::random(&mut rand_core::OsRng));
    let sqlite = Sqlite::open(&folder.path().join("hub.db"), secrets.clone()).unwrap();
    let settings = PostgresSettings::new(&server.database("hub").unwrap());
    let postgres = Postgres::connect(&settings, secrets).await.unwrap();

    let mut one = Desk::new(1, stream(1));
    let alone = one.events(count);
    let bare_sqlite = floor::sqlite(&folder.path().join("bare.db"), &alone, OFFER);
    let bare_postgres = floor::postgres(&server.database("bare").unwrap(), &alone).await;
    let many: Vec<_> = (0..DESKS)
        .map(|number| {
            let at = number as u64 + 2;
            let mut desk = Desk::new(at, stream(at));
            let events = desk.events(count / DESKS);
            (desk, events)
        })
        .collect();

    let mut lines = Vec::new();
    for (name, store, bare) in [
        ("SQLite", Store::Sqlite(sqlite), bare_sqlite),
        ("PostgreSQL", Store::Postgres(postgres), bare_postgres),
    ] {
        let store = Arc::new(store);
        prepare(&store, &one).await;
        for (desk, _) in &many {
            join(&store, desk).await;
        }
        let mut line = |what: &str, ours, bare| {
            lines.push(Line {
                what: format!("{name}: {what}"),
                ours,
                bare,
            });
        };
        let took = offer_all(&store, &one, &alone).await;
        line(
            "events of one desk, offers of 500",
            rate(count, took),
            Some(bare),
        );
        let took = offer_at_once(&store, many.clone()).await;
        let all = count / DESKS * DESKS;
        line(
            "events of 8 desks at once, offers of 500",
            rate(all, took),
            Some(bare),
        );
        let singles = count / 25;
        let took = offer_singly(&store, singles).await;
        line(
            "offers of one event, one after the other",
            rate(singles, took),
            None,
        );
        let took = follow(&store, count).await;
        line("events downloaded, pages of 1,000", rate(count, took), None);
    }
    lines
}

fn rate(count: usize, took: Duration) -> f64 {
    f64::from(u32::try_from(count).unwrap()) / took.as_secs_f64()
}

fn realm() -> Realm {
    Realm {
        id: REALM,
        kind: Kind::Shelter,
        name: "invented".to_owned(),
        exercise: true,
        admission: Admission::ByPackage,
        join_code: Zeroizing::new([1; 32]),
        bundle_key: Zeroizing::new([2; 32]),
        authority: None,
        public: String::new(),
    }
}

async fn prepare(store: &Store, desk: &Desk) {
    store.open_realm(realm()).await.unwrap();
    join(store, desk).await;
}

async fn join(store: &Store, desk: &Desk) {
    let joining = hub::store::Joining {
        card: desk.card(),
        role: sync::Role::Desk,
        admitted: true,
        now_ms: 0,
    };
    store.join(REALM, joining).await.unwrap();
}

async fn offer_all(store: &Store, desk: &Desk, events: &[Signed]) -> Duration {
    let offers: Vec<_> = events
        .chunks(OFFER)
        .map(|part| desk.offers(part.to_vec()))
        .collect();
    let begun = Instant::now();
    for offer in offers {
        let stored = store.take(REALM, offer, 0).await.unwrap();
        assert!(stored.refused.is_empty());
    }
    begun.elapsed()
}

async fn offer_at_once(store: &Arc<Store>, desks: Vec<(Desk, Vec<Signed>)>) -> Duration {
    let begun = Instant::now();
    let mut tasks = JoinSet::new();
    for (desk, events) in desks {
        let store = store.clone();
        tasks.spawn(async move { offer_all(&store, &desk, &events).await });
    }
    tasks.join_all().await;
    begun.elapsed()
}

async fn offer_singly(store: &Store, count: usize) -> Duration {
    let mut desk = Desk::new(99, stream(99));
    join(store, &desk).await;
    let events = desk.events(count);
    let begun = Instant::now();
    for event in events {
        store
            .take(REALM, desk.offers(vec![event]), 0)
            .await
            .unwrap();
    }
    begun.elapsed()
}

async fn follow(store: &Store, count: usize) -> Duration {
    let limit = Limit {
        items: 1_000,
        bytes: 4 << 20,
    };
    let (mut mark, mut seen) = (Mark::START, 0);
    let begun = Instant::now();
    loop {
        let page = store.page(REALM, stream(1), vec![mark], limit).await;
        let PageOrDiffers::Page(page) = page.unwrap() else {
            panic!("the history is the store's own");
        };
        mark = page.next;
        seen += page.items.len();
        if page.items.is_empty() {
            break;
        }
    }
    let took = begun.elapsed();
    // The card too.
    assert_eq!(seen, count + 1);
    took
}
