//! What follows from the facts of one elector, whatever several PCs wrote at once.

mod invented;

use invented::{
    Story, absentee, absentee_step, accepted, asked, ballot_id, booth_id, claim, declined, held,
    issued, left, moment, withdrawn,
};
use polling::elector::Already;
use polling::fact::{
    AbsenteeStep, Dropped, DroppedBecause, Fact, Released, Settled, Told, Word, Yielded,
};
use polling::plain::{Mark, Moment};
use polling::status::{Absentee, BallotStatus, ElectorState, Ground};
use proptest::prelude::*;

const HOUSE: &str = "house-single";
const LIST: &str = "house-proportional";
const REVIEW: &str = "review";

fn noon() -> Moment {
    moment(2026, 2, 3, 12)
}

fn of(state: &ElectorState, ballot: &str) -> BallotStatus {
    state.ballot(&ballot_id(ballot), None)
}

fn is_open(status: &BallotStatus) -> bool {
    matches!(status, BallotStatus::Open | BallotStatus::Withdrawn { .. })
}

fn step(ballot: &str, step: Already) -> Fact {
    Fact::AbsenteeStep(AbsenteeStep {
        ballots: vec![ballot_id(ballot)],
        step,
        claim: None,
    })
}

#[test]
fn a_clock_that_is_an_hour_wrong_changes_the_hour_that_is_told_and_nothing_else() {
    // The first PC accepts at half past eleven at night and takes it back; the second one accepts then.
    let story = |wrong: i64| {
        let late = moment(2026, 2, 3, 23);
        let told = Moment(late.0 + wrong * 3_600_000);
        let mut story = Story::default();
        story.write(1, told, &[], asked(1, "city-hall", &[HOUSE]));
        story.write(1, told, &[], accepted(1, "city-hall", &[HOUSE]));
        story.write(1, told, &[], withdrawn(1, &[HOUSE]));
        story.votes(2, "east-branch", late, &[HOUSE]);
        story.state()
    };
    let right = story(0);
    assert!(matches!(of(&right, HOUSE), BallotStatus::LeftDesk { .. }));
    for wrong in [-1, 1] {
        // Across midnight in one of the two directions.
        let state = story(wrong);
        assert_eq!(of(&state, HOUSE), of(&right, HOUSE));
        assert!(state.contradictions().is_empty());
        let hour = |state: &ElectorState| state.claim(&claim(1)).unwrap().spot().unwrap().hour;
        assert_eq!(hour(&state), hour(&right) + wrong);
    }
}

#[test]
fn a_ballot_goes_from_open_to_asked_to_accepted_to_issued_to_the_box() {
    let mut story = Story::default();
    assert_eq!(of(&story.state(), HOUSE), BallotStatus::Open);
    story.write(1, noon(), &[], asked(1, "city-hall", &[HOUSE]));
    assert!(matches!(
        of(&story.state(), HOUSE),
        BallotStatus::Asked { .. }
    ));
    assert_eq!(story.state().pending().count(), 1);
    story.write(1, noon(), &[], accepted(1, "city-hall", &[HOUSE]));
    assert!(matches!(
        of(&story.state(), HOUSE),
        BallotStatus::Accepted { .. }
    ));
    assert_eq!(story.state().pending().count(), 0);
    story.write(1, noon(), &[], issued(1, HOUSE));
    assert!(matches!(
        of(&story.state(), HOUSE),
        BallotStatus::Issued { .. }
    ));
    story.write(1, noon(), &[], left(1));
    let status = of(&story.state(), HOUSE);
    let BallotStatus::LeftDesk {
        at: Some(at),
        on_day: false,
        ..
    } = &status
    else {
        panic!("{status:?}");
    };
    assert_eq!(at.booth, booth_id("city-hall"));
    assert_eq!(at.hour, noon().0 / 3_600_000);
    assert!(status.is_used());
}

#[test]
fn one_ballot_is_taken_and_another_declined_in_one_visit() {
    let mut story = Story::default();
    story.write(1, noon(), &[], accepted(1, "city-hall", &[HOUSE, REVIEW]));
    story.write(1, noon(), &[], issued(1, HOUSE));
    story.write(1, noon(), &[], declined(1, REVIEW));
    story.write(1, noon(), &[], left(1));
    let state = story.state();
    assert!(of(&state, HOUSE).is_used());
    assert!(matches!(of(&state, REVIEW), BallotStatus::Declined { .. }));
    assert_eq!(of(&state, LIST), BallotStatus::Open);
}

