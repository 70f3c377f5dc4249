//! Codes, packages and restarts.

use std::fs;

use shelter_desk::{Folder, Phase, ShelterDesk};

use crate::common::{
    KEEPER, NAME, PLACE, again, asking, family, give, is_activating, list, names, open, pc,
    prepared, refused, register, today,
};

#[test]
fn the_citys_code_and_the_keepers_each_open_the_shelter_and_say_whose_they_are() {
    let prepared = prepared();
    let codes = [
        ("見本市", prepared.city.to_print()),
        (KEEPER, prepared.keepers[0].1.to_print()),
    ];
    for (whose, code) in codes {
        let pc = pc();
        let mut desk = asking(&prepared, pc.path());
        assert_eq!(desk.city(), "見本市");
        assert_eq!(desk.keepers(), [KEEPER]);
        assert_eq!(desk.places()[0].name, NAME);
        desk.code(&code, today()).unwrap();
        desk.open_shelter(NAME, PLACE, "３００人", false, today())
            .unwrap();
        let list = list(&mut desk);
        assert_eq!(list.operator().unwrap().label, whose);
        let shelter = list.registry().shelter().unwrap();
        assert_eq!(shelter.capacity(), Some(300));
        assert!(shelter.is_open());
        register(list, "見本　一郎");
    }
}

#[test]
fn a_wrong_code_opens_nothing_and_the_right_one_does_afterwards() {
    let (prepared, other) = (prepared(), prepared());
    let pc = pc();
    let mut desk = asking(&prepared, pc.path());
    assert!(desk.code("1234", today()).is_err(), "no code at all");
    assert_eq!(
        refused(desk.code(&other.city.to_print(), today())),
        "package-wrong-code"
    );
    assert!(is_activating(&desk));
    assert_eq!(
        refused(desk.open_shelter(NAME, PLACE, "300", false, today())),
        "shelter-not-now"
    );
    desk.code(&prepared.city.to_print(), today()).unwrap();
    assert!(matches!(desk.phase(), Phase::Opening(_)));
}

#[test]
fn fields_that_are_missing_leave_no_file_and_can_be_filled_in_afterwards() {
    let prepared = prepared();
    let pc = pc();
    let mut desk = asking(&prepared, pc.path());
    desk.code(&prepared.city.to_print(), today()).unwrap();
    for (name, place, capacity) in [
        ("", PLACE, "300"),
        (NAME, " ", "300"),
        (NAME, PLACE, "沢山"),
    ] {
        refused(desk.open_shelter(name, place, capacity, false, today()));
        assert!(!Folder::new(pc.path(), false).root().exists());
    }
    desk.open_shelter(NAME, PLACE, "300", false, today())
        .unwrap();
    assert!(desk.working().is_some());
}

#[test]
fn without_preparation_the_code_made_here_opens_the_list_again() {
    let pc = pc();
    let mut desk = ShelterDesk::start(pc.path(), today());
    assert!(matches!(desk.phase(), Phase::Off));
    assert_eq!(
        refused(desk.without_preparation(today())),
        "shelter-not-now"
    );
    desk.switch_over(true).unwrap();
    desk.without_preparation(today()).unwrap();
    let code = desk.code_to_keep().unwrap().to_owned();
    desk.open_shelter("見本公民館", PLACE, "50", false, today())
        .unwrap();
    register(list(&mut desk), "見本　一郎");
    assert_eq!(desk.code_to_keep(), Some(code.as_str()), "until it is kept");
    desk.code_kept();
    assert_eq!(desk.code_to_keep(), None);
    assert_eq!(
        refused(desk.without_preparation(today())),
        "shelter-not-now"
    );
    drop(desk);

    let mut desk = again(pc.path(), &code);
    assert_eq!(names(list(&mut desk)), ["見本　一郎"]);
    assert!(desk.code_to_keep().is_none());
}

