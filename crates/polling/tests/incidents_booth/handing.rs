//! What becomes of ballots at the desk, and of what was done without the program.

use polling::booth::{Act, DeskRefusal, HandingPaper, PaperAcceptance, Stage};
use polling::claim::Lot;
use polling::election::{OutageRule, SlipMode};
use polling::fact::{Fact, Means};

use crate::desks::{CLERK, OFFICER, ballot, desks, who};

#[test]
fn acceptances_made_on_paper_are_entered_afterwards_as_claims() {
    let [mut hall, mut east, _] = desks(OutageRule::Stop);
    let paper = |number: u8, by| {
        Act::EnterPaper(Box::new(PaperAcceptance {
            elector: who(number),
            ballots: vec![ballot("house-single")],
            means: Means::Number,
            reason: Some(2),
            slip: Some(SlipMode::Written),
            proxy: false,
            braille: false,
            lot: Lot::of(u64::from(number) + 70),
            by,
            absentee: false,
        }))
    };
    assert_eq!(hall.act(paper(1, CLERK)), Err(DeskRefusal::NeedsOfficer));
    assert!(east.receive(2));
    east.hand_out();
    hall.act(paper(1, OFFICER)).unwrap();
    // On paper the gate was not there: what happened is written down all the same, and reported.
    hall.act(paper(2, OFFICER)).unwrap();
    hall.wait(1_000);
    assert!(hall.flow.debts().is_empty());
    let incidents = polling::incident::Incident::of(who(2), &hall.copy.states[&who(2)]);
    assert!(incidents.iter().any(|one| one.reported));
    // Nobody else gets the ballot now, but the kind that was not handed out on paper.
    east.open_page(who(1)).unwrap();
    assert!(east.accept().is_ok() && !east.is_accepted());
    east.act(Act::Close).unwrap();
    east.open_page(who(1)).unwrap();
    let other = [ballot("house-proportional")].into();
    east.act(Act::Want(other)).unwrap();
    east.accept().unwrap();
    assert!(east.is_accepted());
}

#[test]
fn a_ballot_that_is_declined_is_free_again_and_the_other_one_stays() {
    let [mut hall, mut east, _] = desks(OutageRule::Stop);
    assert!(hall.receive(1));
    hall.act(Act::Decline(ballot("house-proportional")))
        .unwrap();
    hall.act(Act::Issue(ballot("house-single"))).unwrap();
    hall.act(Act::LeaveWithBallots).unwrap();
    hall.wait(2_000);
    assert!(!east.receive(1), "one of the two is taken: none is given");
    east.act(Act::Close).unwrap();
    east.open_page(who(1)).unwrap();
    let declined = [ballot("house-proportional")].into();
    east.act(Act::Want(declined)).unwrap();
    east.accept().unwrap();
    assert!(east.is_accepted());
}

#[test]
fn a_spoiled_paper_is_exchanged_and_the_acceptance_stands() {
    let [mut hall, ..] = desks(OutageRule::Stop);
    assert!(hall.receive(1));
    let single = || ballot("house-single");
    assert_eq!(
        hall.act(Act::Exchange(single())),
        Err(DeskRefusal::NotIssued)
    );
    hall.act(Act::Issue(single())).unwrap();
    hall.act(Act::Exchange(single())).unwrap();
    assert!(matches!(
        hall.flow.stage(),
        Stage::Accepted(handing) if handing.papers[&single()] == HandingPaper::Issued
    ));
    let exchanged = |fact: &&(_, Fact)| matches!(&fact.1, Fact::Exchanged(_));
    assert_eq!(hall.facts.iter().filter(exchanged).count(), 1);
}

#[test]
fn a_contest_that_is_told_while_the_ballots_are_at_the_desk_stops_them_there() {
    let [mut hall, mut east, _] = desks(OutageRule::GoOn);
    east.link = false;
    east.wait(4_000);
    assert!(hall.receive(1));
    hall.hand_out();
    assert!(east.receive(1), "inside one cut nobody can know");
    east.link = true;
    east.wait(2_000);
    let single = || ballot("house-single");
    assert_eq!(east.act(Act::Issue(single())), Err(DeskRefusal::Contested));
    assert_eq!(
        east.act(Act::LeaveWithBallots),
        Err(DeskRefusal::NotDecided)
    );
    east.withdraw(&["house-single", "house-proportional"], CLERK, OFFICER)
        .unwrap();
    assert_eq!(*east.flow.stage(), Stage::Waiting);
    // The first one keeps the ballot.
    east.wait(2_000);
    let owner = hall.book.borrow().owner(who(1), &single());
    assert!(
        hall.copy.states[&who(1)]
            .claim(&owner.unwrap())
            .unwrap()
            .left
    );
}

#[test]
fn what_was_handed_over_before_a_contest_was_known_is_written_down_by_an_officer() {
    let [mut hall, mut east, _] = desks(OutageRule::GoOn);
    east.link = false;
    east.wait(4_000);
    assert!(hall.receive(1));
    hall.hand_out();
    assert!(east.receive(1));
    east.link = true;
    east.wait(2_000);
    for name in ["house-single", "house-proportional"] {
        let was = |by| Act::WasIssued(ballot(name), by);
        assert_eq!(east.act(was(CLERK)), Err(DeskRefusal::NeedsOfficer));
        east.act(was(OFFICER)).unwrap();
    }
    east.act(Act::LeaveWithBallots).unwrap();
    hall.hear_from(&east);
    let incidents = polling::incident::Incident::of(who(1), &hall.copy.states[&who(1)]);
    assert_eq!(incidents.len(), 2);
    assert!(
        incidents
            .iter()
            .all(|one| one.acceptances.iter().all(|two| two.left))
    );
}
