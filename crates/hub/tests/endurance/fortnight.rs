//! Fourteen days of a large shelter: over a bad line to a hub that dies, to a PC that comes late, and on sticks.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;

use ::hub::Secrets;
use ::hub::store::{Sqlite, Store};
use ledger::{Bundle, BundleKey, BundleWriter, Opener};
use rand_core::OsRng;
use sync::client::Keeper as _;
use uplink::Settings;

use crate::chaos::{Killing, peak_kb};
use crate::crowd::megabytes;
use crate::desk::{Desk, until};
use crate::history::History;
use crate::hub::{Hub, STREAM};
use crate::links::{Harm, Link};
use crate::logs;
use crate::scale::{Scale, row};
use crate::shelter_story::live;
use crate::sticks::second;

const NAME: &str = "14 days of a shelter";
const DESKS: u16 = 4;
/// 5 December 2026.
const AFTER: i64 = 1_796_400_000_000;

#[tokio::test(flavor = "multi_thread")]
async fn a_fortnight_of_a_large_shelter_arrives_whole_and_by_sticks_the_same() {
    let scale = Scale::of_fortnight();
    let harm = Arc::<Harm>::default();
    let mut hub = Hub::start();
    let (mut desks, mut links) = (Vec::new(), Vec::new());
    for number in 0..DESKS {
        let mut desk = Desk::opened(&hub, STREAM, number);
        let settings = hub.takes(&desk).await.settings;
        let seed = u64::from(number);
        let link = Link::to(hub.port, seed, scale.cut_every, Arc::clone(&harm)).await;
        desk.connects(at(settings, link.port));
        desks.push(desk);
        links.push(link);
    }
    let began = Instant::now();
    let killing = Killing::begin(vec![hub], scale.kill_every);
    let life = tokio::task::spawn_blocking(move || {
        let history = History::new(3, scale.people, desks.len());
        let written = live(&mut desks, history, scale.days, scale.lasts, false);
        (desks, written)
    });
    let (mut desks, written) = life.await.unwrap();
    let wrote = began.elapsed();
    let (mut hubs, mut killed) = tokio::task::spawn_blocking(|| killing.end()).await.unwrap();
    hub = hubs.pop().unwrap();
    for link in &links {
        link.be_good();
    }
    for desk in &mut desks {
        desk.restarts();
    }
    let whole = || {
        let have = desks[0].have();
        let own = |desk: &Desk| desk.have().get(&desk.who.device).copied();
        have.len() == desks.len()
            && desks.iter().all(|desk| desk.have() == have)
            && desks
                .iter()
                .all(|desk| have.get(&desk.who.device).copied() == own(desk))
    };
    until(scale.patience, "every PC has all", whole).await;
    let met = began.elapsed();
    row(
        NAME,
        "people, events",
        &format!("{}, {written}", scale.people),
    );
    let times = format!("{:.0} s, {:.0} s", wrote.as_secs_f64(), met.as_secs_f64());
    row(NAME, "writing, until all 4 PCs had all", &times);
    row(NAME, "kills of the hub", &killed.times.to_string());
    row(NAME, "links", &harm.told());

    // A PC that is brought now gets everything from the first event on.
    let came = Instant::now();
    let mut late = Desk::new(&hub, STREAM, 9);
    let settings = hub.takes(&late).await.settings;
    late.connects(settings);
    until(scale.patience, "the late PC has all", || {
        late.have() == desks[0].have()
    })
    .await;
    row(
        NAME,
        "a late PC has all",
        &format!("{:.0} s", came.elapsed().as_secs_f64()),
    );
    killed.peak_kb = killed.peak_kb.max(peak_kb(&hub));
    row(
        NAME,
        "hub's memory at most",
        &megabytes(killed.peak_kb * 1_024),
    );
    hub.kill();

    let secrets = Arc::new(Secrets::load(&hub.path("data/secrets")).unwrap());
    let file = hub.path("data/hub.sqlite");
    let store = Store::Sqlite(Sqlite::open(&file, secrets).unwrap());
    let at_hub = logs::of_hub(&store, hub.realm).await;
    drop(store);
    let wrote_all: BTreeSet<_> = desks.iter().flat_map(logs::own).collect();
    assert_eq!(wrote_all.len(), written);
    assert!(
        at_hub == wrote_all,
        "{} of {written} at the hub",
        at_hub.len()
    );
    let list = logs::states(&late);
    for desk in &desks {
        assert!(logs::states(desk) == list, "one list");
    }
    row(NAME, "lost, doubled", "0, 0");
    row(NAME, "a PC's file", &megabytes(bytes(&late.file())));
    row(NAME, "hub's file", &megabytes(bytes(&file)));
    // Nobody looks for a hub any more.
    for desk in &mut desks {
        desk.disconnects();
    }
    by_sticks(&hub, &desks, &list, written);
}

