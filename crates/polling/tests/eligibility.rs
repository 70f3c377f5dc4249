//! The tables of the law, cell by cell: age by day, marks by level of election, and everything that gates.

mod invented;

use std::collections::BTreeSet;

use invented::{ballot_id, born, decide, district, early, elector, mark};
use jiff::civil::{Date, date};
use polling::election::{Election, Level};
use polling::elector::{Elector, MarkKind, RollMark};
use polling::eligibility::{AbsenteeBecause, Case, Confirmation, Decision, Place, Reason, Visit};
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

fn at_station(elector: &Elector, day: Date, districts: &[&str]) -> Decision {
    let visit = Visit {
        day,
        place: Place::Station(districts.iter().map(|one| district(one)).collect()),
    };
    let state = ElectorState::default();
    decide(elector, &state, &invented::election(), HOUSE, &visit)
}

/// The House election of Sunday 27 October 2024.
fn of_2024() -> Election {
    let mut election = invented::election();
    election.day = date(2024, 10, 27);
    for ballot in &mut election.ballots {
        ballot.early_from = date(2024, 10, 16);
        ballot.early_to = date(2024, 10, 26);
    }
    election
}

#[test]
fn the_table_of_those_who_come_of_age_around_27_october_2024() {
    let absentee = |day| Decision::Absentee {
        because: AbsenteeBecause::OfAgeFrom(day),
        confirm: Vec::new(),
    };
    let no = || Decision::Refuse(Reason::UnderAge);
    let (d25, d26, d27) = (date(2024, 10, 25), date(2024, 10, 26), date(2024, 10, 27));
    let rows = [
        (26, [Decision::Issue, Decision::Issue, Decision::Issue]),
        (27, [absentee(d26), Decision::Issue, Decision::Issue]),
        (28, [absentee(d27), absentee(d27), Decision::Issue]),
        (29, [no(), no(), no()]),
    ];
    let election = of_2024();
    let state = ElectorState::default();
    for (birthday, row) in rows {
        let mut elector = elector();
        elector.person.birth = born(2006, 10, birthday);
        let [on_25, on_26, on_27] = row;
        assert_eq!(
            early(&elector, &state, &election, HOUSE, d25),
            on_25,
            "{birthday}"
        );
        assert_eq!(
            early(&elector, &state, &election, HOUSE, d26),
            on_26,
            "{birthday}"
        );
        let visit = Visit {
            day: d27,
            place: Place::Station(BTreeSet::new()),
        };
        assert_eq!(
            decide(&elector, &state, &election, HOUSE, &visit),
            on_27,
            "{birthday}"
        );
    }
}

#[test]
fn born_on_29_february_comes_of_age_on_28_february() {
    let mut election = of_2024();
    election.day = date(2026, 3, 1);
    for ballot in &mut election.ballots {
        ballot.early_from = date(2026, 2, 20);
        ballot.early_to = date(2026, 2, 28);
    }
    let mut elector = elector();
    elector.person.birth = born(2008, 2, 29);
    let state = ElectorState::default();
    let on = |day| early(&elector, &state, &election, HOUSE, date(2026, 2, day));
    assert_eq!(on(28), Decision::Issue);
    assert_eq!(
        on(27),
        Decision::Absentee {
            because: AbsenteeBecause::OfAgeFrom(date(2026, 2, 28)),
            confirm: Vec::new()
        }
    );
}

#[test]
fn an_unknown_day_of_birth_is_asked_about_only_where_it_decides() {
    let decided = |birth| {
        let mut elector = elector();
        elector.person.birth = birth;
        today(&elector, HOUSE)
    };
    let ask = Decision::Confirm(vec![Confirmation::Age]);
    assert_eq!(decided(born(1931, 0, 0)), Decision::Issue);
    assert_eq!(decided(born(2008, 1, 0)), Decision::Issue);
    assert_eq!(decided(born(2008, 2, 0)), ask);
    assert_eq!(decided(born(2008, 0, 0)), ask);
    assert_eq!(decided(born(0, 0, 0)), ask);
    assert_eq!(
        decided(born(2008, 3, 0)),
        Decision::Refuse(Reason::UnderAge)
    );
}

