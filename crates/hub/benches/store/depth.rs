//! A page of 1,000 items at a cursor anywhere in a log of 25 million events, in PostgreSQL. The log is made in bulk and
//! is gone afterwards; it takes some 18 GB of disk.

use std::sync::Arc;
use std::time::{Duration, Instant};

use hub::Secrets;
use hub::store::{Limit, OpenPage, PageOrDiffers, Postgres, PostgresSettings};
use ledger::StreamId;
use rand_core::{OsRng, RngCore as _};
use scratch_postgres::{Cluster, Settings};
use sha2::{Digest as _, Sha256};
use sync::Mark;

use crate::desk::REALM;

const STREAM: StreamId = StreamId([0x11; 16]);
const DATABASE: &str = "depth";
/// Pages of each kind that are asked for.
const PAGES: u64 = 100;
const LIMIT: Limit = Limit {
    items: 1_000,
    bytes: 1 << 20,
};
/// Bytes of a header and a sealed payload, as registrations have them.
const HEADER: u32 = 220;
const PAYLOAD: u32 = 70;

/// Measures logs of two sizes, and prints a table.
pub async fn measure_all(quick: bool) {
    let sizes = if quick {
        [200_000, 400_000]
    } else {
        [250_000, 25_000_000]
    };
    println!("| events in the log | pages of 1,000 items | median | p99 | slowest |");
    println!("| ---: | --- | ---: | ---: | ---: |");
    for size in sizes {
        measure(size).await;
    }
}

async fn measure(size: u64) {
    let cluster = Cluster::with(Settings {
        durable: false,
        more: vec!["maintenance_work_mem=1GB".to_owned()],
        ..Settings::default()
    });
    let cluster = cluster.unwrap();
    let url = cluster.database(DATABASE).unwrap();
    let secrets = Arc::new(Secrets::random(&mut OsRng));
    let settings = PostgresSettings::new(&url);
    let store = Postgres::connect(&settings, secrets).await.unwrap();
    store.open_realm(super::realm()).await.unwrap();
    let begun = Instant::now();
    fill(&cluster, size);
    let took = begun.elapsed().as_secs_f64();
    let bytes = cluster.sql_in(
        DATABASE,
        "SELECT pg_database_size(current_database()) / 1000000",
    );
    let end = page(&store, 0).await.head.position;
    assert_eq!(end, size);

    let first: Vec<u64> = (0..PAGES).map(|number| number * 1_000).collect();
    let last = first.iter().map(|it| size - (PAGES * 1_000) + it).collect();
    let anywhere = || {
        let most = size - 1_000;
        (0..PAGES).map(|_| OsRng.next_u64() % most).collect()
    };
    for (what, places) in [
        ("from the beginning, one after another", first.clone()),
        ("at the end, one after another", last),
        ("anywhere", anywhere()),
    ] {
        let mut took: Vec<Duration> = Vec::new();
        for place in places {
            let begun = Instant::now();
            let page = page(&store, place).await;
            took.push(begun.elapsed());
            assert_eq!(page.items.len(), 1_000);
            assert_eq!(page.next, mark(place + 1_000));
        }
        took.sort();
        let at = |part: usize| took[(took.len() - 1) * part / 100].as_secs_f64() * 1e3;
        println!(
            "| {size} | {what} | {:.1} ms | {:.1} ms | {:.1} ms |",
            at(50),
            at(99),
            at(100)
        );
    }
    println!(
        "| {size} | made in {took:.0} s, {} MB with all indexes | | | |",
        bytes.unwrap()
    );
}

async fn page(store: &Postgres, after: u64) -> OpenPage {
    let page = store.page(REALM, STREAM, vec![mark(after)], LIMIT).await;
    match page.unwrap() {
        PageOrDiffers::Page(page) => page,
        PageOrDiffers::Differs(_) => panic!("the history is the store's own"),
    }
}

/// Histories are the hashes of positions here: a mark can be had for any place.
fn mark(position: u64) -> Mark {
    match position {
        0 => Mark::START,
        _ => Mark {
            position,
            history: Sha256::digest(position.to_be_bytes()).into(),
        },
    }
}

/// Makes the log in bulk: rows of the size that registrations have, indexes afterwards.
fn fill(cluster: &Cluster, size: u64) {
    let table = format!("item_{REALM}");
    let ask = |sql: &str| cluster.sql_in(DATABASE, sql).unwrap();
    ask(&format!(
        "ALTER TABLE item DETACH PARTITION {table}; ALTER TABLE {table} SET UNLOGGED"
    ));
    let indexes = format!("SELECT indexdef FROM pg_indexes WHERE tablename = '{table}'");
    let indexes = ask(&indexes);
    let key = format!(
        "SELECT conname FROM pg_constraint WHERE conrelid = '{table}'::regclass AND contype = 'p'"
    );
    let key = ask(&key);
    ask(&format!("ALTER TABLE {table} DROP CONSTRAINT {key}"));
    let others = indexes.lines().filter(|line| !line.contains(&key));
    let names = format!("SELECT indexname FROM pg_indexes WHERE tablename = '{table}'");
    for name in ask(&names).lines() {
        ask(&format!("DROP INDEX {name}"));
    }
    let half = size / 2;
    std::thread::scope(|scope| {
        for (from, to) in [(1, half), (half + 1, size)] {
            let insert = insert(&table, from, to);
            scope.spawn(move || cluster.sql_in(DATABASE, &insert).unwrap());
        }
    });
    ask(&format!(
        "ALTER TABLE {table} ADD PRIMARY KEY (realm, stream, position)"
    ));
    for index in others {
        ask(index);
    }
    ask(&format!(
        "ALTER TABLE item ATTACH PARTITION {table} FOR VALUES IN ('\\x{REALM}'::bytea);
         INSERT INTO stream VALUES ('\\x{REALM}', '\\x{STREAM}', {size}, sha256(int8send({size})))"
    ));
    ask(&format!("ANALYZE {table}"));
}

fn insert(table: &str, from: u64, to: u64) -> String {
    let filler = |length: u32| format!("decode(repeat('a5', {length}), 'hex')");
    format!(
        "INSERT INTO {table}
            (realm, stream, position, history, kind, device, seq, subject, header, signature, payload)
         SELECT '\\x{REALM}'::bytea, '\\x{STREAM}'::bytea, n, sha256(int8send(n)), 1,
            decode(lpad(to_hex(n % 8), 32, '0'), 'hex'), n / 8 + 1,
            decode(md5((n / 4)::text), 'hex'), f.header, f.signature, f.payload
         FROM generate_series({from}::bigint, {to}::bigint) AS n,
            (SELECT {} AS header, {} AS signature, {} AS payload OFFSET 0) AS f",
        filler(HEADER),
        filler(64),
        filler(PAYLOAD)
    )
}