#[test]
fn without_preparation_pressed_by_mistake_leaves_the_citys_package_as_it_was() {
    let prepared = prepared();
    let pc = pc();
    let mut desk = asking(&prepared, pc.path());
    desk.without_preparation(today()).unwrap();
    desk.switch_over(false).unwrap();
    assert_eq!(desk.code_to_keep(), None, "nothing was made with it");
    desk.switch_over(true).unwrap();
    desk.code(&prepared.city.to_print(), today()).unwrap();
    assert_eq!(desk.city(), "見本市");
}

#[test]
fn a_pc_whose_code_is_lost_opens_without_preparation_and_the_citys_package_is_kept() {
    let prepared = prepared();
    let pc = pc();
    let mut desk = asking(&prepared, pc.path());
    let before = fs::read(Folder::new(pc.path(), false).package()).unwrap();
    desk.without_preparation(today()).unwrap();
    let code = desk.code_to_keep().unwrap().to_owned();
    desk.open_shelter(NAME, PLACE, "300", false, today())
        .unwrap();
    register(list(&mut desk), "見本　一郎");
    drop(desk);
    let mut desk = again(pc.path(), &code);
    assert_eq!(names(list(&mut desk)), ["見本　一郎"]);
    let folder = Folder::new(pc.path(), false).package();
    let files = fs::read_dir(folder.parent().unwrap()).unwrap();
    let mut files = files.map(|file| file.unwrap().path());
    assert!(files.any(|file| fs::read(file).is_ok_and(|bytes| bytes == before)));
}

#[test]
fn a_second_pc_of_the_shelter_writes_into_the_same_list() {
    let prepared = prepared();
    let (one, two) = (pc(), pc());
    let mut streams = Vec::new();
    for (pc, code, name) in [
        (&one, &prepared.city, "臨時ＡＢＣ会館"),
        (&two, &prepared.keepers[0].1, "臨時abc会館"),
    ] {
        let mut desk = asking(&prepared, pc.path());
        desk.code(&code.to_print(), today()).unwrap();
        desk.open_shelter(name, PLACE, "300", false, today())
            .unwrap();
        streams.push(list(&mut desk).registry().here());
    }
    assert_eq!(streams[0], streams[1], "a place that nobody had planned");

    let three = pc();
    let mut desk = open(&prepared, three.path());
    let here = list(&mut desk).registry().here();
    assert_eq!(here.0, [7; 16], "as planned");
    assert_ne!(here, streams[0]);
}

#[test]
fn after_a_restart_a_code_is_asked_for_and_everybody_confirmed_is_there() {
    let prepared = prepared();
    let pc = pc();
    let mut desk = open(&prepared, pc.path());
    family(list(&mut desk), &["見本　一郎", "見本　花子"]);
    let before = list(&mut desk).registry().events();
    drop(desk);

    let mut desk = ShelterDesk::start(pc.path(), today());
    let wrong = crate::common::prepared();
    refused(desk.code(&wrong.city.to_print(), today()));
    drop(desk);
    // The keeper's code opens what the city's code had opened.
    let mut desk = again(pc.path(), &prepared.keepers[0].1.to_print());
    let list = list(&mut desk);
    assert_eq!(list.operator().unwrap().label, KEEPER);
    assert_eq!(names(list), ["見本　一郎", "見本　花子"]);
    assert!(list.registry().events() > before, "and who came is written");
    register(list, "見本　次郎");
    assert_eq!(list.registry().list().len(), 3);
    assert_eq!(refused(desk.switch_over(false)), "shelter-not-now");
}

#[test]
fn a_package_brought_after_the_start_is_found() {
    let prepared = prepared();
    let pc = pc();
    let mut desk = ShelterDesk::start(pc.path(), today());
    assert_eq!(desk.city(), "");
    give(&prepared, pc.path());
    desk.switch_over(true).unwrap();
    assert_eq!(desk.city(), "見本市");
    desk.code(&prepared.city.to_print(), today()).unwrap();
}
