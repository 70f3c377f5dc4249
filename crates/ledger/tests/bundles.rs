//! Bundles: what one PC writes on a stick, another takes in; whatever happens to the stick.

// Helpers of a test file are not seen as tests by the lint.
#![allow(clippy::unwrap_used)]

mod support;

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use ledger::{
    Bundle, BundleError, BundleKey, BundleWriter, Entity, Have, Ledger, Opener, RealmId, Written,
};
use support::{ACTOR, Notes, REALM, add, create, in_memory, note, now, rng, subject};

fn shared() -> BundleKey {
    BundleKey::new([5; 32])
}

fn write(ledger: &Ledger<Notes>, file: &Path, have: &Have) -> Result<Written, BundleError> {
    BundleWriter::begin(file, ledger, have, &shared(), None, 1, &mut rng(90))?.finish(ledger)
}

fn opened(file: &Path) -> Result<Bundle, BundleError> {
    Bundle::open(file, REALM, &Opener::Realm(&shared()))
}

fn error<T>(result: Result<T, BundleError>) -> BundleError {
    result.err().expect("it was to fail")
}

/// A ledger with a few people, and its bundle.
fn carried(people: u8) -> (tempfile::TempDir, PathBuf, Ledger<Notes>) {
    let dir = tempfile::tempdir().unwrap();
    let mut ledger = in_memory(1);
    add(&mut ledger, None, "開設", 2);
    for number in 1..=people {
        let text = format!("見本 {number}");
        add(
            &mut ledger,
            Some(subject(number)),
            &text,
            u64::from(number) + 10,
        );
    }
    let file = dir.path().join("stick.kazashi-bundle");
    write(&ledger, &file, &Have::new()).unwrap();
    (dir, file, ledger)
}

#[test]
fn a_bundle_brings_all_events_and_keys_and_a_second_time_changes_nothing() {
    let (_dir, file, one) = carried(40);
    let mut two = in_memory(2);
    add(&mut two, None, "二台目", 3);
    let mut bundle = opened(&file).unwrap();
    assert_eq!(bundle.info().events, 41);
    assert_eq!(bundle.info().carrier.device(), one.device());
    let first = bundle.import_into(&mut two, 0).unwrap();
    assert_eq!((first.new, first.known, first.refused.len()), (41, 0, 0));
    assert_eq!(first.changed.len(), 41);
    let page = two.entity(Entity::Subject(subject(7))).unwrap().unwrap();
    assert_eq!(page.lines, ["見本 7"]);

    let before = two.entity_bytes().unwrap();
    let again = opened(&file).unwrap().import_into(&mut two, 0).unwrap();
    assert_eq!((again.new, again.known), (0, 41));
    assert!(again.changed.is_empty());
    assert_eq!(two.entity_bytes().unwrap(), before);
}

#[test]
fn a_bundle_back_holds_only_what_the_other_lacks() {
    let (dir, file, mut one) = carried(3);
    let mut two = in_memory(2);
    let mut bundle = opened(&file).unwrap();
    bundle.import_into(&mut two, 0).unwrap();
    let have = bundle.info().have.clone();
    add(&mut two, Some(subject(1)), "外出", 30);
    let back = dir.path().join("back.kazashi-bundle");
    assert_eq!(write(&two, &back, &have).unwrap().events, 1);
    let taken = opened(&back).unwrap().import_into(&mut one, 0).unwrap();
    assert_eq!((taken.new, taken.known), (1, 0));
    assert_eq!(one.entity_bytes().unwrap(), two.entity_bytes().unwrap());
}

#[test]
fn many_pieces_and_parts_come_back_in_their_order() {
    let dir = tempfile::tempdir().unwrap();
    let mut one = in_memory(1);
    for seed in 0..5_u64 {
        let drafts = (0..100).map(|it| note(Some(subject(it)), &"あ".repeat(150)));
        one.append(drafts.collect(), ACTOR, now(), &mut rng(seed))
            .unwrap();
    }
    let file = dir.path().join("stick.kazashi-bundle");
    let written = write(&one, &file, &Have::new()).unwrap();
    assert_eq!(written.events, 500);
    assert!(written.bytes > 4 * 64 * 1024);
    assert_eq!(written.bytes, std::fs::metadata(&file).unwrap().len());
    let mut two = in_memory(2);
    opened(&file).unwrap().import_into(&mut two, 0).unwrap();
    assert_eq!(one.entity_bytes().unwrap(), two.entity_bytes().unwrap());
}

