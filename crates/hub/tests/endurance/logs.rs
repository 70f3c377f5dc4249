//! What stands in a hub's database and in desks' files, event by event.

use std::collections::{BTreeMap, BTreeSet};
use std::time::{Duration, Instant};

use ::hub::store::{Limit, PageOrDiffers, Store};
use ledger::{DeviceId, Entity, RealmId};
use sync::client::Keeper as _;
use sync::{HeadsAfter, Item, Mark};

use crate::desk::Desk;

/// States wait no longer than ten seconds for the next page, and are made some at a time.
const SETTLED: Duration = Duration::from_secs(30);

/// Device, number, hash.
pub type Place = (DeviceId, u64, [u8; 32]);

/// All events of all logs of a realm; stops where a chain has a gap, a fork, or an event twice.
pub async fn of_hub(store: &Store, realm: RealmId) -> BTreeSet<Place> {
    let all = HeadsAfter {
        known: BTreeMap::new(),
        wait_s: 0,
    };
    let mut places = BTreeSet::new();
    let mut chains: BTreeMap<DeviceId, (u64, [u8; 32])> = BTreeMap::new();
    for head in store.heads(realm, all).await.unwrap() {
        let mut marks = Vec::new();
        let mut at = Mark::START;
        while at.position < head.mark.position {
            let limit = Limit {
                items: 5_000,
                bytes: 8 << 20,
            };
            let page = store.page(realm, head.stream, marks, limit).await.unwrap();
            let PageOrDiffers::Page(page) = page else {
                panic!("its own history differs");
            };
            for item in page.items {
                let Item::Event(signed) = item else { continue };
                let (header, hash) = (signed.header().unwrap(), signed.hash());
                let chain = chains.entry(header.device).or_default();
                assert_eq!((chain.0 + 1, chain.1), (header.seq, header.prev), "a chain");
                *chain = (header.seq, hash);
                assert!(places.insert((header.device, header.seq, hash)), "doubled");
            }
            at = page.next;
            marks = vec![at];
        }
        assert_eq!(at, head.mark, "the log's end");
    }
    let apart = store.kept_apart(realm).await.unwrap();
    assert!(apart.is_empty(), "{} kept apart", apart.len());
    places
}

/// What a desk wrote itself.
pub fn own(desk: &Desk) -> BTreeSet<Place> {
    of_desk(desk, true)
}

/// All that a desk has.
pub fn all(desk: &Desk) -> BTreeSet<Place> {
    of_desk(desk, false)
}

fn of_desk(desk: &Desk, own: bool) -> BTreeSet<Place> {
    let device = desk.who.device;
    desk.with(move |book| {
        let mut have = book.ledger().have().unwrap();
        have.retain(|other, _| own && *other != device);
        let mut places = BTreeSet::new();
        loop {
            let batch = book.ledger().events_after(&have, 5_000).unwrap();
            for signed in batch.events {
                let (header, hash) = (signed.header().unwrap(), signed.hash());
                have.insert(header.device, (header.seq, hash));
                places.insert((header.device, header.seq, hash));
            }
            if !batch.more {
                return places;
            }
        }
    })
}

/// All states of a desk in the bytes that its file has, once those are made that wait for the end of a download.
pub fn states(desk: &Desk) -> Vec<(Entity, Vec<u8>)> {
    let began = Instant::now();
    while desk.with(|book| book.ledger().is_behind()) {
        assert!(began.elapsed() < SETTLED, "states are still behind");
        std::thread::sleep(Duration::from_millis(50));
    }
    desk.with(|book| book.ledger().entity_bytes().unwrap())
}
