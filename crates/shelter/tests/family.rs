//! Stories of families.

#![allow(clippy::unwrap_used, reason = "a step that fails, fails the test")]

mod world;

use shelter::{
    desk::{HouseholdChoice, Refusal, Step},
    fact::LinkReason,
    list::Flow,
    plain::{Presence, PresenceKind, Relation},
};
use world::{HOUR, MORNING, Pc, household_id, newcomer, person_id, shelter_id};

fn family_of_four() -> Pc {
    let mut pc = Pc::open(1, 1);
    let mut family = [
        newcomer(1, "見本 太郎", "40"),
        newcomer(2, "見本 花子", "38"),
        newcomer(3, "見本 葵", "5"),
        newcomer(4, "見本 松", "80"),
    ];
    family[0].relation = Some(Relation::Oneself);
    family[2].relation = Some(Relation::Child);
    // The mother's whereabouts nobody knows; the grandmother sleeps in the car.
    family[1].presence = Presence::Unknown;
    family[3].presence = Presence::Car {
        place: "校庭".into(),
    };
    pc.register(&family, HouseholdChoice::New(household_id(1)));
    pc
}

#[test]
fn a_family_is_taken_in_in_one_go_wherever_each_member_is() {
    let pc = family_of_four();
    let members: Vec<_> = pc.list.household(household_id(1)).collect();
    assert_eq!(members.len(), 4);
    let counts = pc.list.counts(shelter_id(1));
    assert_eq!(
        (counts.staying(), counts.outside(), counts.fed()),
        (2, 1, 3)
    );
    assert_eq!(
        (counts.households, counts.of(PresenceKind::Unknown)),
        (1, 1)
    );
    assert!(pc.person(1).membership().unwrap().representative);
    assert!(!pc.person(3).membership().unwrap().representative);
    // Numbers run on, one a person.
    let numbers: Vec<_> = (1..=4)
        .map(|n| pc.person(n).number().unwrap().running())
        .collect();
    assert_eq!(numbers, [1, 2, 3, 4]);
    let third = pc.person(3).number().unwrap();
    assert_eq!(pc.list.numbered(third).collect::<Vec<_>>(), [person_id(3)]);
    // Nobody has seen the mother.
    assert_eq!(pc.person(2).seen(), None);
}

#[test]
fn a_family_taken_in_at_two_counters_that_did_not_know_of_each_other_is_one_family() {
    let (mut one, mut two) = (Pc::open(1, 1), Pc::blank(2, 1));
    one.meet(&mut two);
    let here = [
        newcomer(11, "見本 太郎", "40"),
        newcomer(22, "見本 花子", "38"),
    ];
    one.register(&here, HouseholdChoice::New(household_id(1)));
    // Ids that sort the other way round for the second member.
    let there = [
        newcomer(21, "見本 太郎", "40"),
        newcomer(12, "見本 花子", "38"),
    ];
    two.register(&there, HouseholdChoice::New(household_id(2)));
    one.meet(&mut two);
    assert_ne!(one.person(11).number(), one.person(21).number());
    let before = one.list.counts(shelter_id(1));
    assert_eq!((before.staying(), before.households), (4, 2));
    for (a, b) in [(11, 21), (22, 12)] {
        let fact = one
            .desk()
            .link(person_id(a), person_id(b), LinkReason::Confirmed);
        one.write(vec![fact.unwrap()]);
    }
    let counts = one.list.counts(shelter_id(1));
    assert_eq!((counts.staying(), counts.households), (2, 1));
    assert_eq!(one.list.family(person_id(11)).len(), 4);
    assert_eq!(one.list.family_humans(person_id(11)).len(), 2);
}

#[test]
fn a_representative_who_leaves_takes_nobody_along_unasked() {
    let mut pc = family_of_four();
    let left = Presence::Left {
        to: "自宅".into(),
        phone: "0760-00-0000".into(),
    };
    let step = Step {
        person: person_id(1),
        to: left.clone(),
    };
    let facts = pc.later(HOUR).desk().go(&[step]).unwrap();
    pc.write(facts);
    assert_eq!(pc.list.counts(shelter_id(1)).staying(), 1);
    assert_eq!(pc.person(3).presence(), Some(&Presence::In));
    // The rest goes with the own whereabouts each.
    let steps = [
        Step {
            person: person_id(3),
            to: left,
        },
        Step {
            person: person_id(4),
            to: Presence::Hospital {
                place: "見本病院".into(),
            },
        },
    ];
    let facts = pc.desk().go(&steps).unwrap();
    pc.write(facts);
    assert_eq!(pc.list.counts(shelter_id(1)).staying(), 0);
    assert_eq!(pc.list.family(person_id(1)).len(), 4);
    let flow = pc.list.flow(shelter_id(1), MORNING);
    let (arrived, left) = (0, 2);
    assert_eq!(flow, Flow { arrived, left });
    let flow = pc.list.flow(shelter_id(1), MORNING.plus(-1));
    assert_eq!((flow.arrived, flow.left), (0, 0));
}

#[test]
fn a_family_is_registered_whole_or_not_at_all() {
    let pc = Pc::open(1, 1);
    let mut family = [
        newcomer(1, "見本 太郎", "40"),
        newcomer(2, "見本 花子", "38"),
    ];
    family[1].told[0].1.remove(&shelter::plain::Item::Age);
    let facts = pc
        .desk()
        .register(&family, HouseholdChoice::New(household_id(1)), pc.letters);
    assert_eq!(facts.unwrap_err(), Refusal::AgeNeeded);
}

#[test]
fn members_join_and_part_and_another_represents() {
    let mut pc = family_of_four();
    pc.register(
        &[newcomer(5, "見本 次郎", "30")],
        HouseholdChoice::Of(household_id(1)),
    );
    assert!(!pc.person(5).membership().unwrap().representative);
    let facts = pc.desk().represent(person_id(5)).unwrap();
    pc.write(facts);
    let representing: Vec<u8> = (1..=5)
        .filter(|n| pc.person(*n).membership().unwrap().representative)
        .collect();
    assert_eq!(representing, [5]);
    assert_eq!(pc.person(1).relation(), Some(Relation::Oneself));
    let fact = pc.desk().join_household(person_id(5), None, None).unwrap();
    pc.write(vec![fact]);
    assert_eq!(pc.list.household(household_id(1)).count(), 4);
    assert_eq!(pc.list.family(person_id(5)).len(), 1);
}
