//! Backups of a ledger in use, and what is restored from them.

// Helpers of a test file are not seen as tests by the lint.
#![allow(clippy::unwrap_used)]

mod support;

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use ledger::{
    BackupError, DatabaseKey, Entity, Ledger, LedgerError, RESTORED_KIND, Restoring, SubjectId,
};
use support::{
    ACTOR, Notes, STREAM, add, create, in_memory, key, note, now, open, rng, send, subject,
};

fn restored(backup: &Path, to: &Path, erased: &[SubjectId]) -> Result<Ledger<Notes>, BackupError> {
    let restoring = Restoring {
        device_name: "PC 1 restored",
        erased,
        actor: ACTOR,
        now: now(),
    };
    Ledger::restore(
        backup,
        &key(),
        to,
        &restoring,
        Notes::default(),
        &mut rng(80),
    )
}

fn error<T>(result: Result<T, BackupError>) -> BackupError {
    result.err().expect("it was to fail")
}

/// A ledger on disk with three people, and where its backup goes.
fn desk() -> (tempfile::TempDir, Ledger<Notes>, PathBuf) {
    let dir = tempfile::tempdir().unwrap();
    let mut ledger = create(&dir.path().join("shelter.ledger"), 1);
    for number in [1, 4, 6] {
        add(
            &mut ledger,
            Some(subject(number)),
            "見本",
            u64::from(number) + 10,
        );
    }
    let backup = dir.path().join("stick.kazashi-backup");
    (dir, ledger, backup)
}

#[test]
fn a_backup_is_restored_as_a_new_device_that_goes_on() {
    let (dir, mut ledger, backup) = desk();
    let made = ledger.back_up(&backup).unwrap();
    assert_eq!(made.events, 3);
    assert_eq!(made.bytes, std::fs::metadata(&backup).unwrap().len());
    // The ledger goes on after it.
    add(&mut ledger, Some(subject(1)), "外出", 20);

    let to = dir.path().join("restored.ledger");
    let mut two = restored(&backup, &to, &[]).unwrap();
    assert_ne!(two.device(), ledger.device());
    let events = two.events_of(Entity::Stream(STREAM)).unwrap();
    assert_eq!(events.len(), 1);
    assert_eq!(events[0].header.kind, RESTORED_KIND);
    assert_eq!(events[0].header.device, two.device());
    add(&mut two, Some(subject(6)), "退所", 21);
    let page = two.entity(Entity::Subject(subject(6))).unwrap().unwrap();
    assert_eq!(page.lines, ["見本", "退所"]);

    // Both histories merge: no second one of the old device came to be.
    send(&two, &mut ledger);
    send(&ledger, &mut two);
    assert_eq!(ledger.entity_bytes().unwrap(), two.entity_bytes().unwrap());
    assert_eq!(two.stats().unwrap().suspended, 0);
    assert_eq!(two.stats().unwrap().refused, 0);
    drop(two);
    assert!(open(&to).verify().unwrap().is_sound());
    assert_eq!(open(&to).stats().unwrap().events, 6);
}

#[test]
fn the_closing_event_names_where_the_old_chain_ended() {
    let (dir, ledger, backup) = desk();
    ledger.back_up(&backup).unwrap();
    let two = restored(&backup, &dir.path().join("restored.ledger"), &[]).unwrap();
    let closed = two.events_of(Entity::Stream(STREAM)).unwrap().remove(0);
    let payload = closed.payload.unwrap();
    let told: ciborium::Value = ciborium::from_reader(&payload[..]).unwrap();
    let (seq, hash) = ledger.have().unwrap()[&ledger.device()];
    let expected = ciborium::Value::Array(vec![
        ciborium::Value::Bytes(ledger.device().0.to_vec()),
        ciborium::Value::Integer(seq.into()),
        ciborium::Value::Bytes(hash.to_vec()),
    ]);
    assert_eq!(told, expected);
}

#[test]
fn a_backup_is_not_opened_and_holds_no_private_key() {
    let (_dir, ledger, backup) = desk();
    ledger.back_up(&backup).unwrap();
    let opened = Ledger::open(&backup, &key(), Notes::default()).err();
    assert_eq!(opened, Some(LedgerError::IsBackup { file: backup }));
}

#[test]
fn nothing_is_readable_in_a_backup_and_another_key_does_not_restore_it() {
    let (dir, mut ledger, backup) = desk();
    add(&mut ledger, Some(subject(5)), "mihon-hanako", 30);
    ledger.back_up(&backup).unwrap();
    let bytes = std::fs::read(&backup).unwrap();
    for plain in [
        &b"mihon-hanako"[..],
        b"SQLite format",
        b"CREATE TABLE",
        b"PC 1",
    ] {
        assert!(!bytes.windows(plain.len()).any(|part| part == plain));
    }
    let restoring = Restoring {
        device_name: "PC 2",
        erased: &[],
        actor: ACTOR,
        now: now(),
    };
    let to = dir.path().join("restored.ledger");
    let other = DatabaseKey::new([1; 32]);
    let refused = Ledger::restore(
        &backup,
        &other,
        &to,
        &restoring,
        Notes::default(),
        &mut rng(1),
    );
    let wrong = LedgerError::WrongKey {
        file: backup.clone(),
    };
    assert_eq!(error(refused), BackupError::Ledger(wrong));
    assert!(!to.exists());
}

