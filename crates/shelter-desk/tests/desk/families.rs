//! Families at the desk: with a card, with a code from home, with a member who is on the list already.

use mynacard::SecretKind;
use rand_core::OsRng;
use shelter::plain::{Item, Origin, Presence, TokenKind};
use shelter_desk::{Arrival, KnownBy, Needed};
use vault::{Label, PreRegistered, PreRegistration, Prepared};
use zeroize::Zeroizing;

use crate::arriving::{hanako, known, members};
use crate::common::{contactless, done, item, list, open, pc, prepared, refused, register, today};

#[test]
fn a_family_is_one_household_with_one_address_of_which_one_has_a_card() {
    let pc = pc();
    let mut desk = open(&prepared(), pc.path());
    let list = list(&mut desk);
    list.by_hand().unwrap();
    list.set_member(0, Item::Name, "見本　太郎").unwrap();
    list.set_member(0, Item::Age, "78").unwrap();
    list.set_member(0, Item::Address, "みほん県かざし市東町2-3")
        .unwrap();
    list.add_member().unwrap();
    list.add_member().unwrap();
    assert_eq!(
        members(list)[2].text(Item::Address),
        "みほん県かざし市東町2-3"
    );
    list.remove_member(2).unwrap();
    list.ask_card(Some(1)).unwrap();
    list.read(&hanako(), SecretKind::Pin, None).unwrap();
    for place in 0..2 {
        list.set_help(place, false).unwrap();
    }
    list.register().unwrap();
    let family = done(list);
    assert_eq!(family.len(), 2);
    assert_eq!(item(list, family[0], Item::Name), "見本　太郎");
    assert_eq!(item(list, family[1], Item::Name), "見本　花子");
    let registry = list.registry().list();
    let household = registry.person(family[0]).unwrap().household().unwrap();
    assert_eq!(registry.household(household).count(), 2);
    let speaks = |id| registry.person(id).unwrap().membership().unwrap();
    assert!(speaks(family[0]).representative);
    assert!(!speaks(family[1]).representative);
    // Whoever comes back is shown with the family.
    list.take_found(family[1]).unwrap();
    let (people, by) = known(list);
    assert_eq!(
        (people.len(), people[0], by),
        (2, family[1], KnownBy::Search)
    );
}

#[test]
fn a_label_scanned_while_a_card_is_asked_for_keeps_the_family_that_waits() {
    let pc = pc();
    let mut desk = open(&prepared(), pc.path());
    let list = list(&mut desk);
    list.by_hand().unwrap();
    list.set_member(0, Item::Name, "見本　一郎").unwrap();
    list.set_member(0, Item::Age, "30").unwrap();
    list.set_help(0, false).unwrap();
    list.ask_card(Some(0)).unwrap();
    // The card was not read, and is asked for once more.
    list.ask_card(None).unwrap();
    let code = Label::generate(&mut OsRng);
    list.scan(&code.to_qr()).unwrap();
    list.register().unwrap();
    let person = done(list)[0];
    assert_eq!(item(list, person, Item::Name), "見本　一郎");
    list.cancel();
    list.scan(&code.to_qr()).unwrap();
    assert_eq!(known(list).0, [person]);
}

/// A family's code, as the city makes it in peacetime.
fn from_home(prepared: &Prepared) -> Zeroizing<String> {
    let person = |name: &str, birth_date: &str| PreRegistered {
        name: name.to_owned(),
        kana: "ミホン".to_owned(),
        birth_date: birth_date.to_owned(),
        sex: "f".to_owned(),
    };
    let family = PreRegistration {
        id: [5; 16],
        issued: today(),
        address: Zeroizing::new("みほん県かざし市西町9".to_owned()),
        phone: Zeroizing::new("03-0000-0000".to_owned()),
        people: vec![
            person("見本　春子", "1980-01-02"),
            person("見本　夏子", "2015-07"),
        ],
    };
    let key = prepared.package.open(&prepared.city).unwrap();
    family
        .seal(&key.secrets.pre_registration, &mut OsRng)
        .unwrap()
}

#[test]
fn a_code_from_home_brings_the_family_and_only_the_one_question_is_asked() {
    let prepared = prepared();
    let pc = pc();
    let mut desk = open(&prepared, pc.path());
    let list = list(&mut desk);
    let code = from_home(&prepared);
    list.scan(&code).unwrap();
    assert_eq!(members(list).len(), 2);
    for place in 0..2 {
        assert_eq!(members(list)[place].needed(), [Needed::Help]);
        assert_eq!(
            members(list)[place].origin(Item::Name),
            Some(Origin::PreRegistered)
        );
        list.set_help(place, false).unwrap();
    }
    list.register().unwrap();
    let family = done(list);
    assert_eq!(item(list, family[0], Item::Name), "見本　春子");
    assert_eq!(item(list, family[1], Item::Name), "見本　夏子");
    assert_eq!(item(list, family[1], Item::BirthDate), "2015-07");
    assert_eq!(
        item(list, family[1], Item::Address),
        "みほん県かざし市西町9"
    );
    assert_eq!(item(list, family[0], Item::Phone), "03-0000-0000");
    // The same code again is the family that is here.
    list.cancel();
    list.scan(&code).unwrap();
    let (people, by) = known(list);
    assert_eq!(people, family);
    assert_eq!(by, KnownBy::Token(TokenKind::PreRegistration));
    // Another city's code brings nobody.
    list.cancel();
    assert!(list.scan(&from_home(&crate::common::prepared())).is_err());
    assert!(matches!(list.arrival(), Arrival::Waiting));
}

