//! One person at the desk: by card, by hand, by something known, by a code from home, from paper.

use jiff::civil::date;
use mynacard::{BasicInfo, BirthDate, SecretKind, Sex};
use rand_core::OsRng;
use shelter::plain::{Item, Moment, Origin, Presence, PresenceKind, Token, TokenKind, WayIn};
use shelter_desk::{Arrival, Held, KnownBy, Needed, Working, moment};
use vault::{Label, Tokens};

use crate::common::{contactless, done, item, list, open, pc, prepared, refused, register};

pub fn hanako() -> BasicInfo {
    BasicInfo::new(
        "見本　花子".to_owned(),
        "みほん県かざし市東町2-3".to_owned(),
        BirthDate::Known(date(1950, 3, 4)),
        Sex::Female,
    )
}

/// The user-authentication certificate of a card, as this city hashes it.
fn certificate(list: &Working, serial: u8) -> Token {
    Token {
        kind: TokenKind::AuthCertificate,
        hash: Tokens::new(list.tap_key()).other("certificate", &[b"CN=test", &[serial]]),
    }
}

pub fn known(list: &Working) -> (Vec<shelter::plain::PersonId>, KnownBy) {
    match list.arrival() {
        Arrival::Known { people, by } => (people.clone(), *by),
        _ => panic!("nobody was recognised"),
    }
}

pub fn members(list: &Working) -> &[shelter_desk::NewcomerDraft] {
    match list.arrival() {
        Arrival::People(group) => group.members(),
        _ => panic!("nobody is being taken in"),
    }
}

#[test]
fn a_card_gives_the_four_items_and_is_known_the_next_time() {
    let pc = pc();
    let mut desk = open(&prepared(), pc.path());
    let list = list(&mut desk);
    let card = certificate(list, 1);
    list.ask_card(None).unwrap();
    assert_eq!(list.held(card).unwrap(), Held::Unknown);
    list.read(&hanako(), SecretKind::Pin, Some(card)).unwrap();
    assert_eq!(members(list)[0].needed(), [Needed::Help]);
    assert_eq!(refused(list.register()), "shelter-not-now");
    list.set_help(0, true).unwrap();
    list.register().unwrap();
    let person = done(list)[0];
    for (what, is) in [
        (Item::Name, "見本　花子"),
        (Item::Address, "みほん県かざし市東町2-3"),
        (Item::BirthDate, "1950-03-04"),
        (Item::Sex, "f"),
    ] {
        assert_eq!(item(list, person, what), is);
        let shown = list.registry().list().person(person).unwrap();
        assert_eq!(
            shown.versions(what).unwrap().shown().origin,
            Origin::CardPin
        );
    }
    let shown = list.registry().list().person(person).unwrap();
    assert_eq!(shown.presence(), Some(&Presence::In));
    assert_eq!(shown.needs().count(), 1);
    assert_eq!(shown.registrations()[0].way, WayIn::Pin);

    list.cancel();
    assert_eq!(list.held(card).unwrap(), Held::Taken);
    let by = KnownBy::Token(TokenKind::AuthCertificate);
    assert_eq!(known(list), (vec![person], by));
    list.go(&[person], &Presence::Out).unwrap();
    assert!(matches!(list.arrival(), Arrival::Waiting));
    let shown = list.registry().list().person(person).unwrap();
    assert_eq!(shown.presence(), Some(&Presence::Out));
}

#[test]
fn without_taps_a_card_that_was_read_is_not_remembered() {
    let pc = pc();
    let mut desk = open(&prepared(), pc.path());
    let list = list(&mut desk);
    let card = certificate(list, 1);
    list.set_taps(false).unwrap();
    list.read(&hanako(), SecretKind::FaceCode, Some(card))
        .unwrap();
    list.set_help(0, false).unwrap();
    list.register().unwrap();
    assert_eq!(list.held(card).unwrap(), Held::Unknown);
    assert_eq!(list.registry().list().len(), 1);
}

#[test]
fn what_is_typed_wrongly_is_said_and_an_age_is_enough() {
    let pc = pc();
    let mut desk = open(&prepared(), pc.path());
    let list = list(&mut desk);
    list.by_hand().unwrap();
    assert_eq!(
        members(list)[0].needed(),
        [Needed::Name, Needed::Age, Needed::Help]
    );
    list.set_member(0, Item::Description, "青い上着の男の子")
        .unwrap();
    list.set_member(0, Item::BirthDate, "2026-02-31").unwrap();
    list.set_help(0, false).unwrap();
    assert!(members(list)[0].problems().next().is_some());
    assert!(list.register().is_err());
    assert_eq!(members(list)[0].text(Item::BirthDate), "2026-02-31");
    list.set_member(0, Item::BirthDate, "").unwrap();
    list.set_member(0, Item::Age, "5-8").unwrap();
    list.register().unwrap();
    let person = done(list)[0];
    assert_eq!(item(list, person, Item::Description), "青い上着の男の子");
    assert_eq!(item(list, person, Item::Name), "");
    assert_eq!(
        refused(list.set_member(0, Item::Name, "見本")),
        "shelter-not-now"
    );
}

