//! A hub moves from its file into PostgreSQL.

use hub::store::{Store, StoreError, copy};
use sync::{Item, REALM_LOG};

use crate::desk::{Desk, REALM, stream, subject, with_keys};
use crate::stores::{cluster, connect, database, in_memory, in_postgres};
use crate::world::{MUCH, join, log_with_keys, prepare, reasons};

async fn full() -> (Store, Desk, Desk) {
    let store = in_memory();
    let mut desk = Desk::new(1, stream(1));
    let mut far = Desk::new(2, stream(2));
    let mut asks = Desk::new(3, stream(2));
    prepare(&store, &[&desk, &far]).await;
    join(&store, &asks, false).await;
    for round in 0..30 {
        let person = subject(round);
        let mut told = desk.events(20);
        told.push(desk.event(Some(person)));
        let mut offer = with_keys(desk.offers(told), &[person]);
        offer.events[3].payload = None;
        store.take(REALM, offer, 5).await.unwrap();
    }
    let told = vec![far.event(Some(subject(3))), far.erasing(subject(4))];
    store.take(REALM, far.offers(told), 6).await.unwrap();
    let told = asks.events(3);
    store.take(REALM, asks.offers(told), 7).await.unwrap();
    store.revoke(REALM, far.id()).await.unwrap();
    let status = sync::Status::default();
    store.report(REALM, desk.id(), status, 9).await.unwrap();
    (store, desk, asks)
}

#[tokio::test]
async fn a_moved_hub_is_the_same_and_goes_on() {
    let (from, mut desk, mut asks) = full().await;
    let to = in_postgres().await;
    let copied = copy(&from, &to).await.unwrap();
    assert_eq!(copied.realms, 1);
    for log in [stream(1), stream(2), REALM_LOG] {
        let here = log_with_keys(&from, REALM, log, MUCH).await;
        let there = log_with_keys(&to, REALM, log, MUCH).await;
        assert!(here == there);
        let (here, there) = (from.has(REALM, log).await, to.has(REALM, log).await);
        assert!(here.unwrap() == there.unwrap());
    }
    assert_eq!(
        from.devices(REALM).await.unwrap(),
        to.devices(REALM).await.unwrap()
    );
    assert_eq!(
        from.reports(REALM).await.unwrap(),
        to.reports(REALM).await.unwrap()
    );
    assert_eq!(reasons(&from).await, reasons(&to).await);
    // It goes on with the chains and the log where they were.
    for store in [&from, &to] {
        store.admit(REALM, asks.id()).await.unwrap();
    }
    let (more, others) = (desk.events(2), asks.events(1));
    for store in [&from, &to] {
        let stored = store
            .take(REALM, desk.offers(more.clone()), 8)
            .await
            .unwrap();
        assert_eq!(stored.new, 2);
        let stored = store
            .take(REALM, asks.offers(others.clone()), 8)
            .await
            .unwrap();
        assert_eq!(stored.new, 1);
    }
    for log in [stream(1), stream(2)] {
        let here = log_with_keys(&from, REALM, log, MUCH).await;
        assert!(here == log_with_keys(&to, REALM, log, MUCH).await);
        assert!(here.0.iter().any(|item| matches!(item, Item::Event(_))));
    }
}

#[tokio::test]
async fn a_realm_that_is_there_already_is_not_written_over() {
    let (from, mut desk, _) = full().await;
    let to = in_postgres().await;
    prepare(&to, &[&desk]).await;
    let told = desk.clone().events(1);
    to.take(REALM, desk.offers(told), 0).await.unwrap();
    let before = to.has(REALM, stream(1)).await.unwrap();
    assert!(copy(&from, &to).await.is_err());
    assert!(to.has(REALM, stream(1)).await.unwrap() == before);
    assert!(copy(&to, &from).await.is_err());
    desk.events(1);
}

#[tokio::test]
async fn tables_of_other_topics_move_along_and_none_is_left_behind_unseen() {
    let (from, _, _) = full().await;
    let url = database();
    let to = Store::Postgres(connect(&url).await);
    let Store::Sqlite(file) = &from else {
        unreachable!()
    };
    let make = |db: &rusqlite::Connection| {
        db.execute_batch(
            "CREATE TABLE topic (realm BLOB, number INTEGER, text TEXT, is_so INTEGER) STRICT;
             INSERT INTO topic VALUES (x'01', 7, 'one', 1), (x'02', NULL, NULL, 0);",
        )?;
        Ok(())
    };
    file.write(make).await.unwrap();
    let Err(StoreError::Failed(what)) = copy(&from, &to).await else {
        panic!("the rows have no place");
    };
    assert!(what.contains("topic"));
    assert!(to.realms().await.unwrap().is_empty());

    let name = url.rsplit('/').next().unwrap();
    let table = "CREATE TABLE topic (text text, realm bytea, number smallint, is_so boolean)";
    cluster().sql_in(name, table).unwrap();
    let copied = copy(&from, &to).await.unwrap();
    // The two rows, and the device that is shut out.
    assert_eq!((copied.realms, copied.others), (1, 3));
    let shut_out = from.revocations(REALM).await.unwrap();
    assert!(shut_out.len() == 1 && to.revocations(REALM).await.unwrap() == shut_out);
    let found = cluster().sql_in(name, "SELECT * FROM topic ORDER BY realm");
    assert_eq!(found.unwrap(), "one|\\x01|7|t\n|\\x02||f");
}
