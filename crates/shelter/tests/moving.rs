//! Stories of people who come, go, come again, and are in two places.

#![allow(clippy::unwrap_used, reason = "a step that fails, fails the test")]

mod world;

use shelter::{
    desk::{HouseholdChoice, Refusal, Step},
    fact::{LinkReason, SeenBy},
    list::{Subject, Tapped},
    plain::{Presence, PresenceKind, Token, TokenKind},
    role::Role,
};
use world::{DAY, HOUR, MORNING, Pc, bytes, newcomer, person_id, shelter_id, token};

fn go(pc: &mut Pc, n: u8, to: Presence) {
    let step = Step {
        person: person_id(n),
        to,
    };
    let facts = pc.desk().go(&[step]).unwrap();
    pc.write(facts);
}

#[test]
fn the_same_person_in_two_shelters_is_at_the_later_one_and_moved_from_the_other() {
    let (mut one, mut two) = (Pc::open(1, 1), Pc::open(2, 2));
    let mut card = newcomer(1, "見本 一郎", "50");
    card.token = Some(token(1));
    one.register(&[card.clone()], HouseholdChoice::Alone);
    two.later(10 * DAY);
    card.id = person_id(2);
    two.register(&[card], HouseholdChoice::Alone);
    assert_eq!(one.list.counts(shelter_id(1)).staying(), 1);
    assert_eq!(two.list.counts(shelter_id(2)).staying(), 1);

    one.meet(&mut two);
    // One token, two records: they are of one person, and the next tap says so.
    let both = vec![person_id(1), person_id(2)];
    assert_eq!(two.list.tap(token(1)), Tapped::Several(both));
    let facts = two.desk().tap(token(1), Presence::In).unwrap();
    two.write(facts);
    one.meet(&mut two);
    assert_eq!(bytes(&one.list), bytes(&two.list));
    assert_eq!(one.list.humans().len(), 1);
    assert_eq!(one.list.counts(shelter_id(1)).staying(), 0);
    assert_eq!(one.list.counts(shelter_id(1)).of(PresenceKind::MovedTo), 1);
    assert_eq!(one.list.counts(shelter_id(2)).staying(), 1);
    assert!(one.list.in_two_places().is_empty());
    assert_eq!(one.list.tap(token(1)), Tapped::Known(person_id(2)));
}

#[test]
fn two_records_that_staff_link_are_in_two_places_until_the_human_is_seen_at_one() {
    let (mut one, mut two) = (Pc::open(1, 1), Pc::open(2, 2));
    one.register(&[newcomer(1, "見本 一郎", "50")], HouseholdChoice::Alone);
    two.later(DAY);
    two.register(&[newcomer(2, "ミホン", "50")], HouseholdChoice::Alone);
    one.meet(&mut two);
    assert!(one.list.in_two_places().is_empty());
    let fact = one
        .desk()
        .link(person_id(1), person_id(2), LinkReason::Confirmed);
    one.write(vec![fact.unwrap()]);
    let doubtful = one.list.in_two_places();
    assert_eq!((doubtful.len(), doubtful[0].present), (1, person_id(2)));
    // Seen at the first shelter, whose clock is a day behind.
    go(&mut one, 1, Presence::In);
    assert!(one.list.in_two_places().is_empty());
    assert_eq!(one.list.counts(shelter_id(1)).staying(), 1);
    assert_eq!(one.list.counts(shelter_id(2)).staying(), 0);
    // The link was wrong: each record says again where its own human is.
    let facts = one.desk().unlink(person_id(1), person_id(2)).unwrap();
    one.write(facts);
    assert_eq!(one.list.counts(shelter_id(1)).staying(), 1);
    assert_eq!(one.list.counts(shelter_id(2)).staying(), 1);
}

