//! Twenty desks of four shelters at a hub that dies again and again, over links that are cut.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Instant;

use ::hub::Secrets;
use ::hub::store::{Postgres, PostgresSettings, Sqlite, Store};
use ledger::{Have, StreamId};
use scratch_postgres::Cluster;
use shelter::plain::ShelterId;
use sync::Invitation;
use uplink::Settings;

use crate::book::Book;
use crate::chaos::{Killing, peak_kb};
use crate::desk::{Desk, until};
use crate::fortnight::bytes;
use crate::history::History;
use crate::hub::Hub;
use crate::links::{Harm, Link};
use crate::logs;
use crate::repeating::{Papers, Repeating};
use crate::scale::{Scale, row};
use crate::shelter_story::live;

const SHELTERS: u8 = 4;
const DESKS_EACH: u16 = 5;
const HEADQUARTERS: StreamId = StreamId([0xee; 16]);

fn shelter(number: u8) -> StreamId {
    StreamId([0x10 + number; 16])
}

#[tokio::test(flavor = "multi_thread")]
async fn twenty_desks_lose_nothing_at_a_hub_that_is_killed_again_and_again() {
    let folder = tempfile::tempdir().unwrap();
    let (papers, lines) = Papers::made(folder.path());
    let mut hub = Hub::made(&lines);
    hub.run();
    let hubs = story("SQLite", vec![hub], &papers, async |hub, secrets| {
        let file = hub.path("data/hub.sqlite");
        Store::Sqlite(Sqlite::open(&file, secrets).unwrap())
    })
    .await;
    let bytes = bytes(&hubs[0].path("data/hub.sqlite"));
    row("20 desks, SQLite", "hub's file", &megabytes(bytes));
}

#[tokio::test(flavor = "multi_thread")]
async fn twenty_desks_lose_nothing_at_two_processes_on_postgresql_that_are_killed_in_turn() {
    let cluster = Cluster::start().unwrap();
    let url = cluster.database("hub").unwrap();
    let folder = tempfile::tempdir().unwrap();
    let (papers, lines) = Papers::made(folder.path());
    let mut first = Hub::made_on(Some(&format!("postgres = \"{url}\"")), &lines);
    let mut second = first.beside(None);
    first.run();
    second.run();
    story(
        "PostgreSQL",
        vec![first, second],
        &papers,
        async |_, secrets| {
            let settings = PostgresSettings::new(&url);
            Store::Postgres(Postgres::connect(&settings, secrets).await.unwrap())
        },
    )
    .await;
    let bytes = cluster.sql("SELECT pg_database_size('hub')").unwrap();
    let bytes = bytes.trim().parse().unwrap();
    row("20 desks, PostgreSQL", "database", &megabytes(bytes));
}

pub fn megabytes(bytes: u64) -> String {
    format!("{}.{} MB", bytes / 1_000_000, bytes / 100_000 % 10)
}

/// One way to each process of the hub.
enum Way {
    Cut(Link),
    Repeats(Repeating),
}

impl Way {
    fn address(&self) -> String {
        let port = match self {
            Self::Cut(link) => link.port,
            Self::Repeats(proxy) => proxy.port,
        };
        format!("https://127.0.0.1:{port}")
    }

    fn be_good(&self) {
        match self {
            Self::Cut(link) => link.be_good(),
            Self::Repeats(proxy) => proxy.be_good(),
        }
    }
}

async fn ways(
    hubs: &[Hub],
    number: u16,
    scale: &Scale,
    papers: &Papers,
    harm: &Arc<Harm>,
) -> Vec<Way> {
    let mut ways = Vec::new();
    for hub in hubs {
        let harm = Arc::clone(harm);
        ways.push(if number % 4 == 3 {
            Way::Repeats(Repeating::before(hub.port, papers, harm).await)
        } else {
            Way::Cut(Link::to(hub.port, u64::from(number), scale.cut_every, harm).await)
        });
    }
    // Half of the desks begin at the other process.
    ways.rotate_left(usize::from(number) % hubs.len());
    ways
}

fn by(settings: Settings, ways: &[Way]) -> Settings {
    Settings {
        addresses: ways.iter().map(Way::address).collect(),
        ..settings
    }
}

