//! Two shelters of one disaster, with sticks between them.

use std::fs;

use shelter::fact::Detail;
use shelter::plain::{Item, PersonId, Presence, PresenceKind, UtilityState};
use shelter::search::{Seek, Seeker};
use shelter_desk::{Export, Working};

use crate::common::{
    NAME, again, contactless, done, family, item, list, names, open, open_next_door, pc, prepared,
    register,
};

const NEXT_DOOR: &str = "見本中学校";
const KEEPER_SEEKS: Seek = Seek {
    seeker: Seeker::Keeper,
    today: None,
    limit: 10,
};
const DESK_SEEKS: Seek = Seek {
    seeker: Seeker::Desk,
    ..KEEPER_SEEKS
};

/// Types somebody in who holds a transit card.
fn with_card(list: &mut Working, name: &str, number: u8) -> PersonId {
    let card = contactless(list, number);
    list.new_with_contactless(card).unwrap();
    list.set_member(0, Item::Name, name).unwrap();
    list.set_member(0, Item::Age, "41").unwrap();
    list.set_help(0, false).unwrap();
    list.register().unwrap();
    done(list)[0]
}

/// Both write a stick, and each takes in the other's.
fn exchange(one: &mut Working, two: &mut Working) {
    let stick = pc();
    let (first, second) = (stick.path().join("1"), stick.path().join("2"));
    for (list, folder) in [(&mut *one, &first), (&mut *two, &second)] {
        fs::create_dir_all(folder).unwrap();
        list.write_bundle(folder).unwrap();
    }
    for (list, folder) in [(two, first), (one, second)] {
        let file = fs::read_dir(folder).unwrap().next().unwrap().unwrap();
        let taken = list.take_bundle(&file.path()).unwrap();
        assert_eq!(taken.refused, 0);
    }
}

fn staying(list: &Working) -> u32 {
    list.registry()
        .list()
        .counts(list.registry().here())
        .staying()
}

#[test]
fn a_person_of_two_shelters_is_found_by_both_and_settled_by_one() {
    let prepared = prepared();
    let (here, there) = (pc(), pc());
    let mut one = open(&prepared, here.path());
    let mut two = open_next_door(&prepared, there.path(), NEXT_DOOR);
    let (one, two) = (list(&mut one), list(&mut two));
    assert_ne!(one.registry().here(), two.registry().here());
    let first = with_card(one, "見本　一郎", 1);
    let second = with_card(two, "見本　一郎", 1);
    register(one, "見本　花子");
    exchange(one, two);

    // Both lists hold both records, and both ask somebody to look.
    for (list, own) in [(&*one, first), (&*two, second)] {
        assert_eq!(names(list), ["見本　一郎", "見本　一郎", "見本　花子"]);
        assert!(list.contradicted().iter().eq([&own]), "the own record");
        let candidates = list.candidates_of(own, crate::common::today());
        assert_eq!(candidates.len(), 1, "the other shelter's record");
    }
    assert_eq!((staying(one), staying(two)), (2, 1));

    // A keeper says that it is one human: until one of the shelters sees him, two places claim him.
    one.link(first, second, true).unwrap();
    exchange(one, two);
    for list in [&*one, &*two] {
        assert_eq!(list.registry().list().in_two_places().len(), 1);
        assert_eq!(list.contradicted().len(), 1);
    }

    // He stands at the second one's desk.
    two.go(&[second], &Presence::In).unwrap();
    exchange(one, two);
    for list in [&*one, &*two] {
        assert!(list.registry().list().in_two_places().is_empty());
        assert!(list.contradicted().is_empty());
    }
    assert_eq!((staying(one), staying(two)), (1, 1));
    let counts = one.registry().list().counts(one.registry().here());
    assert_eq!(counts.of(PresenceKind::MovedTo), 1);
    let Some(Presence::MovedTo { place, shelter }) = one.whereabouts(first) else {
        panic!("he is at the other shelter");
    };
    assert_eq!(place.as_str(), NEXT_DOOR);
    assert_eq!(shelter, Some(two.registry().here()));
    assert_eq!(two.whereabouts(second), Some(Presence::In));
}

