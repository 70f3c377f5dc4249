//! Lists on a stick, and backups.

use std::fs;

use ledger::{ActorId, DatabaseKey, Ledger, Now, Restoring};
use rand_core::OsRng;
use shelter::plain::Item;
use shelter::search::{Seek, Seeker};
use shelter_desk::{Facts, Folder, TakenIn, Working};
use vault::{Kept, KeyFile, Passphrase, Purpose};

use crate::common::{
    again, family, item, list, names, open, pc, prepared, refused, register, training,
};

const SEEK: Seek = Seek {
    seeker: Seeker::Desk,
    today: None,
    limit: 10,
};

#[test]
fn two_desks_become_one_list_and_twice_changes_nothing() {
    let prepared = prepared();
    let (one, two, stick) = (pc(), pc(), pc());
    let (mut left, mut right) = (open(&prepared, one.path()), open(&prepared, two.path()));
    let (left, right) = (list(&mut left), list(&mut right));
    family(left, &["見本　一郎", "見本　花子"]);
    let person = register(right, "架空　次郎");
    let from_left = left.write_bundle(stick.path()).unwrap();
    let from_right = right.write_bundle(stick.path()).unwrap();
    assert_eq!(fs::read_dir(stick.path()).unwrap().count(), 2);
    let bytes = fs::read(&from_left).unwrap();
    assert!(
        !bytes.windows(6).any(|it| it == "花子".as_bytes()),
        "sealed"
    );

    let taken = left.take_bundle(&from_right).unwrap();
    assert!(taken.new > 0);
    assert_eq!(taken.refused, 0);
    let taken = right.take_bundle(&from_left).unwrap();
    assert_eq!(taken.refused, 0);
    let everybody = ["架空　次郎", "見本　一郎", "見本　花子"];
    assert_eq!(names(left), everybody);
    assert_eq!(names(right), everybody);
    assert_eq!(
        left.registry().find("架空", &SEEK).len(),
        1,
        "the search knows them too"
    );

    let events = left.registry().events();
    let again = left.take_bundle(&from_right).unwrap();
    assert_eq!((again.new, again.refused), (0, 0));
    assert!(again.known > 0);
    assert_eq!(left.registry().events(), events);
    assert_eq!(left.report().people.staying(), 3);

    // What one says of the other's people comes back.
    left.tell(person, Item::Phone, "03-0000-0000").unwrap();
    let from_left = left.write_bundle(stick.path()).unwrap();
    right.take_bundle(&from_left).unwrap();
    assert_eq!(item(right, person, Item::Phone), "03-0000-0000");
    assert!(right.last_copy().is_some());
}

#[test]
fn what_leaves_on_a_stick_is_recorded_before_it_does_and_in_it() {
    let prepared = prepared();
    let (one, two, stick) = (pc(), pc(), pc());
    let mut desk = open(&prepared, one.path());
    let working = list(&mut desk);
    family(working, &["見本　一郎", "見本　花子"]);
    let left = |list: &Working| {
        let exports = list.audited().unwrap().exports;
        exports
            .into_iter()
            .map(|one| (one.what, one.people))
            .collect::<Vec<_>>()
    };
    let said = |what: &str, people| (what.to_owned(), people);
    assert!(left(working).is_empty());
    let words = working.check_words().unwrap();
    let bundle = working.write_bundle(stick.path()).unwrap();
    assert_eq!(left(working), [said("bundle", 2)]);
    register(working, "架空　次郎");
    let told = working.check_words().unwrap();
    assert_ne!(*told, *words);
    working.back_up(stick.path()).unwrap();
    let expected = [said("bundle", 2), said("backup", 3)];
    assert_eq!(left(working), expected);
    // What the city reads back is of people and shelter, and stays the same however often a copy leaves.
    assert_eq!(*working.check_words().unwrap(), *told);
    // Recorded also where the stick then takes nothing.
    refused(working.write_bundle(&stick.path().join("no-such-folder")));
    assert_eq!(left(working).len(), 3);
    let mut other = open(&prepared, two.path());
    let other = list(&mut other);
    other.take_bundle(&bundle).unwrap();
    assert_eq!(left(other), [said("bundle", 2)], "it came with the records");
}

#[test]
fn two_copies_in_one_second_are_two_files_or_the_later_one_whole() {
    let prepared = prepared();
    let (one, two, stick) = (pc(), pc(), pc());
    let mut desk = open(&prepared, one.path());
    let list = list(&mut desk);
    let mut files = Vec::new();
    for name in ["見本　一郎", "見本　花子", "見本　次郎"] {
        register(list, name);
        files.push(list.write_bundle(stick.path()).unwrap());
        list.back_up(stick.path()).unwrap();
    }
    let mut desk = open(&prepared, two.path());
    let list = crate::common::list(&mut desk);
    list.take_bundle(&files[2]).unwrap();
    assert_eq!(list.registry().list().len(), 3);
}

