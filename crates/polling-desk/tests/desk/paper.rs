//! Acceptances on paper, entered afterwards as claims.

use polling::fact::Means;
use polling::plain::Moment;
use polling_desk::{ClaimsAt, PaperEntry};

use crate::common::{accept, ballot, hand_out, pc, prepared, quick, refused, wait_until};

/// Noon of the day, when the power was gone.
const NOON: Moment = Moment(1_770_087_600_000);

#[test]
fn what_was_accepted_on_paper_is_entered_by_the_officer_with_its_hour_and_gates_from_then_on() {
    let place = pc();
    let mut desk = quick(
        &prepared("stop"),
        place.path(),
        "city-hall",
        ClaimsAt::ThisPc,
    );
    let working = &mut desk.working;
    working.number("1001").unwrap();
    let elector = working.candidates()[0].elector.id;
    let entry = || PaperEntry {
        elector,
        ballots: vec![ballot("house-single"), ballot("governor")],
        means: Means::Spoken,
        reason: Some(1),
        slip: Some(polling::election::SlipMode::Written),
        proxy: false,
        braille: false,
        occurred: NOON,
    };
    assert_eq!(refused(working.enter_paper(entry())), "polling-not-allowed");
    working.badge(&desk.officer).unwrap();
    working.enter_paper(entry()).unwrap();
    wait_until(working, |working| !working.owes());
    let state = working.book().state(elector).unwrap();
    let (_, claim) = state.claims().next().unwrap();
    assert_eq!(
        claim.spot().unwrap().hour,
        NOON.0 / 3_600_000,
        "when it happened"
    );
    assert!(claim.left);
    assert!(state.contradictions().is_empty());

    // The two kinds are used; the others are still open.
    working.badge(&desk.clerk).unwrap();
    accept(working, "1001").unwrap();
    let offered = crate::common::offered(working);
    assert_eq!(offered, [ballot("house-proportional"), ballot("review")]);
    hand_out(working).unwrap();
}

#[test]
fn paper_that_comes_second_is_written_down_all_the_same_and_raises_an_incident() {
    let place = pc();
    let mut desk = quick(
        &prepared("stop"),
        place.path(),
        "city-hall",
        ClaimsAt::ThisPc,
    );
    let working = &mut desk.working;
    let elector = accept(working, "1002").unwrap();
    hand_out(working).unwrap();
    working.badge(&desk.officer).unwrap();
    working
        .enter_paper(PaperEntry {
            elector,
            ballots: vec![ballot("governor")],
            means: Means::Ticket,
            reason: Some(2),
            slip: None,
            proxy: false,
            braille: false,
            occurred: NOON,
        })
        .unwrap();
    wait_until(working, |working| working.unconfirmed() == 0);
    let incidents = working.incidents().unwrap();
    assert_eq!(incidents.len(), 1);
    assert_eq!(incidents[0].contradiction.ballot, ballot("governor"));
    assert_eq!(working.open_incidents().unwrap(), 1);
}
