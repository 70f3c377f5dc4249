//! Stories of meals, head counts, supplies.

#![allow(clippy::unwrap_used, reason = "a step that fails, fails the test")]

mod world;

use std::collections::BTreeMap;

use shelter::{
    desk::{Helping, HouseholdChoice, Refusal, Step, Warning},
    fact::{GoodRule, LinkReason, MealPlanned, Stocked},
    plain::{Allergen, Dish, Need, NeedKind, Presence, Utility, UtilityState},
};
use world::{DAY, HOUR, MORNING, Pc, household_id, newcomer, person_id, shelter_id};

fn supper(sitting: &str) -> Helping {
    Helping {
        good: "meal".to_owned(),
        number: 1,
        sitting: Some(sitting.to_owned()),
    }
}

#[test]
fn a_household_gets_its_meal_with_one_tap_and_the_second_is_a_warning_and_no_refusal() {
    let mut pc = Pc::open(1, 1);
    let family = [newcomer(1, "見本 太郎", "40"), newcomer(2, "見本 葵", "5")];
    pc.register(&family, HouseholdChoice::New(household_id(1)));
    pc.register(&[newcomer(3, "見本 松", "80")], HouseholdChoice::Alone);
    let household: Vec<_> = pc.list.household(household_id(1)).collect();
    let serving = pc.desk().serve(&household, &supper("夕")).unwrap();
    assert_eq!((serving.facts.len(), serving.warnings.len()), (2, 0));
    pc.write(serving.facts);
    assert_eq!(pc.desk().owed("meal", "夕"), [person_id(3)]);
    let serving = pc.later(HOUR).desk().serve(&[person_id(1)], &supper("夕"));
    let serving = serving.unwrap();
    let person = person_id(1);
    assert_eq!(
        serving.warnings,
        [Warning::HadIt {
            person,
            at: MORNING
        }]
    );
    assert_eq!(serving.facts.len(), 1);
    // The first was a mistake: taken back, the meal is owed again.
    let mistake = pc.person(1).served()[0].by;
    let fact = pc.desk().undo_serving(person_id(1), mistake).unwrap();
    pc.write(vec![fact]);
    assert_eq!(pc.desk().owed("meal", "夕"), [person_id(1), person_id(3)]);
    assert_eq!(
        pc.desk().undo_serving(person_id(1), mistake).unwrap_err(),
        Refusal::NothingSaid
    );
    let other_sitting = pc.desk().serve(&[person_id(1)], &supper("朝")).unwrap();
    assert!(other_sitting.warnings.is_empty());
}

#[test]
fn two_records_of_one_human_are_owed_one_meal() {
    let mut pc = Pc::open(1, 1);
    let two = [newcomer(1, "見本 太郎", "40"), newcomer(2, "ミホン", "40")];
    pc.register(&two, HouseholdChoice::Alone);
    let fact = pc
        .desk()
        .link(person_id(1), person_id(2), LinkReason::Confirmed);
    pc.write(vec![fact.unwrap()]);
    assert_eq!(pc.desk().owed("meal", "夕").len(), 1);
    assert_eq!(pc.desk().heads("夕"), 1);
    let both = [person_id(1), person_id(2)];
    let serving = pc.desk().serve(&both, &supper("夕")).unwrap();
    assert_eq!(serving.facts.len(), 1);
    pc.write(serving.facts);
    assert!(pc.desk().owed("meal", "夕").is_empty());
    let again = pc.desk().serve(&[person_id(2)], &supper("夕")).unwrap();
    assert!(matches!(again.warnings[..], [Warning::HadIt { .. }]));
}

