use hub::store::{Limit, PageOrDiffers, Store};
use std::collections::BTreeMap;
use std::time::Duration;
use sync::{HeadsAfter, Item, Mark};

use crate::desk::{Desk, REALM, stream, subject, with_keys};
use crate::world::{self, MUCH, log, log_with_keys, prepare};

pub async fn what_is_taken_is_handed_out_once_and_in_order(store: Store) {
    let (mut one, mut other) = (Desk::new(1, stream(1)), Desk::new(2, stream(1)));
    prepare(&store, &[&one, &other]).await;
    for round in 0..4 {
        let events = one.events(40);
        let new = store
            .take(REALM, one.offers(events.clone()), round)
            .await
            .unwrap();
        assert_eq!((new.new, new.have[&one.id()].0), (40, one.seq));
        assert!(new.refused.is_empty());
        let again = store.take(REALM, one.offers(events), round).await.unwrap();
        assert_eq!((again.new, again.have), (0, new.have));
        let events = other.events(3);
        store
            .take(REALM, other.offers(events), round)
            .await
            .unwrap();
    }
    let small = Limit {
        items: 7,
        bytes: 1 << 20,
    };
    let (items, _, mark) = log_with_keys(&store, REALM, stream(1), small).await;
    assert!(matches!(items[..2], [Item::Card(_), Item::Card(_)]));
    assert_eq!((items.len(), world::events(&items)), (174, 172));
    let mut next = BTreeMap::new();
    for item in &items {
        if let Item::Event(signed) = item {
            let header = signed.header().unwrap();
            let seq = next.entry(header.device).or_insert(0);
            *seq += 1;
            assert_eq!(header.seq, *seq);
            assert!(signed.payload.is_some());
        }
    }
    let has = store.has(REALM, stream(1)).await.unwrap();
    assert_eq!(has.have[&one.id()], (160, one.prev));
    assert_eq!(has.have[&other.id()], (12, other.prev));
    assert_eq!(has.head, mark);
}

pub async fn a_page_holds_as_many_bytes_as_asked_but_one_item_at_least(store: Store) {
    let mut desk = Desk::new(1, stream(1));
    prepare(&store, &[&desk]).await;
    let events = desk.events(9);
    let bytes = events[0].header_bytes.len() + 60;
    store.take(REALM, desk.offers(events), 0).await.unwrap();
    for (bytes, items) in [(1, 1), (bytes * 3 + 20, 4)] {
        let limit = Limit { items: 100, bytes };
        let page = store.page(REALM, stream(1), vec![], limit).await.unwrap();
        let PageOrDiffers::Page(page) = page else {
            panic!("the begin is everybody's");
        };
        assert_eq!(page.items.len(), items);
    }
}

pub async fn keys_travel_with_the_log_whenever_they_come(store: Store) {
    let (mut desk, mut other) = (Desk::new(1, stream(1)), Desk::new(2, stream(2)));
    prepare(&store, &[&desk, &other]).await;
    let (early, with, late) = (subject(1), subject(2), subject(3));
    let keys = with_keys(desk.offers(vec![]), &[early]);
    store.take(REALM, keys, 0).await.unwrap();
    let events = [early, with, late].map(|about| desk.event(Some(about)));
    let offer = with_keys(desk.offers(events.to_vec()), &[with]);
    store.take(REALM, offer, 0).await.unwrap();

    let has = store.has(REALM, stream(1)).await.unwrap();
    assert_eq!(has.lacks_keys, [late]);
    let (_, keys, _) = log_with_keys(&store, REALM, stream(1), MUCH).await;
    assert_eq!(keys, [early, with]);

    let offer = with_keys(other.offers(vec![]), &[late, late, with]);
    store.take(REALM, offer, 0).await.unwrap();
    let has = store.has(REALM, stream(1)).await.unwrap();
    assert!(has.lacks_keys.is_empty());
    let (_, keys, _) = log_with_keys(&store, REALM, stream(1), MUCH).await;
    assert_eq!(keys, [early, with, late]);

    // Somebody known turns up in another stream: its followers get the key too, which the hub has already.
    let event = other.event(Some(with));
    store
        .take(REALM, other.offers(vec![event]), 0)
        .await
        .unwrap();
    let (_, keys, _) = log_with_keys(&store, REALM, stream(2), MUCH).await;
    assert_eq!(keys, [with]);

    // A stream's own key goes to its followers before anything is sealed under it.
    let own = ledger::SubjectId(stream(2).0);
    let offer = with_keys(other.offers(vec![]), &[own]);
    store.take(REALM, offer, 0).await.unwrap();
    let (_, keys, _) = log_with_keys(&store, REALM, stream(2), MUCH).await;
    assert_eq!(keys, [with, own]);
}

