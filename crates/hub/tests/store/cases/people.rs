use hub::store::{Joining, NewCode, Store, StoreError};
use sync::{Role, Standing, Status};
use zeroize::Zeroizing;

use crate::desk::{Desk, REALM, stream};
use crate::world::{join, prepare};

pub async fn a_code_is_for_one_device_and_for_its_time(store: Store) {
    let (one, other) = (Desk::new(1, stream(1)), Desk::new(2, stream(1)));
    prepare(&store, &[]).await;
    let code = NewCode {
        realm: REALM,
        id: [1; 16],
        secret: Zeroizing::new([2; 32]),
        role: Role::Headquarters,
        stream: Some(stream(1)),
        until_ms: 1_000,
    };
    store.add_code(code).await.unwrap();
    assert!(store.code([2; 16], 0).await.unwrap().is_none());
    assert!(store.code([1; 16], 1_000).await.unwrap().is_none());
    let found = store.code([1; 16], 999).await.unwrap().unwrap();
    assert_eq!((found.code.role, found.used_by), (Role::Headquarters, None));
    assert_eq!(
        (*found.code.secret, found.code.stream),
        ([2; 32], Some(stream(1)))
    );
    for _ in 0..2 {
        assert!(store.use_code([1; 16], one.id()).await.unwrap());
        assert!(!store.use_code([1; 16], other.id()).await.unwrap());
    }
    let found = store.code([1; 16], 999).await.unwrap().unwrap();
    assert_eq!(found.used_by, Some(one.id()));
    assert!(!store.use_code([9; 16], one.id()).await.unwrap());
}

pub async fn a_device_that_is_known_keeps_its_standing_unless_it_asked(store: Store) {
    let desk = Desk::new(1, stream(1));
    prepare(&store, &[]).await;
    for (admitted, standing) in [
        (false, Standing::Asking),
        (false, Standing::Asking),
        (true, Standing::Admitted),
        (false, Standing::Admitted),
    ] {
        join(&store, &desk, admitted).await;
        let device = store.device(REALM, desk.id()).await.unwrap().unwrap();
        assert_eq!((device.standing, device.card), (standing, desk.card()));
    }
    assert_eq!(crate::world::log(&store, stream(1)).await.len(), 1);
    let nobody = Desk::new(2, stream(1)).id();
    assert!(store.device(REALM, nobody).await.unwrap().is_none());
    for answer in [
        store.admit(REALM, nobody).await,
        store.revoke(REALM, nobody).await,
    ] {
        assert!(matches!(answer, Err(StoreError::NoDevice)));
    }
}

pub async fn a_device_that_is_known_gets_the_role_of_its_new_code(store: Store) {
    let mut desk = Desk::new(1, stream(1));
    prepare(&store, &[&desk]).await;
    let events = desk.events(2);
    store.take(REALM, desk.offers(events), 0).await.unwrap();
    for role in [Role::Headquarters, Role::Forwarder, Role::Desk] {
        let joining = Joining {
            card: desk.card(),
            role,
            admitted: true,
            now_ms: 9,
        };
        let joined = store.join(REALM, joining).await.unwrap();
        let device = store.device(REALM, desk.id()).await.unwrap().unwrap();
        assert_eq!((joined.role, device.role), (role, role));
        assert_eq!((device.seq, device.standing), (2, Standing::Admitted));
    }
}

pub async fn the_last_figures_of_a_device_are_kept(store: Store) {
    let desk = Desk::new(1, stream(1));
    prepare(&store, &[&desk]).await;
    let mut status = Status {
        program: "0.1.0".to_owned(),
        unsent: 3,
        clock_ms: -5,
        ..Status::default()
    };
    status.counts.insert("people".to_owned(), 12);
    for now_ms in [1, 2] {
        status.unsent += 1;
        let report = store.report(REALM, desk.id(), status.clone(), now_ms);
        report.await.unwrap();
    }
    let reports = store.reports(REALM).await.unwrap();
    assert_eq!(reports.len(), 1);
    assert_eq!((reports[0].device, reports[0].at_ms), (desk.id(), 2));
    assert_eq!(reports[0].status, status);
}
