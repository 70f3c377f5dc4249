//! Whoever is seventeen today and eighteen on election day: absentee papers, on the same claim.

use jiff::civil::date;
use polling::booth::{Act, DeskRefusal, Stage, Stop};
use polling::claim::Authority as _;
use polling::election::OutageRule;
use polling::elector::Already;
use polling::fact::{AbsenteeStep, Fact};
use polling::status::{Absentee, BallotStatus};

use crate::desks::{CLERK, Desk, OFFICER, YOUNG, ballot, desks, who};

fn status(desk: &Desk, name: &str) -> BallotStatus {
    desk.copy.states[&who(YOUNG)].ballot(&ballot(name), None)
}

fn step(desk: &Desk, names: &[&str], step: Already) -> Act {
    let ballots: Vec<_> = names.iter().map(|name| ballot(name)).collect();
    let claims = desk.copy.states[&who(YOUNG)].absentee_claims(&ballots);
    let (claim, ballots) = claims.into_iter().next().unwrap();
    let step = AbsenteeStep {
        ballots,
        step,
        claim: Some(claim),
    };
    Act::AbsenteeStep {
        elector: who(YOUNG),
        step,
        by: OFFICER,
    }
}

#[test]
fn absentee_papers_are_handed_out_once_by_an_officer_and_written_as_such() {
    let [mut hall, mut east, _] = desks(OutageRule::Stop);
    hall.open_page(who(YOUNG)).unwrap();
    assert_eq!(hall.accept(), Err(DeskRefusal::NeedsOfficer));
    hall.act(Act::Close).unwrap();
    assert!(hall.receive_absentee(YOUNG));
    assert!(!east.receive_absentee(YOUNG), "claimed at the city hall");
    hall.hand_out();
    let absentee = |fact: &(_, Fact)| match &fact.1 {
        Fact::Asked(one) => one.absentee,
        Fact::Accepted(one) => one.absentee,
        Fact::Issued(one) => one.absentee,
        _ => true,
    };
    assert!(hall.facts.iter().all(absentee));
    let out = BallotStatus::Absentee(Absentee::Issued);
    assert_eq!(status(&hall, "house-single"), out);
    let voted = step(&hall, &["house-single"], Already::AbsenteeVoted);
    hall.act(voted).unwrap();
    let voted = BallotStatus::Absentee(Absentee::Voted);
    assert_eq!(status(&hall, "house-single"), voted);
}

#[test]
fn who_comes_of_age_meanwhile_gets_no_early_vote_while_absentee_papers_are_out() {
    let [mut hall, mut east, _] = desks(OutageRule::Stop);
    assert!(hall.receive_absentee(YOUNG));
    hall.hand_out();
    east.copy.today = date(2026, 2, 5);
    // The branch has not heard of it.
    assert!(!east.receive(YOUNG));
    assert!(matches!(
        east.flow.stage(),
        Stage::Stopped(stopped) if matches!(&stopped.why, Stop::Taken(taken) if taken.len() == 2)
    ));
    east.act(Act::Close).unwrap();
    // One envelope is handed in, the other paper comes back, at the bus.
    let voted = step(&hall, &["house-single"], Already::AbsenteeVoted);
    hall.act(voted).unwrap();
    let names = ["house-proportional"];
    let by_clerk = match step(&hall, &names, Already::AbsenteeReturned) {
        Act::AbsenteeStep { elector, step, .. } => Act::AbsenteeStep {
            elector,
            step,
            by: CLERK,
        },
        other => other,
    };
    assert_eq!(hall.act(by_clerk), Err(DeskRefusal::NeedsOfficer));
    let back = step(&hall, &names, Already::AbsenteeReturned);
    hall.act(back).unwrap();
    hall.wait(1_000);
    assert!(hall.flow.debts().is_empty());
    east.hear_from(&hall);
    east.open_page(who(YOUNG)).unwrap();
    east.accept().unwrap();
    match east.flow.stage() {
        Stage::Accepted(handing) => {
            let offered: Vec<_> = handing.papers.keys().cloned().collect();
            assert_eq!(offered, [ballot("house-proportional")]);
            assert!(!handing.absentee);
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn what_comes_back_at_another_booth_is_free_again_also_before_the_acceptance_was_confirmed() {
    let [mut hall, mut east, mut bus] = desks(OutageRule::GoOn);
    hall.link = false;
    hall.wait(4_000);
    assert!(hall.receive_absentee(YOUNG));
    hall.hand_out();
    east.hear_from(&hall);
    let back = step(&east, &["house-proportional"], Already::AbsenteeReturned);
    east.act(back).unwrap();
    east.wait(1_000);
    assert!(east.flow.debts().is_empty());
    hall.hear_from(&east);
    hall.link = true;
    hall.wait(3_000);
    assert!(hall.flow.debts().is_empty());
    let incidents = polling::incident::Incident::of(who(YOUNG), &hall.copy.states[&who(YOUNG)]);
    assert!(incidents.is_empty());
    // Of the ballot that did not come back the authority knows.
    let owner = |name| hall.book.borrow().owner(who(YOUNG), &ballot(name));
    assert!(owner("house-single").is_some());
    assert_eq!(owner("house-proportional"), None);
    assert!(!bus.receive_absentee(YOUNG));
    assert!(bus.book.borrow_mut().notices(&bus.copy.booth).is_empty());
}

#[test]
fn booths_that_are_cut_off_hand_out_absentee_papers_by_the_same_rule() {
    let [mut hall, mut east, _] = desks(OutageRule::HomeBooth);
    for desk in [&mut hall, &mut east] {
        desk.act(Act::SignOn).unwrap();
        desk.wait(500);
        desk.link = false;
        desk.wait(5_000);
    }
    assert!(!east.receive_absentee(YOUNG));
    assert!(matches!(
        east.flow.stage(),
        Stage::Stopped(stopped) if matches!(&stopped.why, Stop::SendTo(home) if home.as_str() == "city-hall")
    ));
    assert!(hall.receive_absentee(YOUNG));
    // Taken back at the desk by two people, they are free.
    hall.withdraw(&["house-single", "house-proportional"], CLERK, OFFICER)
        .unwrap();
    hall.link = true;
    hall.wait(3_000);
    assert!(hall.flow.debts().is_empty());
    east.act(Act::Close).unwrap();
    east.hear_from(&hall);
    east.link = true;
    east.wait(3_000);
    assert!(
        !east.receive_absentee(YOUNG),
        "the home booth is asked first"
    );
    hall.wait(1_000);
    east.wait(1_000);
    assert!(east.is_accepted());
}
