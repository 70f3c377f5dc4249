//! Hubs that are the authority of an invented election.

use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, OnceLock};

use ed25519_dalek::SigningKey;
use hub::Secrets;
use hub::claims::Claims;
use hub::store::{
    Admission, Device, Joining, Kind, Postgres, PostgresSettings, Realm, Sqlite, Store,
};
use ledger::{DeviceCard, RealmId, StreamId};
use polling::claim::{ClaimAnswer, ClaimRequest, FromAuthority, ToAuthority};
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::SeedableRng;
use rand_core::OsRng;
use scratch_postgres::Cluster;
use sync::Role;
use vault::{About, CityKeys};
use zeroize::Zeroizing;

use crate::messages::booth;

pub const REALM: RealmId = RealmId([5; 16]);
/// Seed of the key that signs receipts.
pub const SEED: [u8; 32] = [1; 32];
/// 2026-02-03 in the morning, Japan's time.
pub const NOW: i64 = 1_770_076_800_000;

/// The election of the sample file under another outage rule.
pub fn election(rule: &str) -> String {
    let election = include_str!("../../../polling/examples/election.toml");
    election.replace("outage = \"home-booth\"", &format!("outage = \"{rule}\""))
}

pub fn about() -> About {
    About {
        city_name: "風見市".to_owned(),
        city_code: "131041".to_owned(),
        name: "見本の選挙".to_owned(),
        edition: 1,
        created: jiff::civil::date(2026, 2, 3),
        exercise: false,
        roles: Vec::new(),
        shelters: Vec::new(),
    }
}

/// The package's public part.
fn public(rule: &str) -> String {
    let city = CityKeys::generate(&mut OsRng);
    let prepared =
        vault::prepare_election(about(), election(rule), &city, &[], None, &mut OsRng).unwrap();
    serde_json::to_string(prepared.package.public()).unwrap()
}

pub fn realm(rule: &str, term: u64) -> Realm {
    Realm {
        id: REALM,
        kind: Kind::Polling,
        name: "見本の選挙".to_owned(),
        exercise: false,
        admission: Admission::ByPackage,
        join_code: Zeroizing::new([2; 32]),
        bundle_key: Zeroizing::new([3; 32]),
        authority: Some((Zeroizing::new(SEED), term)),
        public: public(rule),
    }
}

/// One server for all tests of this program that do not kill it; it goes with the program.
fn cluster() -> &'static Cluster {
    static CLUSTER: OnceLock<Cluster> = OnceLock::new();
    CLUSTER.get_or_init(|| Cluster::start().unwrap())
}

/// An empty database of one's own.
pub fn database() -> String {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    let number = COUNT.fetch_add(1, Ordering::Relaxed);
    cluster().database(&format!("claims_{number}")).unwrap()
}

/// A process of a hub, in memory or on this database. The processes of one hub have its secrets.
pub async fn hub(rule: &str, term: u64, url: Option<&str>) -> (Arc<Store>, Arc<Claims>) {
    let secrets = Arc::new(Secrets::random(&mut ChaCha8Rng::seed_from_u64(1)));
    let store = match url {
        None => Store::Sqlite(Sqlite::in_memory(secrets).unwrap()),
        Some(url) => {
            let settings = PostgresSettings {
                claim_connections: 8,
                ..PostgresSettings::new(url)
            };
            Store::Postgres(Postgres::connect(&settings, secrets).await.unwrap())
        }
    };
    let store = Arc::new(store);
    store.open_realm(realm(rule, term)).await.unwrap();
    let claims = Arc::new(Claims::new(Arc::clone(&store)));
    (store, claims)
}

/// A PC of a booth, let in or not.
pub async fn device(store: &Store, place: usize, admitted: bool) -> (SigningKey, Device) {
    let key = SigningKey::generate(&mut OsRng);
    let stream = StreamId(booth(place).stream(&REALM.0));
    let card = DeviceCard::new(&key, REALM, stream, "窓口");
    let joining = Joining {
        card,
        role: Role::Desk,
        admitted,
        now_ms: NOW,
    };
    let device = store.join(REALM, joining).await.unwrap();
    (key, device)
}

/// One message of a PC.
pub async fn say(claims: &Claims, device: &Device, message: &ToAuthority) -> FromAuthority {
    claims.answer(REALM, device, message, NOW).await.unwrap()
}

/// One claim of a PC, asked until an answer comes, always under the same name.
pub async fn insist(claims: &Claims, device: &Device, request: &ClaimRequest) -> ClaimAnswer {
    loop {
        match ask(claims, device, request).await {
            ClaimAnswer::Unknown => {}
            answer => return answer,
        }
    }
}

/// One claim of a PC.
pub async fn ask(claims: &Claims, device: &Device, request: &ClaimRequest) -> ClaimAnswer {
    match say(claims, device, &ToAuthority::Claim(request.clone())).await {
        FromAuthority::Claim { answer, .. } => answer,
        other => panic!("{other:?}"),
    }
}
