//! Five hundred desks, the same thousand electors, one book (`election.md` 8.2).

#![allow(clippy::unwrap_used, reason = "a test")]

use std::collections::BTreeMap;
use std::sync::Mutex;
use std::thread;

use ed25519_dalek::SigningKey;
use polling::claim::{Authority, ClaimAnswer, ClaimBook, ClaimRequest, Lot};
use polling::plain::{BallotId, BoothId, ClaimId, ElectorId};
use rand_chacha::ChaCha8Rng;
use rand_core::{RngCore, SeedableRng};

const DESKS: u16 = 500;
const ELECTORS: u16 = 1_000;

fn elector(number: u16) -> ElectorId {
    let mut id = [0; 16];
    id[..2].copy_from_slice(&number.to_be_bytes());
    ElectorId(id)
}

fn ballots() -> Vec<BallotId> {
    let names = ["house-proportional", "house-single"];
    names.map(|name| BallotId::new(name).unwrap()).to_vec()
}

#[test]
fn of_five_hundred_desks_that_claim_the_same_thousand_electors_one_wins_each_ballot_once() {
    let book = Mutex::new(ClaimBook::new(SigningKey::from_bytes(&[1; 32]), 1));
    let key = book.lock().unwrap().verifying_key();
    let workers = 4;
    let wins: Vec<Vec<(ElectorId, ClaimId)>> = thread::scope(|scope| {
        let work = |worker: u16| {
            let book = &book;
            move || {
                let mut dice = ChaCha8Rng::seed_from_u64(u64::from(worker));
                let mut wins = Vec::new();
                for round in 0..ELECTORS {
                    for desk in (0..DESKS).filter(|desk| desk % workers == worker) {
                        // Each desk in an order of its own.
                        let number = (round + desk * 7) % ELECTORS;
                        let booth = BoothId::new(format!("booth-{desk}")).unwrap();
                        let lot = Lot::of(dice.next_u64());
                        let elector = elector(number);
                        let request = ClaimRequest::drawn(lot, elector, ballots(), booth, None, 1);
                        let answer = book.lock().unwrap().claim(&request);
                        match answer {
                            ClaimAnswer::Granted(receipt) => {
                                receipt.check(&key, &request, 1).unwrap();
                                wins.push((elector, request.id));
                            }
                            ClaimAnswer::Taken(taken) => {
                                assert_eq!(taken.len(), 2);
                                assert!(taken.iter().all(|one| one.booth != request.booth));
                            }
                            other => panic!("{other:?}"),
                        }
                    }
                }
                wins
            }
        };
        let threads: Vec<_> = (0..workers)
            .map(|worker| scope.spawn(work(worker)))
            .collect();
        threads.into_iter().map(|one| one.join().unwrap()).collect()
    });
    let wins: Vec<_> = wins.into_iter().flatten().collect();
    let winners: BTreeMap<ElectorId, ClaimId> = wins.iter().copied().collect();
    let book = book.into_inner().unwrap();
    assert_eq!(wins.len(), usize::from(ELECTORS));
    assert_eq!(winners.len(), usize::from(ELECTORS));
    for ballot in ballots() {
        let accepted = (0..ELECTORS)
            .filter(|number| book.owner(elector(*number), &ballot).is_some())
            .count();
        assert_eq!(accepted, usize::from(ELECTORS), "{ballot}");
    }
    for (elector, claim) in winners {
        assert!(
            ballots()
                .iter()
                .all(|one| book.owner(elector, one) == Some(claim))
        );
    }
}