fn at(settings: Settings, port: u16) -> Settings {
    Settings {
        addresses: vec![format!("https://127.0.0.1:{port}")],
        ..settings
    }
}

/// With what a database keeps beside its file.
pub fn bytes(file: &Path) -> u64 {
    let beside = |ending: &str| {
        let mut name = file.as_os_str().to_owned();
        name.push(ending);
        std::fs::metadata(name).map_or(0, |it| it.len())
    };
    std::fs::metadata(file).unwrap().len() + beside("-wal")
}

/// The same records once more, carried: to another hub and from it to a new PC, and from stick to PC.
fn by_sticks(hub: &Hub, desks: &[Desk], list: &[(ledger::Entity, Vec<u8>)], written: usize) {
    let began = Instant::now();
    let mut files: Vec<PathBuf> = Vec::new();
    for desk in desks {
        let file = hub.path(&format!("{}.kazashi-bundle", desk.who.device));
        files.push(file.clone());
        let (key, device) = (hub.bundles, desk.who.device);
        desk.with(move |book| {
            // Each brings its own only, so that no stick has all.
            let mut others = book.ledger().have().unwrap();
            others.remove(&device);
            let (ledger, key) = (book.ledger(), BundleKey::new(key));
            let writer = BundleWriter::begin(&file, ledger, &others, &key, None, AFTER, &mut OsRng);
            writer.unwrap().finish(ledger).unwrap();
        });
    }
    let sum = files.iter().map(|file| bytes(file)).sum();
    row(NAME, "4 sticks, each PC's own records", &megabytes(sum));
    files.reverse();

    let other = second(hub);
    let mut import = vec!["bundle", "import"];
    import.extend(files.iter().map(|file| file.to_str().unwrap()));
    let said = other.does(&import);
    let new: usize = said.lines().filter_map(new_of).sum();
    assert_eq!(new, written, "{said}");
    let again = other.does(&import);
    assert_eq!(
        again.lines().filter_map(new_of).sum::<usize>(),
        0,
        "{again}"
    );
    let down = hub.path("down.kazashi-bundle");
    other.does(&["bundle", "export", down.to_str().unwrap(), "--all"]);
    row(
        NAME,
        "written, into a hub twice, and out again",
        &seconds(began),
    );

    let began = Instant::now();
    let of_hub = Desk::new(hub, STREAM, 10);
    takes(&of_hub, hub, vec![down]);
    assert!(logs::states(&of_hub) == list, "by the hub's stick");
    row(NAME, "the hub's stick into a new PC", &seconds(began));
    let of_desks = Desk::new(hub, STREAM, 11);
    takes(&of_desks, hub, files);
    assert!(logs::states(&of_desks) == list, "by the desks' sticks");
    assert!(logs::all(&of_desks) == logs::all(&of_hub));
}

fn seconds(began: Instant) -> String {
    format!("{:.0} s", began.elapsed().as_secs_f64())
}

/// Of "…: 12 records of …, 3 new, 0 refused" the three.
fn new_of(line: &str) -> Option<usize> {
    let before = line.strip_suffix(" refused")?.split(" new, ").next()?;
    before.rsplit(' ').next()?.parse().ok()
}

fn takes(desk: &Desk, hub: &Hub, files: Vec<PathBuf>) {
    let (key, realm) = (hub.bundles, hub.realm);
    desk.with(move |book| {
        for file in files {
            let key = BundleKey::new(key);
            let mut bundle = Bundle::open(&file, realm, &Opener::Realm(&key)).unwrap();
            let taken = bundle.import_into(book.ledger_mut(), AFTER).unwrap();
            assert!(taken.refused.is_empty());
        }
    });
}
