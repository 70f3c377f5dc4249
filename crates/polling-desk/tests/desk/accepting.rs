//! One elector from the page to the ballot box.

use polling::booth::Stage;
use polling::counts::{Figures, Part};
use polling::election::SlipMode;
use polling::elector::Already;
use polling::eligibility::{Decision, Reason, UsedHow};
use polling::fact::WithdrawnBecause;
use polling::status::{Absentee, BallotStatus};

use crate::common::{
    accept, alone, ballot, ballots, hand_out, offered, open_page, pc, prepared, refused,
};

#[test]
fn an_elector_is_accepted_once_and_gates_like_a_death_afterwards() {
    let pc = pc();
    let prepared = prepared("stop");
    let mut ready = alone(&prepared, pc.path());
    let desk = ready.working();
    accept(desk, "1001").unwrap();
    assert!(matches!(desk.stage(), Stage::Accepted(_)));
    let names: Vec<String> = offered(desk).iter().map(ToString::to_string).collect();
    assert_eq!(
        names,
        ["governor", "house-proportional", "house-single", "review"]
    );
    assert_eq!(desk.slips_to_print().len(), 1);
    hand_out(desk).unwrap();
    assert!(!desk.has_elector());

    // Again, with the ticket this time (Gamagori 2025).
    desk.ticket("T1001").unwrap();
    let elector = desk.candidates()[0].elector.id;
    desk.choose(elector).unwrap();
    for one in desk.ballots_today().unwrap() {
        if one.ballot == ballot("council") {
            continue;
        }
        assert!(matches!(
            one.decision,
            Decision::Already {
                how: UsedHow::Early,
                ..
            }
        ));
    }
    desk.reason(1).unwrap();
    desk.slip_in_hand(SlipMode::Signed).unwrap();
    assert_eq!(refused(desk.accept(None)), "polling-desk-nothing-wanted");
    desk.want(ballots(&["review"])).unwrap_err();
    desk.close().unwrap();

    // Death gates the same way.
    open_page(desk, "1007").unwrap();
    let today = desk.ballots_today().unwrap();
    assert!(matches!(
        today[0].decision,
        Decision::Refuse(Reason::OffTheRoll(_))
    ));
    desk.reason(1).unwrap();
    desk.slip_in_hand(SlipMode::Signed).unwrap();
    assert_eq!(refused(desk.accept(None)), "polling-desk-nothing-wanted");
}

#[test]
fn who_declines_the_review_comes_back_for_it_and_gets_no_house_ballot_again() {
    let pc = pc();
    let mut ready = alone(&prepared("stop"), pc.path());
    let desk = ready.working();
    accept(desk, "1002").unwrap();
    for name in ["governor", "house-proportional", "house-single"] {
        desk.issue(&ballot(name)).unwrap();
    }
    assert_eq!(refused(desk.left_desk()), "polling-desk-not-decided");
    desk.decline(&ballot("review")).unwrap();
    desk.left_desk().unwrap();

    open_page(desk, "1002").unwrap();
    let today = desk.ballots_today().unwrap();
    let of = |name: &str| today.iter().find(|one| one.ballot == ballot(name)).unwrap();
    assert!(matches!(
        of("house-single").status,
        BallotStatus::LeftDesk { .. }
    ));
    assert!(matches!(of("review").decision, Decision::Confirm(_)));
    let Decision::Confirm(needed) = of("review").decision.clone() else {
        unreachable!()
    };
    desk.reason(2).unwrap();
    desk.slip_in_hand(SlipMode::Written).unwrap();
    desk.want(ballots(&["review"])).unwrap();
    assert_eq!(refused(desk.accept(None)), "polling-desk-unconfirmed");
    let officer = &ready.officer;
    let desk = ready.desk.working_mut().unwrap();
    assert_eq!(
        refused(desk.confirm(needed[0].clone(), None)),
        "polling-desk-needs-officer"
    );
    desk.confirm(needed[0].clone(), Some(officer)).unwrap();
    desk.accept(None).unwrap();
    crate::common::answered(desk);
    assert_eq!(offered(desk), [ballot("review")]);
    hand_out(desk).unwrap();
}

#[test]
fn an_acceptance_is_withdrawn_by_two_persons_while_the_ballots_are_at_the_desk() {
    let pc = pc();
    let mut ready = alone(&prepared("stop"), pc.path());
    let (clerk, officer) = (&ready.clerk, &ready.officer);
    let desk = ready.desk.working_mut().unwrap();
    accept(desk, "1003").unwrap();
    desk.issue(&ballot("governor")).unwrap();
    let all = ballots(&["governor", "house-proportional", "house-single", "review"]);
    let because = WithdrawnBecause::WrongElector;
    assert_eq!(
        refused(desk.withdraw(all.clone(), because, "人違い", clerk)),
        "polling-desk-second-person"
    );
    assert_eq!(
        refused(desk.withdraw(all.clone(), because, " ", officer)),
        "polling-desk-note-missing"
    );
    desk.withdraw(all.clone(), because, "人違い", officer)
        .unwrap();
    assert!(!desk.has_elector());
    // The ballots are free again, and the same elector is accepted with a new claim.
    accept(desk, "1003").unwrap();
    hand_out(desk).unwrap();
    // Gone is gone.
    assert_eq!(
        refused(desk.withdraw(all, because, "遅い", officer)),
        "polling-desk-not-accepted"
    );
}

