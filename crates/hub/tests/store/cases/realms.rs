use hub::store::{Store, StoreError};
use ledger::RealmId;

use crate::desk::{Desk, REALM, stream};
use crate::world::{self, MUCH, log_with_keys, prepare};

pub async fn a_realm_comes_back_as_it_was_opened(store: Store) {
    assert!(store.realms().await.unwrap().is_empty());
    let mut realm = world::realm(REALM);
    store.open_realm(realm.clone()).await.unwrap();
    realm.name.push_str(" by another name");
    store.open_realm(realm).await.unwrap();
    let found = store.realms().await.unwrap();
    assert_eq!(found.len(), 1);
    let expected = world::realm(REALM);
    let found = &found[0];
    assert!(found.kind == expected.kind && found.admission == expected.admission);
    assert!(found.name == expected.name && found.public == expected.public);
    assert!(found.join_code == expected.join_code && found.bundle_key == expected.bundle_key);
    assert!(found.authority == expected.authority && found.exercise);
    assert!(store.realm(REALM).await.unwrap().is_some());
    assert!(store.realm(RealmId([1; 16])).await.unwrap().is_none());
}

pub async fn of_a_closed_realm_nothing_is_left_and_the_others_stay(store: Store) {
    let stays = RealmId([9; 16]);
    let (mut desk, mut other) = (Desk::new(1, stream(1)), Desk::of(stays, 2, stream(1)));
    prepare(&store, &[&desk]).await;
    store.open_realm(world::realm(stays)).await.unwrap();
    world::join(&store, &other, true).await;
    let events = desk.events(3);
    store
        .take(REALM, desk.offers(events.clone()), 0)
        .await
        .unwrap();
    let offer = other.events(3);
    store.take(stays, other.offers(offer), 0).await.unwrap();

    store.close_realm(REALM).await.unwrap();
    assert!(store.realm(REALM).await.unwrap().is_none());
    assert_eq!(store.realms().await.unwrap().len(), 1);
    let answers = [
        store.take(REALM, desk.offers(events), 0).await.err(),
        store.has(REALM, stream(1)).await.err(),
        store.devices(REALM).await.err(),
        store.page(REALM, stream(1), vec![], MUCH).await.err(),
        store.close_realm(REALM).await.err(),
        store.open_realm(world::realm(REALM)).await.err(),
    ];
    for answer in answers {
        assert!(matches!(answer, Some(StoreError::RealmClosed)));
    }
    let never = store.devices(RealmId([1; 16])).await.err();
    assert!(matches!(never, Some(StoreError::NoRealm)));
    let (items, _, _) = log_with_keys(&store, stays, stream(1), MUCH).await;
    assert_eq!(items.len(), 4);
}
