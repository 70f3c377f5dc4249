//! Cards of households that register beforehand, made at the desk.

use shelter::plain::{Item, Origin};
use shelter::role::Role;
use shelter_desk::{Arrival, ReadCode};

use crate::common::{done, item, list, open, pc, prepared, refused, register, today};

#[test]
fn a_card_made_at_the_desk_brings_its_household_in_at_another_pc() {
    let prepared = prepared();
    let (hall, school) = (pc(), pc());
    let mut desk = open(&prepared, hall.path());
    let working = list(&mut desk);
    working.by_hand().unwrap();
    working.set_member(0, Item::Name, "見本　太郎").unwrap();
    working.set_member(0, Item::BirthDate, "1957-04").unwrap();
    working
        .set_member(0, Item::Address, "見本市見本町1-1")
        .unwrap();
    working.add_member().unwrap();
    // Without a name there is nobody to be asked for.
    let before = working.registry().events();
    assert_eq!(
        refused(working.pre_registration_card(today())),
        "shelter-not-now"
    );
    working.set_member(1, Item::Name, "見本　花子").unwrap();
    working.set_member(1, Item::Phone, "090-0000-0000").unwrap();
    let paper = working.pre_registration_card(today()).unwrap();
    assert_eq!(paper.form, "pre-registration");
    let shown: Vec<&str> = paper
        .values
        .names()
        .filter(|name| !name.contains("token"))
        .filter_map(|name| paper.values.get(name))
        .collect();
    let readable = shown.join("\n");
    for secret in ["太郎", "花子", "見本町", "1957", "090"] {
        assert!(!readable.contains(secret));
    }
    assert!(readable.contains("見本市") && readable.contains("2人"));
    assert_eq!(
        working.registry().list().len(),
        0,
        "nobody is registered by it"
    );
    assert_eq!(
        working.registry().events(),
        before + 1,
        "that it left is on record"
    );

    // Alone on its sheet, it comes twice.
    assert_eq!(
        paper.values.get("member.1.token"),
        paper.values.get("member.2.token")
    );
    let code = paper.values.get("member.1.token").unwrap().to_owned();
    let mut desk = open(&prepared, school.path());
    let there = list(&mut desk);
    let read = there.scan(&format!("{code}\n")).unwrap();
    assert_eq!(read, ReadCode::Beforehand);
    for place in 0..2 {
        there.set_help(place, false).unwrap();
    }
    // The second one's age is on no card.
    there.set_member(1, Item::Age, "64").unwrap();
    there.register().unwrap();
    let people = done(there);
    assert_eq!(item(there, people[0], Item::Name), "見本　太郎");
    assert_eq!(item(there, people[0], Item::BirthDate), "1957-04");
    assert_eq!(item(there, people[1], Item::Address), "見本市見本町1-1");
    let first = there.registry().list().person(people[0]).unwrap();
    let said = first.versions(Item::Phone).unwrap().shown();
    assert_eq!(said.origin, Origin::PreRegistered);
    there.cancel();
    assert_eq!(there.scan(&code).unwrap(), ReadCode::Known);
    assert!(matches!(there.arrival(), Arrival::Known { people: known, .. } if known.len() == 2));
}

#[test]
fn only_a_keeper_makes_cards_and_only_of_people_who_are_being_taken_in() {
    let pc = pc();
    let mut desk = open(&prepared(), pc.path());
    let working = list(&mut desk);
    assert_eq!(
        refused(working.pre_registration_card(today())),
        "shelter-not-now"
    );
    register(working, "見本　太郎");
    assert_eq!(
        refused(working.pre_registration_card(today())),
        "shelter-not-now"
    );
    let badge = working.issue_badge(Role::Volunteer, "受付1番").unwrap();
    working.scan(&badge.to_qr()).unwrap();
    working.by_hand().unwrap();
    working.set_member(0, Item::Name, "見本　花子").unwrap();
    assert_eq!(
        refused(working.pre_registration_card(today())),
        "shelter-not-allowed"
    );
}
