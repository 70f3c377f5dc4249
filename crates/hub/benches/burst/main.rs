//! `cargo bench -p hub --bench burst`: the whole way of events, over HTTPS into a `kazashi-hub` process and its
//! database, and a whole city that comes back at once after an outage. Markdown tables.
//!
//! The desks run on the same machine and take their part of its processors.
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a measurement that cannot be made has to stop, and its table is its output"
)]

mod client;
#[path = "../../tests/store/desk.rs"]
#[allow(dead_code)]
mod desk;
#[path = "../../tests/server/hub.rs"]
#[allow(dead_code)]
mod hub;
mod paper;
mod process;

use std::sync::Arc;
use std::time::{Duration, Instant};

use scratch_postgres::{Cluster, Settings};
use sync::Offer;
use tokio::sync::Semaphore;
use tokio::task::JoinSet;

use crate::client::{Client, Told, waits};
use crate::desk::{Desk, stream};
use crate::hub::Hub;
use crate::paper::Costs;

/// The name of the database.
const DATABASE: &str = "hub";

/// How large the measurement is.
#[derive(Clone, Copy)]
struct Scale {
    /// Events of one desk alone.
    alone: usize,
    /// Desks that come back, two to a shelter.
    desks: usize,
    /// Events that each has after a short outage, and after a long one.
    short: usize,
    long: usize,
    /// Connections that wait for news.
    waiting: usize,
}

const FULL: Scale = Scale {
    alone: 10_000,
    desks: 600,
    short: 100,
    long: 500,
    waiting: 6_000,
};
const QUICK: Scale = Scale {
    alone: 1_000,
    desks: 60,
    short: 100,
    long: 500,
    waiting: 300,
};

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    let scale = if arguments.iter().any(|it| it == "--quick") {
        QUICK
    } else {
        FULL
    };
    // What the peer did in the same run: documents a second at 100 and at 500 together.
    let peer = |name: &str| -> Option<f64> {
        let at = arguments.iter().position(|it| it == name)?;
        arguments.get(at + 1)?.parse().ok()
    };
    let peers = [peer("--peer-500"), peer("--peer-100"), None];
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(measure(scale, peers));
}

async fn measure(scale: Scale, peers: [Option<f64>; 3]) {
    let cluster = Cluster::with(Settings {
        durable: true,
        ..Settings::default()
    });
    let cluster = cluster.unwrap();
    let store = format!("postgres = \"{}\"", cluster.database(DATABASE).unwrap());
    let mut on_postgres = Hub::made_on(Some(&store), "");
    on_postgres.run();
    println!(
        "| one desk, over HTTPS until it is on the disk | events/s | PouchDB's push | ratio |"
    );
    println!("| --- | ---: | ---: | ---: |");
    alone("PostgreSQL", &on_postgres, scale, peers).await;
    let on_sqlite = Hub::start();
    alone("SQLite", &on_sqlite, scale, peers).await;
    drop(on_sqlite);
    city(&cluster, &on_postgres, scale).await;
}

/// One desk that sends offer after offer.
async fn alone(name: &str, hub: &Hub, scale: Scale, peers: [Option<f64>; 3]) {
    for (number, together) in [500, 100, 1].into_iter().enumerate() {
        let at = 1_000_000 + u64::try_from(number).unwrap();
        let mut client = enrolled(hub, Desk::of(hub.realm, at, stream(at))).await;
        let events = if together == 1 {
            // A device may ask so often and no more.
            150
        } else {
            scale.alone
        };
        let offers = client.offers(events, together);
        let mut told = Told::default();
        client.opens_session(&mut told).await;
        let begun = Instant::now();
        client.sends(offers, begun, &mut told).await;
        let rate = float(events) / told.done.as_secs_f64();
        let (bare, ratio) = match peers[number] {
            Some(peer) => (format!("{peer:.0}"), format!("{:.1}", rate / peer)),
            None => (String::new(), String::new()),
        };
        let what = match together {
            1 => "one event an offer".to_owned(),
            _ => format!("offers of {together}"),
        };
        println!("| {name}: {what} | {rate:.0} | {bare} | {ratio} |");
    }
}