#[test]
fn a_link_that_another_pc_said_too_stays_when_one_is_undone() {
    let (mut one, mut two) = (Pc::open(1, 1), Pc::blank(2, 1));
    let both = [newcomer(1, "見本 一郎", "50"), newcomer(2, "ミホン", "50")];
    one.register(&both, HouseholdChoice::Alone);
    one.meet(&mut two);
    let link = |pc: &mut Pc, a, b| {
        let (a, b) = (person_id(a), person_id(b));
        let fact = pc.desk().link(a, b, LinkReason::Confirmed).unwrap();
        pc.write(vec![fact]);
    };
    link(&mut one, 1, 2);
    link(&mut two, 2, 1);
    one.meet(&mut two);
    let mut again = two.clone();
    // Undone at one record only, as a PC does that knew one link.
    let facts = one.desk().unlink(person_id(1), person_id(2)).unwrap();
    assert_eq!(facts.len(), 2);
    one.write(facts[..1].to_vec());
    assert_eq!(one.list.linked(person_id(1)).len(), 2);
    assert_eq!(one.list.linked(person_id(2)).len(), 2);
    let facts = again.desk().unlink(person_id(2), person_id(1)).unwrap();
    again.write(facts);
    assert_eq!(again.list.humans().len(), 2);
}

#[test]
fn one_record_in_two_shelters_shows_the_later_place_until_somebody_settles_it() {
    let (mut one, mut two) = (Pc::open(1, 1), Pc::open(2, 2));
    one.register(&[newcomer(1, "見本 一郎", "50")], HouseholdChoice::Alone);
    one.meet(&mut two);
    go(two.later(2 * HOUR), 1, Presence::In);
    go(one.later(HOUR), 1, Presence::Out);
    one.meet(&mut two);
    let standing = one.list.contradictions(Role::Volunteer);
    assert_eq!(standing.len(), 1);
    assert_eq!(standing[0].subject, Subject::Presence);
    assert_eq!(one.person(1).shelter(), Some(shelter_id(2)));
    let here = |pc: &Pc, n| pc.list.presence_kind(person_id(1), shelter_id(n));
    assert_eq!(here(&one, 1), Some(PresenceKind::MovedTo));
    assert_eq!(here(&one, 2), Some(PresenceKind::In));
    // The clock of the settling PC is behind; what it saw counts, not the clock.
    one.now = MORNING;
    go(&mut one, 1, Presence::In);
    one.meet(&mut two);
    assert!(two.list.contradictions(Role::Keeper).is_empty());
    assert_eq!(here(&two, 1), Some(PresenceKind::In));
    assert_eq!(here(&two, 2), Some(PresenceKind::MovedTo));
}

#[test]
fn one_who_moves_is_expected_at_the_other_shelter() {
    let (mut one, mut two) = (Pc::open(1, 1), Pc::open(2, 2));
    one.register(&[newcomer(1, "見本 一郎", "50")], HouseholdChoice::Alone);
    go(
        one.later(HOUR),
        1,
        Presence::MovedTo {
            place: "見本中学校".into(),
            shelter: Some(shelter_id(2)),
        },
    );
    one.meet(&mut two);
    assert_eq!(two.list.expected(shelter_id(2)), [person_id(1)]);
    assert_eq!(one.list.counts(shelter_id(1)).staying(), 0);
    go(two.later(3 * HOUR), 1, Presence::In);
    assert!(two.list.expected(shelter_id(2)).is_empty());
    assert_eq!(two.list.counts(shelter_id(2)).staying(), 1);
}

#[test]
fn out_for_the_day_is_fed_and_away_for_the_night_keeps_the_bed_only() {
    let mut pc = Pc::open(1, 1);
    let two = [
        newcomer(1, "見本 一郎", "50"),
        newcomer(2, "見本 二郎", "48"),
    ];
    pc.register(&two, HouseholdChoice::Alone);
    go(&mut pc, 1, Presence::Out);
    go(
        &mut pc,
        2,
        Presence::Overnight {
            until: Some(MORNING.plus(DAY)),
            place: "見本市の娘の家".into(),
        },
    );
    let counts = pc.list.counts(shelter_id(1));
    assert_eq!((counts.staying(), counts.fed()), (2, 1));
    assert_eq!(counts.of(PresenceKind::In), 0);
}

