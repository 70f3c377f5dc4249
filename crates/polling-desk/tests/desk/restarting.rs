//! What an interruption leaves, and what the next start makes of it.

use polling::booth::{HandingPaper, Stage};
use polling::plain::ElectorId;
use polling_desk::PollingDesk;

use crate::common::{
    accept, alone, answered, ballot, hand_out, offered, officers_code, open_page, pc, prepared,
    today, wait_until,
};

#[test]
fn ballots_that_were_at_the_desk_at_an_interruption_are_there_after_it() {
    let pc = pc();
    let prepared = prepared("stop");
    let mut ready = alone(&prepared, pc.path());
    let elector = accept(ready.working(), "1001").unwrap();
    ready.working().issue(&ballot("governor")).unwrap();
    let clerk = ready.clerk;
    drop(ready.desk);

    let mut desk = PollingDesk::start(pc.path(), today());
    desk.code(&officers_code(&prepared), today()).unwrap();
    let working = desk.working_mut().unwrap();
    working.badge(&clerk).unwrap();
    let still = working.still_at_desk();
    assert_eq!(still.len(), 1);
    assert!(still[0].interrupted || still[0].elector == elector);
    working.resume(elector).unwrap();
    let Stage::Accepted(handing) = working.stage() else {
        panic!("the ballots are at the desk");
    };
    assert!(handing.interrupted);
    let issued: Vec<_> = handing.in_state(HandingPaper::Issued).collect();
    assert_eq!(issued, [&ballot("governor")]);
    assert_eq!(offered(working).len(), 3);
    hand_out(working).unwrap();
    assert!(working.still_at_desk().is_empty());
}

#[test]
fn a_claim_without_outcome_is_asked_again_under_its_name_and_told_as_accepted_at_the_interruption()
{
    let pc = pc();
    let prepared = prepared("stop");
    let mut ready = alone(&prepared, pc.path());
    let working = ready.working();
    let elector = open_page(working, "1002").unwrap();
    working.reason(1).unwrap();
    working
        .slip_in_hand(polling::election::SlipMode::Signed)
        .unwrap();
    working.accept(None).unwrap();
    // Asked, and the answer is not taken in: as if the power went at this moment.
    assert!(matches!(working.stage(), Stage::Asking(_)));
    assert_eq!(pending(working, elector), 1);
    let clerk = ready.clerk;
    drop(ready.desk);

    let mut desk = PollingDesk::start(pc.path(), today());
    desk.code(&officers_code(&prepared), today()).unwrap();
    let working = desk.working_mut().unwrap();
    working.badge(&clerk).unwrap();
    wait_until(working, |working| {
        matches!(working.stage(), Stage::Accepted(_))
    });
    let Stage::Accepted(handing) = working.stage() else {
        unreachable!()
    };
    assert!(handing.interrupted, "the elector may have gone");
    assert_eq!(handing.elector, elector);
    assert_eq!(pending(working, elector), 0);
    let state = working.book().state(elector).unwrap();
    assert_eq!(
        state.claims().count(),
        1,
        "one claim, however often it was asked"
    );
    assert!(working.at_desk().is_some_and(|line| line.id == elector));
    hand_out(working).unwrap();
    assert!(
        working
            .book()
            .state(elector)
            .unwrap()
            .contradictions()
            .is_empty()
    );
}

#[test]
fn who_was_taken_by_another_desk_meanwhile_is_dropped_after_the_interruption() {
    use polling::claim::{Authority, ClaimRequest};
    use polling_desk::{Direct, Link};

    /// The first claim never arrives.
    struct Away;
    impl Link for Away {
        fn say(
            &mut self,
            _: &polling::claim::ToAuthority,
        ) -> Option<polling::claim::FromAuthority> {
            None
        }
    }

    let (pc, elsewhere) = (pc(), pc());
    let prepared = prepared("stop");
    let key = vault::Key::from_bytes(&[3; 32]);
    let file = elsewhere.path().join("claims.db");
    let mut claims =
        polling_desk::ClaimStore::create(&file, &key, 1, &mut rand_core::OsRng).unwrap();
    let public = claims.verifying_key();
    let mut ready = crate::common::ready(
        &prepared,
        pc.path(),
        "city-hall",
        polling_desk::ClaimsAt::Elsewhere,
        false,
    );
    let working = ready.working();
    working.connect(Box::new(Away), public).unwrap();
    let elector = open_page(working, "1003").unwrap();
    working.reason(1).unwrap();
    working
        .slip_in_hand(polling::election::SlipMode::Signed)
        .unwrap();
    working.accept(None).unwrap();
    let clerk = ready.clerk;
    drop(ready.desk);
    let other = ClaimRequest {
        id: polling::plain::ClaimId([9; 16]),
        elector,
        ballots: vec![ballot("house-single")],
        booth: crate::common::booth("east-branch"),
        home: None,
        term: 1,
        afterwards: false,
    };
    claims.claim(&other);

    let mut desk = PollingDesk::start(pc.path(), today());
    desk.code(&officers_code(&prepared), today()).unwrap();
    let working = desk.working_mut().unwrap();
    working.connect(Box::new(Direct(claims)), public).unwrap();
    working.badge(&clerk).unwrap();
    answered(working);
    wait_until(working, |working| pending(working, elector) == 0);
    assert!(offered(working).is_empty(), "nothing is handed out");
    let state = working.book().state(elector).unwrap();
    assert!(
        state
            .claims()
            .all(|(_, claim)| claim.acceptances.is_empty())
    );
}

#[test]
fn claims_that_are_gone_or_damaged_are_made_anew_from_the_ledger_and_let_nobody_in_twice() {
    use crate::common::quick;
    use polling_desk::{ClaimsAt, Working};

    let place = pc();
    let mut desk = quick(
        &prepared("stop"),
        place.path(),
        "city-hall",
        ClaimsAt::ThisPc,
    );
    let elector = accept(&mut desk.working, "1001").unwrap();
    desk.working.issue(&ballot("governor")).unwrap();
    for name in ["house-proportional", "house-single", "review"] {
        desk.working.decline(&ballot(name)).unwrap();
    }
    desk.working.left_desk().unwrap();
    wait_until(&mut desk.working, |working| !working.owes());
    let (folder, key, clerk) = (desk.folder, desk.key, desk.clerk);
    drop(desk.working);
    let claims_key = Working::claims_key(&key);
    for damage in [None, Some(vec![7; 9000])] {
        match damage {
            None => std::fs::remove_file(folder.claims()).unwrap(),
            Some(bytes) => std::fs::write(folder.claims(), bytes).unwrap(),
        }
        let mut working = Working::open(folder.clone(), &key, today()).unwrap();
        assert!(working.claims_were_rebuilt());
        working.badge(&clerk).unwrap();
        drop(working);
        let claims = polling_desk::ClaimStore::open(&folder.claims(), &claims_key).unwrap();
        assert_eq!(claims.granted(), 1, "what was declined is free");
        assert!(claims.owner(elector, &ballot("governor")).is_some());
        assert!(claims.term() > 1);
    }
    let mut working = Working::open(folder, &key, today()).unwrap();
    assert!(!working.claims_were_rebuilt());
    working.badge(&clerk).unwrap();
    accept(&mut working, "1002").unwrap();
    hand_out(&mut working).unwrap();
}

fn pending(working: &polling_desk::Working, elector: ElectorId) -> usize {
    working.book().state(elector).unwrap().pending().count()
}
