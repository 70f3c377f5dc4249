//! What was done before gates a ballot, whatever else speaks for issuing it.

mod invented;

use invented::{
    Story, accepted, asked, ballot_id, booth_id, declined, early, elector, held, moment,
};
use jiff::civil::{Date, date};
use polling::elector::{Already, Elector, MarkKind};
use polling::eligibility::{AbsenteeBecause, Case, Confirmation, Decision, Reason, UsedHow, Visit};
use polling::fact::{AbsenteeStep, Fact};
use polling::refusal::Refusal;
use polling::status::ElectorState;

const TODAY: Date = date(2026, 2, 3);
const HOUSE: &str = "house-single";

fn today(elector: &Elector, ballot: &str) -> Decision {
    early(
        elector,
        &ElectorState::default(),
        &invented::election(),
        ballot,
        TODAY,
    )
}

#[test]
fn what_the_roll_says_was_done_gates_that_ballot_alone() {
    let voted = |how| Decision::Already { how, at: None };
    let rows = [
        (
            Already::AbsenteeRequested,
            Decision::Refuse(Reason::AbsenteeRequested),
        ),
        (
            Already::AbsenteeIssued,
            Decision::Refuse(Reason::AbsenteeIssued),
        ),
        (Already::AbsenteeReturned, Decision::Issue),
        (Already::AbsenteeVoted, voted(UsedHow::Absentee)),
        (Already::VotedEarly, voted(UsedHow::Early)),
        (Already::VotedOnDay, voted(UsedHow::OnDay)),
    ];
    for (already, expected) in rows {
        let mut elector = elector();
        elector.already.insert(ballot_id(HOUSE), already);
        assert_eq!(today(&elector, HOUSE), expected);
        assert_eq!(today(&elector, "house-proportional"), Decision::Issue);
    }
}

#[test]
fn only_what_may_be_issued_or_is_confirmed_may_be_claimed() {
    let asked = Confirmation::AskedAt(booth_id("bus"));
    let confirm = Decision::Confirm(vec![Confirmation::LivesInPrefecture, asked.clone()]);
    assert!(Decision::Issue.lets_claim(&[]));
    assert!(!confirm.lets_claim(&[]));
    assert!(!confirm.lets_claim(&[Confirmation::LivesInPrefecture]));
    assert!(!confirm.lets_claim(&[
        Confirmation::LivesInPrefecture,
        Confirmation::AskedAt(booth_id("city-hall"))
    ]));
    assert!(confirm.lets_claim(&[asked.clone(), Confirmation::LivesInPrefecture]));
    let everything = [
        Confirmation::LivesInPrefecture,
        Confirmation::NotOnNewRoll,
        Confirmation::Age,
        Confirmation::DeclinedBefore,
        asked,
    ];
    let gates = [
        Decision::Refuse(Reason::Suspended(None)),
        Decision::Refuse(Reason::OffTheRoll(MarkKind::Died)),
        Decision::Already {
            how: UsedHow::Early,
            at: None,
        },
    ];
    assert!(gates.iter().all(|gate| !gate.lets_claim(&everything)));
    // Absentee papers are handed out on a claim too.
    let absentee = Decision::Absentee {
        because: AbsenteeBecause::OfAgeFrom(TODAY),
        confirm: vec![Confirmation::LivesInPrefecture],
    };
    assert!(!absentee.lets_claim(&[]));
    assert!(absentee.lets_claim(&everything));
}

#[test]
fn an_acceptance_that_nobody_ended_is_at_the_desk_today_and_a_vote_tomorrow() {
    let mut story = Story::default();
    story.write(1, moment(2026, 2, 3, 23), &[], accepted(1, "bus", &[HOUSE]));
    let how = |day| {
        let decision = early(
            &elector(),
            &story.state(),
            &invented::election(),
            HOUSE,
            day,
        );
        match decision {
            Decision::Already { how, .. } => how,
            other => panic!("{other:?}"),
        }
    };
    assert_eq!(how(date(2026, 2, 3)), UsedHow::AtDesk);
    assert_eq!(how(date(2026, 2, 4)), UsedHow::Early);
}

