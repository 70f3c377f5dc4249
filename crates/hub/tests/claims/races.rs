//! Facts 8.2 at the hub: however many ask at once, each ballot is granted once, with two processes too.

use std::collections::BTreeSet;
use std::sync::Arc;

use polling::claim::{ClaimAnswer, ToAuthority};

use crate::hubs::{ask, database, device, hub, insist, say};
use crate::messages::{booth, claim};

const DESKS: u32 = 16;
const ELECTORS: u16 = 1_000;

/// Four of the desks claim each elector.
fn claims(number: u32, of: u16) -> bool {
    (number + u32::from(of)).is_multiple_of(4)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_two_processes_and_16_desks_exactly_one_gets_each_elector() {
    let url = database();
    let (store, one) = hub("stop", 1, Some(&url)).await;
    let (_, other) = hub("stop", 1, Some(&url)).await;
    let pc = device(&store, 0, true).await.1;
    let desks = (0..DESKS).map(|number| {
        let hub = Arc::clone(if number / 4 % 2 == 0 { &one } else { &other });
        let pc = pc.clone();
        tokio::spawn(async move {
            let mut granted = BTreeSet::new();
            for of in (0..ELECTORS).filter(|of| claims(number, *of)) {
                match insist(&hub, &pc, &claim(number, of, 0)).await {
                    ClaimAnswer::Granted(_) => {
                        granted.insert(of);
                    }
                    ClaimAnswer::Taken(taken) => assert_eq!(taken.len(), 3, "all or none"),
                    other => panic!("{other:?}"),
                }
            }
            granted
        })
    });
    let desks: Vec<_> = desks.collect();
    let mut granted = Vec::new();
    for desk in desks {
        granted.push(desk.await.unwrap());
    }
    let each: usize = granted.iter().map(BTreeSet::len).sum();
    let all: BTreeSet<u16> = granted.iter().flatten().copied().collect();
    assert_eq!(
        (each, all.len()),
        (usize::from(ELECTORS), usize::from(ELECTORS))
    );
    // The same question, asked again at the other process, is answered as before.
    for (number, granted) in (0_u32..).zip(&granted) {
        let hub = if number / 4 % 2 == 0 { &other } else { &one };
        let asked = (0..ELECTORS).filter(|of| claims(number, *of));
        for of in asked.step_by(29) {
            let answer = insist(hub, &pc, &claim(number, of, 0)).await;
            assert_eq!(
                matches!(answer, ClaimAnswer::Granted(_)),
                granted.contains(&of)
            );
        }
    }
}

/// Of a home booth that signs on and a claim at the same instant, either the claim waits or the booth is told of it.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_booth_that_signs_on_is_told_of_every_claim_that_did_not_wait_for_it() {
    let url = database();
    let (store, one) = hub("home-booth", 1, Some(&url)).await;
    let (_, other) = hub("home-booth", 1, Some(&url)).await;
    let home = device(&store, 0, true).await.1;
    let away = device(&store, 1, true).await.1;
    for turn in 0..20_u32 {
        let claims = (0..8_u32).map(|number| {
            let (one, away) = (Arc::clone(&one), away.clone());
            tokio::spawn(async move {
                let of = u16::try_from(turn * 8 + number).unwrap();
                let mut request = claim(number, of, 1);
                request.home = Some(booth(0));
                let answer = ask(&one, &away, &request).await;
                (request.id, matches!(answer, ClaimAnswer::Granted(_)))
            })
        });
        let claims: Vec<_> = claims.collect();
        let on = ToAuthority::SignOn {
            booth: booth(0),
            turn: u64::from(turn) * 2 + 1,
        };
        let told = say(&other, &home, &on).await;
        let polling::claim::FromAuthority::SignedOn(_, notices) = told else {
            panic!("{told:?}");
        };
        for one in claims {
            let (id, granted) = one.await.unwrap();
            let told = notices.iter().any(|notice| notice.claim == id);
            assert_eq!(granted, told);
        }
        let off = ToAuthority::SignOff {
            booth: booth(0),
            turn: u64::from(turn) * 2 + 2,
        };
        say(&other, &home, &off).await;
    }
}
