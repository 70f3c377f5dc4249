//! A full disk: it is said as that, nobody is half there, nobody confirmed is lost, and with room it goes on.

#![cfg(target_os = "linux")]
// Helpers of a test file are not seen as tests by the lint; why a test is skipped must be told.
#![allow(clippy::unwrap_used, clippy::print_stdout, clippy::print_stderr)]

#[path = "common/families.rs"]
mod families;
#[path = "common/small_disk.rs"]
mod small_disk;
mod support;

use std::fs;
use std::path::Path;

use advice::Advise;
use ledger::{Entity, Have, Ledger, LedgerError, Reserve};
use small_disk::on_a_small_disk;

/// Takes all room but `free` bytes.
fn fill(folder: &Path, free: usize) {
    let filler = folder.join("filler");
    fs::write(&filler, vec![1; 64 << 20]).unwrap_err();
    let taken = usize::try_from(fs::metadata(&filler).unwrap().len()).unwrap();
    let kept = fs::File::options().write(true).open(&filler).unwrap();
    kept.set_len(u64::try_from(taken - free).unwrap()).unwrap();
}

/// Registers until the disk has no room even for the smallest family, at most 10,000.
fn register_until_full(
    ledger: &mut Ledger<families::List>,
    prefix: &str,
    confirmed: &mut Vec<String>,
) -> LedgerError {
    let mut refused = 0;
    for count in 0..10_000 {
        match families::register(ledger, &format!("{prefix}-{count}")) {
            Ok(line) => confirmed.push(line),
            Err(error) if refused == 20 => return error,
            Err(error) => {
                assert_eq!(error.advice().code, "ledger-disk-full", "{error}");
                refused += 1;
            }
        }
    }
    panic!("the disk never was full");
}

fn check(ledger: &Ledger<families::List>, confirmed: &[String]) {
    let lines: Vec<&str> = confirmed.iter().map(String::as_str).collect();
    let there = families::check(ledger, &lines).unwrap();
    assert_eq!(there, lines.len(), "somebody is there who was refused");
}

#[test]
fn a_full_disk_is_said_so_loses_nobody_and_with_room_it_goes_on() {
    let name = "a_full_disk_is_said_so_loses_nobody_and_with_room_it_goes_on";
    on_a_small_disk(name, "8m", |folder| {
        let file = folder.join("shelter.kzl");
        let mut ledger = families::create(&file).unwrap();
        let mut confirmed = Vec::new();
        // At every place of a page where the room can end.
        for free in (0..20).map(|step| step * 7_000) {
            fill(folder, free);
            let prefix = format!("full{free}");
            let error = register_until_full(&mut ledger, &prefix, &mut confirmed);
            assert_eq!(error.advice().code, "ledger-disk-full", "{error}");
            check(&ledger, &confirmed);
            fs::remove_file(folder.join("filler")).unwrap();
            confirmed.push(families::register(&mut ledger, &format!("{prefix}-on")).unwrap());
        }
        check(&ledger, &confirmed);

        // Closed and opened again while it is full: what is there can be read.
        fill(folder, 0);
        let error = register_until_full(&mut ledger, "last", &mut confirmed);
        assert_eq!(error.advice().code, "ledger-disk-full");
        drop(ledger);
        let mut ledger = families::open(&file).unwrap();
        check(&ledger, &confirmed);
        fs::remove_file(folder.join("filler")).unwrap();
        confirmed.push(families::register(&mut ledger, "after").unwrap());
        drop(ledger);
        check(&families::open(&file).unwrap(), &confirmed);
    });
}

#[test]
fn a_ledger_for_which_there_is_no_room_leaves_nothing_in_the_way() {
    let name = "a_ledger_for_which_there_is_no_room_leaves_nothing_in_the_way";
    on_a_small_disk(name, "1m", |folder| {
        let file = folder.join("shelter.kzl");
        for free in [0, 5_000, 30_000, 60_000] {
            fill(folder, free);
            let error = families::create(&file).err().unwrap();
            assert_eq!(error.advice().code, "ledger-disk-full", "{free}: {error}");
            fs::remove_file(folder.join("filler")).unwrap();
        }
        families::create(&file).unwrap();
    });
}