#[test]
fn one_who_comes_again_with_the_card_is_the_same_person() {
    let mut pc = Pc::open(1, 1);
    let mut card = newcomer(1, "見本 一郎", "50");
    card.token = Some(token(1));
    pc.register(&[card.clone()], HouseholdChoice::Alone);
    let left = Presence::Left {
        to: "自宅".into(),
        phone: "".into(),
    };
    go(pc.later(HOUR), 1, left);
    assert_eq!(pc.list.counts(shelter_id(1)).staying(), 0);
    let twice = pc
        .desk()
        .register(&[card.clone()], HouseholdChoice::Alone, pc.letters);
    assert_eq!(twice.unwrap_err(), Refusal::AlreadyRegistered);
    card.id = person_id(2);
    let again = pc
        .desk()
        .register(&[card], HouseholdChoice::Alone, pc.letters);
    let holder = person_id(1);
    assert_eq!(again.unwrap_err(), Refusal::TokenTaken { holder });
    let facts = pc.later(HOUR).desk().tap(token(1), Presence::In).unwrap();
    pc.write(facts);
    assert_eq!(pc.list.len(), 1);
    assert_eq!(pc.list.counts(shelter_id(1)).staying(), 1);
    assert_eq!(pc.person(1).moves().len(), 3);
    assert_eq!(pc.person(1).registrations().len(), 1);
}

#[test]
fn a_slip_number_that_a_family_shares_makes_nobody_one_person() {
    let (mut one, mut two) = (Pc::open(1, 1), Pc::open(2, 2));
    let slip = Token {
        kind: TokenKind::PaperNumber,
        hash: [7; 16],
    };
    let mut father = newcomer(1, "見本 一郎", "50");
    father.token = Some(slip);
    one.register(&[father], HouseholdChoice::Alone);
    let mut son = newcomer(2, "見本 次郎", "20");
    son.token = Some(slip);
    two.register(&[son], HouseholdChoice::Alone);
    one.meet(&mut two);
    let tapped = two.desk().tap(slip, Presence::In);
    assert_eq!(tapped.unwrap_err(), Refusal::TokenShared);
    let same = two
        .desk()
        .link(person_id(1), person_id(2), LinkReason::SameToken);
    assert!(same.is_ok(), "a keeper may");
    two.role = Role::Volunteer;
    let same = two
        .desk()
        .link(person_id(1), person_id(2), LinkReason::SameToken);
    assert_eq!(same.unwrap_err(), Refusal::NotAllowed);
}

#[test]
fn a_lost_label_opens_nothing() {
    let mut pc = Pc::open(1, 1);
    let mut labelled = newcomer(1, "見本 一郎", "50");
    labelled.token = Some(token(1));
    pc.register(&[labelled], HouseholdChoice::Alone);
    let lost = pc.desk().revoke_token(token(1)).unwrap();
    pc.write(vec![lost]);
    assert_eq!(pc.list.tap(token(1)), Tapped::Revoked);
    assert_eq!(
        pc.desk().tap(token(1), Presence::In).unwrap_err(),
        Refusal::TokenRevoked
    );
    assert_eq!(
        pc.desk().bind(person_id(1), token(1)).unwrap_err(),
        Refusal::TokenRevoked
    );
    let fact = pc.desk().bind(person_id(1), token(2)).unwrap();
    pc.write(vec![fact]);
    assert_eq!(pc.list.tap(token(2)), Tapped::Known(person_id(1)));
    let fact = pc.desk().unbind(person_id(1), token(2)).unwrap();
    pc.write(vec![fact]);
    assert_eq!(pc.list.tap(token(2)), Tapped::Nobody);
}

#[test]
fn one_whom_nobody_saw_for_a_day_is_looked_for() {
    let mut pc = Pc::open(1, 1);
    let three = [
        newcomer(1, "見本 一郎", "50"),
        newcomer(2, "見本 二郎", "48"),
        newcomer(3, "見本 三郎", "46"),
    ];
    pc.register(&three, HouseholdChoice::Alone);
    go(
        pc.later(HOUR),
        3,
        Presence::Left {
            to: "".into(),
            phone: "".into(),
        },
    );
    let facts = pc
        .later(20 * HOUR)
        .desk()
        .saw(&[person_id(2)], SeenBy::Round);
    pc.write(facts.unwrap());
    pc.later(4 * HOUR);
    let unseen = |hours| pc.list.not_seen(shelter_id(1), pc.now, hours);
    assert_eq!(unseen(24), [person_id(1)]);
    assert_eq!(unseen(4), [person_id(1), person_id(2)]);
    assert!(unseen(48).is_empty());
}
