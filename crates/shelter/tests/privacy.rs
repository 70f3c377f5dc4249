//! Stories of those who must not be found, and of who may see what.

#![allow(clippy::unwrap_used, reason = "a step that fails, fails the test")]

mod world;

use shelter::{
    desk::{HouseholdChoice, Refusal},
    fact::{BadgeIssued, Fact, InquiryAnswered, LinkReason, ToldLevel},
    list::shown,
    plain::{Actor, Answer, Consent, Item, Need, NeedKind, Text, ToDo},
    role::Role,
};
use world::{HOUR, Pc, items, newcomer, person_id, shelter_id};

fn yes() -> Consent {
    Consent {
        relatives: Answer::Yes,
        acquaintances: Answer::Yes,
        public: Answer::Yes,
    }
}

#[test]
fn a_volunteer_sees_the_same_of_a_protected_person_as_of_any_other() {
    let mut pc = Pc::open(1, 1);
    let mut person = newcomer(1, "見本 花子", "38");
    person.told[0].1.extend(items([
        (Item::Address, "見本県見本市見本町1"),
        (Item::Phone, "090-0000-0000"),
    ]));
    pc.register(&[person], HouseholdChoice::Alone);
    let at = shelter_id(1);
    let before = shown(&pc.list, person_id(1), at, Role::Volunteer).unwrap();
    let fact = pc.desk().protect(person_id(1), true).unwrap();
    pc.write(vec![fact]);
    let after = shown(&pc.list, person_id(1), at, Role::Volunteer).unwrap();
    assert_eq!(before, after);
    assert_eq!(after.protected, None);
    assert!(!after.items.contains_key(&Item::Address));
    assert!(!after.items.contains_key(&Item::Phone));
    assert!(after.items.contains_key(&Item::Name));
    let keeper = shown(&pc.list, person_id(1), at, Role::Keeper).unwrap();
    assert_eq!(keeper.protected, Some(true));
    let viewer = shown(&pc.list, person_id(1), at, Role::Viewer).unwrap();
    assert!(viewer.items.is_empty());
    pc.role = Role::Volunteer;
    assert_eq!(
        pc.desk().protect(person_id(1), false).unwrap_err(),
        Refusal::NotAllowed
    );
}

#[test]
fn a_volunteer_sees_what_to_do_and_no_diagnosis() {
    let mut pc = Pc::open(1, 1);
    let mut person = newcomer(1, "見本 松", "80");
    let mut oxygen = Need::new(NeedKind::MedicalDevice, "oxygen").unwrap();
    oxygen.text = "在宅酸素、毎分2リットル".into();
    person.needs = Some(vec![oxygen]);
    pc.register(&[person], HouseholdChoice::Alone);
    let at = shelter_id(1);
    let volunteer = shown(&pc.list, person_id(1), at, Role::Volunteer).unwrap();
    assert!(volunteer.to_dos.contains(&ToDo::PowerSocket));
    assert_eq!(volunteer.needs, None);
    let told = serde_json::to_string(&volunteer).unwrap();
    assert!(!told.contains("酸素") && !told.contains("oxygen"));
    let keeper = shown(&pc.list, person_id(1), at, Role::Keeper).unwrap();
    assert_eq!(
        keeper.needs.unwrap()[0].text,
        Text::from("在宅酸素、毎分2リットル")
    );
    assert_eq!(pc.list.counts(at).need_power, 1);
}

#[test]
fn consent_is_no_unless_everything_that_stands_says_yes() {
    let (mut one, mut two) = (Pc::open(1, 1), Pc::blank(2, 1));
    one.register(&[newcomer(1, "見本 花子", "38")], HouseholdChoice::Alone);
    assert_eq!(one.person(1).consent(), Consent::default());
    one.meet(&mut two);
    let fact = one.desk().consent(person_id(1), yes(), "".into()).unwrap();
    one.write(vec![fact]);
    assert!(one.person(1).consent().public.is_yes());
    let no = Consent {
        public: Answer::No,
        ..yes()
    };
    let fact = two.desk().consent(person_id(1), no, "母".into()).unwrap();
    two.write(vec![fact]);
    one.meet(&mut two);
    assert_eq!(one.person(1).consent(), no);
    assert_eq!(one.list.contradictions(Role::Keeper).len(), 1);
    let fact = one.desk().consent(person_id(1), yes(), "".into()).unwrap();
    one.write(vec![fact]);
    assert!(one.person(1).consent().public.is_yes());
    let fact = one.desk().protect(person_id(1), true).unwrap();
    one.write(vec![fact]);
    assert_eq!(one.list.consent_to_tell(person_id(1)), Consent::default());
}

