//! Stories of what is known of a person: typed, read from the card, from a slip, or hardly anything.

#![allow(clippy::unwrap_used, reason = "a step that fails, fails the test")]

mod world;

use shelter::{
    desk::{HouseholdChoice, Newcomer, Refusal, Step},
    fact::{LinkReason, SeenBy},
    list::Missing,
    plain::{Item, Origin, Presence, PresenceKind, WayIn},
};
use world::{DAY, MORNING, Pc, household_id, items, newcomer, person_id, shelter_id};

fn go(pc: &mut Pc, n: u8, to: Presence) {
    let step = Step {
        person: person_id(n),
        to,
    };
    let facts = pc.desk().go(&[step]).unwrap();
    pc.write(facts);
}

#[test]
fn what_was_typed_stays_beside_what_the_card_says_and_a_link_can_be_undone() {
    let mut pc = Pc::open(1, 1);
    let mut typed = newcomer(1, "渡辺 見本", "70");
    typed.told[0].1.insert(Item::Phone, "090-0000-0001".into());
    pc.register(&[typed], HouseholdChoice::Alone);
    // On day 5 the card is read.
    let card = items([
        (Item::Name, "渡邉\u{e0101}\u{3000}見本"),
        (Item::BirthDate, "1956-02-03"),
        (Item::Address, "見本県見本市見本町1"),
        (Item::Sex, "2"),
    ]);
    let fact = pc
        .later(5 * DAY)
        .desk()
        .tell(person_id(1), Origin::CardPin, &card);
    pc.write(vec![fact.unwrap()]);
    let name = pc.person(1).versions(Item::Name).unwrap();
    assert_eq!(
        pc.person(1).item(Item::Name),
        Some("渡邉\u{e0101}\u{3000}見本")
    );
    assert_eq!(name.others().next().unwrap().origin, Origin::Typed);
    assert!(name.differs_from_card() && !name.is_contradicted());
    // Typing does not displace the card's name; of the phone the later wins.
    let typed = items([(Item::Name, "渡部 見本"), (Item::Phone, "090-0000-0002")]);
    let fact = pc.desk().tell(person_id(1), Origin::Typed, &typed).unwrap();
    pc.write(vec![fact]);
    let person = pc.person(1);
    assert_eq!(person.item(Item::Name), Some("渡邉\u{e0101}\u{3000}見本"));
    assert_eq!(person.versions(Item::Name).unwrap().others().count(), 1);
    assert_eq!(person.item(Item::Phone), Some("090-0000-0002"));
    assert_eq!(person.versions(Item::Phone).unwrap().others().count(), 0);
    assert_eq!(
        person.age_on(MORNING.day().unwrap()).unwrap().known(),
        Some(70)
    );

    // Another record of the same person is linked and the link undone again.
    pc.register(&[newcomer(2, "ワタナベ", "70")], HouseholdChoice::Alone);
    let fact = pc
        .desk()
        .link(person_id(2), person_id(1), LinkReason::Confirmed);
    pc.write(vec![fact.unwrap()]);
    assert_eq!(pc.list.counts(shelter_id(1)).staying(), 1);
    assert_eq!(pc.list.link_groups().len(), 1);
    let human = pc.list.human(person_id(2));
    assert_eq!(human.present, person_id(2));
    let name = pc.list.item(&human, Item::Name);
    assert_eq!(name, Some("渡邉\u{e0101}\u{3000}見本"));
    assert_eq!(pc.list.item(&human, Item::Phone), Some("090-0000-0002"));
    let facts = pc.desk().unlink(person_id(1), person_id(2)).unwrap();
    pc.write(facts);
    assert_eq!(pc.list.counts(shelter_id(1)).staying(), 2);
    assert_eq!(pc.list.len(), 2);
}

