//! Stories of a shelter from its opening to the end of its records.

#![allow(clippy::unwrap_used, reason = "a step that fails, fails the test")]

mod world;

use std::collections::BTreeMap;

use shelter::{
    desk::{HouseholdChoice, Refusal, Step},
    fact::{Detail, Receipt},
    plain::{DeviceId, Presence, ShelterStatus},
    role::Role,
};
use world::{HOUR, Pc, newcomer, person_id, shelter_id};

#[test]
fn a_shelter_that_nobody_planned_opens_with_three_fields() {
    let mut pc = Pc::blank(1, 1);
    let nobody_yet = pc.desk().register(
        &[newcomer(1, "見本 太郎", "40")],
        HouseholdChoice::Alone,
        pc.letters,
    );
    assert_eq!(nobody_yet.unwrap_err(), Refusal::NotOpen);
    let incomplete = pc.desk().open("見本寺", " ", 30);
    assert_eq!(incomplete.unwrap_err(), Refusal::ShelterIncomplete);
    let fact = pc.desk().open("見本寺", "見本町2", 30).unwrap();
    pc.write(vec![fact]);
    assert_eq!(
        pc.desk().open("見本寺", "見本町2", 30).unwrap_err(),
        Refusal::AlreadyOpen
    );
    let details = BTreeMap::from([
        (Detail::Name, Some("見本寺".into())),
        (Detail::Head, Some("見本 住職".into())),
    ]);
    let fact = pc.desk().change_shelter(details.clone()).unwrap();
    pc.write(vec![fact]);
    let here = pc.list.shelter(shelter_id(1)).unwrap();
    assert_eq!(here.detail(Detail::Head), Some("見本 住職"));
    assert_eq!(
        (here.capacity(), here.opened_at()),
        (Some(30), Some(pc.now))
    );
    assert_eq!(
        pc.desk().change_shelter(details).unwrap_err(),
        Refusal::NothingSaid
    );
}

#[test]
fn records_are_destroyed_only_when_nobody_is_here_and_the_city_holds_them() {
    let mut pc = Pc::open(1, 1);
    let two = [newcomer(1, "見本 太郎", "40"), newcomer(2, "見本 松", "80")];
    pc.register(&two, HouseholdChoice::Alone);
    let left = || Presence::Left {
        to: "自宅".into(),
        phone: "".into(),
    };
    let leave = |pc: &mut Pc, n| {
        let step = Step {
            person: person_id(n),
            to: left(),
        };
        let facts = pc.later(HOUR).desk().go(&[step]).unwrap();
        pc.write(facts);
    };
    leave(&mut pc, 1);
    assert_eq!(
        pc.desk().close().unwrap_err(),
        Refusal::PeopleStillHere { people: 1 }
    );
    leave(&mut pc, 2);
    pc.role = Role::Volunteer;
    assert_eq!(pc.desk().close().unwrap_err(), Refusal::NotAllowed);
    pc.role = Role::Keeper;
    let fact = pc.desk().close().unwrap();
    pc.write(vec![fact]);
    assert_eq!(
        pc.list.shelter(shelter_id(1)).unwrap().status(),
        ShelterStatus::Closed
    );

    let heads = BTreeMap::from([(DeviceId([1; 16]), u64::try_from(pc.events.len()).unwrap())]);
    let destroy = |pc: &Pc| pc.desk().may_destroy(&heads);
    assert_eq!(destroy(&pc).unwrap_err(), Refusal::NotReceived);
    let receipt = |seq| Receipt {
        have: BTreeMap::from([(DeviceId([1; 16]), seq)]),
        signature: shelter::fact::Bytes::default(),
    };
    let head = heads[&DeviceId([1; 16])];
    let fact = pc.desk().receipt(receipt(head - 1)).unwrap();
    pc.write(vec![fact]);
    assert_eq!(destroy(&pc).unwrap_err(), Refusal::NotReceived);
    let fact = pc.desk().receipt(receipt(head)).unwrap();
    pc.write(vec![fact]);
    assert_eq!(destroy(&pc), Ok(()));

    let fact = pc.desk().reopen().unwrap();
    pc.write(vec![fact]);
    assert_eq!(destroy(&pc).unwrap_err(), Refusal::NotClosed);
    assert_eq!(pc.desk().reopen().unwrap_err(), Refusal::AlreadyOpen);
}

#[test]
fn a_shelter_that_one_pc_closed_while_the_other_reopened_it_is_open() {
    let (mut one, mut two) = (Pc::open(1, 1), Pc::blank(2, 1));
    let fact = one.desk().close().unwrap();
    one.write(vec![fact]);
    one.meet(&mut two);
    let reopened = two.desk().reopen().unwrap();
    two.write(vec![reopened]);
    assert!(!one.list.shelter(shelter_id(1)).unwrap().is_open());
    one.meet(&mut two);
    assert!(one.list.shelter(shelter_id(1)).unwrap().is_open());
    let fact = one.desk().close().unwrap();
    one.write(vec![fact]);
    one.meet(&mut two);
    assert!(!two.list.shelter(shelter_id(1)).unwrap().is_open());
    // Both reopen it, and one closes it again without knowing of the other: it is open.
    one.meet(&mut two);
    let reopened = two.desk().reopen().unwrap();
    two.write(vec![reopened]);
    let reopened = one.desk().reopen().unwrap();
    one.write(vec![reopened]);
    let closed = one.desk().close().unwrap();
    one.write(vec![closed]);
    one.meet(&mut two);
    assert!(one.list.shelter(shelter_id(1)).unwrap().is_open());
}