#[test]
fn what_was_accepted_and_neither_handed_out_nor_declined_counts_as_gone() {
    let mut story = Story::default();
    story.write(1, noon(), &[], accepted(1, "city-hall", &[HOUSE, REVIEW]));
    story.write(1, noon(), &[], issued(1, HOUSE));
    story.write(1, noon(), &[], left(1));
    assert!(matches!(
        of(&story.state(), REVIEW),
        BallotStatus::LeftDesk { .. }
    ));
}

#[test]
fn a_paper_that_was_handed_out_is_out_though_nobody_wrote_the_acceptance() {
    let mut story = Story::default();
    story.write(1, noon(), &[], asked(1, "city-hall", &[HOUSE]));
    story.write(1, noon(), &[], issued(1, HOUSE));
    let state = story.state();
    assert!(matches!(of(&state, HOUSE), BallotStatus::Issued { .. }));
    assert_eq!(state.pending().count(), 0);
}

#[test]
fn a_withdrawal_at_the_desk_opens_and_one_after_leaving_does_not() {
    let mut story = Story::default();
    story.write(1, noon(), &[], accepted(1, "city-hall", &[HOUSE, LIST]));
    story.write(1, noon(), &[], withdrawn(1, &[LIST]));
    assert!(is_open(&of(&story.state(), LIST)));
    story.write(1, noon(), &[], left(1));
    let late = story.write(2, noon(), &[], withdrawn(1, &[HOUSE]));
    let state = story.state();
    assert!(matches!(of(&state, HOUSE), BallotStatus::LeftDesk { .. }));
    assert!(is_open(&of(&state, LIST)));
    assert_eq!(state.claim(&claim(1)).unwrap().too_late, [late]);
}

#[test]
fn a_withdrawal_and_a_leaving_on_two_pcs_at_once_let_no_further_ballot_out() {
    for knew in [false, true] {
        let mut story = Story::default();
        story.write(1, noon(), &[], accepted(1, "city-hall", &[HOUSE]));
        let back = story.write(2, noon(), &[], withdrawn(1, &[HOUSE]));
        let basis = story.state().left_basis(&claim(1));
        assert_eq!(basis, [back]);
        story.write(1, noon(), if knew { &basis } else { &[] }, left(1));
        assert_eq!(is_open(&of(&story.state(), HOUSE)), knew);
    }
}

#[test]
fn two_acceptances_of_one_ballot_both_stay_until_a_person_settles_them() {
    let mut story = Story::default();
    let one = story.votes(1, "city-hall", noon(), &[HOUSE, LIST]);
    assert_eq!(story.state().contradictions(), []);
    let other = story.votes(2, "bus", moment(2026, 2, 3, 15), &[HOUSE]);
    let state = story.state();
    let found = state.contradictions();
    let [found] = &found[..] else {
        panic!("{found:?}");
    };
    assert_eq!(found.ballot, ballot_id(HOUSE));
    assert_eq!(found.marks().collect::<Vec<_>>(), [one, other]);
    assert_eq!(
        found.acceptances().next().unwrap().ground,
        Ground::Unchecked
    );
    assert_eq!(found.settled, None);

    let settle = |marks: &[Mark]| {
        Fact::Settled(Settled {
            acceptances: marks.to_vec(),
            ballot: ballot_id(HOUSE),
            finding: "2枚とも投票済み。投票録に記載".to_owned(),
            by: "書記長".to_owned(),
        })
    };
    story.write(3, noon(), &[], settle(&[one]));
    assert_eq!(story.state().contradictions()[0].settled, None);
    story.write(3, noon(), &[], settle(&[one, other]));
    let state = story.state();
    assert!(state.contradictions()[0].settled.is_some());
    assert!(of(&state, HOUSE).is_used());
    assert_eq!(state.claims().count(), 2);

    // A third one that comes by stick the next day opens it anew.
    story.votes(4, "east-branch", noon(), &[HOUSE]);
    assert_eq!(story.state().contradictions()[0].settled, None);
}

#[test]
fn the_same_claim_written_twice_contradicts_nothing() {
    let mut story = Story::default();
    story.write(1, noon(), &[], accepted(1, "city-hall", &[HOUSE]));
    story.write(1, noon(), &[], accepted(1, "city-hall", &[HOUSE]));
    let state = story.state();
    assert_eq!(state.contradictions(), []);
    assert_eq!(state.claim(&claim(1)).unwrap().acceptances.len(), 2);
}