/// 600 desks of 300 shelters.
async fn city(cluster: &Cluster, hub: &Hub, scale: Scale) {
    let pid = process::server(hub.config().to_str().unwrap());
    let backend =
        cluster.sql("SELECT pid FROM pg_stat_activity WHERE backend_type = 'checkpointer'");
    let postgres = process::parent(backend.unwrap().parse().unwrap());
    let mut clients = enrolled_all(hub, scale.desks).await;
    let idle = process::memory(pid);

    println!(
        "\n| {} desks of {} shelters at once | {} events each | {} events each |",
        scale.desks,
        scale.desks / 2,
        scale.short,
        scale.long
    );
    println!("| --- | ---: | ---: |");
    let mut bursts = Vec::new();
    for (events, together) in [(scale.short, 50), (scale.long, 500)] {
        let offers = write(&mut clients, events, together).await;
        process::forget_peak(pid);
        let before = Meter::read(cluster, hub, pid, postgres).await;
        let (back, told) = come_back(clients, offers).await;
        clients = back;
        let took = told.iter().map(|it| it.done).max().unwrap();
        quiet(pid).await;
        let after = Meter::read(cluster, hub, pid, postgres).await;
        bursts.push(Burst {
            events: float(scale.desks * events),
            took,
            told,
            costs: after.since(&before, float(scale.desks * events)),
            peak: process::peak(pid),
        });
    }
    Burst::print(&bursts);

    let waiting = wait_all(hub, &clients, scale.waiting, pid).await;
    println!("\n| memory of the hub's process | MB |");
    println!("| --- | ---: |");
    println!(
        "| after the start, {} desks known | {idle:.0} |",
        scale.desks
    );
    for (burst, events) in bursts.iter().zip([scale.short, scale.long]) {
        println!(
            "| most while they came back with {events} events each | {:.0} |",
            burst.peak
        );
    }
    let (count, memory) = waiting;
    println!("| with {count:.0} connections that wait for news | {memory:.0} |");
    paper::print(
        &bursts[1].costs,
        bursts[1].events / bursts[1].took.as_secs_f64(),
    );
}

async fn enrolled(hub: &Hub, desk: Desk) -> Client {
    let settings = hub.takes(&desk).await.settings;
    Client::new(desk, &settings)
}

async fn enrolled_all(hub: &Hub, desks: usize) -> Vec<Client> {
    let mut clients = Vec::new();
    let mut settings = None;
    for number in 0..u64::try_from(desks).unwrap() {
        let desk = Desk::of(hub.realm, number + 1, stream(number / 2));
        let enrolled = hub.takes(&desk).await;
        clients.push(Client::new(desk, settings.get_or_insert(enrolled.settings)));
    }
    clients
}

/// All of them write before the clock starts: the desks' own work is not what is measured.
async fn write(clients: &mut Vec<Client>, events: usize, together: usize) -> Vec<Vec<Offer>> {
    let mut tasks = JoinSet::new();
    for (number, mut client) in std::mem::take(clients).into_iter().enumerate() {
        tasks.spawn_blocking(move || {
            let offers = client.offers(events, together);
            (number, client, offers)
        });
    }
    let mut done = tasks.join_all().await;
    done.sort_by_key(|(number, ..)| *number);
    let (back, offers) = done
        .into_iter()
        .map(|(_, client, offers)| (client, offers))
        .unzip();
    *clients = back;
    offers
}

/// Everybody at the same instant, over new connections.
async fn come_back(clients: Vec<Client>, offers: Vec<Vec<Offer>>) -> (Vec<Client>, Vec<Told>) {
    let begun = Instant::now();
    let mut tasks = JoinSet::new();
    for (client, offers) in clients.into_iter().zip(offers) {
        let mut client = Client::new(client.desk, &client.settings);
        tasks.spawn(async move {
            let told = client.comes_back(offers, begun).await;
            (client, told)
        });
    }
    tasks.join_all().await.into_iter().unzip()
}

/// Waits until the process rests: the city's page follows the logs in it, and is part of what an event costs.
async fn quiet(pid: u32) {
    let mut before = process::seconds(pid);
    for _ in 0..120 {
        tokio::time::sleep(Duration::from_millis(500)).await;
        let now = process::seconds(pid);
        if now - before < 0.03 {
            return;
        }
        before = now;
    }
}

