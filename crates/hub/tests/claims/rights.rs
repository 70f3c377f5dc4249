//! Which PC may ask what.

use hub::claims::{Claims, ClaimsError};
use ledger::RealmId;
use polling::claim::{
    ClaimAnswer, ClaimRequest, FromAuthority, HoldAnswer, HoldRequest, ToAuthority,
};
use polling::elector::Already;
use polling::fact::{AbsenteeStep, Fact, Held, Released, Withdrawn, WithdrawnBecause};
use polling::plain::{Actor, ClaimId, ElectorId};

use crate::hubs::{NOW, REALM, ask, device, hub, say};
use crate::messages::{booth, claim};
use crate::pcs::Pc;

#[tokio::test]
async fn a_pc_speaks_for_its_own_booth_once_it_is_let_in() {
    let (store, claims) = hub("stop", 1, None).await;
    let pc = device(&store, 0, true).await.1;
    let stranger = device(&store, 0, false).await.1;
    let own = ToAuthority::Claim(claim(1, 1, 0));
    let others = ToAuthority::Claim(claim(1, 1, 1));
    let refused = Err(ClaimsError::NotAllowed);
    assert_eq!(claims.answer(REALM, &stranger, &own, NOW).await, refused);
    assert_eq!(claims.answer(REALM, &pc, &others, NOW).await, refused);
    let booth = booth(1);
    let on = ToAuthority::SignOn { booth, turn: 1 };
    assert_eq!(claims.answer(REALM, &pc, &on, NOW).await, refused);
    assert!(claims.answer(REALM, &pc, &own, NOW).await.is_ok());
    let elsewhere = claims.answer(RealmId([6; 16]), &pc, &own, NOW).await;
    assert_eq!(elsewhere, Err(ClaimsError::NotAuthority));
}

#[tokio::test]
async fn under_the_rule_of_the_telephone_a_call_is_answered_for_the_booth_that_calls() {
    let (store, claims) = hub("voice", 1, None).await;
    let centre = device(&store, 0, true).await.1;
    let calling = claim(1, 1, 2);
    let answer = ask(&claims, &centre, &calling).await;
    assert!(matches!(answer, ClaimAnswer::Granted(_)));
    let mut happened = claim(2, 2, 2);
    happened.afterwards = true;
    let happened = ToAuthority::Claim(happened);
    let refused = Err(ClaimsError::NotAllowed);
    assert_eq!(claims.answer(REALM, &centre, &happened, NOW).await, refused);
}

fn give_back(request: &ClaimRequest) -> ToAuthority {
    ToAuthority::GiveBack {
        claim: request.id,
        ballots: request.ballots.clone(),
    }
}

async fn receipt(claims: &Claims, pc: &Pc, request: &ClaimRequest) -> polling::claim::Receipt {
    match ask(claims, &pc.device, request).await {
        ClaimAnswer::Granted(receipt) => receipt,
        other => panic!("{other:?}"),
    }
}

/// The elector of a claim goes to another booth; nobody there may have the ballots.
async fn is_taken(claims: &Claims, pc: &Pc, of: &ClaimRequest, number: u32) -> bool {
    let mut second = claim(number, 0, 2);
    second.elector = of.elector;
    matches!(
        ask(claims, &pc.device, &second).await,
        ClaimAnswer::Taken(_)
    )
}

#[tokio::test]
async fn a_booth_gives_back_its_own_claims_and_anothers_only_when_that_one_gave_them_up() {
    let (store, claims) = hub("stop", 1, None).await;
    let mut hall = Pc::at(&store, 0).await;
    let branch = Pc::at(&store, 1).await;
    let bus = Pc::at(&store, 2).await;
    let request = claim(1, 1, 0);
    let granted = receipt(&claims, &hall, &request).await;
    hall.accept(&request, granted);
    hall.send(&store, 0, NOW + 1).await;
    // Whoever read the claim's name in the log does not set its ballots free.
    let free = give_back(&request);
    assert_eq!(
        say(&claims, &branch.device, &free).await,
        FromAuthority::AskAgain
    );
    assert!(is_taken(&claims, &bus, &request, 11).await);
    // Written by the branch itself, that counts for nothing.
    let mut forged = Pc::at(&store, 1).await;
    let withdrawn = Fact::Withdrawn(Withdrawn {
        claim: request.id,
        ballots: request.ballots.clone(),
        because: WithdrawnBecause::Returned,
        note: String::new(),
        second: Actor([2; 8]),
        absentee: false,
    });
    forged.write(Some(request.elector.0), &withdrawn);
    forged.send(&store, 0, NOW + 2).await;
    assert_eq!(
        say(&claims, &forged.device, &free).await,
        FromAuthority::AskAgain
    );
    // The hall took the ballots back, and told everybody but the authority before its line was cut.
    hall.write(Some(request.elector.0), &withdrawn);
    hall.send(&store, 0, NOW + 3).await;
    let given = FromAuthority::GivenBack(request.id, request.ballots.clone());
    assert_eq!(say(&claims, &branch.device, &free).await, given);
    assert!(!is_taken(&claims, &bus, &request, 12).await);
    // Its own it gives back without being asked why.
    let own = claim(2, 2, 0);
    receipt(&claims, &hall, &own).await;
    assert!(matches!(
        say(&claims, &hall.device, &give_back(&own)).await,
        FromAuthority::GivenBack(..)
    ));
}