#[test]
fn what_is_begun_elsewhere_or_was_declined_is_confirmed_by_an_officer() {
    let mut story = Story::default();
    story.write(1, moment(2026, 2, 3, 9), &[], asked(1, "bus", &[HOUSE]));
    story.write(
        2,
        moment(2026, 2, 2, 9),
        &[],
        accepted(2, "bus", &["review"]),
    );
    story.write(2, moment(2026, 2, 2, 9), &[], declined(2, "review"));
    let state = story.state();
    let decision = |ballot| early(&elector(), &state, &invented::election(), ballot, TODAY);
    let asked_at = Confirmation::AskedAt(booth_id("bus"));
    for (ballot, confirmation) in [(HOUSE, asked_at), ("review", Confirmation::DeclinedBefore)] {
        assert!(confirmation.needs_officer());
        assert_eq!(decision(ballot), Decision::Confirm(vec![confirmation]));
    }
    assert_eq!(decision("governor"), Decision::Issue);
}

#[test]
fn a_hold_gates_every_ballot_that_is_not_used_yet() {
    let mut story = Story::default();
    story.votes(1, "bus", moment(2026, 2, 2, 9), &[HOUSE]);
    story.write(1, moment(2026, 2, 3, 9), &[], held(7, "city-hall"));
    let state = story.state();
    let decision = |ballot| early(&elector(), &state, &invented::election(), ballot, TODAY);
    let held = Reason::Held(booth_id("city-hall"));
    assert_eq!(decision("governor"), Decision::Refuse(held));
    assert!(matches!(
        decision(HOUSE),
        Decision::Already {
            how: UsedHow::Early,
            ..
        }
    ));
}

#[test]
fn absentee_papers_are_not_handed_out_for_a_used_ballot_and_a_late_vote_is_still_written() {
    let election = invented::election();
    let (elector, visit) = (elector(), Visit::early(TODAY));
    let may = |story: &Story, step| {
        let case = Case {
            elector: &elector,
            state: &story.state(),
            ballot: invented::ballot(&election, HOUSE),
            election: &election,
            visit: &visit,
        };
        case.absentee_step(step)
    };
    let mut story = Story::default();
    assert_eq!(may(&story, Already::AbsenteeIssued), Ok(()));
    assert_eq!(
        may(&story, Already::AbsenteeReturned),
        Err(Refusal::NoAbsenteePapers)
    );
    assert_eq!(
        may(&story, Already::VotedEarly),
        Err(Refusal::NotAnAbsenteeStep)
    );
    let at = moment(2026, 2, 3, 9);
    let issued = AbsenteeStep {
        ballots: vec![ballot_id(HOUSE)],
        step: Already::AbsenteeIssued,
        claim: None,
    };
    story.write(3, at, &[], Fact::AbsenteeStep(issued));
    assert_eq!(may(&story, Already::AbsenteeReturned), Ok(()));
    let mut story = Story::default();
    story.write(1, at, &[], asked(1, "bus", &[HOUSE]));
    assert_eq!(
        may(&story, Already::AbsenteeIssued),
        Err(Refusal::BallotUsed)
    );
    story.votes(1, "bus", at, &[HOUSE]);
    assert_eq!(
        may(&story, Already::AbsenteeRequested),
        Err(Refusal::BallotUsed)
    );
    assert_eq!(may(&story, Already::AbsenteeVoted), Ok(()));
    // What a booth hands out is withdrawn at the desk, and comes back to an officer afterwards.
    let mut story = Story::default();
    story.write(1, at, &[], invented::absentee(1, "bus", &[HOUSE]));
    for step in [Already::AbsenteeRequested, Already::AbsenteeReturned] {
        assert_eq!(may(&story, step), Err(Refusal::BallotUsed));
    }
    story.write(1, at, &[], invented::left(1));
    assert_eq!(may(&story, Already::AbsenteeReturned), Ok(()));
}
