//! One search is one record, however many keys it took.

use std::time::Duration;

use shelter::role::Role;
use shelter_desk::{ShelterDesk, Working};

use crate::common::{list, open, pc, prepared, register};

const SECOND: Duration = Duration::from_secs(1);

fn type_in(list: &mut Working, text: &str, at: Duration) {
    let mut typed = String::new();
    for letter in text.chars() {
        typed.push(letter);
        list.searched(&typed, 3, at).unwrap();
    }
}

fn searches(list: &Working) -> u32 {
    list.audited().unwrap().searches.values().sum()
}

fn rest(desk: &mut ShelterDesk, until: Duration) {
    list(desk).touch(until);
    desk.tick(until);
}

#[test]
fn keys_of_one_word_are_one_record_when_somebody_is_opened() {
    let pc = pc();
    let mut desk = open(&prepared(), pc.path());
    let working = list(&mut desk);
    let person = register(working, "見本　花子");
    type_in(working, "みほん はなこ", SECOND);
    assert_eq!(
        searches(working),
        0,
        "nothing is written while somebody types"
    );
    working.settle_search().unwrap();
    working.open_person(person).unwrap();
    working.settle_search().unwrap();
    assert_eq!(searches(working), 1);
    // The same name once more is another search.
    working.close_person();
    type_in(working, "みほん はなこ", SECOND);
    working.settle_search().unwrap();
    assert_eq!(searches(working), 2);
}

#[test]
fn a_search_that_rests_is_written_once_also_when_the_screen_asks_again() {
    let pc = pc();
    let mut desk = open(&prepared(), pc.path());
    type_in(list(&mut desk), "みほん", SECOND);
    rest(&mut desk, 3 * SECOND);
    assert_eq!(searches(list(&mut desk)), 0);
    rest(&mut desk, 6 * SECOND);
    assert_eq!(searches(list(&mut desk)), 1);
    list(&mut desk).searched("みほん", 4, 7 * SECOND).unwrap();
    rest(&mut desk, 20 * SECOND);
    assert_eq!(searches(list(&mut desk)), 1);
}

#[test]
fn another_word_and_an_emptied_field_end_the_search_before() {
    let pc = pc();
    let mut desk = open(&prepared(), pc.path());
    let list = list(&mut desk);
    type_in(list, "みほん", SECOND);
    list.searched("架空", 0, SECOND).unwrap();
    assert_eq!(searches(list), 1);
    list.searched("", 0, SECOND).unwrap();
    assert_eq!(searches(list), 2);
    list.searched("", 0, SECOND).unwrap();
    list.settle_search().unwrap();
    assert_eq!(searches(list), 2);
}

#[test]
fn a_search_is_on_the_record_of_whoever_searched() {
    let pc = pc();
    let mut desk = open(&prepared(), pc.path());
    let list = list(&mut desk);
    let keeper = list.operator().unwrap().actor;
    let badge = list.issue_badge(Role::Volunteer, "受付1番").unwrap();
    type_in(list, "みほん", SECOND);
    list.scan(&badge.to_qr()).unwrap();
    let volunteer = list.operator().unwrap().actor;
    type_in(list, "かくう", SECOND);
    list.lock();
    let searches = list.audited().unwrap().searches;
    assert_eq!((searches[&keeper], searches[&volunteer]), (1, 1));
}
