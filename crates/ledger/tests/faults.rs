//! Each fault of a file has its own error, and what can be saved is saved.

#![allow(clippy::unwrap_used, reason = "helpers of tests")]

mod support;

use std::fs;
use std::path::Path;

use advice::Advise;
use ledger::{DatabaseKey, Ledger, LedgerError, RealmId, salvage};
use support::raw::raw;
use support::{
    ACTOR, NEIGHBOUR, Notes, STREAM, add, create, in_memory, key, note, now, of_stream, open, rng,
    send, subject,
};

fn error(file: &Path, key: &DatabaseKey) -> LedgerError {
    Ledger::open(file, key, Notes::default()).err().unwrap()
}

#[test]
fn wrong_key_damage_and_other_files_are_told_apart() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("a.ledger");
    let file = || path.clone();
    assert_eq!(error(&path, &key()), LedgerError::Missing { file: file() });

    drop(create(&path, 1));
    let again = Ledger::create(
        &path,
        &key(),
        &support::identity("PC"),
        Notes::default(),
        &mut rng(1),
    );
    assert_eq!(again.err(), Some(LedgerError::Exists { file: file() }));
    let other = DatabaseKey::new([43; 32]);
    assert_eq!(error(&path, &other), LedgerError::WrongKey { file: file() });

    let whole = fs::read(&path).unwrap();
    let mut damaged = whole.clone();
    damaged[2000] ^= 1;
    fs::write(&path, &damaged).unwrap();
    assert_eq!(error(&path, &key()), LedgerError::Damaged { file: file() });
    fs::write(&path, &whole[..4096 * 2]).unwrap();
    assert_eq!(error(&path, &key()), LedgerError::Damaged { file: file() });

    for other in [&b"not at all a ledger"[..], b""] {
        fs::write(&path, other).unwrap();
        assert_eq!(
            error(&path, &key()),
            LedgerError::NotALedger { file: file() }
        );
    }
    fs::remove_file(&path).unwrap();
    let plain = rusqlite::Connection::open(&path).unwrap();
    plain.execute_batch("CREATE TABLE t (x)").unwrap();
    drop(plain);
    assert_eq!(
        error(&path, &key()),
        LedgerError::NotALedger { file: file() }
    );
}

#[test]
fn a_ledger_of_a_newer_program_is_left_alone() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("a.ledger");
    drop(create(&path, 1));
    raw(&path).pragma_update(None, "user_version", 7).unwrap();
    let newer = LedgerError::Newer {
        file: path.clone(),
        found: 7,
    };
    assert_eq!(error(&path, &key()), newer);
    raw(&path).pragma_update(None, "application_id", 7).unwrap();
    assert_eq!(error(&path, &key()), LedgerError::NotALedger { file: path });
}

#[test]
fn a_batch_of_another_realm_changes_nothing() {
    let one = in_memory(1);
    let mut elsewhere = support::identity("PC");
    elsewhere.realm = RealmId([99; 16]);
    let mut two = Ledger::in_memory(&elsewhere, Notes::default(), &mut rng(2)).unwrap();
    let batch = one.events_after(&two.have().unwrap(), 10).unwrap();
    assert_eq!(two.import(batch, 0).err(), Some(LedgerError::OtherRealm));
    assert_eq!(two.stats().unwrap().devices, 1);
}

/// The limit stands for a full disk: SQLite gives the same error for both.
#[test]
fn a_full_disk_changes_nothing() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("a.ledger");
    let mut ledger = create(&path, 1);
    add(&mut ledger, Some(subject(1)), "見本 花子", 2);
    ledger.limit_pages_to_now().unwrap();
    let before = (ledger.have().unwrap(), ledger.entity_bytes().unwrap());
    let long = "あ".repeat(20_000);
    let drafts = vec![note(Some(subject(2)), &long)];
    let full = ledger.append(drafts, ACTOR, now(), &mut rng(3)).err();
    assert_eq!(full, Some(LedgerError::DiskFull { file: path }));
    let after = (ledger.have().unwrap(), ledger.entity_bytes().unwrap());
    assert_eq!(after, before);
    assert!(ledger.verify().unwrap().is_sound());
}

#[test]
fn a_folder_that_is_not_there_is_an_error_of_the_system() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("none").join("a.ledger");
    let made = Ledger::create(
        &path,
        &key(),
        &support::identity("PC"),
        Notes::default(),
        &mut rng(1),
    );
    assert_eq!(made.err().unwrap().advice().code, "ledger-io");
}