#[test]
fn training_is_never_taken_in_as_real_nor_the_reverse() {
    let prepared = prepared();
    let (one, two, stick) = (pc(), pc(), pc());
    let (mut real, mut drill) = (open(&prepared, one.path()), training(&prepared, two.path()));
    let (real, drill) = (list(&mut real), list(&mut drill));
    assert!(drill.is_training() && !real.is_training());
    register(real, "見本　一郎");
    register(drill, "訓練　花子");
    let of_real = real.write_bundle(stick.path()).unwrap();
    let of_drill = drill.write_bundle(stick.path()).unwrap();
    let (events, drilled) = (real.registry().events(), drill.registry().events());
    assert!(real.take_bundle(&of_drill).is_err());
    assert!(drill.take_bundle(&of_real).is_err());
    assert_eq!(real.registry().events(), events);
    assert_eq!(drill.registry().events(), drilled);
    assert_eq!(names(real), ["見本　一郎"]);
    assert_eq!(names(drill), ["訓練　花子"]);

    // And with it neither comes another city's, nor a file that was cut short.
    let elsewhere = pc();
    let mut other = open(&crate::common::prepared(), elsewhere.path());
    assert!(list(&mut other).take_bundle(&of_real).is_err());
    let bytes = fs::read(&of_real).unwrap();
    let cut = stick.path().join("cut");
    fs::write(&cut, &bytes[..bytes.len() / 2]).unwrap();
    assert!(real.take_bundle(&cut).is_err());
    refused(real.take_bundle(&stick.path().join("none")));
}

#[test]
fn an_own_list_on_a_stick_brings_nothing_new() {
    let (one, stick) = (pc(), pc());
    let mut desk = open(&prepared(), one.path());
    let list = list(&mut desk);
    register(list, "見本　一郎");
    let file = list.write_bundle(stick.path()).unwrap();
    let known = usize::try_from(list.registry().events()).unwrap();
    let taken = list.take_bundle(&file).unwrap();
    assert_eq!(
        taken,
        TakenIn {
            new: 0,
            known,
            refused: 0
        }
    );
}

#[test]
fn a_backup_comes_with_key_and_package_and_is_a_list_again_on_another_pc() {
    let prepared = prepared();
    let (one, two, stick) = (pc(), pc(), pc());
    let mut desk = open(&prepared, one.path());
    let old = list(&mut desk);
    family(old, &["見本　一郎", "見本　花子"]);
    let backup = old.back_up(stick.path()).unwrap();
    assert!(old.files().contains(&backup));
    drop(desk);
    drop(one);

    // By the code with which the shelter was opened.
    let file = KeyFile::load(&KeyFile::beside(&backup), Purpose::Database).unwrap();
    let key = file
        .open_with(&Passphrase::typed(&prepared.city.to_print()))
        .unwrap();
    let kept = Kept::load(&Kept::beside(&backup), &key).unwrap();
    assert_eq!(kept.opened.by, "見本市");
    let folder = Folder::new(two.path(), false);
    fs::create_dir_all(folder.root()).unwrap();
    let restoring = Restoring {
        device_name: "受付2",
        erased: &[],
        actor: ActorId([1; 8]),
        now: Now {
            wall_ms: 1_795_000_000_000,
            boot: [1; 8],
            mono_ms: 1,
        },
    };
    let restored = Ledger::restore(
        &backup,
        &DatabaseKey::new(*key.as_bytes()),
        &folder.ledger(),
        &restoring,
        Facts,
        &mut OsRng,
    )
    .unwrap();
    assert!(restored.verify().unwrap().is_sound());
    drop(restored);
    fs::copy(KeyFile::beside(&backup), folder.key_file()).unwrap();
    fs::copy(Kept::beside(&backup), Kept::beside(&folder.ledger())).unwrap();
    crate::common::give(&prepared, two.path());

    let mut desk = again(two.path(), &prepared.keepers[0].1.to_print());
    let list = list(&mut desk);
    assert_eq!(names(list), ["見本　一郎", "見本　花子"]);
    register(list, "見本　次郎");
    assert_eq!(list.registry().list().len(), 3);
    assert_eq!(list.registry().find("花子", &SEEK).len(), 1);
}