#[test]
fn who_was_erased_after_the_backup_stays_erased() {
    let (dir, mut ledger, backup) = desk();
    ledger.back_up(&backup).unwrap();
    let ground = note(None, "本人の求め").payload;
    ledger
        .erase(subject(6), ground, ACTOR, now(), &mut rng(40))
        .unwrap();
    let erased = ledger.erased().unwrap();
    let two = restored(&backup, &dir.path().join("restored.ledger"), &erased).unwrap();
    assert!(two.entity(Entity::Subject(subject(6))).unwrap().is_none());
    assert!(two.entity(Entity::Subject(subject(1))).unwrap().is_some());
    assert!(
        two.every_key()
            .unwrap()
            .iter()
            .all(|(of, _)| *of != subject(6))
    );
    assert!(two.verify().unwrap().is_sound());
    let headers = two.events_of(Entity::Subject(subject(6))).unwrap();
    assert!(headers.iter().all(|event| event.payload.is_none()));
}

#[test]
fn a_damaged_a_cut_and_a_foreign_file_restore_nothing() {
    let (dir, mut ledger, backup) = desk();
    for seed in 0..30 {
        add(&mut ledger, Some(subject(9)), &"あ".repeat(400), 100 + seed);
    }
    ledger.back_up(&backup).unwrap();
    let bytes = std::fs::read(&backup).unwrap();
    let other = dir.path().join("other.kazashi-backup");
    let to = dir.path().join("restored.ledger");
    let damaged = BackupError::Ledger(LedgerError::Damaged {
        file: other.clone(),
    });
    // The first 16 bytes follow from the key and are not looked at.
    for place in (16..bytes.len()).step_by(1999) {
        let mut changed = bytes.clone();
        changed[place] ^= 1;
        std::fs::write(&other, &changed).unwrap();
        assert_eq!(error(restored(&other, &to, &[])), damaged, "{place}");
    }
    std::fs::write(&other, &bytes[..bytes.len() / 2]).unwrap();
    assert_eq!(error(restored(&other, &to, &[])), damaged);
    std::fs::write(&other, b"something else").unwrap();
    let foreign = LedgerError::NotALedger {
        file: other.clone(),
    };
    assert_eq!(
        error(restored(&other, &to, &[])),
        BackupError::Ledger(foreign)
    );
    let missing = error(restored(&dir.path().join("none"), &to, &[]));
    assert!(matches!(missing, BackupError::Unreadable { .. }));
    assert!(!to.exists());
}

#[test]
fn a_ledger_that_is_there_is_not_written_over() {
    let (dir, ledger, backup) = desk();
    ledger.back_up(&backup).unwrap();
    let there = dir.path().join("shelter.ledger");
    let exists = LedgerError::Exists {
        file: there.clone(),
    };
    assert_eq!(
        error(restored(&backup, &there, &[])),
        BackupError::Ledger(exists)
    );
}

#[test]
fn a_backup_that_cannot_be_written_leaves_the_earlier_one_and_no_other_file() {
    let (dir, mut ledger, backup) = desk();
    ledger.back_up(&backup).unwrap();
    let before = std::fs::read(&backup).unwrap();
    add(&mut ledger, None, "later", 50);
    let nowhere = error(ledger.back_up(&dir.path().join("none/x")));
    assert!(matches!(nowhere, BackupError::NotWritten { .. }));
    let folder = dir.path().join("folder");
    std::fs::create_dir_all(folder.join("inside")).unwrap();
    let taken = error(ledger.back_up(&folder));
    assert!(matches!(taken, BackupError::NotWritten { .. }));
    assert_eq!(std::fs::read(&backup).unwrap(), before);
    assert!(no_drafts(dir.path()));

    ledger.back_up(&backup).unwrap();
    assert_ne!(std::fs::read(&backup).unwrap(), before);
    // The ledger itself is still in use and sound.
    add(&mut ledger, None, "after", 51);
}

fn no_drafts(folder: &Path) -> bool {
    let mut names = std::fs::read_dir(folder).unwrap();
    names.all(|it| {
        !it.unwrap()
            .file_name()
            .to_string_lossy()
            .starts_with(".kazashi-")
    })
}

#[test]
fn a_ledger_in_memory_is_not_written_out_in_clear() {
    let dir = tempfile::tempdir().unwrap();
    let told = error(in_memory(1).back_up(&dir.path().join("x")));
    assert_eq!(told, BackupError::Ledger(LedgerError::NotEncrypted));
    assert_eq!(std::fs::read_dir(dir.path()).unwrap().count(), 0);
}

#[test]
fn every_backup_made_while_a_desk_goes_on_is_whole() {
    let (dir, ledger, backup) = desk();
    let desk = Arc::new(Mutex::new(ledger));
    let clerk = {
        let desk = Arc::clone(&desk);
        std::thread::spawn(move || {
            for number in 0..80_u64 {
                let mut ledger = desk.lock().unwrap();
                add(&mut ledger, Some(subject(7)), "外出", 1000 + number);
            }
        })
    };
    let mut last = 0;
    for round in 0..6 {
        let made = desk.lock().unwrap().back_up(&backup).unwrap();
        assert!(made.events >= last);
        last = made.events;
        let to = dir.path().join(format!("{round}.ledger"));
        let two = restored(&backup, &to, &[]).unwrap();
        assert_eq!(two.stats().unwrap().events, made.events + 1);
        assert!(two.verify().unwrap().is_sound());
    }
    clerk.join().unwrap();
    assert_eq!(desk.lock().unwrap().stats().unwrap().events, 83);
}