#[test]
fn twins_of_one_birth_date_and_address_are_two() {
    let mut pc = Pc::open(1, 1);
    let twin = |n, name| {
        let mut twin = newcomer(n, name, "8");
        twin.told[0].1.extend(items([
            (Item::BirthDate, "2018-05-05"),
            (Item::Address, "見本県見本市見本町1"),
        ]));
        twin
    };
    pc.register(
        &[twin(1, "見本 葵"), twin(2, "見本 茜")],
        HouseholdChoice::New(household_id(1)),
    );
    let counts = pc.list.counts(shelter_id(1));
    assert_eq!((counts.staying(), counts.households), (2, 1));
    assert!(pc.list.link_groups().is_empty());
}

#[test]
fn a_slip_typed_days_later_is_history_where_it_happened() {
    let mut pc = Pc::open(1, 1);
    let mut slip = newcomer(1, "見本 一郎", "50");
    slip.way = WayIn::Paper;
    slip.told[0].0 = Origin::Paper;
    pc.later(3 * DAY);
    let mut desk = pc.desk();
    desk.occurred = Some(MORNING);
    let facts = desk
        .register(&[slip], HouseholdChoice::NotAsked, pc.letters)
        .unwrap();
    pc.write(facts);
    let registration = &pc.person(1).registrations()[0];
    assert_eq!((registration.at, registration.way), (MORNING, WayIn::Paper));
    assert_eq!(pc.list.staying_at(shelter_id(1), MORNING), 1);
    assert_eq!(pc.list.staying_at(shelter_id(1), MORNING.plus(-1)), 0);
    assert!(pc.person(1).missing().contains(&Missing::Household));
    // A second slip says that the person was out on day 1: it does not undo what was seen on day 3.
    go(&mut pc, 1, Presence::In);
    let mut desk = pc.desk();
    desk.occurred = Some(MORNING.plus(DAY));
    let step = Step {
        person: person_id(1),
        to: Presence::Out,
    };
    let facts = desk.go(&[step]).unwrap();
    pc.write(facts);
    assert_eq!(pc.person(1).presence(), Some(&Presence::In));
    let then = pc.person(1).presence_at(MORNING.plus(DAY)).unwrap();
    assert_eq!(then.to, PresenceKind::Out);
    let mut desk = pc.desk();
    desk.occurred = Some(pc.now.plus(2 * DAY));
    assert_eq!(
        desk.saw(&[person_id(1)], SeenBy::Round).unwrap_err(),
        Refusal::InTheFuture
    );
}

#[test]
fn one_who_cannot_speak_is_taken_in_with_a_description_and_a_rough_age() {
    let mut pc = Pc::open(1, 1);
    let unnamed = Newcomer::by_hand(
        person_id(1),
        items([
            (Item::Description, "灰色の上着、右手に包帯"),
            (Item::Age, "60-70"),
        ]),
    );
    pc.register(&[unnamed], HouseholdChoice::NotAsked);
    let person = pc.person(1);
    let age = person.age_on(MORNING.day().unwrap()).unwrap();
    assert_eq!((age.least(), age.most(), age.known()), (60, 70, None));
    assert_eq!(person.missing()[0], Missing::Item(Item::Name));
    assert_eq!(person.number().unwrap().running(), 1);
    for (texts, refusal) in [
        (items([(Item::Age, "60")]), Refusal::NameNeeded),
        (items([(Item::Name, "見本 一郎")]), Refusal::AgeNeeded),
    ] {
        let nobody = Newcomer::by_hand(person_id(2), texts);
        let facts = pc
            .desk()
            .register(&[nobody], HouseholdChoice::NotAsked, pc.letters);
        assert_eq!(facts.unwrap_err(), refusal);
    }
}

#[test]
fn an_unknown_birth_date_is_kept_as_far_as_it_is_known() {
    let mut pc = Pc::open(1, 1);
    let person = Newcomer::by_hand(
        person_id(1),
        items([(Item::Name, "見本 松"), (Item::BirthDate, "1936")]),
    );
    pc.register(&[person], HouseholdChoice::NotAsked);
    let age = pc.person(1).age_on(MORNING.day().unwrap()).unwrap();
    assert_eq!((age.least(), age.most()), (89, 90));
    assert_eq!(pc.person(1).birth_date().unwrap().to_string(), "1936");
}