#[test]
fn who_is_seventeen_gets_absentee_papers_on_a_claim_and_they_are_no_early_vote_in_any_figure() {
    let pc = pc();
    let mut ready = alone(&prepared("stop"), pc.path());
    let officer = &ready.officer;
    let desk = ready.desk.working_mut().unwrap();
    let elector = open_page(desk, "1006").unwrap();
    desk.reason(1).unwrap();
    assert_eq!(
        refused(desk.accept(Some(officer))),
        "polling-desk-slip-missing"
    );
    desk.slip_in_hand(SlipMode::Signed).unwrap();
    assert_eq!(refused(desk.accept(None)), "polling-desk-needs-officer");
    desk.accept(Some(officer)).unwrap();
    crate::common::answered(desk);
    assert!(matches!(desk.stage(), Stage::Accepted(handing) if handing.absentee));
    let kinds = offered(desk);
    hand_out(desk).unwrap();
    let all = Part::default();
    assert_eq!(desk.counts().unwrap().figures(&all), Figures::default());

    // Nobody gets the ballots while the papers are with the elector.
    open_page(desk, "1006").unwrap();
    for one in desk.ballots_today().unwrap() {
        let out = Decision::Refuse(Reason::AbsenteeIssued);
        assert_eq!(one.decision == out, kinds.contains(&one.ballot));
    }
    desk.close().unwrap();
    let review = || vec![ballot("review")];
    let step = Already::AbsenteeReturned;
    assert_eq!(
        refused(desk.absentee(elector, &review(), step)),
        "polling-not-allowed"
    );
    desk.badge(officer).unwrap();
    // One paper comes back unused and is free again; the other envelopes are handed in.
    open_page(desk, "1006").unwrap();
    desk.absentee(elector, &review(), step).unwrap();
    let others: Vec<_> = kinds
        .into_iter()
        .filter(|one| *one != review()[0])
        .collect();
    desk.absentee(elector, &others, Already::AbsenteeVoted)
        .unwrap();
    crate::common::wait_until(desk, |desk| !desk.owes());
    let figures = desk.counts().unwrap().figures(&all);
    assert_eq!(figures.absentee, u64::try_from(others.len()).unwrap());
    assert_eq!((figures.voters(), figures.handed), (0, 0));
    // The page that was open tells it at once.
    for one in desk.ballots_today().unwrap() {
        let voted = one.status == BallotStatus::Absentee(Absentee::Voted);
        assert_eq!(voted, others.contains(&one.ballot));
    }
    desk.reason(1).unwrap();
    desk.slip_in_hand(SlipMode::Signed).unwrap();
    desk.accept(None).unwrap();
    crate::common::answered(desk);
    assert_eq!(offered(desk), review());
    hand_out(desk).unwrap();
    assert_eq!(desk.open_incidents().unwrap(), 0);
}

#[test]
fn nobody_is_accepted_before_the_opening_nor_by_an_administrator() {
    let pc = pc();
    let prepared = prepared("stop");
    let mut ready = alone(&prepared, pc.path());
    let officer = &ready.officer;
    let desk = ready.desk.working_mut().unwrap();
    desk.badge(officer).unwrap();
    desk.close_booth(crate::common::today()).unwrap();
    open_page(desk, "1001").unwrap();
    desk.reason(1).unwrap();
    desk.slip_in_hand(SlipMode::Signed).unwrap();
    assert_eq!(refused(desk.accept(None)), "polling-not-open");
    ready
        .desk
        .code(
            &crate::common::administrators_code(&prepared),
            crate::common::today(),
        )
        .unwrap();
    let desk = ready.working();
    assert!(
        desk.at_desk().is_none(),
        "the page is closed for who comes next"
    );
    assert_eq!(refused(desk.number("1001")), "polling-not-allowed");
    desk.lock().unwrap();
    assert_eq!(refused(desk.number("1001")), "polling-locked");
}

#[test]
fn a_look_that_led_to_nothing_is_shown_to_the_officer_and_an_acceptance_is_not() {
    let pc = pc();
    let mut ready = alone(&prepared("stop"), pc.path());
    let officer = &ready.officer;
    let desk = ready.desk.working_mut().unwrap();
    accept(desk, "1001").unwrap();
    hand_out(desk).unwrap();
    let curious = open_page(desk, "1004").unwrap();
    desk.close().unwrap();
    let dead = open_page(desk, "1007").unwrap();
    desk.close().unwrap();
    assert_eq!(
        refused(desk.looks_without_acceptance()),
        "polling-not-allowed"
    );
    desk.badge(officer).unwrap();
    let looks = desk.looks_without_acceptance().unwrap();
    let who: Vec<_> = looks.iter().map(|look| look.elector).collect();
    assert_eq!(
        who,
        [curious],
        "a refusal is an outcome: {:?}",
        dead == curious
    );
}