#[tokio::test]
async fn a_claim_that_has_not_come_is_given_back_by_the_booth_that_wrote_it_down() {
    let (store, claims) = hub("stop", 1, None).await;
    let mut hall = Pc::at(&store, 0).await;
    let branch = Pc::at(&store, 1).await;
    let lost = claim(1, 1, 0);
    hall.ask(&lost);
    hall.send(&store, 0, NOW + 1).await;
    let free = give_back(&lost);
    assert_eq!(
        say(&claims, &branch.device, &free).await,
        FromAuthority::AskAgain
    );
    assert!(matches!(
        say(&claims, &hall.device, &free).await,
        FromAuthority::GivenBack(..)
    ));
    let late = ask(&claims, &hall.device, &lost).await;
    assert!(matches!(late, ClaimAnswer::NotServed(_)));
}

#[tokio::test]
async fn absentee_papers_come_back_at_any_booth_whose_officer_writes_it_down() {
    let (store, claims) = hub("stop", 1, None).await;
    let mut hall = Pc::at(&store, 0).await;
    let mut branch = Pc::at(&store, 1).await;
    let bus = Pc::at(&store, 2).await;
    let (papers, for_the_box) = (claim(1, 1, 0), claim(2, 2, 0));
    let granted = receipt(&claims, &hall, &papers).await;
    hall.hands_out_absentee_papers(&papers, granted);
    let granted = receipt(&claims, &hall, &for_the_box).await;
    hall.accept(&for_the_box, granted);
    hall.send(&store, 0, NOW + 1).await;
    for request in [&papers, &for_the_box] {
        let came_back = Fact::AbsenteeStep(AbsenteeStep {
            ballots: request.ballots.clone(),
            step: Already::AbsenteeReturned,
            claim: Some(request.id),
        });
        // Not before it is on record.
        let free = give_back(request);
        assert_eq!(
            say(&claims, &branch.device, &free).await,
            FromAuthority::AskAgain
        );
        branch.write(Some(request.elector.0), &came_back);
    }
    branch.send(&store, 0, NOW + 2).await;
    let answer = say(&claims, &branch.device, &give_back(&papers)).await;
    assert!(matches!(answer, FromAuthority::GivenBack(..)));
    assert!(!is_taken(&claims, &bus, &papers, 11).await);
    // What went to the ballot box does not come back in an envelope.
    let answer = say(&claims, &branch.device, &give_back(&for_the_box)).await;
    assert_eq!(answer, FromAuthority::AskAgain);
    assert!(is_taken(&claims, &bus, &for_the_box, 12).await);
}

#[tokio::test]
async fn a_hold_is_released_by_its_booth_and_elsewhere_only_when_an_officer_wrote_why() {
    let (store, claims) = hub("stop", 1, None).await;
    let mut hall = Pc::at(&store, 0).await;
    let mut branch = Pc::at(&store, 1).await;
    let asked = |number: u8| HoldRequest {
        id: ClaimId([number; 16]),
        elector: ElectorId([number; 16]),
        booth: booth(0),
    };
    for number in [1, 2] {
        let request = asked(number);
        let written = Fact::Held(Held {
            hold: request.id,
            booth: booth(0),
            note: "確認中".to_owned(),
        });
        hall.write(Some(request.elector.0), &written);
        let answer = say(&claims, &hall.device, &ToAuthority::Hold(request)).await;
        assert!(matches!(
            answer,
            FromAuthority::Hold(_, HoldAnswer::Held(_))
        ));
    }
    hall.send(&store, 0, NOW + 1).await;
    let release = |number| ToAuthority::Release {
        hold: asked(number).id,
    };
    assert_eq!(
        say(&claims, &branch.device, &release(1)).await,
        FromAuthority::AskAgain
    );
    let mut of_held = claim(9, 0, 1);
    of_held.elector = asked(1).elector;
    assert!(matches!(
        ask(&claims, &branch.device, &of_held).await,
        ClaimAnswer::Held(_)
    ));
    let found_out = Fact::Released(Released {
        hold: asked(1).id,
        note: "名簿を確認".to_owned(),
    });
    branch.write(Some(asked(1).elector.0), &found_out);
    branch.send(&store, 0, NOW + 2).await;
    assert_eq!(
        say(&claims, &branch.device, &release(1)).await,
        FromAuthority::Released(asked(1).id)
    );
    assert_eq!(
        say(&claims, &hall.device, &release(2)).await,
        FromAuthority::Released(asked(2).id)
    );
}