pub async fn a_payload_that_comes_late_is_asked_for_and_follows_in_the_log(store: Store) {
    let mut desk = Desk::new(1, stream(1));
    prepare(&store, &[&desk]).await;
    let whole = desk.events(2);
    let mut bare = whole.clone();
    bare[0].payload = None;
    store.take(REALM, desk.offers(bare), 0).await.unwrap();
    let lacks = store.has(REALM, stream(1)).await.unwrap().lacks_payloads;
    assert_eq!(lacks, [(desk.id(), 1)]);
    for _ in 0..2 {
        store
            .take(REALM, desk.offers(whole.clone()), 0)
            .await
            .unwrap();
        let lacks = store.has(REALM, stream(1)).await.unwrap().lacks_payloads;
        assert!(lacks.is_empty());
    }
    let items = log(&store, stream(1)).await;
    let payloads: Vec<_> = items
        .iter()
        .filter_map(|item| match item {
            Item::Payload {
                device,
                seq,
                payload,
            } => Some((*device, *seq, payload.clone())),
            _ => None,
        })
        .collect();
    assert!(payloads == [(desk.id(), 1, whole[0].payload.clone())]);
}

pub async fn a_mark_of_another_history_is_told_with_the_highest_common_one(store: Store) {
    let mut desk = Desk::new(1, stream(1));
    prepare(&store, &[&desk]).await;
    let mut marks = vec![Mark::START];
    for _ in 0..3 {
        let events = desk.events(5);
        store.take(REALM, desk.offers(events), 0).await.unwrap();
        marks.insert(0, store.has(REALM, stream(1)).await.unwrap().head);
    }
    let mut other = marks[0];
    other.history[0] ^= 1;
    let beyond = Mark {
        position: 1_000,
        history: [9; 32],
    };
    for foreign in [other, beyond] {
        let asked = vec![foreign, marks[1], marks[2], marks[3]];
        let answer = store.page(REALM, stream(1), asked, MUCH).await.unwrap();
        let PageOrDiffers::Differs(differs) = answer else {
            panic!("the first mark is of no history here");
        };
        assert_eq!(differs.common, marks[1]);
        let answer = store.page(REALM, stream(1), vec![foreign], MUCH).await;
        let PageOrDiffers::Differs(differs) = answer.unwrap() else {
            panic!("no mark is of this history");
        };
        assert_eq!(differs.common, Mark::START);
    }
}

pub async fn heads_are_told_where_they_differ(store: Store) {
    let mut desks: Vec<_> = (1..4).map(|n| Desk::new(n, stream(n))).collect();
    prepare(&store, &desks.iter().collect::<Vec<_>>()).await;
    let mut after = HeadsAfter {
        known: BTreeMap::new(),
        wait_s: 0,
    };
    let heads = store.heads(REALM, after.clone()).await.unwrap();
    assert_eq!(heads.len(), 3);
    after.known = heads.iter().map(|head| (head.stream, head.mark)).collect();
    assert!(store.heads(REALM, after.clone()).await.unwrap().is_empty());
    let events = desks[1].events(1);
    let offer = desks[1].offers(events);
    store.take(REALM, offer, 0).await.unwrap();
    let heads = store.heads(REALM, after).await.unwrap();
    assert_eq!(heads.len(), 1);
    assert_eq!(heads[0].stream, stream(2));
}

pub async fn who_waits_for_a_log_is_woken_by_what_comes_after_it_looked(store: Store) {
    let mut desk = Desk::new(1, stream(1));
    prepare(&store, &[&desk]).await;
    let mut of_stream = store.watching(REALM, Some(stream(1)));
    let mut of_realm = store.watching(REALM, None);
    let mut of_other = store.watching(REALM, Some(stream(2)));
    let events = desk.events(1);
    store.take(REALM, desk.offers(events), 0).await.unwrap();
    let long = Duration::from_hours(1);
    let begun = std::time::Instant::now();
    of_stream.changed(long).await;
    of_realm.changed(long).await;
    assert!(begun.elapsed() < Duration::from_mins(1));
    of_other.changed(Duration::from_millis(1)).await;
}