/// Every row of the table of marks, for an elector who moved two months before.
#[test]
fn the_table_of_marks_by_level_of_election() {
    let moved = Some(date(2025, 12, 3));
    let no = Decision::Refuse;
    let prefecture = || Decision::Confirm(vec![Confirmation::LivesInPrefecture]);
    let off = |kind| no(Reason::OffTheRoll(kind));
    let rows = [
        (None, [Decision::Issue, Decision::Issue, Decision::Issue]),
        (
            Some(mark(MarkKind::MovedWithinPrefecture, moved)),
            [no(Reason::MovedFromCity), prefecture(), Decision::Issue],
        ),
        (
            Some(mark(MarkKind::MovedToOtherPrefecture, moved)),
            [
                no(Reason::MovedFromCity),
                no(Reason::MovedFromPrefecture),
                Decision::Issue,
            ],
        ),
        (
            Some(mark(MarkKind::Suspended, None)),
            [
                no(Reason::Suspended(None)),
                no(Reason::Suspended(None)),
                no(Reason::Suspended(None)),
            ],
        ),
        (
            Some(mark(MarkKind::Died, moved)),
            [
                off(MarkKind::Died),
                off(MarkKind::Died),
                off(MarkKind::Died),
            ],
        ),
        (
            Some(mark(MarkKind::NationalityLost, None)),
            [
                off(MarkKind::NationalityLost),
                off(MarkKind::NationalityLost),
                off(MarkKind::NationalityLost),
            ],
        ),
        (
            Some(mark(MarkKind::WronglyRegistered, None)),
            [
                off(MarkKind::WronglyRegistered),
                off(MarkKind::WronglyRegistered),
                off(MarkKind::WronglyRegistered),
            ],
        ),
        (
            Some(mark(MarkKind::Abroad, None)),
            [
                no(Reason::AbroadNoVote),
                no(Reason::AbroadNoVote),
                no(Reason::AbroadProcedure),
            ],
        ),
    ];
    let levels = [Level::Municipal, Level::Prefectural, Level::National];
    for (mark, row) in rows {
        let mut elector = elector();
        elector.marks = mark.into_iter().collect();
        for (level, expected) in levels.into_iter().zip(row) {
            let mut election = invented::election();
            election.ballots[0].level = level;
            let state = ElectorState::default();
            let decision = early(&elector, &state, &election, HOUSE, TODAY);
            assert_eq!(decision, expected, "{level:?}");
        }
    }
}

#[test]
fn who_may_be_on_the_new_roll_is_asked_after_three_months() {
    let moved_on = |day| {
        let mut elector = elector();
        elector.marks = [mark(MarkKind::MovedToOtherPrefecture, Some(day))].into();
        today(&elector, HOUSE)
    };
    let ask = Decision::Confirm(vec![Confirmation::NotOnNewRoll]);
    assert_eq!(moved_on(date(2025, 11, 3)), Decision::Issue);
    assert_eq!(moved_on(date(2025, 11, 2)), ask);
    let mut undated = elector();
    undated.marks = [mark(MarkKind::MovedToOtherPrefecture, None)].into();
    assert_eq!(today(&undated, HOUSE), ask);
}

#[test]
fn who_is_struck_off_next_week_votes_today() {
    let mut elector = elector();
    elector.strike_off_on = Some(date(2026, 2, 5));
    let state = ElectorState::default();
    let election = invented::election();
    let on = |day| early(&elector, &state, &election, HOUSE, date(2026, 2, day));
    assert_eq!(on(4), Decision::Issue);
    assert_eq!(on(5), Decision::Refuse(Reason::StruckOff(date(2026, 2, 5))));
    assert_eq!(on(6), Decision::Refuse(Reason::StruckOff(date(2026, 2, 5))));
}

#[test]
fn four_months_are_counted_where_the_roll_has_no_day_for_them() {
    let mut elector = elector();
    elector.marks = [mark(
        MarkKind::MovedToOtherPrefecture,
        Some(date(2025, 10, 3)),
    )]
    .into();
    let state = ElectorState::default();
    let election = invented::election();
    let on = |day| early(&elector, &state, &election, HOUSE, date(2026, 2, day));
    assert_eq!(on(3), Decision::Confirm(vec![Confirmation::NotOnNewRoll]));
    assert_eq!(on(4), Decision::Refuse(Reason::StruckOff(date(2026, 2, 4))));
}