#[test]
fn an_absentee_vote_beside_an_acceptance_is_a_contradiction() {
    let mut story = Story::default();
    story.votes(1, "city-hall", noon(), &[HOUSE]);
    story.write(2, noon(), &[], step(HOUSE, Already::AbsenteeVoted));
    assert!(story.state().contradictions()[0].absentee);
    let mut by_roll = Story::default();
    by_roll.votes(1, "city-hall", noon(), &[HOUSE]);
    let voted = |roll| by_roll.state().contradiction(&ballot_id(HOUSE), Some(roll));
    assert!(voted(Already::AbsenteeVoted).is_some());
    assert!(voted(Already::VotedOnDay).is_some());
    assert!(voted(Already::VotedEarly).is_none());
    assert!(voted(Already::AbsenteeReturned).is_none());
}

#[test]
fn what_the_authority_contests_is_a_contradiction_though_the_other_claim_is_not_known_here() {
    let mut story = Story::default();
    story.votes(1, "city-hall", noon(), &[HOUSE]);
    let taken = polling::claim::TakenBallot {
        ballot: ballot_id(HOUSE),
        claim: claim(2),
        booth: booth_id("bus"),
        hour: 0,
    };
    story.write(
        1,
        noon(),
        &[],
        Fact::Told(Told {
            claim: claim(1),
            word: Word::Contested(vec![taken]),
        }),
    );
    assert!(story.state().contradictions()[0].contested);
    // The other claim gave it back, and now it is this one's.
    let receipt = polling::claim::Receipt {
        claim: claim(1),
        term: 1,
        signature: [0; 64],
    };
    let told = Told {
        claim: claim(1),
        word: Word::Granted(receipt),
    };
    story.write(1, noon(), &[], Fact::Told(told));
    assert_eq!(story.state().contradictions(), []);
}

#[test]
fn a_contest_is_none_any_more_once_the_other_claim_is_known_to_have_given_the_ballot_up() {
    let mut story = Story::default();
    story.votes(1, "city-hall", noon(), &[HOUSE, LIST]);
    let taken = |ballot| polling::claim::TakenBallot {
        ballot: ballot_id(ballot),
        claim: claim(2),
        booth: booth_id("bus"),
        hour: 0,
    };
    let word = Word::Contested(vec![taken(HOUSE), taken(LIST)]);
    let told = Told {
        claim: claim(1),
        word,
    };
    story.write(1, noon(), &[], Fact::Told(told));
    story.write(2, noon(), &[], asked(2, "bus", &[HOUSE, LIST]));
    assert_eq!(story.state().contradictions().len(), 2);
    let mut dropped = story.clone();
    let left = Dropped {
        claim: claim(2),
        because: DroppedBecause::Left,
    };
    dropped.write(2, noon(), &[], Fact::Dropped(left));
    assert_eq!(dropped.state().contradictions(), []);
    // Of what was accepted, each ballot for itself.
    story.write(2, noon(), &[], accepted(2, "bus", &[HOUSE, LIST]));
    story.write(2, noon(), &[], declined(2, LIST));
    let left: Vec<_> = story.state().contradictions();
    assert_eq!(left.len(), 1);
    assert_eq!(left[0].ballot, ballot_id(HOUSE));
}

#[test]
fn a_claim_that_came_to_nothing_leaves_the_ballot_open() {
    let mut story = Story::default();
    story.write(1, noon(), &[], asked(1, "city-hall", &[HOUSE]));
    let dropped = Dropped {
        claim: claim(1),
        because: DroppedBecause::Taken,
    };
    story.write(1, noon(), &[], Fact::Dropped(dropped));
    assert_eq!(of(&story.state(), HOUSE), BallotStatus::Open);
    assert_eq!(story.state().pending().count(), 0);
}

#[test]
fn an_elector_left_to_another_booth_is_asked_for_there() {
    let mut story = Story::default();
    let yielded = Yielded {
        claim: claim(5),
        ballots: vec![ballot_id(HOUSE)],
        booth: booth_id("bus"),
    };
    story.write(1, noon(), &[], Fact::Yielded(yielded));
    let status = of(&story.state(), HOUSE);
    assert!(matches!(&status, BallotStatus::Asked { at, .. } if at.booth == booth_id("bus")));
}

#[test]
fn absentee_papers_that_came_back_open_the_way_and_an_early_vote_shuts_it() {
    let mut story = Story::default();
    story.write(1, noon(), &[], step(HOUSE, Already::AbsenteeRequested));
    story.write(1, noon(), &[], step(HOUSE, Already::AbsenteeIssued));
    assert_eq!(
        of(&story.state(), HOUSE),
        BallotStatus::Absentee(Absentee::Issued)
    );
    story.write(1, noon(), &[], step(HOUSE, Already::AbsenteeReturned));
    assert_eq!(
        of(&story.state(), HOUSE),
        BallotStatus::Absentee(Absentee::Returned)
    );
    story.votes(2, "city-hall", noon(), &[HOUSE]);
    assert!(of(&story.state(), HOUSE).is_used());
}

