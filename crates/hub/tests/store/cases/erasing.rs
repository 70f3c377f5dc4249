use hub::store::{PageOrDiffers, Store};
use ledger::SubjectId;
use sync::Item;

use crate::desk::{Desk, REALM, stream, subject, with_keys};
use crate::world::{MUCH, join, log, log_with_keys, prepare, realm_log};

/// How many payloads the logs and what is kept apart hold.
async fn payloads(store: &Store) -> usize {
    let mut count = 0;
    for number in 1..3 {
        for item in log(store, stream(number)).await {
            count += usize::from(match item {
                Item::Event(signed) => signed.payload.is_some(),
                Item::Payload { payload, .. } => payload.is_some(),
                _ => false,
            });
        }
    }
    let apart = store.kept_apart(REALM).await.unwrap();
    count
        + apart
            .iter()
            .filter(|kept| kept.signed.payload.is_some())
            .count()
}

pub async fn what_is_erased_is_gone_everywhere_and_never_returns(store: Store) {
    for by_event in [false, true] {
        let id = u64::from(by_event);
        let (mut desk, mut far) = (Desk::new(10 + id, stream(1)), Desk::new(20 + id, stream(2)));
        let mut asks = Desk::new(30 + id, stream(1));
        prepare(&store, &[&desk, &far]).await;
        join(&store, &asks, false).await;
        let before = payloads(&store).await;
        let person = subject(id);
        let near = vec![desk.event(Some(person)), desk.event(Some(person))];
        let elsewhere = vec![far.event(Some(person))];
        let waiting = vec![asks.event(Some(person))];
        let mut bare = near.clone();
        bare[0].payload = None;
        let offer = with_keys(desk.offers(bare), &[person]);
        store.take(REALM, offer, 0).await.unwrap();
        // One payload is in an entry of its own.
        store
            .take(REALM, desk.offers(near.clone()), 0)
            .await
            .unwrap();
        store
            .take(REALM, far.offers(elsewhere.clone()), 0)
            .await
            .unwrap();
        let late = asks.offers(waiting.clone());
        store.take(REALM, late, 0).await.unwrap();
        assert_eq!(payloads(&store).await, before + 4);

        let mut offer = desk.offers(vec![]);
        let kept = if by_event {
            // The ground of the erasure is sealed under the stream's key, and stays.
            offer.events.push(desk.event(Some(person)));
            offer.events.push(desk.erasing(person));
            1
        } else {
            offer.erased.push(person);
            0
        };
        store.take(REALM, offer, 0).await.unwrap();

        let unseen = desk.event(Some(person));
        let mut everything = [near, elsewhere, waiting].concat();
        everything.push(unseen.clone());
        for _ in 0..2 {
            assert_eq!(payloads(&store).await, before + kept);
            let has = store.has(REALM, stream(1)).await.unwrap();
            assert_eq!(has.erased, id + 1);
            assert!(has.lacks_payloads.is_empty());
            assert!(!has.lacks_keys.contains(&person));
            let (_, keys, _) = log_with_keys(&store, REALM, stream(1), MUCH).await;
            assert!(!keys.contains(&person));
            // Late sticks, late desks.
            let mut offer = with_keys(desk.offers(everything.clone()), &[person]);
            offer.erased.push(person);
            store.take(REALM, offer, 0).await.unwrap();
        }
        let items = log(&store, stream(1)).await;
        assert!(items.iter().any(|item| {
            matches!(item, Item::Event(signed) if signed.header_bytes == unseen.header_bytes)
        }));
        let told = realm_log(&store).await;
        let told = told.iter().filter(|item| **item == Item::Erased(person));
        assert_eq!(told.count(), 1);
        store.admit(REALM, asks.id()).await.unwrap();
        assert_eq!(payloads(&store).await, before + kept);
    }
}

pub async fn a_list_that_names_a_stream_takes_no_key_from_it(store: Store) {
    let mut desk = Desk::new(1, stream(1));
    prepare(&store, &[&desk]).await;
    let own = SubjectId(stream(1).0);
    let events = desk.events(1);
    let mut offer = with_keys(desk.offers(events), &[own]);
    offer.erased.push(own);
    store.take(REALM, offer, 0).await.unwrap();
    let (_, keys, _) = log_with_keys(&store, REALM, stream(1), MUCH).await;
    assert_eq!(keys, [own]);
    assert_eq!(store.has(REALM, stream(1)).await.unwrap().erased, 0);
}

pub async fn places_and_history_stay_when_somebody_is_erased(store: Store) {
    let mut desk = Desk::new(1, stream(1));
    prepare(&store, &[&desk]).await;
    let events = vec![desk.event(Some(subject(1))), desk.event(None)];
    let offer = with_keys(desk.offers(events), &[subject(1)]);
    store.take(REALM, offer, 0).await.unwrap();
    let head = store.has(REALM, stream(1)).await.unwrap().head;
    let mut offer = desk.offers(vec![]);
    offer.erased.push(subject(1));
    store.take(REALM, offer, 0).await.unwrap();
    assert_eq!(store.has(REALM, stream(1)).await.unwrap().head, head);
    let page = store.page(REALM, stream(1), vec![head], MUCH).await;
    assert!(matches!(page.unwrap(), PageOrDiffers::Page(_)));
    // The whole is followed from the begin, and its history is the same.
    assert_eq!(log_with_keys(&store, REALM, stream(1), MUCH).await.2, head);
}
