//! A full disk: what is kept in reserve is given up, and the next try works.

use std::fs;
use std::path::Path;

use advice::Advise;
use shelter_desk::{DeskError, ShelterDesk, Working};

use crate::common::{self, again, list, names, open, pc, prepared, register};
use crate::small_disk::on_a_small_disk;

/// Takes all room that is left.
fn fill(folder: &Path) {
    let filler = folder.join("filler");
    fs::write(&filler, vec![1; 128 << 20]).unwrap_err();
}

/// One more person, who may find no room.
fn try_one(list: &mut Working, number: usize) -> Result<(), DeskError> {
    list.by_hand()?;
    list.set_member(0, shelter::plain::Item::Name, &format!("架空　{number}番"))?;
    list.set_member(0, shelter::plain::Item::Age, "30")?;
    list.set_help(0, false)?;
    list.register()
}

/// Registers until the disk has no room, and gives how many were confirmed.
fn until_full(list: &mut Working) -> usize {
    for number in 0..5_000 {
        if let Err(error) = try_one(list, number) {
            assert_eq!(error.advice().code, "ledger-disk-full", "{error}");
            return number;
        }
    }
    panic!("the disk never was full");
}

#[test]
fn a_full_disk_gives_the_reserve_up_and_whoever_was_refused_is_registered_next() {
    let name = "full::a_full_disk_gives_the_reserve_up_and_whoever_was_refused_is_registered_next";
    on_a_small_disk(name, "72m", |folder| {
        let prepared = prepared();
        let pc = folder.join("pc");
        let mut desk = open(&prepared, &pc);
        let working = list(&mut desk);
        let reserve = working.folder().reserve();
        assert!(reserve.exists());
        fill(folder);
        let confirmed = until_full(working);
        assert!(!reserve.exists(), "given up");
        assert_eq!(working.registry().list().len(), confirmed);
        // The person who was refused is still on the screen, and is written down with one more press.
        working.register().unwrap();
        for number in 0..20 {
            register(working, &format!("見本　{number}番"));
        }
        let before = names(working);
        assert_eq!(before.len(), confirmed + 21);
        drop(desk);

        let mut desk = again(&pc, &prepared.city.to_print());
        assert_eq!(names(list(&mut desk)), before);
        // The start may have taken the reserve back, which is then given up once more.
        let working = list(&mut desk);
        let tried = try_one(working, 5_001).or_else(|_| working.register());
        tried.unwrap();
    });
}

#[test]
fn a_full_disk_keeps_no_list_from_a_stick() {
    let name = "full::a_full_disk_keeps_no_list_from_a_stick";
    on_a_small_disk(name, "24m", |folder| {
        let prepared = prepared();
        let (elsewhere, stick) = (pc(), pc());
        let mut desk = open(&prepared, &folder.join("pc"));
        let working = list(&mut desk);
        register(working, "見本　一郎");
        // Also what the reserve gives back.
        for _ in 0..3 {
            fill(folder);
            until_full(working);
        }
        fill(folder);
        let everybody = names(working);
        let bundle = working.write_bundle(stick.path()).unwrap();
        assert!(working.audited().unwrap().exports.is_empty(), "no room");
        let mut neighbour = open(&prepared, elsewhere.path());
        list(&mut neighbour).take_bundle(&bundle).unwrap();
        assert!(names(list(&mut neighbour)) == everybody);
    });
}

#[test]
fn a_shelter_opens_on_a_disk_without_room_for_a_reserve() {
    let name = "full::a_shelter_opens_on_a_disk_without_room_for_a_reserve";
    on_a_small_disk(name, "8m", |folder| {
        let prepared = prepared();
        let pc = folder.join("pc");
        let mut desk = open(&prepared, &pc);
        let working = list(&mut desk);
        assert!(!working.folder().reserve().exists());
        register(working, "見本　一郎");
        drop(desk);
        let mut desk = again(&pc, &prepared.city.to_print());
        assert_eq!(names(list(&mut desk)), ["見本　一郎"]);
    });
}

#[test]
fn a_shelter_that_found_no_room_to_open_opens_once_there_is_some() {
    let name = "full::a_shelter_that_found_no_room_to_open_opens_once_there_is_some";
    on_a_small_disk(name, "8m", |folder| {
        let prepared = prepared();
        let pc = folder.join("pc");
        crate::common::give(&prepared, &pc);
        for free in [0, 5_000, 20_000, 60_000] {
            fill(folder);
            let filler = folder.join("filler");
            let taken = fs::metadata(&filler).unwrap().len();
            let file = fs::File::options().write(true).open(&filler).unwrap();
            file.set_len(taken - free).unwrap();
            let mut desk = ShelterDesk::start(&pc, crate::common::today());
            desk.switch_over(true).unwrap();
            desk.code(&prepared.city.to_print(), crate::common::today())
                .unwrap();
            let name = crate::common::NAME;
            let opened = desk.open_shelter(name, "見本", "50", false, crate::common::today());
            assert!(opened.is_err(), "{free}");
            fs::remove_file(filler).unwrap();
        }
        let mut desk = open(&prepared, &pc);
        register(list(&mut desk), "見本　一郎");
    });
}

#[test]
fn a_list_on_a_stick_for_which_there_is_no_room_is_taken_in_by_the_next_try() {
    let name = "full::a_list_on_a_stick_for_which_there_is_no_room_is_taken_in_by_the_next_try";
    on_a_small_disk(name, "72m", |folder| {
        let prepared = prepared();
        let (elsewhere, stick) = (pc(), pc());
        let mut neighbour = open(&prepared, elsewhere.path());
        for number in 0..60 {
            let family: Vec<String> = (0..20).map(|it| format!("架空　{number}の{it}")).collect();
            let family: Vec<&str> = family.iter().map(String::as_str).collect();
            common::family(list(&mut neighbour), &family);
        }
        let everybody = names(list(&mut neighbour));
        let bundle = list(&mut neighbour).write_bundle(stick.path()).unwrap();

        let pc = folder.join("pc");
        let mut desk = open(&prepared, &pc);
        let working = list(&mut desk);
        let reserve = working.folder().reserve();
        assert!(reserve.exists());
        fill(folder);
        // Room for the first of its parts.
        let filler = fs::File::options().write(true).open(folder.join("filler"));
        let filler = filler.unwrap();
        let taken = filler.metadata().unwrap().len();
        filler.set_len(taken - 1_000_000).unwrap();
        let events = working.registry().events();
        let refused = working.take_bundle(&bundle).err().unwrap();
        assert_eq!(refused.advice().code, "ledger-disk-full", "{refused}");
        assert!(working.registry().events() > events, "a part is in");
        assert!(!reserve.exists(), "given up");
        working.take_bundle(&bundle).unwrap();
        assert!(names(working) == everybody, "everybody is on the list");
    });
}