#[test]
fn a_member_who_is_on_the_list_comes_back_and_the_others_join_the_household() {
    let pc = pc();
    let mut desk = open(&prepared(), pc.path());
    let list = list(&mut desk);
    let mother = register(list, "見本　春子");
    list.go(&[mother], &Presence::Out).unwrap();
    let card = contactless(list, 3);
    list.by_hand().unwrap();
    list.set_member(0, Item::Name, "見本　春子").unwrap();
    list.set_member(0, Item::Age, "41").unwrap();
    let Arrival::People(group) = list.arrival() else {
        panic!()
    };
    let may_be = list.candidates_for(&group.members()[0], today());
    assert!(may_be.iter().any(|candidate| candidate.id == mother));
    list.new_with_contactless(card).unwrap();
    list.is_this_one(0, Some(mother)).unwrap();
    list.add_member().unwrap();
    list.set_member(1, Item::Name, "見本　夏子").unwrap();
    list.set_member(1, Item::Age, "11").unwrap();
    list.set_help(1, false).unwrap();
    list.register().unwrap();
    let people = list.registry().list();
    assert_eq!(people.len(), 2, "nobody is there twice");
    let back = people.person(mother).unwrap();
    assert_eq!(back.presence(), Some(&Presence::In));
    let household = back.household().expect("a household with the daughter");
    assert_eq!(people.household(household).count(), 2);
    let speak = people.household(household).filter(|id| {
        people
            .person(*id)
            .unwrap()
            .membership()
            .unwrap()
            .representative
    });
    assert_eq!(speak.count(), 1);
    list.cancel();
    list.held(card).unwrap();
    let (family, _) = known(list);
    assert_eq!((family[0], family.len()), (mother, 2));

    // A third one, who comes later with somebody of the family.
    list.by_hand().unwrap();
    list.is_this_one(0, Some(mother)).unwrap();
    list.add_member().unwrap();
    list.set_member(1, Item::Name, "見本　秋子").unwrap();
    list.set_member(1, Item::Age, "3").unwrap();
    list.set_help(1, false).unwrap();
    list.register().unwrap();
    assert_eq!(list.registry().list().household(household).count(), 3);
}

#[test]
fn one_card_at_two_desks_is_one_human_and_one_slip_number_is_not() {
    let prepared = prepared();
    let (one, two, stick) = (pc(), pc(), pc());
    let (mut left, mut right) = (open(&prepared, one.path()), open(&prepared, two.path()));
    let (left, right) = (list(&mut left), list(&mut right));
    let card = contactless(left, 1);
    let then = shelter_desk::moment();
    for (list, with_card, with_slip) in [
        (&mut *left, "見本　一郎", "架空　花子"),
        (&mut *right, "見本　いちろう", "架空　次郎"),
    ] {
        list.new_with_contactless(card).unwrap();
        for name in [with_card, with_slip] {
            list.set_member(0, Item::Name, name).unwrap();
            list.set_member(0, Item::Age, "30").unwrap();
            list.set_help(0, false).unwrap();
            list.register().unwrap();
            list.cancel();
            list.from_paper("41", then).unwrap();
        }
        list.cancel();
    }
    let badge = left
        .issue_badge(shelter::role::Role::Volunteer, "見本ボランティア")
        .unwrap();
    left.take_bundle(&right.write_bundle(stick.path()).unwrap())
        .unwrap();
    let people = left.registry().list();
    assert_eq!((people.len(), people.humans().len()), (4, 4));
    assert_eq!(
        refused(left.from_paper("41", then)),
        "shelter-token-shared",
        "a keeper does not make one human of two either"
    );
    left.scan(&badge.to_qr()).unwrap();
    left.held(card).unwrap();
    assert_eq!(known(left).0.len(), 1);
    let people = left.registry().list();
    assert_eq!((people.len(), people.humans().len()), (4, 3));
}

#[test]
fn giving_up_one_members_card_goes_back_to_the_family() {
    let pc = pc();
    let mut desk = open(&prepared(), pc.path());
    let list = list(&mut desk);
    list.by_hand().unwrap();
    list.set_member(0, Item::Name, "見本　太郎").unwrap();
    list.add_member().unwrap();
    list.ask_card(Some(1)).unwrap();
    list.cancel();
    assert_eq!(members(list)[0].text(Item::Name), "見本　太郎");
    list.cancel();
    assert!(matches!(list.arrival(), Arrival::Waiting));
}
