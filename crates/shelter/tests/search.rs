//! From registration to search: what the desk writes can be found, by those who may.

#![allow(clippy::unwrap_used, reason = "a step that fails, fails the test")]

mod world;

use jiff::civil::date;
use shelter::{
    desk::{HouseholdChoice, Newcomer, Step},
    fact::LinkReason,
    plain::{Item, PersonId, Presence},
    search::{Comparing, Index, Reason, SearchText, Seek, Seeker, Standing, Strength, Visibility},
};
use world::{Pc, items, person_id, shelter_id, token};

fn hanako(n: u8) -> Newcomer {
    Newcomer::by_hand(
        person_id(n),
        items([
            (Item::Name, "見本　花子"),
            (Item::Kana, "ミホン　ハナコ"),
            (Item::BirthDate, "1990-05-06"),
            (Item::Address, "見本市見本町2丁目3番4号"),
            (Item::Phone, "090-0000-1234"),
            (Item::Vehicle, "見本 300 あ 12-34"),
            (Item::Area, "体育館A3"),
        ]),
    )
}

fn index(pc: &Pc, from: u8) -> Index {
    let mut index = Index::new();
    for (id, _) in pc.list.persons() {
        let text = SearchText::of_record(&pc.list, id, shelter_id(from)).unwrap();
        index.put(id, &text);
    }
    index
}

fn found(index: &Index, typed: &str, seeker: Seeker) -> Vec<PersonId> {
    let today = Some(date(2026, 11, 21));
    let seek = Seek {
        seeker,
        today,
        limit: 10,
    };
    index.find(typed, &seek).iter().map(|hit| hit.id).collect()
}

#[test]
fn what_was_registered_is_found() {
    let mut pc = Pc::open(1, 1);
    pc.register(&[hanako(1)], HouseholdChoice::Alone);
    let index = index(&pc, 1);
    let number = pc.person(1).number().unwrap().to_string();
    for typed in [
        "はなこ",
        "見本花子",
        "H2.5.6",
        "36",
        "見本町二の三",
        "1234",
        "体育館A3",
        "300あ",
        &number,
    ] {
        assert_eq!(
            found(&index, typed, Seeker::Desk),
            [person_id(1)],
            "{typed}"
        );
    }
    assert!(SearchText::of_record(&pc.list, person_id(9), shelter_id(1)).is_none());
}

#[test]
fn a_protected_person_is_found_where_she_lives_and_by_no_inquiry() {
    let mut pc = Pc::open(1, 1);
    pc.register(&[hanako(1)], HouseholdChoice::Alone);
    let fact = pc.desk().protect(person_id(1), true).unwrap();
    pc.write(vec![fact]);
    let here = index(&pc, 1);
    assert_eq!(found(&here, "はなこ", Seeker::Desk), [person_id(1)]);
    for typed in ["見本町2-3-4", "1234", "300あ"] {
        assert!(found(&here, typed, Seeker::Desk).is_empty(), "{typed}");
    }
    assert!(found(&here, "はなこ", Seeker::Inquiry).is_empty());
    let elsewhere = index(&pc, 2);
    assert!(found(&elsewhere, "はなこ", Seeker::Desk).is_empty());
    assert_eq!(found(&elsewhere, "はなこ", Seeker::Keeper), [person_id(1)]);
}

#[test]
fn who_left_is_found_after_those_who_are_here() {
    let mut pc = Pc::open(1, 1);
    pc.register(&[hanako(1)], HouseholdChoice::Alone);
    pc.register(&[hanako(2)], HouseholdChoice::Alone);
    let to = Presence::Left {
        to: "見本市".into(),
        phone: "".into(),
    };
    let step = Step {
        person: person_id(1),
        to,
    };
    let facts = pc.desk().go(&[step]).unwrap();
    pc.write(facts);
    let text = SearchText::of_record(&pc.list, person_id(1), shelter_id(1)).unwrap();
    assert_eq!(
        (text.standing, text.visibility),
        (Standing::Gone, Visibility::Open)
    );
    assert_eq!(
        found(&index(&pc, 1), "はなこ", Seeker::Desk),
        [person_id(2), person_id(1)]
    );
}

#[test]
fn a_link_ends_a_proposal_and_an_undone_link_does_not_bring_it_back() {
    let mut pc = Pc::open(1, 1);
    pc.register(&[hanako(1)], HouseholdChoice::Alone);
    pc.register(&[hanako(2)], HouseholdChoice::Alone);
    let candidates = |pc: &Pc| {
        let comparing = Comparing {
            today: None,
            privileged: true,
            decided: &pc.list,
        };
        index(pc, 1).duplicates_of(person_id(1), &comparing)
    };
    let proposed = candidates(&pc);
    assert_eq!(proposed.len(), 1);
    assert_eq!(
        (proposed[0].strength, proposed[0].reason),
        (Strength::Proposal, Reason::KanaAndBirth)
    );
    let fact = pc
        .desk()
        .link(person_id(1), person_id(2), LinkReason::Confirmed)
        .unwrap();
    pc.write(vec![fact]);
    assert!(candidates(&pc).is_empty());
    let facts = pc.desk().unlink(person_id(1), person_id(2)).unwrap();
    pc.write(facts);
    assert!(candidates(&pc).is_empty());
}

#[test]
fn a_card_at_two_desks_is_one_person_for_certain() {
    let mut pc = Pc::open(1, 1);
    let with_card = |n| Newcomer {
        token: Some(token(7)),
        ..hanako(n)
    };
    pc.register(&[with_card(1)], HouseholdChoice::Alone);
    let mut other = Pc::open(2, 2);
    other.register(&[with_card(2)], HouseholdChoice::Alone);
    pc.meet(&mut other);
    let comparing = Comparing {
        today: None,
        privileged: false,
        decided: &(),
    };
    let pairs = index(&pc, 1).all_duplicates(&comparing);
    assert_eq!(pairs.len(), 1);
    assert_eq!(
        (pairs[0].reason, pairs[0].strength),
        (Reason::SameToken, Strength::Certain)
    );
}
