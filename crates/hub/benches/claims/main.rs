//! Claims per second and how long one takes: from 1 and from 16 desks at once, on the sealed file and on PostgreSQL, and
//! with a standby that is waited for. A Markdown table.

// What a measurement says is for a person at a terminal.
#![allow(clippy::print_stdout, clippy::unwrap_used)]

use std::sync::Arc;
use std::time::{Duration, Instant};

use ed25519_dalek::SigningKey;
use hub::Secrets;
use hub::claims::Claims;
use hub::store::{
    Admission, Device, Joining, Kind, Postgres, PostgresSettings, Realm, Sqlite, Store,
};
use ledger::{DeviceCard, RealmId, StreamId};
use polling::claim::{ClaimAnswer, ClaimRequest, FromAuthority, ToAuthority};
use polling::plain::{BallotId, BoothId, ClaimId, ElectorId};
use rand_core::{OsRng, RngCore as _};
use scratch_postgres::{Cluster, Settings};
use vault::{About, CityKeys};
use zeroize::Zeroizing;

const REALM: RealmId = RealmId([5; 16]);
const DURATION: Duration = Duration::from_secs(5);
const NOW: i64 = 1_770_076_800_000;

fn realm() -> Realm {
    let about = About {
        city_name: "風見市".to_owned(),
        city_code: "131041".to_owned(),
        name: "見本の選挙".to_owned(),
        edition: 1,
        created: jiff::civil::date(2026, 2, 3),
        exercise: false,
        roles: Vec::new(),
        shelters: Vec::new(),
    };
    let election = include_str!("../../../polling/examples/election.toml").to_owned();
    let city = CityKeys::generate(&mut OsRng);
    let prepared = vault::prepare_election(about, election, &city, &[], None, &mut OsRng).unwrap();
    Realm {
        id: REALM,
        kind: Kind::Polling,
        name: "見本の選挙".to_owned(),
        exercise: false,
        admission: Admission::ByPackage,
        join_code: Zeroizing::new([2; 32]),
        bundle_key: Zeroizing::new([3; 32]),
        authority: Some((Zeroizing::new([1; 32]), 1)),
        public: serde_json::to_string(prepared.package.public()).unwrap(),
    }
}

/// A claim that nobody made before.
fn request() -> ToAuthority {
    let mut random = [0; 32];
    OsRng.fill_bytes(&mut random);
    let (id, elector) = random.split_at(16);
    ToAuthority::Claim(ClaimRequest {
        id: ClaimId(id.try_into().unwrap()),
        elector: ElectorId(elector.try_into().unwrap()),
        ballots: ["house-proportional", "house-single", "review"]
            .map(|name| BallotId::new(name).unwrap())
            .to_vec(),
        booth: BoothId::new("city-hall").unwrap(),
        home: None,
        term: 1,
        afterwards: false,
    })
}

async fn measure(name: &str, store: Store, desks: usize) {
    let store = Arc::new(store);
    store.open_realm(realm()).await.unwrap();
    let key = SigningKey::generate(&mut OsRng);
    let stream = StreamId(BoothId::new("city-hall").unwrap().stream(&REALM.0));
    let joining = Joining {
        card: DeviceCard::new(&key, REALM, stream, "窓口"),
        role: sync::Role::Desk,
        admitted: true,
        now_ms: NOW,
    };
    let device: Device = store.join(REALM, joining).await.unwrap();
    let claims = Arc::new(Claims::new(store));
    let desks_at_work = (0..desks).map(|_| {
        let (claims, device) = (Arc::clone(&claims), device.clone());
        tokio::spawn(async move {
            let (until, mut took) = (Instant::now() + DURATION, Vec::new());
            while Instant::now() < until {
                let (message, started) = (request(), Instant::now());
                let answer = claims.answer(REALM, &device, &message, NOW).await.unwrap();
                took.push(started.elapsed());
                let granted = matches!(
                    answer,
                    FromAuthority::Claim {
                        answer: ClaimAnswer::Granted(_),
                        ..
                    }
                );
                assert!(granted);
            }
            took
        })
    });
    let desks_at_work: Vec<_> = desks_at_work.collect();
    let mut took = Vec::new();
    for desk in desks_at_work {
        took.extend(desk.await.unwrap());
    }
    took.sort();
    let of = |part: usize| took[(took.len() - 1) * part / 100].as_secs_f64() * 1000.0;
    let per_second = f64::from(u32::try_from(took.len()).unwrap()) / DURATION.as_secs_f64();
    println!(
        "| {name} | {desks} | {per_second:.0} | {:.2} ms | {:.2} ms |",
        of(50),
        of(99)
    );
}

async fn postgres(url: &str) -> Store {
    let settings = PostgresSettings {
        claim_connections: 16,
        ..PostgresSettings::new(url)
    };
    let secrets = Arc::new(Secrets::random(&mut OsRng));
    Store::Postgres(Postgres::connect(&settings, secrets).await.unwrap())
}

#[tokio::main]
async fn main() {
    println!("| claims granted, each on the disk | desks | a second | p50 | p99 |");
    println!("| --- | ---: | ---: | ---: | ---: |");
    for desks in [1, 16] {
        let folder = tempfile::tempdir().unwrap();
        let secrets = Arc::new(Secrets::random(&mut OsRng));
        let file = Sqlite::open(&folder.path().join("hub.db"), secrets).unwrap();
        measure("sealed file", Store::Sqlite(file), desks).await;
    }
    let settings = Settings {
        durable: true,
        ..Settings::default()
    };
    let mut cluster = Cluster::with(settings).unwrap();
    for desks in [1, 16] {
        let url = cluster.database(&format!("claims_{desks}")).unwrap();
        measure("PostgreSQL", postgres(&url).await, desks).await;
    }
    let mut standby = cluster.standby().unwrap();
    cluster.wait_for_standby(true).unwrap();
    for desks in [1, 16] {
        let url = cluster.database(&format!("standby_{desks}")).unwrap();
        let name = "PostgreSQL, synchronous standby";
        measure(name, postgres(&url).await, desks).await;
    }
    standby.kill().unwrap();
    cluster.kill().unwrap();
}
