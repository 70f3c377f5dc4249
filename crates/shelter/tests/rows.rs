//! Rows for exports and reports, made from the list of a shelter's desk.

#![allow(clippy::unwrap_used, reason = "a step that fails, fails the test")]

mod world;

use shelter::{
    desk::{HouseholdChoice, Newcomer, Step},
    exchange::{Asker, Evacuee, Told, evacuees, for_others, inquire},
    fact::{LinkReason, Stocked},
    plain::{
        Answer, Consent, Item, Need, NeedKind, PersonId, Presence, Relation, ShelterStatus, Text,
        Utility, UtilityState, WayIn,
    },
    report::{People, make, shelter_now},
};
use world::{DAY, HOUR, MORNING, Pc, household_id, items, newcomer, person_id, shelter_id};

fn go(pc: &mut Pc, n: u8, to: Presence) {
    let person = person_id(n);
    let facts = pc.desk().go(&[Step { person, to }]).unwrap();
    pc.write(facts);
}

fn rows(pc: &Pc) -> Vec<Evacuee> {
    evacuees(&pc.list, pc.shelter)
}

fn row(pc: &Pc, record: PersonId) -> Evacuee {
    let rows = rows(pc);
    rows.into_iter().find(|row| row.is(record)).unwrap()
}

fn agreed() -> Consent {
    Consent {
        relatives: Answer::Yes,
        acquaintances: Answer::Yes,
        public: Answer::Yes,
    }
}

#[test]
fn a_row_holds_what_the_desk_was_told() {
    let mut pc = Pc::open(1, 1);
    let mut mother = newcomer(1, "見本　花子", "46");
    mother.told[0].1.extend(items([
        (Item::Kana, "ミホン ハナコ"),
        (Item::Sex, "f"),
        (Item::Pets, "dog:1"),
        (Item::Address, "愛媛県西予市見本町1"),
    ]));
    mother.needs = Some(vec![Need::new(NeedKind::Allergy, "egg").unwrap()]);
    let child = Newcomer {
        relation: Some(Relation::Child),
        ..newcomer(2, "見本　さくら", "3-5")
    };
    pc.register(&[mother, child], HouseholdChoice::New(household_id(9)));
    let fact = pc
        .desk()
        .consent(person_id(1), agreed(), Text::from("本人"));
    pc.write(vec![fact.unwrap()]);
    pc.later(HOUR);
    go(&mut pc, 2, Presence::Out);

    let mother = row(&pc, person_id(1));
    assert_eq!(mother.name.as_str(), "見本　花子");
    assert_eq!(mother.kana.as_str(), "ミホン　ハナコ");
    assert_eq!(mother.household, Some(household_id(9)));
    assert_eq!(mother.way_in, Some(WayIn::Hand));
    assert_eq!(mother.arrived, Some(MORNING));
    assert_eq!(mother.consent, agreed());
    assert_eq!(mother.pets.unwrap().total(), 1);
    assert_eq!(mother.needs.len(), 1);
    assert_eq!(
        mother.number.as_str(),
        pc.person(1).number().unwrap().to_string()
    );
    let child = row(&pc, person_id(2));
    assert_eq!(child.relation, Some(Relation::Child));
    assert!(child.presence == Presence::Out);
    assert_eq!((child.changed, child.left), (MORNING.plus(HOUR), None));
    assert_eq!(child.age.unwrap().to_string(), "3-5");
}

#[test]
fn two_records_of_one_human_are_one_row_under_either_id() {
    let mut pc = Pc::open(1, 1);
    for n in [1, 2] {
        pc.register(&[newcomer(n, "見本　太郎", "70")], HouseholdChoice::Alone);
    }
    assert_eq!(rows(&pc).len(), 2);
    let link = pc
        .desk()
        .link(person_id(1), person_id(2), LinkReason::Confirmed);
    pc.write(vec![link.unwrap()]);
    let fact = pc.desk().consent(person_id(2), agreed(), Text::default());
    pc.write(vec![fact.unwrap()]);
    let rows = rows(&pc);
    assert_eq!(rows.len(), 1);
    for n in [1, 2] {
        let told = inquire(&rows, person_id(n), Asker::Acquaintance, "見本小学校");
        assert!(told == Told::Held);
    }
}

