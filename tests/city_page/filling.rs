//! A hub's store with many shelters in it, as if their desks had brought everything already.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};

use hub::Secrets;
use hub::store::{Joining, Opened, Sqlite, Store};
use ledger::{ActorId, Have, Identity, Ledger, Now, RealmId, StreamId};
use rand_core::{OsRng, RngCore};
use shelter::fact::{self, Detail, Fact, Registered, Told};
use shelter::plain::{DeviceLetters, Item, Number, Origin, PersonId, Presence, Text, WayIn};
use shelter_ledger::{Facts, draft};
use sync::Role;

/// Milliseconds since 1970 UTC.
fn now_ms() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap();
    i64::try_from(since.as_millis()).unwrap()
}

/// Name of the `at`th shelter.
pub fn name_of(at: u32) -> String {
    format!("架空第{at:04}小学校")
}

/// Name of a person in the `at`th shelter; nobody else has it.
pub fn person_of(at: u32, number: u32) -> String {
    const SIGNS: [char; 10] = ['一', '二', '三', '四', '五', '六', '七', '八', '九', '十'];
    let digits = format!("{at:04}{number:03}");
    let given = digits.chars().filter_map(|digit| digit.to_digit(10));
    format!(
        "架空　{}",
        given.map(|digit| SIGNS[digit as usize]).collect::<String>()
    )
}

/// A shelter's ledger: opened at its place, with so many people.
fn ledger(realm: RealmId, at: u32, side: u32, people: u32) -> Ledger<Facts> {
    let mut stream = [0xaa; 16];
    stream[..4].copy_from_slice(&at.to_be_bytes());
    let identity = Identity {
        realm,
        stream: StreamId(stream),
        device_name: format!("架空受付{at}"),
    };
    let mut ledger = Ledger::in_memory(&identity, Facts, &mut OsRng).unwrap();
    // Twelve hours ago, some seconds apart.
    let mut clock = now_ms() - 12 * 3_600_000;
    let mut drafts = Vec::new();
    let degrees = |least: f64, all: f64, step: u32| {
        format!("{:.5}", least + all * f64::from(step) / f64::from(side))
    };
    let details = [
        (Detail::Name, Text::from(name_of(at))),
        (Detail::Place, Text::from("みほん県かざし市")),
        (
            Detail::Capacity,
            Text::from((people + at % 7 * 3).to_string()),
        ),
        (
            Detail::Latitude,
            Text::from(degrees(35.60, 0.08, at / side)),
        ),
        (
            Detail::Longitude,
            Text::from(degrees(139.63, 0.13, at % side)),
        ),
    ];
    let opened = Fact::Opened(fact::Opened {
        details: details.into(),
    });
    drafts.push(draft(None, &[], None, &opened).unwrap());
    for number in 0..people {
        let mut id = [0; 16];
        OsRng.fill_bytes(&mut id);
        let items = [
            (Item::Name, person_of(at, number)),
            (Item::Kana, "カクウ".to_owned()),
            (Item::BirthDate, format!("{}-04-02", 1930 + number % 90)),
        ];
        let items: BTreeMap<_, _> = items
            .into_iter()
            .map(|(item, text)| (item, Some(Text::from(text))))
            .collect();
        let registered = Fact::Registered(Registered {
            number: Number::new(DeviceLetters::nth(0), number + 1),
            way: WayIn::Hand,
            presence: Presence::In,
            told: vec![Told {
                origin: Origin::Typed,
                items,
            }],
            household: None,
            token: None,
            needs: None,
        });
        drafts.push(draft(Some(PersonId(id)), &[], None, &registered).unwrap());
    }
    for one in drafts {
        clock += 1_000;
        let now = Now {
            wall_ms: clock,
            boot: [3; 8],
            mono_ms: 1,
        };
        ledger
            .append(vec![one], ActorId([4; 8]), now, &mut OsRng)
            .unwrap();
    }
    ledger
}

/// Fills the hub of this folder, which does not run.
pub async fn fill(folder: &Path, realm: RealmId, shelters: u32, people: u32) {
    let secrets = Arc::new(Secrets::load(&folder.join("secrets")).unwrap());
    let store = Store::Sqlite(Sqlite::open(&folder.join("hub.sqlite"), secrets).unwrap());
    let side = f64::from(shelters).sqrt().ceil() as u32;
    for at in 0..shelters {
        let ledger = ledger(realm, at, side.max(1), people);
        let batch = ledger.events_after(&Have::new(), 100_000).unwrap();
        let own = ledger.device();
        let card = batch.cards.iter().find(|card| card.device() == own);
        let joining = Joining {
            card: card.unwrap().clone(),
            role: Role::Desk,
            admitted: true,
            now_ms: now_ms(),
        };
        store.join(realm, joining).await.unwrap();
        let offer = Opened {
            by: own,
            cards: batch.cards,
            events: batch.events,
            keys: batch.keys,
            erased: batch.erased,
        };
        let stored = store.take(realm, offer, now_ms()).await.unwrap();
        assert!(stored.refused.is_empty());
    }
}
