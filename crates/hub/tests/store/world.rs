//! What all cases need of a store.

use hub::store::{Admission, Joining, Kind, Limit, PageOrDiffers, Realm, Store};
use ledger::{RealmId, Reason, StreamId, SubjectId};
use sync::{Item, Mark, REALM_LOG, Role};
use zeroize::Zeroizing;

use crate::desk::{Desk, REALM};

pub const MUCH: Limit = Limit {
    items: 1_000,
    bytes: 4 << 20,
};

pub fn realm(id: RealmId) -> Realm {
    Realm {
        id,
        kind: Kind::Shelter,
        name: "架空の災害".to_owned(),
        exercise: true,
        admission: Admission::ByPackage,
        join_code: Zeroizing::new([3; 32]),
        bundle_key: Zeroizing::new([4; 32]),
        authority: Some((Zeroizing::new([5; 32]), 9)),
        public: "invented".to_owned(),
    }
}

/// Opens the realm and lets these desks in.
pub async fn prepare(store: &Store, desks: &[&Desk]) {
    store.open_realm(realm(REALM)).await.unwrap();
    for desk in desks {
        join(store, desk, true).await;
    }
}

pub async fn join(store: &Store, desk: &Desk, admitted: bool) {
    let joining = Joining {
        card: desk.card(),
        role: Role::Desk,
        admitted,
        now_ms: 1,
    };
    store.join(desk.realm, joining).await.unwrap();
}

/// The whole log, page by page, with the subjects whose keys came along.
pub async fn log_with_keys(
    store: &Store,
    realm: RealmId,
    stream: StreamId,
    limit: Limit,
) -> (Vec<Item>, Vec<SubjectId>, Mark) {
    let (mut items, mut keys, mut mark) = (Vec::new(), Vec::new(), Mark::START);
    loop {
        let page = store.page(realm, stream, vec![mark], limit).await.unwrap();
        let PageOrDiffers::Page(page) = page else {
            panic!("the history is the store's own");
        };
        // The history can be followed without trusting the hub's word.
        let followed = page
            .items
            .iter()
            .fold(mark, |at, item| at.after(&item.hash()));
        assert!(followed == page.next);
        for (subject, key) in page.keys {
            assert!(key == crate::desk::key_of(subject));
            keys.push(subject);
        }
        mark = page.next;
        if page.items.is_empty() {
            assert!(page.head == mark);
            return (items, keys, mark);
        }
        items.extend(page.items);
    }
}

pub async fn log(store: &Store, stream: StreamId) -> Vec<Item> {
    log_with_keys(store, REALM, stream, MUCH).await.0
}

pub async fn realm_log(store: &Store) -> Vec<Item> {
    log(store, REALM_LOG).await
}

/// How many events are in the log, each of which must be there once.
pub fn events(items: &[Item]) -> usize {
    items
        .iter()
        .filter(|item| matches!(item, Item::Event(_)))
        .count()
}

/// Why each thing is kept apart, in no order.
pub async fn reasons(store: &Store) -> Vec<Option<Reason>> {
    let apart = store.kept_apart(REALM).await.unwrap();
    let mut reasons: Vec<_> = apart.iter().map(|apart| apart.reason).collect();
    reasons.sort();
    reasons
}