#[test]
fn a_rule_of_interval_and_of_the_day_warns() {
    let mut pc = Pc::open(1, 1);
    pc.register(&[newcomer(1, "見本 太郎", "40")], HouseholdChoice::Alone);
    let rule = GoodRule {
        good: "blanket".to_owned(),
        interval: Some(3 * HOUR),
        per_day: Some(2),
        of_here: true,
    };
    let fact = pc.desk().rule(rule).unwrap();
    pc.write(vec![fact]);
    let blanket = Helping {
        good: "blanket".to_owned(),
        number: 1,
        sitting: None,
    };
    let hand_out = |pc: &mut Pc| {
        let serving = pc.desk().serve(&[person_id(1)], &blanket).unwrap();
        pc.write(serving.facts);
        serving.warnings
    };
    let person = person_id(1);
    assert!(hand_out(&mut pc).is_empty());
    let last = MORNING;
    pc.later(HOUR);
    assert_eq!(hand_out(&mut pc), [Warning::TooSoon { person, last }]);
    pc.later(4 * HOUR);
    assert_eq!(hand_out(&mut pc), [Warning::DayLimit { person }]);
    pc.later(DAY);
    assert!(hand_out(&mut pc).is_empty());
    // One who left gets it all the same; the counter is told.
    let step = Step {
        person,
        to: Presence::Left {
            to: "".into(),
            phone: "".into(),
        },
    };
    let facts = pc.later(5 * HOUR).desk().go(&[step]).unwrap();
    pc.write(facts);
    assert_eq!(hand_out(&mut pc), [Warning::NotOfHere { person }]);
    assert_eq!(pc.person(1).served().len(), 5);
}

#[test]
fn the_kitchen_counts_those_outside_the_unlisted_and_what_must_be_left_out() {
    let mut pc = Pc::open(1, 1);
    let mut three = [
        newcomer(1, "見本 太郎", "40"),
        newcomer(2, "見本 葵", "0"),
        newcomer(3, "見本 松", "80"),
    ];
    let need = |kind, value| Need::new(kind, value).unwrap();
    three[0].needs = Some(vec![need(NeedKind::Allergy, "egg")]);
    three[1].needs = Some(vec![need(NeedKind::Diet, "baby_milk")]);
    three[2].needs = Some(vec![need(NeedKind::Diet, "soft")]);
    three[2].presence = Presence::Home {
        place: "2階".into(),
    };
    pc.register(&three, HouseholdChoice::New(household_id(1)));
    let meal = MealPlanned {
        sitting: "夕".to_owned(),
        from: MORNING.plus(9 * HOUR),
        unregistered: 12,
    };
    let fact = pc.desk().plan_meal(meal).unwrap();
    pc.write(vec![fact]);
    assert_eq!(pc.desk().heads("夕"), 15);
    let portions = pc.list.portions(shelter_id(1));
    assert_eq!(portions.total(), 3);
    assert_eq!(portions.without(Allergen::Egg), 1);
    assert_eq!(portions.of_dish(Dish::BabyMilk), 1);
    assert_eq!(portions.of_dish(Dish::Soft), 1);
}

#[test]
fn a_head_count_by_eye_stands_beside_the_list() {
    let mut pc = Pc::open(1, 1);
    pc.register(&[newcomer(1, "見本 太郎", "40")], HouseholdChoice::Alone);
    assert_eq!(pc.list.count_difference(shelter_id(1)), None);
    let fact = pc.desk().count(37, "受付前の人を含む".into()).unwrap();
    pc.write(vec![fact]);
    assert_eq!(pc.list.count_difference(shelter_id(1)), Some(36));
    assert_eq!(pc.list.counts(shelter_id(1)).staying(), 1);
}

#[test]
fn stock_and_utilities_are_what_was_found_last() {
    let mut pc = Pc::open(1, 1);
    for quantity in [300, 120] {
        let stocked = Stocked {
            item: "水".to_owned(),
            quantity,
            unit: "本".to_owned(),
        };
        let fact = pc.desk().stock(stocked).unwrap();
        pc.write(vec![fact]);
    }
    let found = BTreeMap::from([(Utility::Power, UtilityState::Out)]);
    let fact = pc.later(HOUR).desk().check_utilities(found).unwrap();
    pc.write(vec![fact]);
    let here = pc.list.shelter(shelter_id(1)).unwrap();
    assert_eq!(here.stock_of("水").unwrap().value().quantity, 120);
    let power = here.utility(Utility::Power).unwrap().shown();
    assert_eq!(
        (power.value, power.at),
        (UtilityState::Out, MORNING.plus(HOUR))
    );
    let first = pc.desk().reported(vec![1, 2, 3]).unwrap();
    pc.write(vec![first]);
    let here = pc.list.shelter(shelter_id(1)).unwrap();
    assert_eq!((here.reports()[0].version, here.next_report()), (1, 2));
}
