//! What is counted, beside what dispensers and hands count.

use polling::counts::Part;
use polling::elector::Sex;
use polling::fact::{Duty, PaperTally};
use polling_desk::ClaimsAt;

use crate::common::{
    accept, ballot, ballots, booth, hand_out, open_page, pc, prepared, quick, refused, today,
};

#[test]
fn a_difference_of_one_is_found_in_its_hour_with_that_hours_acceptances() {
    let place = pc();
    let mut desk = quick(
        &prepared("stop"),
        place.path(),
        "city-hall",
        ClaimsAt::ThisPc,
    );
    let working = &mut desk.working;
    // Counted before anybody came, so that it is kept up fact by fact.
    assert_eq!(
        working.counts().unwrap().people(&Part::default()).accepted,
        0
    );
    for number in ["1001", "1002"] {
        accept(working, number).unwrap();
        hand_out(working).unwrap();
    }
    let day = polling::counts::Hour::of(polling_desk::moment()).day;
    let hour = polling::counts::Hour::of(polling_desk::moment()).hour;
    let single = ballot("house-single");
    working
        .tally(day, hour, &[(single.clone(), 3)], Some(2))
        .unwrap();
    let beside = working.reconciliation(day).unwrap();
    let rows = beside.rows();
    let of_ballots = rows
        .iter()
        .find(|row| row.ballot.as_ref() == Some(&single))
        .unwrap();
    assert_eq!(
        of_ballots.difference(),
        1,
        "one paper too many left the dispenser"
    );
    assert_eq!(beside.electors(hour..=hour).len(), 2);
    let slips = rows.iter().find(|row| row.ballot.is_none()).unwrap();
    assert_eq!(slips.difference(), 0);
    assert!(working.tally(day, 24, &[], None).is_err());
    assert!(
        working
            .tally(day, 9, &[(ballot("other"), 1)], None)
            .is_err()
    );

    let men = Part {
        sex: Some(Sex::Male),
        ..Part::default()
    };
    let kept_up = working.counts().unwrap().clone();
    assert_eq!(kept_up.people(&Part::default()).accepted, 2);
    assert_eq!(kept_up.people(&men).accepted, 1);
    let folder = desk.folder.clone();
    drop(desk.working);
    let mut again = polling_desk::Working::open(folder, &desk.key, today()).unwrap();
    again.badge(&desk.clerk).unwrap();
    assert!(*again.counts().unwrap() == kept_up, "the same, folded anew");

    again
        .count_papers(PaperTally {
            booth: booth("city-hall"),
            ballot: single.clone(),
            day,
            received: 100,
            issued: 2,
            spoiled: 1,
            left: 97,
        })
        .unwrap();
    let record = again.record(&booth("city-hall"), day).unwrap();
    assert_eq!(record[0].unaccounted, 0);
    assert_eq!(record[0].difference, 0);
}

#[test]
fn opening_closing_and_who_has_which_duty_are_facts() {
    let place = pc();
    let mut desk = quick(
        &prepared("stop"),
        place.path(),
        "city-hall",
        ClaimsAt::ThisPc,
    );
    let working = &mut desk.working;
    assert_eq!(
        refused(working.take_duty(Duty::Manager, "見本　太郎")),
        "polling-not-allowed"
    );
    working.badge(&desk.officer).unwrap();
    working.take_duty(Duty::Manager, "見本　太郎").unwrap();
    working.take_duty(Duty::Witness, "見本　一").unwrap();
    working.take_duty(Duty::Witness, "見本　二").unwrap();
    working.take_duty(Duty::Manager, "見本　次郎").unwrap();
    let booth = working.booth_state();
    let managers: Vec<_> = booth
        .on_duty(Duty::Manager)
        .map(|one| one.name.clone())
        .collect();
    assert_eq!(managers, ["見本　次郎"]);
    assert_eq!(booth.on_duty(Duty::Witness).count(), 2);
    assert_eq!(booth.officers().len(), 4);
    assert!(booth.is_open(today()));
    open_page(working, "1001").unwrap();
    assert_eq!(refused(working.close_booth(today())), "polling-not-now");
    working.want(ballots(&["review"])).unwrap();
    working.close().unwrap();
    working.close_booth(today()).unwrap();
    assert!(!working.booth_state().is_open(today()));
}
