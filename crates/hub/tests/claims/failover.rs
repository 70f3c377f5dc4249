//! The primary dies in the middle of a race, and the synchronous standby takes over: nothing is granted twice, and
//! nothing that was granted is gone.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use polling::claim::{ClaimAnswer, Receipt};
use polling::plain::ClaimId;
use scratch_postgres::Cluster;

use crate::hubs::{ask, device, hub, insist};
use crate::messages::claim;

const DESKS: u32 = 8;

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn what_was_granted_survives_the_primary_and_what_is_unknown_is_found_out() {
    let mut primary = Cluster::start().unwrap();
    let url = primary.url("postgres");
    let (store, before) = hub("stop", 1, Some(&url)).await;
    let mut standby = primary.standby().unwrap();
    primary.wait_for_standby(true).unwrap();
    let pc = device(&store, 0, true).await.1;
    let going = Arc::new(AtomicUsize::new(0));
    let desks = (0..DESKS).map(|number| {
        let (claims, pc, going) = (Arc::clone(&before), pc.clone(), Arc::clone(&going));
        tokio::spawn(async move {
            let mut answers = BTreeMap::new();
            for of in 0..u16::MAX {
                let request = claim(number, of, 0);
                let answer = ask(&claims, &pc, &request).await;
                let unknown = answer == ClaimAnswer::Unknown;
                going.fetch_add(1, Ordering::Relaxed);
                answers.insert(of, answer);
                if unknown {
                    break;
                }
            }
            answers
        })
    });
    let desks: Vec<_> = desks.collect();
    while going.load(Ordering::Relaxed) < 400 {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    primary.kill().unwrap();
    let mut told = Vec::new();
    for desk in desks {
        told.push(desk.await.unwrap());
    }
    standby.promote().unwrap();
    let (_, after) = hub("stop", 1, Some(&standby.url("postgres"))).await;
    let mut owners: BTreeMap<u16, (ClaimId, Receipt)> = BTreeMap::new();
    let (mut granted, mut unknown) = (0, 0);
    for (number, answers) in (0_u32..).zip(&told) {
        for (of, answer) in answers {
            let request = claim(number, *of, 0);
            let again = insist(&after, &pc, &request).await;
            match answer {
                ClaimAnswer::Unknown => unknown += 1,
                answer => assert_eq!(again, *answer, "the same name, the same answer"),
            }
            if let ClaimAnswer::Granted(receipt) = again {
                granted += 1;
                let other = owners.insert(*of, (request.id, receipt));
                assert_eq!(other, None, "granted twice");
            }
        }
    }
    assert!(unknown > 0 && granted > 20, "{granted} {unknown}");
}

/// The wait for the standby is cancelled: the transaction stands on the primary alone, and nobody is told that it does.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_commit_that_did_not_wait_for_the_standby_is_not_told_as_granted() {
    let primary = Cluster::start().unwrap();
    let (store, claims) = hub("stop", 1, Some(&primary.url("postgres"))).await;
    let mut standby = primary.standby().unwrap();
    primary.wait_for_standby(true).unwrap();
    let pc = device(&store, 0, true).await.1;
    let first = claim(1, 1, 0);
    assert!(matches!(
        ask(&claims, &pc, &first).await,
        ClaimAnswer::Granted(_)
    ));
    standby.kill().unwrap();
    let asking = {
        let (claims, pc) = (Arc::clone(&claims), pc.clone());
        tokio::spawn(async move { ask(&claims, &pc, &claim(2, 2, 0)).await })
    };
    let cancel = "SELECT pg_cancel_backend(pid) FROM pg_stat_activity WHERE wait_event = 'SyncRep'";
    while primary.sql(cancel).unwrap() != "t" {
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    assert_eq!(asking.await.unwrap(), ClaimAnswer::Unknown);
}