#[test]
fn a_label_is_bound_lets_its_holder_in_and_opens_nothing_once_revoked() {
    let pc = pc();
    let mut desk = open(&prepared(), pc.path());
    let list = list(&mut desk);
    let code = Label::generate(&mut OsRng);
    // A label for somebody who is being typed in.
    list.by_hand().unwrap();
    list.set_member(0, Item::Name, "見本　一郎").unwrap();
    list.set_member(0, Item::Age, "30").unwrap();
    list.set_help(0, false).unwrap();
    list.scan(&code.to_qr()).unwrap();
    list.register().unwrap();
    let person = done(list)[0];
    list.cancel();
    list.scan(&code.to_qr()).unwrap();
    assert_eq!(known(list).0, [person]);

    // One that the desk printed.
    let other = register(list, "見本　花子");
    list.cancel();
    let paper = list.labels(&[other]).unwrap();
    let printed = paper.values.get("member.1.token").unwrap().to_owned();
    list.scan(&printed).unwrap();
    assert_eq!(known(list), (vec![other], KnownBy::Token(TokenKind::Label)));
    list.cancel();

    list.bind_next(other).unwrap();
    assert_eq!(refused(list.scan(&code.to_qr())), "shelter-token-taken");
    list.revoke_labels(person).unwrap();
    assert_eq!(refused(list.scan(&code.to_qr())), "shelter-token-revoked");
    assert_eq!(refused(list.revoke_labels(person)), "shelter-nothing-said");
    list.scan(&printed).unwrap();
    assert_eq!(known(list).0, [other]);
}

#[test]
fn a_transit_card_of_a_newcomer_is_known_the_next_time() {
    let pc = pc();
    let mut desk = open(&prepared(), pc.path());
    let list = list(&mut desk);
    let card = contactless(list, 1);
    assert_eq!(list.held(card).unwrap(), Held::Unknown);
    list.new_with_contactless(card).unwrap();
    list.set_member(0, Item::Name, "見本　一郎").unwrap();
    list.set_member(0, Item::Age, "30").unwrap();
    list.set_help(0, false).unwrap();
    list.register().unwrap();
    let person = done(list)[0];
    let shown = list.registry().list().person(person).unwrap();
    assert_eq!(shown.registrations()[0].way, WayIn::Contactless);
    list.cancel();
    assert_eq!(list.held(card).unwrap(), Held::Taken);
    assert_eq!(
        known(list),
        (vec![person], KnownBy::Token(TokenKind::Contactless))
    );

    // A second card for the same person.
    let second = contactless(list, 2);
    list.bind_next(person).unwrap();
    list.held(second).unwrap();
    assert_eq!(list.binds_to(), None);
    list.cancel();
    list.held(second).unwrap();
    assert_eq!(known(list).0, [person]);
}

#[test]
fn a_slip_of_paper_has_its_own_time_and_number_and_is_typed_once() {
    let pc = pc();
    let mut desk = open(&prepared(), pc.path());
    let list = list(&mut desk);
    let then = Moment(moment().0 - 5 * Moment::HOUR);
    list.from_paper("4", then).unwrap();
    list.from_paper("41", then).unwrap();
    list.set_member(0, Item::Name, "見本　一郎").unwrap();
    list.set_member(0, Item::Age, "30").unwrap();
    list.set_help(0, false).unwrap();
    list.register().unwrap();
    let person = done(list)[0];
    let shown = list.registry().list().person(person).unwrap();
    let registration = &shown.registrations()[0];
    assert_eq!((registration.at, registration.way), (then, WayIn::Paper));
    assert_eq!(
        shown.versions(Item::Name).unwrap().shown().origin,
        Origin::Paper
    );
    assert_eq!(shown.presence_at(then).unwrap().to, PresenceKind::In);
    assert!(shown.presence_at(Moment(then.0 - 1)).is_none());

    // The same slip again is that person; the number that was typed wrongly first is nobody's.
    list.cancel();
    list.from_paper(" 41 ", then).unwrap();
    assert_eq!(known(list).0, [person]);
    list.cancel();
    list.from_paper("4", then).unwrap();
    assert_eq!(members(list).len(), 1);
    // What has not happened yet cannot be typed.
    list.from_paper("5", Moment(moment().0 + 25 * Moment::HOUR))
        .unwrap();
    list.set_member(0, Item::Name, "見本　花子").unwrap();
    list.set_member(0, Item::Age, "30").unwrap();
    list.set_help(0, false).unwrap();
    assert_eq!(refused(list.register()), "shelter-time-ahead");
    assert_eq!(list.registry().list().len(), 1);
}