#[test]
fn an_absentee_vote_needs_the_roll_on_election_day() {
    let mut elector = elector();
    elector.person.birth = born(2008, 2, 8);
    elector.strike_off_on = Some(date(2026, 2, 9));
    let because = AbsenteeBecause::OfAgeFrom(date(2026, 2, 7));
    let confirm = Vec::new();
    assert_eq!(
        today(&elector, HOUSE),
        Decision::Absentee { because, confirm }
    );
    elector.strike_off_on = Some(date(2026, 2, 8));
    let off = Reason::StruckOff(date(2026, 2, 8));
    assert_eq!(today(&elector, HOUSE), Decision::Refuse(off));
}

#[test]
fn a_suspension_ends_with_its_last_day() {
    let mut elector = elector();
    let until = |elector: &mut Elector, last| elector.marks = [suspended(Some(last))].into();
    until(&mut elector, TODAY);
    let suspended = Decision::Refuse(Reason::Suspended(Some(TODAY)));
    assert_eq!(today(&elector, HOUSE), suspended);
    until(&mut elector, date(2026, 2, 2));
    assert_eq!(today(&elector, HOUSE), Decision::Issue);
}

fn suspended(until: Option<Date>) -> RollMark {
    RollMark {
        until,
        ..mark(MarkKind::Suspended, None)
    }
}

/// Marks of one elector, and what is decided for the governor (prefectural) and the House (national).
#[test]
fn of_several_marks_the_strictest_decides_and_the_others_are_told() {
    let moved = |kind| mark(kind, Some(date(2025, 12, 3)));
    let within = || moved(MarkKind::MovedWithinPrefecture);
    let away = || moved(MarkKind::MovedToOtherPrefecture);
    let died = || mark(MarkKind::Died, None);
    let (last, later) = (Some(date(2026, 2, 4)), Some(date(2026, 3, 1)));
    let prefecture = Reason::MovedFromPrefecture;
    let rows: [(&[RollMark], &[Reason], &[Reason]); 6] = [
        (
            &[away(), suspended(last)],
            &[Reason::Suspended(last), prefecture.clone()],
            &[Reason::Suspended(last)],
        ),
        (
            &[away(), suspended(last), died()],
            &[
                Reason::OffTheRoll(MarkKind::Died),
                Reason::Suspended(last),
                prefecture.clone(),
            ],
            &[Reason::OffTheRoll(MarkKind::Died), Reason::Suspended(last)],
        ),
        (
            &[suspended(last), suspended(later)],
            &[Reason::Suspended(later), Reason::Suspended(last)],
            &[Reason::Suspended(later), Reason::Suspended(last)],
        ),
        (
            &[suspended(later), suspended(None)],
            &[Reason::Suspended(None), Reason::Suspended(later)],
            &[Reason::Suspended(None), Reason::Suspended(later)],
        ),
        (&[within(), away()], &[prefecture], &[]),
        (&[within(), suspended(Some(date(2026, 2, 2)))], &[], &[]),
    ];
    let election = invented::election();
    let (state, visit) = (ElectorState::default(), Visit::early(TODAY));
    for (marks, governor, house) in rows {
        let mut elector = elector();
        elector.marks = marks.iter().cloned().collect();
        for (name, expected) in [("governor", governor), (HOUSE, house)] {
            let case = Case {
                elector: &elector,
                state: &state,
                ballot: invented::ballot(&election, name),
                election: &election,
                visit: &visit,
            };
            assert_eq!(case.barred_by_roll(), expected, "{name}");
            match expected.first() {
                Some(first) => assert_eq!(case.decide(), Decision::Refuse(first.clone())),
                None => assert!(!matches!(case.decide(), Decision::Refuse(_)), "{name}"),
            }
        }
    }
}

#[test]
fn who_moved_is_asked_again_once_a_suspension_is_over() {
    let mut elector = elector();
    let moved = mark(MarkKind::MovedWithinPrefecture, Some(date(2025, 10, 20)));
    elector.marks = [moved, suspended(Some(date(2026, 2, 3)))].into();
    let (state, election) = (ElectorState::default(), invented::election());
    let on = |ballot, day| early(&elector, &state, &election, ballot, date(2026, 2, day));
    let over = Some(date(2026, 2, 3));
    assert_eq!(on(HOUSE, 3), Decision::Refuse(Reason::Suspended(over)));
    let new_roll = vec![Confirmation::NotOnNewRoll];
    assert_eq!(on(HOUSE, 4), Decision::Confirm(new_roll));
    let lives = vec![Confirmation::LivesInPrefecture];
    assert_eq!(on("governor", 4), Decision::Confirm(lives));
}

