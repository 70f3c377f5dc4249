//! What only a sealed file is asked.

use hub::store::{PageOrDiffers, Sqlite, Store, StoreError};
use std::fs;
use tokio::task::JoinSet;

use crate::desk::{Desk, REALM, key_of, stream, subject, with_keys};
use crate::stores::{in_file, in_memory, secrets};
use crate::world::{MUCH, events, join, log, prepare};

#[tokio::test]
async fn a_hub_restored_from_an_old_copy_has_another_history_and_is_healed_by_offers() {
    let mut desk = Desk::new(1, stream(1));
    let store = in_memory();
    prepare(&store, &[&desk]).await;
    let first = desk.events(3);
    store
        .take(REALM, desk.offers(first.clone()), 0)
        .await
        .unwrap();
    let Store::Sqlite(db) = &store else {
        unreachable!()
    };
    let old = db.snapshot().await.unwrap();
    let common = store.has(REALM, stream(1)).await.unwrap().head;
    let second = desk.events(3);
    store
        .take(REALM, desk.offers(second.clone()), 0)
        .await
        .unwrap();
    let seen = store.has(REALM, stream(1)).await.unwrap().head;

    db.restore(old).await.unwrap();
    // Another desk comes first, and the places are taken by others.
    let mut other = Desk::new(2, stream(1));
    join(&store, &other, true).await;
    let others = other.events(4);
    store.take(REALM, other.offers(others), 0).await.unwrap();
    let marks = vec![seen, common];
    let answer = store.page(REALM, stream(1), marks, MUCH).await.unwrap();
    let PageOrDiffers::Differs(differs) = answer else {
        panic!("the place is another history's");
    };
    assert_eq!(differs.common, common);
    let has = store.has(REALM, stream(1)).await.unwrap();
    assert_eq!(has.have[&desk.id()].0, 3);
    let again = [first, second].concat();
    let stored = store.take(REALM, desk.offers(again), 0).await.unwrap();
    assert_eq!((stored.new, stored.have[&desk.id()]), (3, (6, desk.prev)));
    assert_eq!(events(&log(&store, stream(1)).await), 10);
}

#[tokio::test]
async fn what_was_answered_is_in_the_file_and_nobody_is_readable_in_it() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = Desk::new(1, stream(1));
    let (person, gone) = (subject(1), subject(2));
    {
        let store = in_file(&folder);
        prepare(&store, &[&desk]).await;
        let told = vec![desk.event(Some(person)), desk.event(Some(gone))];
        let offer = with_keys(desk.offers(told), &[person, gone]);
        store.take(REALM, offer, 0).await.unwrap();
        let mut offer = desk.offers(vec![]);
        offer.erased.push(gone);
        store.take(REALM, offer, 0).await.unwrap();
        let Store::Sqlite(db) = &store else {
            unreachable!()
        };
        db.back_up(&folder.path().join("copy.db")).await.unwrap();
        for entry in fs::read_dir(folder.path()).unwrap() {
            let bytes = fs::read(entry.unwrap().path()).unwrap();
            for secret in [&key_of(person).expose()[..], &person.0, b"invented desk"] {
                let found = bytes.windows(secret.len()).any(|part| part == secret);
                assert!(!found);
            }
        }
    }
    for name in ["hub.db", "copy.db"] {
        let file = folder.path().join(name);
        let store = Store::Sqlite(Sqlite::open(&file, secrets()).unwrap());
        assert_eq!(events(&log(&store, stream(1)).await), 2);
    }
}

#[tokio::test]
async fn keys_are_wrapped_in_the_tables_and_gone_from_them_when_erased() {
    let mut desk = Desk::new(1, stream(1));
    let store = in_memory();
    prepare(&store, &[&desk]).await;
    let told = vec![desk.event(Some(subject(1)))];
    let offer = with_keys(desk.offers(told), &[subject(1)]);
    store.take(REALM, offer, 0).await.unwrap();
    let Store::Sqlite(db) = &store else {
        unreachable!()
    };
    let wrapped = |db: &rusqlite::Connection| {
        let sql = "SELECT wrapped FROM subject_key";
        let mut every = db.prepare(sql)?;
        let rows = every.query_map([], |row| row.get::<_, Vec<u8>>(0))?;
        Ok(rows.collect::<Result<Vec<_>, _>>()?)
    };
    let found = db.read(wrapped).await.unwrap();
    assert_eq!(found.len(), 1);
    let key = key_of(subject(1));
    assert!(!found[0].windows(32).any(|part| part == key.expose()));
    let mut offer = desk.offers(vec![]);
    offer.erased.push(subject(1));
    store.take(REALM, offer, 0).await.unwrap();
    assert!(db.read(wrapped).await.unwrap().is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn requests_that_come_together_are_answered_each_for_itself() {
    let folder = tempfile::tempdir().unwrap();
    let store = std::sync::Arc::new(in_file(&folder));
    let mut desks: Vec<_> = (0..20).map(|n| Desk::new(n, stream(n % 3 + 1))).collect();
    prepare(&store, &desks.iter().collect::<Vec<_>>()).await;
    let mut tasks = JoinSet::new();
    for mut desk in desks.drain(..) {
        let store = store.clone();
        tasks.spawn(async move {
            for _ in 0..10 {
                let events = desk.events(3);
                let mut offer = desk.offers(events);
                // One bad apple spoils nothing of the others.
                let mut bad = offer.events[2].clone();
                bad.signature[0] ^= 1;
                offer.events.push(bad);
                let stored = store.take(REALM, offer, 0).await.unwrap();
                assert_eq!((stored.new, stored.have[&desk.id()].0), (3, desk.seq));
            }
            // A realm that is not here fails for itself.
            let realm = ledger::RealmId([1; 16]);
            assert!(store.take(realm, desk.offers(vec![]), 0).await.is_err());
        });
    }
    tasks.join_all().await;
    let mut count = 0;
    for number in 1..4 {
        count += events(&log(&store, stream(number)).await);
    }
    assert_eq!(count, 600);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_full_disk_stores_nothing_of_an_offer_and_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let store = in_file(&folder);
    let mut desk = Desk::new(1, stream(1));
    prepare(&store, &[&desk]).await;
    let first = desk.events(1);
    store.take(REALM, desk.offers(first), 0).await.unwrap();
    let Store::Sqlite(db) = &store else {
        unreachable!()
    };
    let limit = |pages: u32| {
        db.with(move |db| {
            let used: u32 = db.query_row("PRAGMA page_count", [], |row| row.get(0))?;
            let sql = format!("PRAGMA max_page_count = {}", used + pages);
            db.query_row(&sql, [], |_| Ok(()))
        })
    };
    limit(4).await.unwrap().unwrap();
    let told = desk.events(400);
    let answer = store.take(REALM, desk.offers(told.clone()), 0).await;
    assert!(matches!(answer, Err(StoreError::Full)));
    assert_eq!(
        store.has(REALM, stream(1)).await.unwrap().have[&desk.id()].0,
        1
    );
    limit(100_000).await.unwrap().unwrap();
    let stored = store.take(REALM, desk.offers(told), 0).await.unwrap();
    assert_eq!(stored.new, 400);
    assert_eq!(events(&log(&store, stream(1)).await), 401);
}
