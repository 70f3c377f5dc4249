//! Absentee papers in every figure.

use std::collections::BTreeMap;

use polling::counts::{Counts, Part};
use polling::elector::{Already, Sex};
use polling::eligibility::{Case, Decision, Place, Reason, UsedHow, Visit};
use polling::fact::{AbsenteeStep, Authority, Declined, Fact, HourTally, Issued, LeftDesk};
use polling::frozen::FrozenLine;
use polling::plain::ClaimId;
use polling::reconcile::Reconciliation;
use polling::status::ElectorState;

use super::{DAY, NINE, accepted, ballot, election, elector, hall, written};

fn absentee_papers(claim: u8) -> Vec<Fact> {
    let Fact::Accepted(mut fact) = accepted(claim, "city-hall", Authority::Unchecked) else {
        unreachable!()
    };
    fact.absentee = true;
    let claim = fact.claim;
    let issued = |name| {
        Fact::Issued(Issued {
            claim,
            ballot: ballot(name),
            absentee: true,
        })
    };
    vec![
        Fact::Accepted(fact),
        issued("house-single"),
        Fact::Declined(Declined {
            claim,
            ballot: ballot("house-proportional"),
            absentee: true,
        }),
        Fact::LeftDesk(LeftDesk { claim }),
    ]
}

#[test]
fn absentee_papers_are_no_early_vote_in_any_figure_and_count_once_the_envelope_is_handed_in() {
    let (mut counts, mut beside) = (Counts::default(), Reconciliation::new(hall(), DAY));
    let written = written(NINE, 1);
    let (elector, mut state) = (elector(1), ElectorState::default());
    let mut take = |fact: &Fact, counts: &mut Counts, state: &mut ElectorState| {
        counts.add(&hall(), Sex::Male, &written, fact);
        beside.add(elector.id, &written, fact);
        state.apply(fact, &written);
    };
    for fact in absentee_papers(1) {
        take(&fact, &mut counts, &mut state);
    }
    let all = Part::default();
    assert_eq!(counts.figures(&all), polling::counts::Figures::default());
    assert_eq!(counts.people(&all).accepted, 0);
    assert_eq!(
        counts.people(&all).slips,
        1,
        "the slip is there all the same"
    );
    let election = election();
    let of = |state: &ElectorState| FrozenLine::of(&elector, state, &election).unwrap().ballots;
    let single = || ballot("house-single");
    let papers_out = BTreeMap::from([(single(), Already::AbsenteeIssued)]);
    assert_eq!(of(&state), papers_out);
    let voted = Fact::AbsenteeStep(AbsenteeStep {
        ballots: vec![single()],
        step: Already::AbsenteeVoted,
        claim: Some(ClaimId([1; 16])),
    });
    take(&voted, &mut counts, &mut state);
    assert_eq!(counts.figures(&all).absentee, 1);
    assert_eq!(counts.figures(&all).voters(), 0);
    assert_eq!(
        of(&state),
        BTreeMap::from([(single(), Already::AbsenteeVoted)])
    );
    beside.dispenser(&HourTally {
        booth: hall(),
        ballot: single(),
        day: DAY,
        hour: 9,
        issued: 0,
    });
    assert!(beside.rows().iter().all(|row| row.difference() == 0));
    // On election day the list alone tells both.
    for (papers, decided) in [
        (papers_out, Decision::Refuse(Reason::AbsenteeIssued)),
        (
            of(&state),
            Decision::Already {
                how: UsedHow::Absentee,
                at: None,
            },
        ),
    ] {
        let mut elector = elector.clone();
        elector.already = papers;
        let visit = Visit {
            day: election.day,
            place: Place::Station([elector.district.clone()].into()),
        };
        let case = Case {
            elector: &elector,
            state: &ElectorState::default(),
            ballot: election.ballot(&single()).unwrap(),
            election: &election,
            visit: &visit,
        };
        assert_eq!(case.decide(), decided);
    }
}
