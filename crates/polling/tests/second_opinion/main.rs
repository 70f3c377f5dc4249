//! Eligibility, calculated a second time and another way: days are walked one by one, the table of marks stands as
//! words, and *every* obstacle is collected. The program must issue exactly where there is none, and the one that it
//! tells must be among them.

mod drafts;
#[path = "../invented/mod.rs"]
mod invented;
mod opinion;
mod walk;

use std::collections::BTreeSet;

use jiff::civil::date;
use polling::elector::MarkKind;
use polling::eligibility::{
    AbsenteeBecause, Case, Confirmation, Decision, Visit, last_day_after_move, reaches_on,
};
use polling::status::ElectorState;
use proptest::prelude::*;

use drafts::{a_draft, a_visit};
use opinion::{BY_THE_ROLL, Opinion, obstacle};
use walk::{last_of_months, of_age};

/// Compares a decision with the second opinion on the case.
fn agree(case: &Case<'_>, decision: &Decision) -> Result<(), TestCaseError> {
    let opinion = Opinion::of(case);
    let set = |confirm: &[Confirmation]| confirm.iter().cloned().collect::<BTreeSet<_>>();
    match decision {
        Decision::Already { .. } => prop_assert!(opinion.already),
        _ if opinion.already => prop_assert!(false, "voted, and decided {decision:?}"),
        Decision::Refuse(reason) => {
            let told = obstacle(reason.code());
            prop_assert!(
                opinion.obstacles.contains(told),
                "{decision:?} {:?}",
                opinion.obstacles
            );
            by_the_roll(case, told, &opinion)?;
        }
        _ if !opinion.obstacles.is_empty() => {
            prop_assert!(false, "{:?}, and decided {decision:?}", opinion.obstacles);
        }
        Decision::Absentee { because, confirm } => {
            let AbsenteeBecause::OfAgeFrom(day) = because;
            prop_assert_eq!(opinion.absentee, Some(*day));
            prop_assert_eq!(opinion.confirm, set(confirm));
        }
        Decision::Issue | Decision::Confirm(_) => {
            prop_assert_eq!(opinion.absentee, None);
            let confirm = match decision {
                Decision::Confirm(confirm) => set(confirm),
                _ => BTreeSet::new(),
            };
            prop_assert_eq!(opinion.confirm, confirm);
            let issues = *decision == Decision::Issue;
            prop_assert!(issues || matches!(decision, Decision::Confirm(all) if !all.is_empty()));
        }
    }
    Ok(())
}

/// What the roll has against the ballot is all told, and the one decided by is the first of the second opinion's order.
fn by_the_roll(case: &Case<'_>, told: &str, opinion: &Opinion) -> Result<(), TestCaseError> {
    let all = case.barred_by_roll();
    let codes: BTreeSet<&str> = all.iter().map(|reason| obstacle(reason.code())).collect();
    let expected = BY_THE_ROLL
        .into_iter()
        .filter(|one| opinion.obstacles.contains(one));
    let expected: Vec<&str> = expected.collect();
    // That somebody will be struck off by election day stands against an absentee vote and not against this day.
    let later = opinion.absentee.is_some() && !codes.contains("off the roll");
    for one in &expected {
        prop_assert!(
            codes.contains(one) || (later && *one == "off the roll"),
            "{one} {codes:?}"
        );
    }
    prop_assert!(
        codes.iter().all(|one| expected.contains(one)),
        "{codes:?} {expected:?}"
    );
    if codes.contains(told) {
        prop_assert_eq!(Some(&told), expected.first());
    }
    prop_assert!(!codes.is_empty() || later || expected.is_empty());
    Ok(())
}

#[test]
fn every_birth_date_comes_of_age_on_the_day_that_a_walk_finds() {
    let mut birth = date(1999, 12, 28);
    while birth < date(2009, 1, 5) {
        assert_eq!(reaches_on(birth, 18), Some(of_age(birth, 18)), "{birth}");
        birth = birth.tomorrow().unwrap();
    }
}

#[test]
fn months_after_every_move_end_on_the_day_that_a_walk_finds() {
    let mut moved = date(2023, 12, 28);
    while moved < date(2028, 3, 5) {
        for months in [1, 3, 4, 12] {
            let walked = last_of_months(moved, months);
            let counted = last_day_after_move(moved, i32::from(months));
            assert_eq!(counted, Some(walked), "{moved} {months}");
        }
        moved = moved.tomorrow().unwrap();
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1200))]

    #[test]
    fn both_calculations_agree_for_any_elector_ballot_and_day(draft in a_draft(), visit in a_visit()) {
        let (election, elector) = (invented::election(), draft.elector());
        let state = ElectorState::default();
        for ballot in &election.ballots {
            let case = Case {
                elector: &elector,
                state: &state,
                ballot,
                election: &election,
                visit: &visit,
            };
            agree(&case, &case.decide())?;
        }
    }
}

#[test]
fn a_program_that_reads_one_mark_of_several_is_found_out() {
    let (election, state) = (invented::election(), ElectorState::default());
    let visit = Visit::early(date(2026, 2, 3));
    let moved = invented::mark(MarkKind::MovedToOtherPrefecture, Some(date(2025, 10, 20)));
    let mut elector = invented::elector();
    elector.marks = [moved.clone(), invented::mark(MarkKind::Suspended, None)].into();
    let mut crippled = elector.clone();
    crippled.marks = [moved].into();
    let case = Case {
        elector: &elector,
        state: &state,
        ballot: &election.ballots[0],
        election: &election,
        visit: &visit,
    };
    let wrong = Case {
        elector: &crippled,
        ..case
    };
    assert!(agree(&case, &case.decide()).is_ok());
    assert!(agree(&case, &wrong.decide()).is_err());
}

#[test]
fn a_program_that_counts_to_the_birthday_instead_of_the_day_before_is_found_out() {
    let (election, state) = (invented::election(), ElectorState::default());
    let mut elector = invented::elector();
    elector.person.birth = invented::born(2008, 2, 4);
    let mut crippled = elector.clone();
    crippled.person.birth = invented::born(2008, 2, 5);
    let visit = Visit::early(date(2026, 2, 3));
    let case = Case {
        elector: &elector,
        state: &state,
        ballot: &election.ballots[0],
        election: &election,
        visit: &visit,
    };
    let wrong = Case {
        elector: &crippled,
        ..case
    };
    assert!(agree(&case, &case.decide()).is_ok());
    assert!(agree(&case, &wrong.decide()).is_err());
}