#[test]
fn nothing_of_a_person_is_readable_in_the_file() {
    let dir = tempfile::tempdir().unwrap();
    let mut one = in_memory(1);
    add(&mut one, Some(subject(0xAB)), "mihon-hanako", 2);
    let file = dir.path().join("stick.kazashi-bundle");
    write(&one, &file, &Have::new()).unwrap();
    let bytes = std::fs::read(&file).unwrap();
    for hidden in [&b"mihon-hanako"[..], &[0xAB; 16], b"PC 1", b"note"] {
        assert!(!bytes.windows(hidden.len()).any(|part| part == hidden));
    }
}

#[test]
fn what_was_erased_here_or_there_does_not_come_back_from_a_late_stick() {
    let (dir, early, mut one) = carried(6);
    let ground = || note(None, "本人の求め").payload;
    one.erase(subject(6), ground(), ACTOR, now(), &mut rng(40))
        .unwrap();
    let late = dir.path().join("late.kazashi-bundle");
    write(&one, &late, &Have::new()).unwrap();

    // Erased here, then the early stick arrives.
    let mut two = in_memory(2);
    opened(&late).unwrap().import_into(&mut two, 0).unwrap();
    opened(&early).unwrap().import_into(&mut two, 0).unwrap();
    // The early stick first, then the one that erases.
    let mut three = in_memory(3);
    opened(&early).unwrap().import_into(&mut three, 0).unwrap();
    let told = opened(&late).unwrap().import_into(&mut three, 0).unwrap();
    assert!(told.changed[&Entity::Subject(subject(6))].is_none());
    for ledger in [&two, &three] {
        assert!(
            ledger
                .entity(Entity::Subject(subject(6)))
                .unwrap()
                .is_none()
        );
        assert!(
            ledger
                .every_key()
                .unwrap()
                .iter()
                .all(|(of, _)| *of != subject(6))
        );
        assert_eq!(ledger.entity_bytes().unwrap(), one.entity_bytes().unwrap());
    }
}

#[test]
fn the_citys_recovery_key_opens_it_when_it_was_sealed_to_it() {
    let (dir, plain, one) = carried(2);
    let secret = crypto_box::SecretKey::generate(&mut rng(50));
    let public = *secret.public_key().as_bytes();
    let file = dir.path().join("city.kazashi-bundle");
    let writer = BundleWriter::begin(
        &file,
        &one,
        &Have::new(),
        &shared(),
        Some(&public),
        1,
        &mut rng(51),
    );
    writer.unwrap().finish(&one).unwrap();
    let secret = secret.to_bytes();
    let opener = Opener::Recovery(&secret);
    assert!(Bundle::open(&file, REALM, &opener).is_ok());
    assert!(opened(&file).is_ok());
    let refused = error(Bundle::open(&plain, REALM, &opener));
    assert!(matches!(refused, BundleError::WrongKey { .. }));
}

#[test]
fn each_way_of_not_being_right_has_its_own_error_and_nothing_is_taken_in() {
    let (dir, file, _one) = carried(3);
    let bytes = std::fs::read(&file).unwrap();
    let other = dir.path().join("other");
    let told = |bytes: &[u8]| {
        std::fs::write(&other, bytes).unwrap();
        error(opened(&other))
    };
    let mut newer = bytes.clone();
    newer[15] = 3;
    assert!(matches!(told(&newer), BundleError::Newer { .. }));
    newer[15] = 1;
    assert!(matches!(told(&newer), BundleError::Changed { .. }));
    assert!(matches!(
        told(b"PK\x03\x04"),
        BundleError::NotABundle { .. }
    ));
    assert!(matches!(told(b""), BundleError::NotABundle { .. }));
    let longer = [&bytes[..], b"x"].concat();
    assert!(matches!(told(&longer), BundleError::Changed { .. }));
    for length in (15..260).chain((260..bytes.len()).step_by(41)) {
        let cut = told(&bytes[..length]);
        assert!(
            matches!(cut, BundleError::Truncated { .. }),
            "{length}: {cut}"
        );
    }
    let missing = error(opened(&dir.path().join("none")));
    assert!(matches!(missing, BundleError::Unreadable { .. }));

    let key = BundleKey::new([6; 32]);
    let foreign = error(Bundle::open(&file, REALM, &Opener::Realm(&key)));
    assert!(matches!(foreign, BundleError::WrongKey { .. }));
    let elsewhere = RealmId([9; 16]);
    let foreign = error(Bundle::open(&file, elsewhere, &Opener::Realm(&shared())));
    assert!(matches!(foreign, BundleError::OtherRealm { .. }));
    assert_eq!(Bundle::peek(&file).unwrap(), REALM);
}