/// How many waited at once, and the process's memory then.
async fn wait_all(hub: &Hub, clients: &[Client], count: usize, pid: u32) -> (f64, f64) {
    let mut marks = Vec::new();
    for client in clients {
        marks.push(client.has(&mut Told::default()).await);
    }
    // As many as connect at once on a machine of this size within the time that the first wait.
    let door = Arc::new(Semaphore::new(1));
    let mut tasks = JoinSet::new();
    for number in 0..count {
        let client = &clients[number % clients.len()];
        let mark = marks[number % clients.len()];
        let (settings, token) = (client.settings.clone(), client.token.clone().unwrap());
        let (stream, door) = (client.desk.stream, Arc::clone(&door));
        tasks.spawn(async move {
            let turn = door.acquire().await;
            tokio::time::sleep(Duration::from_micros(500)).await;
            drop(turn);
            waits(settings, token, stream, mark).await;
        });
    }
    let (mut most, mut memory) = (0.0, 0.0);
    let until = Instant::now() + Duration::from_secs(24);
    while Instant::now() < until && most < float(count) {
        tokio::time::sleep(Duration::from_millis(250)).await;
        let now = hub.figure("kazashi_hub_waiting ").await.unwrap_or(0.0);
        if now > most {
            (most, memory) = (now, process::memory(pid));
        }
    }
    tasks.shutdown().await;
    (most, memory)
}

/// A burst as it went.
struct Burst {
    events: f64,
    took: Duration,
    told: Vec<Told>,
    costs: Costs,
    peak: f64,
}

impl Burst {
    fn print(bursts: &[Self]) {
        let line = |what: &str, of: &dyn Fn(&Self) -> String| {
            let figures: Vec<_> = bursts.iter().map(of).collect();
            println!("| {what} | {} |", figures.join(" | "));
        };
        line("all of them stored after", &|it| seconds(it.took));
        line("events/s", &|it| {
            format!("{:.0}", it.events / it.took.as_secs_f64())
        });
        line("an offer is answered: p50; p99; slowest", &|it| {
            parts(
                it.told
                    .iter()
                    .flat_map(|it| it.offers.iter().copied())
                    .collect(),
            )
        });
        line(
            "a desk is whole again, from the start: p50; p99; slowest",
            &|it| parts(it.told.iter().map(|it| it.done).collect()),
        );
        line("told to come later, and came", &|it| {
            it.told
                .iter()
                .map(|it| it.turned_away)
                .sum::<usize>()
                .to_string()
        });
        line("errors", &|it| {
            let mut errors: Vec<_> = it.told.iter().flat_map(|it| it.errors.iter()).collect();
            let count = errors.len();
            errors.dedup();
            errors
                .first()
                .map_or("0".to_owned(), |first| format!("{count}: {first}"))
        });
        line("processor time of the hub, an event", &|it| {
            format!("{:.0} µs", it.costs.hub_us)
        });
        line("processor time of PostgreSQL, an event", &|it| {
            format!("{:.0} µs", it.costs.postgres_us)
        });
        line("on the wire, an event", &|it| {
            format!("{:.0} B", it.costs.wire)
        });
        line("write-ahead log, an event", &|it| {
            format!("{:.0} B", it.costs.log)
        });
        line("in the database, an event", &|it| {
            format!("{:.0} B", it.costs.stored)
        });
    }
}

fn parts(mut all: Vec<Duration>) -> String {
    all.sort();
    let at = |part: usize| seconds(all[(all.len() - 1) * part / 100]);
    format!("{}; {}; {}", at(50), at(99), at(100))
}

fn seconds(duration: Duration) -> String {
    format!("{:.2} s", duration.as_secs_f64())
}

fn float(count: usize) -> f64 {
    f64::from(u32::try_from(count).unwrap())
}

/// Figures that grow.
struct Meter {
    hub: f64,
    postgres: f64,
    wire: f64,
    log: f64,
    stored: f64,
}

impl Meter {
    async fn read(cluster: &Cluster, hub: &Hub, pid: u32, postgres: u32) -> Self {
        let number = |sql: &str| -> f64 { cluster.sql(sql).unwrap().parse().unwrap() };
        Self {
            hub: process::seconds(pid),
            postgres: process::seconds_of_all(postgres),
            wire: hub
                .figure("kazashi_hub_request_bytes_total ")
                .await
                .unwrap(),
            log: number("SELECT pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0')"),
            stored: number(&format!("SELECT pg_database_size('{DATABASE}')")),
        }
    }

    fn since(&self, before: &Self, events: f64) -> Costs {
        Costs {
            hub_us: (self.hub - before.hub) / events * 1e6,
            postgres_us: (self.postgres - before.postgres) / events * 1e6,
            wire: (self.wire - before.wire) / events,
            log: (self.log - before.log) / events,
            stored: (self.stored - before.stored) / events,
        }
    }
}