#[test]
fn protection_of_a_family_member_elsewhere_holds_here() {
    let mut here = Pc::open(1, 1);
    let mut there = Pc::open(2, 2);
    here.register(
        &[newcomer(1, "見本　子", "9")],
        HouseholdChoice::New(household_id(9)),
    );
    here.meet(&mut there);
    there.register(
        &[newcomer(2, "見本　母", "40")],
        HouseholdChoice::Of(household_id(9)),
    );
    let fact = there.desk().protect(person_id(2), true).unwrap();
    there.write(vec![fact]);
    let before = rows(&here);
    assert_eq!(for_others(&before).left_out(), 0, "nobody here knows of it");
    here.meet(&mut there);
    let after = rows(&here);
    assert_eq!((after.len(), for_others(&after).rows().len()), (1, 0));
}

#[test]
fn who_went_on_to_another_shelter_left_this_one() {
    let mut here = Pc::open(1, 1);
    let mut there = Pc::open(2, 2);
    here.register(&[newcomer(1, "見本　太郎", "70")], HouseholdChoice::Alone);
    here.meet(&mut there);
    there.later(DAY);
    go(&mut there, 1, Presence::In);
    here.meet(&mut there);
    let gone = row(&here, person_id(1));
    let name = Text::from("見本小学校");
    let shelter = Some(shelter_id(2));
    assert!(
        gone.presence
            == Presence::MovedTo {
                place: name,
                shelter
            }
    );
    assert_eq!(
        (gone.arrived, gone.left),
        (Some(MORNING), Some(MORNING.plus(DAY)))
    );
    let come = row(&there, person_id(1));
    assert!(come.presence == Presence::In);
    assert_eq!((come.arrived, come.left), (Some(MORNING.plus(DAY)), None));
}

#[test]
fn the_report_counts_as_the_list_does() {
    let mut pc = Pc::open(1, 1);
    for n in 1..=6 {
        pc.register(&[newcomer(n, "見本", "30")], HouseholdChoice::Alone);
    }
    pc.later(HOUR);
    go(&mut pc, 2, Presence::Out);
    let place = Text::from("校庭");
    go(&mut pc, 3, Presence::Car { place });
    let (to, phone) = (Text::from("自宅"), Text::default());
    go(&mut pc, 4, Presence::Left { to, phone });
    let stocked = Stocked {
        item: "毛布".into(),
        quantity: 60,
        unit: "枚".into(),
    };
    let found = [(Utility::Water, UtilityState::Out)].into();
    let facts = vec![
        pc.desk().count(5, Text::from("受付前")).unwrap(),
        pc.desk().stock(stocked).unwrap(),
        pc.desk().check_utilities(found).unwrap(),
    ];
    pc.write(facts);

    let rows = rows(&pc);
    let counts = pc.list.counts(pc.shelter);
    let people = People::count(&rows, None, pc.now);
    assert_eq!(people.staying(), counts.staying());
    assert_eq!(people.in_cars + people.outside, counts.outside());
    assert_eq!(people.households, counts.households);
    let now = shelter_now(&pc.list, pc.shelter);
    assert_eq!(now.name, "見本小学校");
    assert_eq!((now.status, now.capacity), (ShelterStatus::Open, Some(200)));
    assert_eq!(now.stock[0].quantity, 60);
    assert_eq!(now.utilities[&Utility::Water].at, pc.now);
    let report = make(&rows, now, None, pc.now);
    assert_eq!(
        report.count_difference(),
        pc.list.count_difference(pc.shelter)
    );
    let portions = pc.list.portions(pc.shelter);
    assert_eq!(
        report.meals.all,
        portions.total() + report.meals.unregistered
    );
    let sent = pc.desk().reported(report.encode()).unwrap();
    pc.write(vec![sent]);
    let kept = &pc.list.shelter(pc.shelter).unwrap().reports()[0];
    assert!(shelter::report::SituationReport::decode(&kept.report.0).unwrap() == report);
}
