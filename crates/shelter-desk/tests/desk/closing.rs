//! The end of a shelter.

use std::fs;

use shelter::plain::{Item, PersonId, Presence, Text};
use shelter_desk::{Folder, Phase, ShelterDesk, Working};

use crate::common::{
    again, family, is_activating, list, names, open, pc, prepared, refused, register, today,
    training,
};

/// Left for home.
fn home() -> Presence {
    Presence::Left {
        to: Text::from("自宅"),
        phone: Text::default(),
    }
}

/// A family that came and went.
fn came_and_went(list: &mut Working) -> Vec<PersonId> {
    let people = family(list, &["見本　一郎", "見本　花子"]);
    list.go(&people, &home()).unwrap();
    people
}

#[test]
fn a_shelter_with_people_in_or_only_out_for_a_while_is_not_closed() {
    let pc = pc();
    let mut desk = open(&prepared(), pc.path());
    let list = list(&mut desk);
    let people = family(list, &["見本　一郎", "見本　花子"]);
    assert_eq!(list.still_here(), 2);
    assert_eq!(refused(list.close()), "shelter-people-still-here");
    list.go(&people[..1], &home()).unwrap();
    list.go(&people[1..], &Presence::Out).unwrap();
    assert_eq!(list.still_here(), 1);
    assert_eq!(refused(list.close()), "shelter-people-still-here");
    list.go(&people[1..], &home()).unwrap();
    assert_eq!(list.still_here(), 0);
    assert!(!list.is_closed());
    list.close().unwrap();
    assert!(list.is_closed());
    // Nobody is taken in any more, until it opens again.
    list.by_hand().unwrap();
    list.set_member(0, Item::Name, "見本　次郎").unwrap();
    list.set_member(0, Item::Age, "30").unwrap();
    list.set_help(0, false).unwrap();
    assert_eq!(refused(list.register()), "shelter-not-open");
    assert_eq!(refused(list.close()), "shelter-not-open");
    list.reopen().unwrap();
    list.register().unwrap();
    assert!(!list.is_closed());
    assert_eq!(list.registry().list().len(), 3);
}

#[test]
fn the_citys_pc_reads_the_same_words_once_it_took_the_list_in() {
    let prepared = prepared();
    let (here, city, stick) = (pc(), pc(), pc());
    let (mut here, mut city) = (open(&prepared, here.path()), open(&prepared, city.path()));
    let (here, city) = (list(&mut here), list(&mut city));
    came_and_went(here);
    assert_ne!(*here.check_words().unwrap(), *city.check_words().unwrap());
    // Badges, looks and exports of either PC are no part of it.
    city.issue_badge(shelter::role::Role::Volunteer, "見本ボランティア")
        .unwrap();
    here.wall().unwrap();
    here.close().unwrap();
    let file = here.write_bundle(stick.path()).unwrap();
    city.take_bundle(&file).unwrap();
    let words = city.check_words().unwrap();
    assert_eq!(*here.check_words().unwrap(), *words);

    let other = words.replace(|it: char| it.is_ascii_digit(), "1");
    for wrong in [other.as_str(), "", "見本", &words[..4]] {
        assert_eq!(refused(here.receipt(wrong)), "shelter-other-check");
    }
    assert!(!here.has_receipt());
    assert_eq!(refused(here.may_destroy()), "shelter-not-received");
    // As somebody says them on the telephone, and somebody else types them.
    let said = words.replace('-', "　");
    here.receipt(&said).unwrap();
    assert!(here.has_receipt());
    assert_eq!(
        *here.check_words().unwrap(),
        *words,
        "the receipt is no part"
    );
    here.may_destroy().unwrap();
}

#[test]
fn a_receipt_of_before_the_last_record_destroys_nothing() {
    let prepared = prepared();
    let pc = pc();
    let mut desk = open(&prepared, pc.path());
    let working = list(&mut desk);
    let people = came_and_went(working);
    let words = working.check_words().unwrap();
    working.receipt(&words).unwrap();
    assert_eq!(refused(desk.destroy()), "shelter-not-closed");
    let working = list(&mut desk);
    working
        .tell(people[0], Item::Phone, "03-0000-0000")
        .unwrap();
    working.close().unwrap();
    assert_eq!(refused(working.receipt(&words)), "shelter-other-check");
    assert_eq!(refused(desk.destroy()), "shelter-not-received");
    let working = list(&mut desk);
    assert_eq!(names(working), ["見本　一郎", "見本　花子"]);
    let words = working.check_words().unwrap();
    working.receipt(&words).unwrap();
    // Opened again before that: nothing may be destroyed.
    working.reopen().unwrap();
    assert_eq!(refused(desk.destroy()), "shelter-not-closed");
    register(list(&mut desk), "見本　次郎");
    assert!(!list(&mut desk).has_receipt());
}

#[test]
fn a_destroyed_list_leaves_no_file_and_opens_for_nobody() {
    let prepared = prepared();
    let pc = pc();
    let mut desk = open(&prepared, pc.path());
    let working = list(&mut desk);
    came_and_went(working);
    let file = working.export(shelter_desk::Export::List).unwrap();
    let text = fs::read_to_string(file).unwrap();
    assert!(text.contains("一郎"), "whoever left is on the list too");
    let folder = working.folder().clone();
    assert!(folder.has_list() && folder.reserve().exists());
    let kept = fs::read(folder.ledger()).unwrap();
    working.close().unwrap();
    let words = working.check_words().unwrap();
    working.receipt(&words).unwrap();
    desk.destroy().unwrap();
    assert!(matches!(desk.phase(), Phase::Off));
    assert!(!folder.root().exists());
    assert_eq!(refused(desk.destroy()), "shelter-not-now");
    // Somebody had copied the ledger: it opens nothing.
    fs::create_dir_all(folder.root()).unwrap();
    fs::write(folder.ledger(), kept).unwrap();
    let desk = ShelterDesk::start(pc.path(), today());
    assert!(matches!(desk.phase(), Phase::Off));
    fs::remove_dir_all(folder.root()).unwrap();

    // The PC is ready for the next disaster, with nobody of the last.
    let mut desk = open(&prepared, pc.path());
    assert_eq!(list(&mut desk).registry().list().len(), 0);
}

#[test]
fn training_may_end_at_any_time_and_the_real_shelter_opens_then() {
    let prepared = prepared();
    let pc = pc();
    let mut desk = training(&prepared, pc.path());
    let working = list(&mut desk);
    register(working, "訓練　一郎");
    assert!(!working.has_receipt());
    drop(desk);
    let mut desk = ShelterDesk::start(pc.path(), today());
    if is_activating(&desk) {
        refused(desk.destroy());
    }
    drop(desk);
    let mut desk = again(pc.path(), &prepared.city.to_print());
    assert!(list(&mut desk).is_training());
    list(&mut desk).lock();
    assert_eq!(refused(desk.destroy()), "shelter-locked");
    desk.code(&prepared.city.to_print(), today()).unwrap();
    desk.destroy().unwrap();
    assert!(!Folder::new(pc.path(), true).root().exists());

    let mut desk = open(&prepared, pc.path());
    let working = list(&mut desk);
    assert!(!working.is_training());
    register(working, "見本　一郎");
    assert_eq!(refused(working.may_destroy()), "shelter-not-closed");
}
