//! What leaves the program is recorded with its purpose before it is written.

use std::fs;

use polling_desk::{ClaimsAt, Left, Working};

use crate::common::{accept, alone, hand_out, officers_code, pc, prepared, ready, refused, today};

fn left(working: &Working) -> Vec<(String, u64)> {
    let left = working.left().unwrap().into_iter();
    left.map(|Left { exported, .. }| {
        assert!(!exported.purpose.trim().is_empty(), "{}", exported.what);
        (exported.what, exported.electors)
    })
    .collect()
}

fn said(what: &str, electors: u64) -> (String, u64) {
    (what.to_owned(), electors)
}

#[test]
fn records_and_backups_on_a_stick_leave_with_a_recorded_purpose_and_only_by_who_may() {
    let (place, stick) = (pc(), pc());
    let prepared = prepared("stop");
    let mut ready = alone(&prepared, place.path());
    for number in ["1001", "1002"] {
        accept(ready.working(), number).unwrap();
        hand_out(ready.working()).unwrap();
    }
    let officer = ready.officer;
    let working = ready.desk.working_mut().unwrap();
    assert_eq!(
        refused(working.write_bundle(stick.path())),
        "polling-not-allowed"
    );
    assert_eq!(
        refused(working.back_up(stick.path())),
        "polling-not-allowed"
    );
    assert_eq!(refused(working.left()), "polling-not-allowed");
    working.badge(&officer).unwrap();
    assert!(left(working).is_empty(), "what was refused left nothing");

    let words = working.check_words().unwrap();
    working.write_bundle(stick.path()).unwrap();
    working.back_up(stick.path()).unwrap();
    working.exported("marked-roll", "停電に備える", 12).unwrap();
    // The latest first, each under the badge of who did it.
    let expected = [
        said("marked-roll", 12),
        said("backup", 2),
        said("records", 2),
    ];
    assert_eq!(left(working), expected);
    let actor = working.operator().unwrap().actor;
    assert!(working.left().unwrap().iter().all(|one| one.actor == actor));
    assert_eq!(
        *working.check_words().unwrap(),
        *words,
        "what the board reads back is of electors, however often a copy leaves"
    );
    // Recorded also where the stick then takes nothing.
    let gone = stick.path().join("no-such-folder");
    refused(working.write_bundle(&gone));
    assert_eq!(left(working)[0], said("records", 2));
    assert_eq!(left(working).len(), 4);
    assert_eq!(fs::read_dir(stick.path()).unwrap().count(), 4);
}

#[test]
fn records_on_a_stick_tell_the_other_pc_that_they_left() {
    let (one, two, stick) = (pc(), pc(), pc());
    let prepared = prepared("stop");
    let mut from = ready(&prepared, one.path(), "city-hall", ClaimsAt::ThisPc, false);
    accept(from.working(), "1001").unwrap();
    hand_out(from.working()).unwrap();
    let officer = from.officer;
    let working = from.desk.working_mut().unwrap();
    working.badge(&officer).unwrap();
    let bundle = working.write_bundle(stick.path()).unwrap();
    let events = working.book().stats().unwrap().events;
    let mut to = ready(
        &prepared,
        two.path(),
        "city-hall",
        ClaimsAt::Elsewhere,
        false,
    );
    let officer = to.officer;
    let working = to.desk.working_mut().unwrap();
    working.badge(&officer).unwrap();
    let taken = working.take_bundle(&bundle).unwrap();
    assert_eq!(taken.new as u64, events, "the record of it is in it");
    assert_eq!(left(working), [said("records", 1)]);
}

#[test]
fn the_frozen_list_leaves_with_a_recorded_purpose_each_time_it_is_written() {
    let (place, stick) = (pc(), pc());
    let prepared = prepared("stop");
    let mut ready = alone(&prepared, place.path());
    accept(ready.working(), "1001").unwrap();
    hand_out(ready.working()).unwrap();
    let mut desk = ready.desk;
    desk.code(&officers_code(&prepared), today()).unwrap();
    let working = desk.working_mut().unwrap();
    working.close_booth(today()).unwrap();
    assert_eq!(refused(working.freeze(stick.path())), "polling-not-now");
    assert!(left(working).is_empty());
    working.tick(std::time::Duration::ZERO, jiff::civil::date(2026, 2, 8));
    working.freeze(stick.path()).unwrap();
    assert_eq!(left(working), [said("frozen-list", 1)]);
    working.freeze(stick.path()).unwrap();
    assert_eq!(left(working).len(), 2);
}
