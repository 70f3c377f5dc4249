//! The hub comes back from a backup: it grants nothing until its claims are made anew, and then everything is as before.

use std::sync::Arc;

use hub::claims::{Claims, ClaimsError, Release};
use hub::store::Store;
use polling::claim::{ClaimAnswer, ClaimRequest, FromAuthority, Receipt, ToAuthority};
use polling::fact::{Allotment, Fact};
use polling::plain::BallotId;

use crate::hubs::{NOW, REALM, ask, database, hub, say};
use crate::messages::{booth, claim};
use crate::pcs::Pc;

async fn granted(claims: &Claims, pc: &Pc, request: &ClaimRequest) -> Receipt {
    match ask(claims, &pc.device, request).await {
        ClaimAnswer::Granted(receipt) => receipt,
        other => panic!("{other:?}"),
    }
}

/// Two officers order that the claims are made anew.
async fn restores(claims: &Claims) {
    claims
        .begin_restoring(REALM, "見本", NOW + 2)
        .await
        .unwrap();
    let order = Release::Officers(["甲".to_owned(), "乙".to_owned()]);
    claims.restore(REALM, &order, NOW + 3).await.unwrap();
}

/// What is in the backup, what came after it, and what the table knows after the restore.
struct Story {
    store: Arc<Store>,
    restored: Claims,
    pcs: Vec<Pc>,
    in_backup: ClaimRequest,
    after_backup: ClaimRequest,
    withdrawn: ClaimRequest,
}

/// `databases`: the one in use, and the one that came back from the backup; none for sealed files.
async fn story(rule: &str, databases: Option<(&str, &str)>) -> Story {
    let (store, claims) = hub(rule, 1, databases.map(|(one, _)| one)).await;
    // The restored tables know what was granted before the backup only.
    let (old, restored) = hub(rule, 1, databases.map(|(_, other)| other)).await;
    let mut pcs = Vec::new();
    for place in 0..3 {
        pcs.push(Pc::at(&store, place).await);
    }
    let in_backup = claim(1, 1, 0);
    let (after_backup, withdrawn) = (claim(2, 2, 1), claim(3, 3, 2));
    for claims in [&claims, &restored] {
        let receipt = granted(claims, &pcs[0], &in_backup).await;
        if pcs[0].events.is_empty() {
            pcs[0].accept(&in_backup, receipt);
        }
    }
    let receipt = granted(&claims, &pcs[1], &after_backup).await;
    pcs[1].accept(&after_backup, receipt);
    let receipt = granted(&claims, &pcs[2], &withdrawn).await;
    pcs[2].accept(&withdrawn, receipt);
    let gone: Vec<BallotId> = withdrawn.ballots[..1].to_vec();
    pcs[2].write(
        Some(withdrawn.elector.0),
        &Fact::Withdrawn(polling::fact::Withdrawn {
            claim: withdrawn.id,
            ballots: gone.clone(),
            because: polling::fact::WithdrawnBecause::Returned,
            note: String::new(),
            second: polling::plain::Actor([2; 8]),
            absentee: false,
        }),
    );
    // The hub on the backup: the devices come back to it as they are.
    for pc in &pcs {
        let joining = hub::store::Joining {
            card: pc.device.card.clone(),
            role: sync::Role::Desk,
            admitted: true,
            now_ms: NOW,
        };
        old.join(REALM, joining).await.unwrap();
    }
    let restored = Arc::into_inner(restored).unwrap();
    Story {
        store: old,
        restored,
        pcs,
        in_backup,
        after_backup,
        withdrawn,
    }
}

