//! The claims on the disk answer as those in memory do, whatever is asked in whatever order.

// Helpers of a test file are not seen as tests by the lint.
#![allow(clippy::unwrap_used)]

#[path = "../../polling/tests/messages/mod.rs"]
#[allow(dead_code, reason = "shared with the hub's tests of claims")]
mod messages;

use std::path::Path;
use std::sync::Arc;
use std::sync::Barrier;
use std::sync::atomic::{AtomicI64, Ordering};

use ed25519_dalek::SigningKey;
use polling::claim::{Authority, ClaimAnswer, ClaimBook, ClaimRequest, FromAuthority, ToAuthority};
use polling::plain::{ClaimId, ElectorId};
use polling_desk::{ClaimStore, ClaimsError};
use proptest::prelude::*;
use rand_core::OsRng;
use tempfile::TempDir;
use vault::Key;

use messages::{ballots, booth, message};

fn key() -> Key {
    Key::from_bytes(&[9; 32])
}

fn folder() -> TempDir {
    let memory = Path::new("/dev/shm");
    if memory.is_dir() {
        tempfile::tempdir_in(memory).unwrap()
    } else {
        tempfile::tempdir().unwrap()
    }
}

/// The two sign with keys of their own: a signature is checked, and then left out of the comparison.
fn without_signature(answer: FromAuthority) -> FromAuthority {
    match answer {
        FromAuthority::Claim {
            id,
            afterwards,
            answer: ClaimAnswer::Granted(mut receipt),
        } => {
            receipt.signature = [0; 64];
            let answer = ClaimAnswer::Granted(receipt);
            FromAuthority::Claim {
                id,
                afterwards,
                answer,
            }
        }
        other => other,
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn the_store_answers_as_the_book_does_also_after_a_restart(
        messages in prop::collection::vec((message(), prop::bool::weighted(0.05)), 1..60)
    ) {
        let folder = folder();
        let file = folder.path().join("claims.db");
        let hour = Arc::new(AtomicI64::new(0));
        let clocked = |store: ClaimStore| {
            let hour = Arc::clone(&hour);
            store.with_clock(move || hour.load(Ordering::Relaxed))
        };
        let mut store = clocked(ClaimStore::create(&file, &key(), 1, &mut OsRng).unwrap());
        let mut book = ClaimBook::new(SigningKey::from_bytes(&[1; 32]), 1);
        for (at, (message, restart)) in messages.iter().enumerate() {
            let now = i64::try_from(at / 7).unwrap();
            hour.store(now, Ordering::Relaxed);
            book.at_hour(now);
            if *restart {
                drop(store);
                store = clocked(ClaimStore::open(&file, &key()).unwrap());
            }
            let (ours, theirs) = (message.put(&mut store), message.put(&mut book));
            if let (ToAuthority::Claim(request), FromAuthority::Claim { answer: ClaimAnswer::Granted(receipt), .. }) =
                (message, &ours)
            {
                prop_assert!(receipt.check(&store.verifying_key(), request, 1).is_ok());
            }
            prop_assert_eq!(without_signature(ours), without_signature(theirs));
            prop_assert_eq!(usize::try_from(store.granted()).unwrap(), book.granted());
        }
        for number in 0..3_u8 {
            for ballot in ballots(7) {
                let elector = ElectorId([number; 16]);
                prop_assert_eq!(store.owner(elector, &ballot), book.owner(elector, &ballot));
            }
        }
    }
}

#[test]
fn who_came_second_is_granted_once_the_first_has_given_back_also_after_a_restart() {
    let folder = folder();
    let file = folder.path().join("claims.db");
    let mut store = ClaimStore::create(&file, &key(), 1, &mut OsRng).unwrap();
    let request = |number: u8, afterwards| ClaimRequest {
        id: ClaimId([number; 16]),
        elector: ElectorId([1; 16]),
        ballots: ballots(3),
        booth: booth(usize::from(number)),
        home: None,
        term: 1,
        afterwards,
    };
    let (first, second) = (request(1, false), request(2, true));
    store.claim(&first);
    for _ in 0..2 {
        assert!(matches!(store.claim(&second), ClaimAnswer::Taken(taken) if taken.len() == 2));
        drop(store);
        store = ClaimStore::open(&file, &key()).unwrap();
    }
    assert!(store.give_back(first.id, &first.ballots));
    let granted = store.claim(&second);
    assert!(
        matches!(&granted, ClaimAnswer::Granted(one) if one.check(&store.verifying_key(), &second, 1).is_ok())
    );
    drop(store);
    store = ClaimStore::open(&file, &key()).unwrap();
    assert_eq!(store.claim(&second), granted);
    assert_eq!(store.granted(), 2);
}

/// Facts 8.2 at the disk: however many ask at once, each ballot is granted once.
#[test]
fn of_desks_that_claim_the_same_electors_at_once_exactly_one_gets_each() {
    const DESKS: usize = 8;
    const ELECTORS: u8 = 40;
    let folder = folder();
    let file = folder.path().join("claims.db");
    drop(ClaimStore::create(&file, &key(), 1, &mut OsRng).unwrap());
    let start = Barrier::new(DESKS);
    let granted: usize = std::thread::scope(|scope| {
        let desks: Vec<_> = (0..DESKS)
            .map(|desk| {
                let (file, start) = (&file, &start);
                scope.spawn(move || {
                    let mut store = ClaimStore::open(file, &key()).unwrap();
                    start.wait();
                    let claims = (0..ELECTORS).filter(|elector| {
                        let mut id = [*elector; 16];
                        id[0] = u8::try_from(desk).unwrap();
                        let answer = store.claim(&ClaimRequest {
                            id: ClaimId(id),
                            elector: ElectorId([*elector; 16]),
                            ballots: ballots(7),
                            booth: booth(desk % 3),
                            home: None,
                            term: 1,
                            afterwards: false,
                        });
                        match answer {
                            ClaimAnswer::Granted(_) => true,
                            ClaimAnswer::Taken(taken) => {
                                assert_eq!(taken.len(), 3, "all or none");
                                false
                            }
                            other => panic!("{other:?}"),
                        }
                    });
                    claims.count()
                })
            })
            .collect();
        desks.into_iter().map(|desk| desk.join().unwrap()).sum()
    });
    assert_eq!(granted, usize::from(ELECTORS));
    let store = ClaimStore::open(&file, &key()).unwrap();
    assert_eq!(store.granted(), u64::from(ELECTORS) * 3);
}

#[test]
fn claims_open_with_their_key_only_and_are_never_made_over_others() {
    let folder = folder();
    let file = folder.path().join("claims.db");
    assert!(matches!(
        ClaimStore::open(&file, &key()),
        Err(ClaimsError::NotOpened { .. })
    ));
    drop(ClaimStore::create(&file, &key(), 1, &mut OsRng).unwrap());
    let made = std::fs::read(&file).unwrap();
    assert!(matches!(
        ClaimStore::create(&file, &key(), 1, &mut OsRng),
        Err(ClaimsError::NotOpened { .. })
    ));
    let other = Key::from_bytes(&[8; 32]);
    assert!(matches!(
        ClaimStore::open(&file, &other),
        Err(ClaimsError::NotOpened { .. })
    ));
    assert_eq!(std::fs::read(&file).unwrap(), made);
    std::fs::write(&file, [7; 5000]).unwrap();
    assert!(ClaimStore::open(&file, &key()).is_err());
}