#[test]
fn of_absentee_steps_on_two_pcs_at_once_the_one_that_gates_stands() {
    let mut story = Story::default();
    let sent = story.write(1, noon(), &[], step(HOUSE, Already::AbsenteeIssued));
    story.write(2, noon(), &[], step(HOUSE, Already::AbsenteeReturned));
    assert_eq!(
        of(&story.state(), HOUSE),
        BallotStatus::Absentee(Absentee::Issued)
    );
    assert!(
        story
            .state()
            .absentee_basis(&ballot_id(HOUSE))
            .contains(&sent)
    );
    let basis = story.state().absentee_basis(&ballot_id(HOUSE));
    story.write(3, noon(), &basis, step(HOUSE, Already::AbsenteeReturned));
    assert_eq!(
        of(&story.state(), HOUSE),
        BallotStatus::Absentee(Absentee::Returned)
    );
}

#[test]
fn a_step_written_here_outweighs_what_the_roll_said_but_no_vote() {
    let mut story = Story::default();
    story.write(1, noon(), &[], step(HOUSE, Already::AbsenteeReturned));
    let state = story.state();
    let with = |roll| state.ballot(&ballot_id(HOUSE), Some(roll));
    assert_eq!(
        with(Already::AbsenteeIssued),
        BallotStatus::Absentee(Absentee::Returned)
    );
    assert_eq!(
        with(Already::AbsenteeVoted),
        BallotStatus::Absentee(Absentee::Voted)
    );
    assert_eq!(
        with(Already::VotedEarly),
        BallotStatus::VotedByRoll { on_day: false }
    );
    assert_eq!(
        with(Already::VotedOnDay),
        BallotStatus::VotedByRoll { on_day: true }
    );
}

#[test]
fn two_holds_are_released_one_by_one() {
    let mut story = Story::default();
    story.write(1, noon(), &[], held(7, "city-hall"));
    story.write(2, noon(), &[], held(8, "bus"));
    assert_eq!(story.state().held_at(), Some(&booth_id("city-hall")));
    let release = |hold| {
        Fact::Released(Released {
            hold: claim(hold),
            note: "本人".to_owned(),
        })
    };
    story.write(2, noon(), &[], release(7));
    assert_eq!(story.state().held_at(), Some(&booth_id("bus")));
    story.write(2, noon(), &[], release(8));
    assert_eq!(story.state().held_at(), None);
}

#[test]
fn a_state_comes_back_from_its_bytes_and_the_same_facts_make_the_same_bytes() {
    let mut story = Story::default();
    story.write(1, noon(), &[], held(7, "city-hall"));
    story.write(1, noon(), &[], step(REVIEW, Already::AbsenteeRequested));
    story.votes(1, "city-hall", noon(), &[HOUSE, LIST]);
    story.votes(2, "bus", noon(), &[HOUSE]);
    let bytes = |state: &ElectorState| {
        let mut bytes = Vec::new();
        ciborium::into_writer(state, &mut bytes).unwrap();
        bytes
    };
    let first = bytes(&story.state());
    let back: ElectorState = ciborium::from_reader(first.as_slice()).unwrap();
    assert_eq!(back, story.state());
    assert_eq!(bytes(&back), first);
    // Half folded, written, read and folded on is the same as folded at once: a PC that was switched off between.
    let half = story.facts.len() / 2;
    let mut state = ElectorState::default();
    for (index, (fact, written)) in story.facts.iter().enumerate() {
        if index == half {
            state = ciborium::from_reader(bytes(&state).as_slice()).unwrap();
        }
        state.apply(fact, written);
    }
    assert_eq!(bytes(&state), first);
}