#[test]
fn of_two_moves_the_first_one_takes_the_elector_off_the_roll() {
    let mut elector = elector();
    let first = mark(MarkKind::MovedWithinPrefecture, Some(date(2025, 10, 3)));
    let second = mark(MarkKind::MovedToOtherPrefecture, Some(date(2026, 1, 20)));
    elector.marks = [first, second].into();
    let off = Decision::Refuse(Reason::StruckOff(date(2026, 2, 4)));
    let (state, election) = (ElectorState::default(), invented::election());
    let on = |day| early(&elector, &state, &election, HOUSE, date(2026, 2, day));
    assert_eq!(on(3), Decision::Confirm(vec![Confirmation::NotOnNewRoll]));
    assert_eq!(on(4), off);
}

#[test]
fn a_ballot_of_other_districts_or_that_the_roll_does_not_name_is_not_issued() {
    let mut elector = elector();
    let other = Reason::OtherDistrict(district("001"));
    assert_eq!(today(&elector, "council"), Decision::Refuse(other));
    elector.district = district("005");
    assert_eq!(today(&elector, "council"), Decision::Issue);
    elector.ballots = Some([ballot_id("governor")].into());
    assert_eq!(
        today(&elector, "council"),
        Decision::Refuse(Reason::NotNamed)
    );
    assert_eq!(today(&elector, "governor"), Decision::Issue);
}

#[test]
fn what_the_roll_names_outweighs_the_district_but_no_mark() {
    let mut elector = elector();
    elector.ballots = Some([ballot_id("council")].into());
    assert_eq!(today(&elector, "council"), Decision::Issue);
    elector.marks = [mark(MarkKind::Died, None)].into();
    let died = Reason::OffTheRoll(MarkKind::Died);
    assert_eq!(today(&elector, "council"), Decision::Refuse(died));
}

#[test]
fn each_ballot_has_its_own_period() {
    let (elector, state, election) = (elector(), ElectorState::default(), invented::election());
    let on =
        |ballot, month, day| early(&elector, &state, &election, ballot, date(2026, month, day));
    let from = |month, day| Decision::Refuse(Reason::NotBegun(date(2026, month, day)));
    assert_eq!(on("governor", 1, 23), Decision::Issue);
    assert_eq!(on(HOUSE, 1, 27), from(1, 28));
    assert_eq!(on(HOUSE, 1, 31), Decision::Issue);
    assert_eq!(on("review", 1, 31), from(2, 1));
    assert_eq!(on("review", 2, 1), Decision::Issue);
    let over = Decision::Refuse(Reason::Over(date(2026, 2, 7)));
    assert_eq!(on(HOUSE, 2, 8), over);
}

#[test]
fn a_polling_station_takes_its_own_electors_on_the_day() {
    let elector = elector();
    let day = date(2026, 2, 8);
    assert_eq!(at_station(&elector, day, &["001", "002"]), Decision::Issue);
    assert_eq!(at_station(&elector, day, &[]), Decision::Issue);
    let other = Reason::OtherStation(district("001"));
    assert_eq!(at_station(&elector, day, &["002"]), Decision::Refuse(other));
    let early = Decision::Refuse(Reason::NotElectionDay(day));
    assert_eq!(at_station(&elector, date(2026, 2, 7), &[]), early);
}

#[test]
fn somebody_of_next_months_registration_is_not_on_the_roll_today() {
    let mut elector = elector();
    elector.registered_on = Some(date(2026, 3, 1));
    let later = Reason::RegisteredFrom(date(2026, 3, 1));
    assert_eq!(today(&elector, HOUSE), Decision::Refuse(later));
}

#[test]
fn unknown_rules_let_nobody_vote() {
    let mut election = invented::election();
    election.rules = 2;
    let decision = early(
        &elector(),
        &ElectorState::default(),
        &election,
        HOUSE,
        TODAY,
    );
    assert_eq!(decision, Decision::Refuse(Reason::RulesUnknown(2)));
}