#[test]
fn every_changed_byte_is_refused_before_anything_is_taken_in() {
    let (dir, file, _one) = carried(2);
    let bytes = std::fs::read(&file).unwrap();
    let other = dir.path().join("other");
    for place in (0..260).chain((260..bytes.len()).step_by(7)) {
        let mut changed = bytes.clone();
        changed[place] ^= 0x10;
        std::fs::write(&other, &changed).unwrap();
        assert!(opened(&other).is_err(), "byte {place}");
    }
}

#[test]
fn a_stick_that_changes_after_the_check_is_noticed_while_it_is_taken_in() {
    let (_dir, file, _one) = carried(5);
    let mut bundle = opened(&file).unwrap();
    let mut bytes = std::fs::read(&file).unwrap();
    let last = bytes.len() - 1;
    bytes[last] ^= 1;
    std::fs::write(&file, &bytes).unwrap();
    let mut two = in_memory(2);
    let told = error(bundle.import_into(&mut two, 0));
    assert!(matches!(told, BundleError::Changed { .. }), "{told}");
}

#[test]
fn a_writer_that_is_given_up_and_a_place_that_takes_nothing_leave_no_file() {
    let (dir, file, one) = carried(3);
    let before = std::fs::read(&file).unwrap();
    let mut writer =
        BundleWriter::begin(&file, &one, &Have::new(), &shared(), None, 1, &mut rng(60)).unwrap();
    writer.write_part(&one).unwrap();
    drop(writer);
    assert_eq!(std::fs::read(&file).unwrap(), before);
    assert_eq!(std::fs::read_dir(dir.path()).unwrap().count(), 1);

    let nowhere = error(write(&one, &dir.path().join("none/x"), &Have::new()));
    assert!(matches!(nowhere, BundleError::NotWritten { .. }));
    let folder = dir.path().join("folder");
    std::fs::create_dir_all(folder.join("inside")).unwrap();
    let taken = error(write(&one, &folder, &Have::new()));
    assert!(matches!(taken, BundleError::NotWritten { .. }));
    assert_eq!(std::fs::read_dir(dir.path()).unwrap().count(), 2);
}

#[test]
fn a_desk_goes_on_while_its_bundle_is_written() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("shelter.ledger");
    let mut ledger = create(&file, 1);
    for seed in 0..6_u64 {
        let drafts = (0..100).map(|it| note(Some(subject(it)), "見本"));
        ledger
            .append(drafts.collect(), ACTOR, now(), &mut rng(seed))
            .unwrap();
    }
    let desk = Arc::new(Mutex::new(ledger));
    let clerk = {
        let desk = Arc::clone(&desk);
        std::thread::spawn(move || {
            for number in 0..60_u64 {
                let mut ledger = desk.lock().unwrap();
                add(&mut ledger, Some(subject(7)), "外出", 1000 + number);
            }
        })
    };
    let stick = dir.path().join("stick.kazashi-bundle");
    let mut writer = {
        let ledger = desk.lock().unwrap();
        BundleWriter::begin(
            &stick,
            &ledger,
            &Have::new(),
            &shared(),
            None,
            1,
            &mut rng(70),
        )
    }
    .unwrap();
    while writer.write_part(&desk.lock().unwrap()).unwrap() {}
    let written = writer.finish(&desk.lock().unwrap()).unwrap();
    clerk.join().unwrap();
    assert!((600..=660).contains(&written.events));

    let mut two = in_memory(2);
    let taken = opened(&stick).unwrap().import_into(&mut two, 0).unwrap();
    assert_eq!(taken.new as u64, written.events);
    assert_eq!((taken.waiting, taken.refused.len()), (0, 0));
    // What the clerk entered meanwhile comes with the next one.
    let next = dir.path().join("next.kazashi-bundle");
    let ledger = desk.lock().unwrap();
    let rest = write(&ledger, &next, &two.have().unwrap()).unwrap();
    assert_eq!(written.events + rest.events, 660);
    opened(&next).unwrap().import_into(&mut two, 0).unwrap();
    assert_eq!(ledger.entity_bytes().unwrap(), two.entity_bytes().unwrap());
}