#[test]
fn absentee_papers_of_a_booth_are_out_until_the_envelope_is_handed_in_or_they_come_back() {
    let mut story = Story::default();
    let of_both = |story: &Story| [HOUSE, LIST].map(|ballot| of(&story.state(), ballot));
    let out = BallotStatus::Absentee(Absentee::Issued);
    story.write(1, noon(), &[], asked(1, "bus", &[HOUSE, LIST]));
    story.write(1, noon(), &[], absentee(1, "bus", &[HOUSE, LIST]));
    assert_eq!(of_both(&story), [out.clone(), out.clone()]);
    story.write(1, noon(), &[], issued(1, HOUSE));
    story.write(1, noon(), &[], left(1));
    // A question of another desk that nobody has answered opens nothing.
    story.write(2, noon(), &[], asked(2, "city-hall", &[HOUSE]));
    assert_eq!(of_both(&story), [out.clone(), out]);
    let voted = absentee_step(1, &[HOUSE], Already::AbsenteeVoted);
    story.write(3, noon(), &[], voted);
    let back = absentee_step(1, &[LIST], Already::AbsenteeReturned);
    story.write(3, noon(), &[], back);
    let [house, list] = of_both(&story);
    assert_eq!(house, BallotStatus::Absentee(Absentee::Voted));
    assert!(is_open(&list), "{list:?}");
    assert_eq!(story.state().contradictions(), []);
    // The roll, imported again, tells of the same vote.
    let roll = Some(Already::AbsenteeVoted);
    let found = story.state().contradiction(&ballot_id(HOUSE), roll);
    assert_eq!(found, None);
}

#[test]
fn an_envelope_that_was_handed_in_is_a_vote_though_another_desk_wrote_that_the_papers_came_back() {
    for steps in [
        [Already::AbsenteeVoted, Already::AbsenteeReturned],
        [Already::AbsenteeReturned, Already::AbsenteeVoted],
    ] {
        let mut story = Story::default();
        story.write(1, noon(), &[], absentee(1, "bus", &[HOUSE]));
        story.write(1, noon(), &[], left(1));
        for (device, step) in (2..).zip(steps) {
            story.write(device, noon(), &[], absentee_step(1, &[HOUSE], step));
        }
        let status = of(&story.state(), HOUSE);
        assert_eq!(status, BallotStatus::Absentee(Absentee::Voted));
    }
}

#[test]
fn absentee_papers_of_a_booth_beside_an_early_vote_or_an_envelope_by_post_are_a_contradiction() {
    let mut story = Story::default();
    story.write(1, noon(), &[], absentee(1, "bus", &[HOUSE, LIST]));
    assert_eq!(story.state().contradictions(), []);
    story.write(2, noon(), &[], accepted(2, "city-hall", &[HOUSE]));
    story.write(3, noon(), &[], step(LIST, Already::AbsenteeVoted));
    assert_eq!(story.state().contradictions().len(), 2);
    assert!(of(&story.state(), HOUSE).is_used() && of(&story.state(), LIST).is_used());
}

/// Any fact of an elector, of three claims and three PCs.
fn any_fact() -> impl Strategy<Value = (u8, Fact)> {
    let ballot = prop::sample::select(vec![HOUSE, LIST]);
    let parts = (0_u8..10, 1_u8..=3, 1_u8..=3, ballot);
    parts.prop_map(|(kind, number, device, ballot)| {
        let fact = match kind {
            0 => asked(number, "bus", &[ballot]),
            1 => accepted(number, "bus", &[ballot]),
            2 => issued(number, ballot),
            3 => declined(number, ballot),
            4 => left(number),
            5 => withdrawn(number, &[ballot]),
            6 => held(number, "bus"),
            7 => step(ballot, Already::AbsenteeReturned),
            8 => step(ballot, Already::AbsenteeVoted),
            _ => Fact::Dropped(Dropped {
                claim: claim(number),
                because: DroppedBecause::Left,
            }),
        };
        (device, fact)
    })
}

proptest! {
    #[test]
    fn nothing_that_comes_after_opens_a_ballot_that_left_the_desk(
        before in prop::collection::vec(any_fact(), 0..6),
        after in prop::collection::vec(any_fact(), 0..12),
    ) {
        let mut story = Story::default();
        for (device, fact) in before {
            story.write(device, noon(), &[], fact);
        }
        story.votes(9, "city-hall", noon(), &[HOUSE]);
        for (device, fact) in after {
            story.write(device, noon(), &[], fact);
            prop_assert!(of(&story.state(), HOUSE).is_used());
        }
    }

    #[test]
    fn whatever_was_written_two_claims_that_stand_are_a_contradiction(
        facts in prop::collection::vec(any_fact(), 0..20),
    ) {
        let mut story = Story::default();
        for (device, fact) in facts {
            story.write(device, noon(), &[], fact);
        }
        let state = story.state();
        for name in [HOUSE, LIST] {
            let ballot = ballot_id(name);
            let standing = state.claims().filter(|(_, claim)| claim.stands_for(&ballot)).count();
            let found = state.contradictions().iter().any(|one| one.ballot == ballot);
            prop_assert!(standing < 2 || found);
            prop_assert!(standing == 0 || of(&state, name).is_used());
        }
    }
}