#[test]
fn protection_holds_for_every_record_of_the_human_and_is_lifted_only_by_one_who_saw_it() {
    let (mut one, mut two) = (Pc::open(1, 1), Pc::blank(2, 1));
    let both = [newcomer(1, "見本 花子", "38"), newcomer(2, "ハナコ", "38")];
    one.register(&both, HouseholdChoice::Alone);
    let fact = one
        .desk()
        .link(person_id(1), person_id(2), LinkReason::Confirmed);
    one.write(vec![fact.unwrap()]);
    one.meet(&mut two);
    let on = one.desk().protect(person_id(1), true).unwrap();
    let off = two.desk().protect(person_id(1), false).unwrap();
    one.write(vec![on]);
    two.write(vec![off]);
    one.meet(&mut two);
    assert!(two.person(1).is_protected());
    assert!(two.list.is_protected(person_id(2)));
    assert_eq!(two.list.contradictions(Role::Keeper).len(), 1);
    assert!(two.list.contradictions(Role::Volunteer).is_empty());
    assert_eq!(two.list.protected().count(), 2);
    // A yes at one record tells nothing while another one protects the human.
    let fact = two.desk().consent(person_id(2), yes(), "".into()).unwrap();
    two.write(vec![fact]);
    assert_eq!(two.list.consent_to_tell(person_id(2)), Consent::default());
    let off = two.desk().protect(person_id(1), false).unwrap();
    two.write(vec![off]);
    assert_eq!(two.list.protected().count(), 0);
    assert_eq!(two.list.consent_to_tell(person_id(1)), yes());
}

#[test]
fn an_inquiry_about_a_protected_person_is_answered_with_nothing() {
    let mut pc = Pc::open(1, 1);
    pc.register(&[newcomer(1, "見本 花子", "38")], HouseholdChoice::Alone);
    let fact = pc.desk().protect(person_id(1), true).unwrap();
    pc.write(vec![fact]);
    let answer = InquiryAnswered {
        inquirer: "見本 次郎".into(),
        identified: "運転免許証".into(),
        relation: "弟".into(),
        reason: "安否を知りたい".into(),
        told: ToldLevel::Condition,
    };
    let fact = pc
        .desk()
        .inquiry_answered(Some(person_id(1)), answer.clone());
    let Fact::InquiryAnswered(written) = fact.unwrap().fact else {
        panic!("another kind of fact");
    };
    assert_eq!(written.told, ToldLevel::Nothing);
    let unidentified = InquiryAnswered {
        identified: "".into(),
        ..answer
    };
    assert_eq!(
        pc.desk().inquiry_answered(None, unidentified).unwrap_err(),
        Refusal::NothingSaid
    );
}

#[test]
fn looking_somebody_up_leaves_a_trace_of_who_and_not_of_what_was_typed() {
    let mut pc = Pc::open(1, 1);
    pc.register(&[newcomer(1, "見本 花子", "38")], HouseholdChoice::Alone);
    let (shown, fact) = pc.desk().look_up(person_id(1)).unwrap();
    assert_eq!((shown.id, fact.person), (person_id(1), Some(person_id(1))));
    assert_eq!(fact.fact.kind(), "audit.looked_up");
    let before = world::bytes(&pc.list);
    let searched = pc.desk().searched(3).unwrap();
    pc.write(vec![fact, searched]);
    assert_eq!(world::bytes(&pc.list), before);
    pc.role = Role::Viewer;
    assert_eq!(
        pc.desk().look_up(person_id(1)).unwrap_err(),
        Refusal::NotAllowed
    );
}

#[test]
fn the_first_badge_is_a_keepers_and_the_last_keepers_stays() {
    let mut pc = Pc::blank(1, 1);
    pc.role = Role::Viewer;
    let badge = |actor: u8, role| BadgeIssued {
        actor: Actor([actor; 8]),
        role,
        name: "見本 職員".into(),
        until: None,
    };
    let volunteer = pc.desk().issue_badge(badge(1, Role::Volunteer));
    assert_eq!(volunteer.unwrap_err(), Refusal::NotAllowed);
    let fact = pc.desk().issue_badge(badge(1, Role::Keeper)).unwrap();
    pc.write(vec![fact]);
    let second = pc.desk().issue_badge(badge(2, Role::Keeper));
    assert_eq!(second.unwrap_err(), Refusal::NotAllowed);
    pc.role = Role::Keeper;
    let until = Some(pc.now.plus(HOUR));
    let fact = pc.desk().issue_badge(BadgeIssued {
        until,
        ..badge(2, Role::Volunteer)
    });
    pc.write(vec![fact.unwrap()]);
    let here = pc.list.shelter(shelter_id(1)).unwrap();
    assert_eq!(here.role_of(Actor([2; 8]), pc.now), Some(Role::Volunteer));
    assert_eq!(here.role_of(Actor([2; 8]), pc.now.plus(2 * HOUR)), None);
    assert_eq!(
        pc.desk().revoke_badge(Actor([1; 8])).unwrap_err(),
        Refusal::LastKeeper
    );
    let fact = pc.desk().revoke_badge(Actor([2; 8])).unwrap();
    pc.write(vec![fact]);
    let here = pc.list.shelter(shelter_id(1)).unwrap();
    assert_eq!(here.role_of(Actor([2; 8]), pc.now), None);
}