async fn story(
    on: &str,
    hubs: Vec<Hub>,
    papers: &Papers,
    open: impl AsyncFn(&Hub, Arc<Secrets>) -> Store,
) -> Vec<Hub> {
    let (scale, name) = (Scale::of_crowd(), format!("20 desks, {on}"));
    let harm = Arc::<Harm>::default();
    let began = Instant::now();
    let realm = hubs[0].realm;
    let mut all_ways = Vec::new();
    let mut shelters = Vec::new();
    for number in 0..SHELTERS {
        let mut desks = Vec::new();
        for place in 0..DESKS_EACH {
            let place = u16::from(number) * DESKS_EACH + place;
            let mut desk = Desk::opened(&hubs[0], shelter(number), place);
            let settings = hubs[0].takes(&desk).await.settings;
            let ways = ways(&hubs, place, &scale, papers, &harm).await;
            desk.connects(by(settings, &ways));
            all_ways.extend(ways);
            desks.push(desk);
        }
        shelters.push(desks);
    }
    let mut headquarters = Desk::new(&hubs[0], HEADQUARTERS, 100);
    let said = hubs[0].does(&["code", "new", "--role", "headquarters"]);
    let code = Invitation::parse(said.lines().nth(2).unwrap())
        .unwrap()
        .code();
    let settings = hubs[0].enrols(&headquarters, &code).await.unwrap().settings;
    let ways = ways(&hubs, 100, &scale, papers, &harm).await;
    headquarters.connects(by(settings, &ways));
    all_ways.extend(ways);

    let killing = Killing::begin(hubs, scale.kill_every);
    let lives = shelters.into_iter().enumerate().map(|(number, mut desks)| {
        tokio::task::spawn_blocking(move || {
            let history = History::new(number as u64, scale.people, desks.len());
            let written = live(&mut desks, history, scale.days, scale.lasts, true);
            (desks, written)
        })
    });
    let lives: Vec<_> = lives.collect();
    let (mut desks, mut written) = (Vec::new(), 0);
    for life in lives {
        let (of_shelter, count) = life.await.unwrap();
        desks.extend(of_shelter);
        written += count;
    }
    let (mut hubs, mut killed) = tokio::task::spawn_blocking(|| killing.end()).await.unwrap();
    let wrote = began.elapsed();
    for way in &all_ways {
        way.be_good();
    }
    desks.push(headquarters);
    // As who waits for nothing does it: the programs are started anew.
    for desk in &mut desks {
        desk.restarts();
    }
    let wanted = wanted(&desks);
    let have_all = || {
        let mut both = desks.iter().zip(&wanted);
        both.all(|(desk, wanted)| desk.have() == *wanted)
    };
    until(scale.patience, "all have all", have_all).await;
    let met = began.elapsed();
    for hub in &mut hubs {
        killed.peak_kb = killed.peak_kb.max(peak_kb(hub));
        hub.kill();
    }

    // Set against set: what desks wrote, what the hub has, what headquarters have.
    let secrets = Arc::new(Secrets::load(&hubs[0].path("data/secrets")).unwrap());
    let at_hub = logs::of_hub(&open(&hubs[0], secrets).await, realm).await;
    let wrote_all: BTreeSet<_> = desks.iter().flat_map(logs::own).collect();
    assert_eq!(wrote_all.len(), written);
    assert!(
        at_hub == wrote_all,
        "{} of {written} at the hub",
        at_hub.len()
    );
    let headquarters = desks.pop().unwrap();
    assert!(logs::all(&headquarters) == wrote_all);
    same_lists(&desks, &headquarters);
    row(&name, "events, lost, doubled", &format!("{written}, 0, 0"));
    row(&name, "kills of a hub process", &killed.times.to_string());
    row(&name, "links", &harm.told());
    let times = format!("{:.0} s, {:.0} s", wrote.as_secs_f64(), met.as_secs_f64());
    row(&name, "writing and killing, until all had all", &times);
    row(
        &name,
        "hub's memory at most",
        &megabytes(killed.peak_kb * 1_024),
    );
    hubs
}

/// What each has to have: a desk what those of its shelter wrote, headquarters all.
fn wanted(desks: &[Desk]) -> Vec<Have> {
    let own = |desk: &Desk| {
        let device = desk.who.device;
        (device, desk.have().get(&device).copied())
    };
    let heads: Vec<_> = desks
        .iter()
        .map(|desk| (desk.who.stream, own(desk)))
        .collect();
    let of = |desk: &Desk| -> Have {
        let all = desk.who.stream == HEADQUARTERS;
        let follows = heads.iter().filter(|it| all || it.0 == desk.who.stream);
        let heads = follows.filter_map(|(_, (device, head))| Some((*device, (*head)?)));
        heads.collect()
    };
    desks.iter().map(of).collect()
}

/// Every shelter's list at its own desks is the same, to the byte, and the one that headquarters see.
fn same_lists(desks: &[Desk], headquarters: &Desk) {
    let whole = logs::states(headquarters);
    let mut people = 0;
    for number in 0..SHELTERS {
        let stream = shelter(number);
        let of_shelter: Vec<_> = desks.iter().filter(|it| it.who.stream == stream).collect();
        let list = logs::states(of_shelter[0]);
        for desk in &of_shelter[1..] {
            assert!(logs::states(desk) == list, "one list in a shelter");
        }
        assert!(list.iter().all(|state| whole.binary_search(state).is_ok()));
        people += list.len();
        let count = move |book: &mut Book| book.list().counts(ShelterId(stream.0));
        let here = of_shelter[0].with(count);
        assert!(here.staying() > 0);
        assert_eq!(here, headquarters.with(count));
    }
    assert_eq!(people, whole.len(), "nobody from nowhere");
}