async fn nothing_is_granted_until_all_booths_have_told(story: Story) {
    let Story {
        store,
        restored,
        mut pcs,
        in_backup,
        after_backup,
        withdrawn,
    } = story;
    // What the table knows raises no alarm.
    pcs[0].send(&store, 0, NOW + 1).await;
    assert_eq!(restored.look(REALM, NOW + 1).await, Ok(false));
    // The first acceptance that carries a receipt which the table does not know stops it, by itself.
    pcs[1].send(&store, 0, NOW + 2).await;
    assert_eq!(restored.look(REALM, NOW + 2).await, Ok(true));
    let stopped = restored.state(REALM).await.unwrap();
    assert_eq!(
        (stopped.term, stopped.rebuilding_since_ms),
        (2, Some(NOW + 2))
    );
    let anybody = claim(9, 9, 0);
    assert_eq!(
        ask(&restored, &pcs[0].device, &anybody).await,
        ClaimAnswer::Unknown
    );
    assert_eq!(
        ask(&restored, &pcs[0].device, &in_backup).await,
        ClaimAnswer::Unknown
    );
    // Not every booth has told everything yet.
    pcs[0].send(&store, 0, NOW + 3).await;
    pcs[1].send(&store, 0, NOW + 3).await;
    pcs[2].send(&store, 4, NOW + 3).await;
    let early = restored
        .restore(REALM, &Release::AllReported, NOW + 4)
        .await;
    assert_eq!(early, Err(ClaimsError::NotAllReported { missing: 1 }));
    pcs[2].send(&store, 0, NOW + 5).await;
    let made = restored
        .restore(REALM, &Release::AllReported, NOW + 6)
        .await
        .unwrap();
    assert_eq!(made.electors, 3);
    assert_eq!(made.misfits, polling::claim::Restored::default());
    // The same names get the same word, in the new term; nobody else gets what is had.
    for (pc, request) in [(0, &in_backup), (1, &after_backup), (2, &withdrawn)] {
        let receipt = granted(&restored, &pcs[pc], request).await;
        assert_eq!(receipt.term, 2);
    }
    for (number, of) in [(21, 1), (22, 2)] {
        let again = ask(&restored, &pcs[0].device, &claim(number, of, 0)).await;
        assert!(matches!(again, ClaimAnswer::Taken(taken) if taken.len() == 3));
    }
    // Of what was withdrawn, the ballot is free.
    let mut one = claim(23, 3, 0);
    one.ballots = withdrawn.ballots[..1].to_vec();
    assert!(matches!(
        ask(&restored, &pcs[0].device, &one).await,
        ClaimAnswer::Granted(_)
    ));
    assert!(matches!(
        ask(&restored, &pcs[0].device, &claim(24, 4, 0)).await,
        ClaimAnswer::Granted(_)
    ));
    // What was done, and by whom, is kept.
    let acts = restored.acts(REALM).await.unwrap();
    assert_eq!(acts.len(), 2);
    assert!(acts[1].1.contains("all booths have told everything"));
    let receipt = granted(&restored, &pcs[0], &claim(24, 4, 0)).await;
    pcs[0].accept(&claim(24, 4, 0), receipt);
    pcs[0].send(&store, 0, NOW + 7).await;
    assert_eq!(restored.look(REALM, NOW + 7).await, Ok(false));
}