#[test]
fn a_reserve_that_is_given_up_lets_people_finish() {
    let name = "a_reserve_that_is_given_up_lets_people_finish";
    on_a_small_disk(name, "4m", |folder| {
        let file = folder.join("shelter.kzl");
        let mut ledger = families::create(&file).unwrap();
        let reserve = Reserve::keep(folder.join("reserve"), 1 << 20).unwrap();
        assert!(reserve.is_there());
        fill(folder, 10_000);
        let mut confirmed = Vec::new();
        let error = register_until_full(&mut ledger, "before", &mut confirmed);
        assert_eq!(error.advice().code, "ledger-disk-full");

        reserve.give_up().unwrap();
        assert!(!reserve.is_there());
        for count in 0..20 {
            confirmed.push(families::register(&mut ledger, &format!("finished-{count}")).unwrap());
        }
        check(&ledger, &confirmed);

        // No reserve where there is no room for it, and no part of one either.
        fill(folder, 10_000);
        let error = Reserve::keep(folder.join("reserve"), 1 << 20)
            .err()
            .unwrap();
        assert_eq!(error.advice().code, "ledger-disk-full");
        let names = fs::read_dir(folder).unwrap();
        let names = names.map(|entry| entry.unwrap().file_name().into_string().unwrap());
        assert!(!names.into_iter().any(|name| name.starts_with("reserve")));
    });
}

#[test]
fn states_that_a_full_disk_keeps_behind_can_be_read_and_are_made_with_what_is_written_next() {
    let name =
        "states_that_a_full_disk_keeps_behind_can_be_read_and_are_made_with_what_is_written_next";
    on_a_small_disk(name, "8m", |folder| {
        let of = support::subject(1);
        let person = Some(of);
        let (mut one, mut two) = (support::in_memory(1), support::in_memory(2));
        support::add(&mut one, person, "一", 10);
        let early = one.events_after(&Have::new(), 10).unwrap();
        support::send(&one, &mut two);
        support::add(&mut two, person, "二", 11);
        support::add(&mut one, person, &"三".repeat(15_000), 12);
        support::add(&mut one, person, "四", 13);
        let file = folder.join("shelter.kzl");
        let mut three = support::create(&file, 3);
        three.import_part(early, 0).unwrap();
        for other in [&one, &two] {
            let batch = other.events_after(&three.have().unwrap(), 10).unwrap();
            three.import_part(batch, 0).unwrap();
        }
        drop(three);

        fill(folder, 0);
        let error = Ledger::open(&file, &support::key(), support::Notes::default());
        assert_eq!(error.err().unwrap().advice().code, "ledger-disk-full");
        fs::remove_file(folder.join("filler")).unwrap();
        // Enough to open it, and not for the state.
        fill(folder, 40_000);
        let mut three = support::open(&file);
        let shown = |ledger: &Ledger<_>| -> usize {
            let page: support::Page = ledger.entity(Entity::Subject(of)).unwrap().unwrap();
            page.lines.len()
        };
        assert_eq!(shown(&three), 3, "as it was before the last part");
        let note = || vec![support::note(person, "五")];
        let (actor, now) = (support::ACTOR, support::now());
        let refused = three.append(note(), actor, now, &mut support::rng(14));
        let error = refused.err().unwrap();
        assert_eq!(error.advice().code, "ledger-disk-full", "{error}");

        fs::remove_file(folder.join("filler")).unwrap();
        three
            .append(note(), actor, now, &mut support::rng(14))
            .unwrap();
        assert_eq!(shown(&three), 5);
        assert!(three.verify().unwrap().is_sound());
    });
}
