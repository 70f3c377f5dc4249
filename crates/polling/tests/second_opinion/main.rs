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
use polling::eligibility::{
    AbsenteeBecause, Case, Confirmation, Decision, Visit, last_day_after_move, reaches_on,
};
use polling::status::ElectorState;
use proptest::prelude::*;

use drafts::{a_draft, a_visit};
use opinion::{Opinion, obstacle};
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
    #![proptest_config(ProptestConfig::with_cases(600))]

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