#[test]
fn nothing_of_another_shelter_is_in_this_ones_numbers_report_and_papers() {
    let prepared = prepared();
    let (here, there) = (pc(), pc());
    let mut desk = open(&prepared, here.path());
    let mut two = open_next_door(&prepared, there.path(), NEXT_DOOR);
    let (one, two) = (list(&mut desk), list(&mut two));
    let hanako = register(one, "見本　花子");
    family(two, &["架空　太郎", "架空　次郎"]);
    two.head_count("3", "").unwrap();
    two.stock("water", 900, "本").unwrap();
    two.utility(shelter::plain::Utility::Power, UtilityState::Out)
        .unwrap();
    two.choose_offer(Some("lunch".to_owned())).unwrap();
    let next_door: Vec<PersonId> = two.registry().list().persons().map(|(id, _)| id).collect();
    two.serve(&next_door).unwrap();
    two.open_person(next_door[0]).unwrap();
    two.send_report().unwrap();
    one.choose_offer(Some("lunch".to_owned())).unwrap();

    let look = |list: &Working| {
        let mut report = list.report();
        report.as_of = shelter::plain::Moment(0);
        let owed = list.owed().unwrap();
        let counts = list.registry().list().counts(list.registry().here());
        let looks = list.audited().unwrap().looks;
        let words = list.check_words().unwrap().to_string();
        let figures = (counts, owed, list.served(), list.offers(), looks, words);
        (report, figures, list.reports(), list.still_here())
    };
    let before = look(one);
    exchange(one, two);
    assert_eq!(one.registry().list().len(), 3);
    assert!(look(one) == before, "the same as before the stick");
    let shelters = one.registry().list().shelters();
    let mut named: Vec<&str> = shelters
        .filter_map(|(_, shelter)| shelter.detail(Detail::Name))
        .collect();
    named.sort_unstable();
    assert_eq!(named, [NEXT_DOOR, NAME]);

    let file = one.export(Export::List).unwrap();
    let text = fs::read_to_string(file).unwrap();
    assert!(text.contains("見本　花子") && !text.contains("架空"));

    // Closing asks for those here, and nobody next door.
    assert_eq!(one.still_here(), 1);
    let own = one.registry().list().counts(one.registry().here());
    assert_eq!(own.staying(), 1);
    let left = Presence::Left {
        to: "".into(),
        phone: "".into(),
    };
    one.go(&[hanako], &left).unwrap();
    one.close().unwrap();
    assert!(one.is_closed() && !two.is_closed());

    // And a restart shows what was shown.
    drop(desk);
    let mut desk = again(here.path(), &prepared.city.to_print());
    assert_eq!(list(&mut desk).registry().list().len(), 3);
    assert!(list(&mut desk).is_closed());
}

#[test]
fn the_search_finds_people_next_door_after_those_here_and_says_where_they_are() {
    let prepared = prepared();
    let (here, there) = (pc(), pc());
    let mut one = open(&prepared, here.path());
    let mut two = open_next_door(&prepared, there.path(), NEXT_DOOR);
    let (one, two) = (list(&mut one), list(&mut two));
    let there = register(two, "見本　花子");
    let hidden = register(two, "見本　花江");
    two.set_protected(hidden, true).unwrap();
    let here = register(one, "見本　花子");
    exchange(one, two);
    let found = |list: &Working, seek: &Seek| -> Vec<PersonId> {
        let hits = list.registry().find("見本　花", seek).into_iter();
        hits.map(|hit| hit.id).collect()
    };
    // Who is protected at another shelter is not found at this one's desk (支援措置).
    assert_eq!(found(one, &DESK_SEEKS), [here, there]);
    assert_eq!(found(two, &DESK_SEEKS).len(), 3);
    assert_eq!(found(one, &KEEPER_SEEKS).len(), 3);
    assert_eq!(one.whereabouts(here), Some(Presence::In));
    let is_there = one.whereabouts(there).unwrap();
    assert_eq!(
        (is_there.kind(), is_there.place()),
        (PresenceKind::MovedTo, NEXT_DOOR)
    );

    // Somebody who comes over is taken in here, with all that was said there.
    one.tell(there, Item::Phone, "03-0000-0000").unwrap();
    one.take_found(there).unwrap();
    one.go(&[there], &Presence::In).unwrap();
    exchange(one, two);
    assert_eq!((staying(one), staying(two)), (2, 1));
    assert_eq!(item(two, there, Item::Phone), "03-0000-0000");
    assert!(two.contradicted().is_empty());
}

#[test]
fn a_third_shelter_carries_for_two_that_never_meet() {
    let prepared = prepared();
    let pcs = [pc(), pc(), pc()];
    let mut desks: Vec<_> = ["見本小学校", NEXT_DOOR, "見本体育館"]
        .iter()
        .zip(&pcs)
        .map(|(name, pc)| open_next_door(&prepared, pc.path(), name))
        .collect();
    let mut lists: Vec<&mut Working> = desks.iter_mut().map(list).collect();
    register(lists[0], "見本　一郎");
    register(lists[1], "見本　二郎");
    let [one, two, three] = &mut lists[..] else {
        unreachable!("three were opened")
    };
    exchange(one, three);
    exchange(two, three);
    assert_eq!(names(two), ["見本　一郎", "見本　二郎"]);
    assert_eq!(names(three), ["見本　一郎", "見本　二郎"]);
    assert_eq!(
        names(one),
        ["見本　一郎"],
        "the later one is still on its way"
    );
    exchange(one, three);
    assert_eq!(names(one), ["見本　一郎", "見本　二郎"]);
    assert_eq!((staying(one), staying(two), staying(three)), (1, 1, 0));
}