#[tokio::test]
async fn a_hub_from_a_backup_stops_by_itself_and_grants_again_when_all_booths_have_told() {
    nothing_is_granted_until_all_booths_have_told(story("stop", None).await).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_hub_from_a_backup_of_postgresql_stops_by_itself_too() {
    let (one, other) = (database(), database());
    nothing_is_granted_until_all_booths_have_told(story("stop", Some((&one, &other))).await).await;
}

#[tokio::test]
async fn two_officers_may_order_it_before_all_booths_have_told_and_the_silent_one_is_asked_first() {
    let Story {
        store,
        restored,
        mut pcs,
        after_backup,
        ..
    } = story("home-booth", None).await;
    let on = Fact::Allotment(Allotment {
        turn: 1,
        standing: false,
    });
    pcs[1].write(None, &on);
    pcs[1].send(&store, 0, NOW + 1).await;
    restores(&restored).await;
    let again = ask(&restored, &pcs[0].device, &claim(22, 2, 0)).await;
    assert!(matches!(again, ClaimAnswer::Taken(taken) if taken[0].claim == after_backup.id));
    // Booth 1 has said nothing since: it may have gone on alone.
    let mut of_home = claim(30, 30, 0);
    of_home.home = Some(booth(1));
    let waits = ask(&restored, &pcs[0].device, &of_home).await;
    assert_eq!(waits, ClaimAnswer::AwaitingHome(booth(1)));
    let consent = ToAuthority::Consent {
        booth: booth(1),
        claim: of_home.id,
        yields: true,
    };
    say(&restored, &pcs[1].device, &consent).await;
    assert!(matches!(
        ask(&restored, &pcs[0].device, &of_home).await,
        ClaimAnswer::Granted(_)
    ));
    let acts = restored.acts(REALM).await.unwrap();
    assert!(acts[1].1.contains("by order of 甲 and 乙"));
}

/// Facts 8.5: last night's backup comes back on one PC.
#[tokio::test]
async fn a_pc_that_came_back_from_a_backup_is_noticed_claims_nothing_more_and_loses_nothing() {
    let (store, claims) = hub("stop", 1, None).await;
    let mut pc = Pc::at(&store, 0).await;
    let evening = claim(1, 1, 0);
    let receipt = granted(&claims, &pc, &evening).await;
    pc.accept(&evening, receipt);
    pc.send(&store, 0, NOW + 1).await;
    let mut restored = pc.backup();
    let (morning, again) = (claim(2, 2, 0), claim(3, 3, 0));
    let receipt = granted(&claims, &pc, &morning).await;
    pc.accept(&morning, receipt);
    pc.send(&store, 0, NOW + 2).await;
    // The PC does not know of the morning any more, and goes on from the evening.
    let receipt = granted(&claims, &restored, &again).await;
    restored.accept(&again, receipt);
    assert!(restored.offer(&store, NOW + 3).await > 0);
    let device = restored.device.card.device();
    let known = store.device(REALM, device).await.unwrap().unwrap();
    assert_eq!(known.standing, sync::Standing::Suspended);
    let next = ToAuthority::Claim(claim(4, 4, 0));
    let refused = claims.answer(REALM, &known, &next, NOW + 4).await;
    assert_eq!(refused, Err(ClaimsError::NotAllowed));
    // Both histories are there to be looked at, and nobody gets the electors of either.
    assert!(!store.kept_apart(REALM).await.unwrap().is_empty());
    let other = Pc::at(&store, 1).await;
    for (number, of) in [(11, 1), (12, 2), (13, 3)] {
        let taken = ask(&claims, &other.device, &claim(number, of, 1)).await;
        assert!(matches!(taken, ClaimAnswer::Taken(taken) if taken.len() == 3));
    }
}

/// Two booths that met one elector apart from each other sealed their records under a key each.
#[tokio::test]
async fn of_an_elector_whom_two_booths_met_both_records_count() {
    let (_, before) = hub("stop", 1, None).await;
    let (store, restored) = hub("stop", 1, None).await;
    let mut pcs = [Pc::at(&store, 0).await, Pc::at(&store, 1).await];
    let parts = [(0, 1..3), (1, 0..1)].map(|(place, part)| {
        let mut request = claim(u32::from(place == 0), 1, place);
        request.ballots = request.ballots[part].to_vec();
        request
    });
    for (pc, request) in pcs.iter_mut().zip(&parts) {
        let receipt = granted(&before, pc, request).await;
        pc.accept(request, receipt);
        pc.send(&store, 0, NOW + 1).await;
    }
    restores(&restored).await;
    let again = ask(&restored, &pcs[0].device, &claim(9, 1, 0)).await;
    assert!(matches!(again, ClaimAnswer::Taken(taken) if taken.len() == 3));
}

/// Outage rule 2: a home booth that goes on alone has to know what others have of its electors.
#[tokio::test]
async fn of_claims_made_anew_the_home_booth_is_known_and_told_when_it_signs_on() {
    let (_, before) = hub("home-booth", 1, None).await;
    let (store, restored) = hub("home-booth", 1, None).await;
    let mut away = Pc::at(&store, 1).await;
    let home = Pc::at(&store, 0).await;
    let mut request = claim(1, 1, 1);
    request.home = Some(booth(0));
    away.ask(&request);
    let receipt = granted(&before, &away, &request).await;
    away.accept(&request, receipt);
    away.send(&store, 0, NOW + 1).await;
    restores(&restored).await;
    let on = ToAuthority::SignOn {
        booth: booth(0),
        turn: 9,
    };
    let told = say(&restored, &home.device, &on).await;
    let FromAuthority::SignedOn(9, notices) = told else {
        panic!("{told:?}");
    };
    assert_eq!(notices.len(), 1);
    assert_eq!(notices[0].claim, request.id);
    assert_eq!(notices[0].booth, booth(1));
}