/// Many events of two devices of two shelters; one page after another is damaged, and nearly all comes back each time.
#[test]
fn salvage_saves_all_but_what_lay_on_a_damaged_page() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("a.ledger");
    let mut ledger = create(&path, 1);
    let mut other = of_stream(NEIGHBOUR, 2);
    for number in 0..30 {
        add(
            &mut ledger,
            Some(subject(number)),
            &"見本 花子 ".repeat(20),
            100 + u64::from(number),
        );
    }
    send(&ledger, &mut other);
    for number in 0..30 {
        add(
            &mut other,
            Some(subject(number)),
            "見本 太郎",
            200 + u64::from(number),
        );
    }
    send(&other, &mut ledger);
    let neighbour = other;
    let states = ledger.entity_bytes().unwrap();
    let whole = ledger.have().unwrap();
    drop(ledger);

    let bytes = fs::read(&path).unwrap();
    let pages = bytes.len() / 4096;
    let mut lost_something = 0;
    for page in 0..pages {
        let damaged = dir.path().join(format!("{page}.ledger"));
        let mut changed = bytes.clone();
        changed[page * 4096 + 1000] ^= 1;
        fs::write(&damaged, &changed).unwrap();
        let to = dir.path().join(format!("{page}.saved"));
        let (mut saved, told) = salvage(
            &damaged,
            &key(),
            (&to, &DatabaseKey::new([44; 32])),
            "PC 1 again",
            Notes::default(),
            (7, &mut rng(300)),
        )
        .unwrap();
        assert_eq!(fs::read(&damaged).unwrap(), changed, "page {page}");

        let missing: u64 = told.missing.iter().map(|(_, from, to)| to - from + 1).sum();
        let read = told.events + told.waiting;
        assert!(read >= 58, "page {page}: {told:?}");
        if told.ends_known {
            assert_eq!(read + missing, 60, "page {page}: {told:?}");
        }
        assert_eq!(told.refused, 0);
        assert_eq!(saved.stream(), STREAM, "page {page}");
        if told.keys_whole && missing == 0 && told.without_payload == 0 && told.ends_known {
            assert_eq!(saved.entity_bytes().unwrap(), states, "page {page}");
            assert!(saved.verify().unwrap().is_sound());
        } else {
            lost_something += 1;
        }
        // What was lost here comes back from the one that has it.
        let have = saved.have().unwrap();
        let mut batch = neighbour.events_after(&have, 500).unwrap();
        batch.events = neighbour
            .events_after(&ledger::Have::new(), 500)
            .unwrap()
            .events;
        batch.keys = neighbour.every_key().unwrap();
        saved.import(batch, 8).unwrap();
        for (device, head) in &whole {
            assert_eq!(saved.have().unwrap().get(device), Some(head), "page {page}");
        }
        assert_eq!(saved.entity_bytes().unwrap(), states, "page {page}");
        assert_eq!(saved.verify().unwrap().problems, [], "page {page}");
    }
    // Else the test would not have damaged anything that counts.
    assert!(
        lost_something >= 5 && lost_something < pages,
        "{lost_something} of {pages}"
    );
    assert!(pages > 20);
}

#[test]
fn salvage_of_a_whole_ledger_loses_nothing_and_of_a_foreign_one_says_so() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("a.ledger");
    let mut ledger = create(&path, 1);
    add(&mut ledger, Some(subject(1)), "見本 花子", 2);
    add(&mut ledger, Some(subject(2)), "見本 太郎", 3);
    let ground = note(None, "本人の申出").payload;
    ledger
        .erase(subject(2), ground, ACTOR, now(), &mut rng(4))
        .unwrap();
    let states = ledger.entity_bytes().unwrap();
    let old = ledger.device();
    // As after a power cut: the log was not moved into the file yet.
    let crashed = dir.path().join("crashed.ledger");
    fs::copy(&path, &crashed).unwrap();
    fs::copy(
        dir.path().join("a.ledger-wal"),
        dir.path().join("crashed.ledger-wal"),
    )
    .unwrap();
    drop(ledger);

    let to = dir.path().join("new.ledger");
    let wrong = salvage(
        &crashed,
        &DatabaseKey::new([1; 32]),
        (&to, &key()),
        "PC 2",
        Notes::default(),
        (7, &mut rng(5)),
    );
    assert_eq!(
        wrong.err(),
        Some(LedgerError::WrongKey {
            file: crashed.clone()
        })
    );
    assert!(!to.exists());

    let (saved, told) = salvage(
        &crashed,
        &key(),
        (&to, &key()),
        "PC 2",
        Notes::default(),
        (7, &mut rng(5)),
    )
    .unwrap();
    assert_eq!((told.events, &told.missing), (3, &vec![]));
    assert_ne!(saved.device(), old);
    assert_eq!(saved.entity_bytes().unwrap(), states);
    assert_eq!(saved.erased().unwrap(), [subject(2)]);
    assert!(saved.verify().unwrap().is_sound());
    drop(saved);
    open(&to);
    let left: Vec<_> = fs::read_dir(dir.path())
        .unwrap()
        .map(|entry| entry.unwrap().file_name())
        .collect();
    assert!(
        !left
            .iter()
            .any(|name| name.to_string_lossy().contains("salvage")),
        "{left:?}"
    );
}
