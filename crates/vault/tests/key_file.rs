//! Key files: each way of opening, each way of being broken.

// Helpers of a test file are not seen as tests by the lint.
#![allow(clippy::unwrap_used)]

use std::path::{Path, PathBuf};

use rand_core::OsRng;
use vault::{CityKeys, Cost, Key, KeyFile, KeyFileError, NewSlot, Passphrase, Purpose, SlotKind};

const RIGHT: &str = "さくら 小学校 2026";

fn slot<'a>(label: &'a str, passphrase: &'a Passphrase) -> NewSlot<'a> {
    NewSlot::Passphrase {
        label,
        passphrase,
        cost: Cost::USUAL,
    }
}

fn made(key: &Key) -> KeyFile {
    let passphrase = Passphrase::typed(RIGHT);
    KeyFile::create(
        Purpose::Database,
        key,
        slot("keeper", &passphrase),
        &mut OsRng,
    )
    .unwrap()
}

fn saved(file: &KeyFile) -> (tempfile::TempDir, PathBuf) {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("shelter.key");
    file.save(&path).unwrap();
    (dir, path)
}

fn loaded(path: &Path, change: impl Fn(&str) -> String) -> Result<KeyFile, KeyFileError> {
    let text = std::fs::read_to_string(path).unwrap();
    let changed = change(&text);
    assert_ne!(text, changed);
    let other = path.with_extension("changed");
    std::fs::write(&other, changed).unwrap();
    KeyFile::load(&other, Purpose::Database)
}

fn error<T>(result: Result<T, KeyFileError>) -> KeyFileError {
    result.err().unwrap()
}

#[test]
fn the_passphrase_opens_it_however_it_is_typed_and_no_other_does() {
    let key = Key::generate(&mut OsRng);
    let (_dir, path) = saved(&made(&key));
    let file = KeyFile::load(&path, Purpose::Database).unwrap();
    let opened = file
        .open_with(&Passphrase::typed("さくら小学校－２０２６"))
        .unwrap();
    assert_eq!(opened.as_bytes(), key.as_bytes());
    assert_eq!(
        error(file.open_with(&Passphrase::typed("さくら小学校2027"))),
        KeyFileError::WrongPassphrase
    );
    assert_eq!(
        error(file.open_with(&Passphrase::typed(""))),
        KeyFileError::WrongPassphrase
    );
}

#[test]
fn the_citys_recovery_key_opens_it_and_another_citys_does_not() {
    let key = Key::generate(&mut OsRng);
    let city = CityKeys::generate(&mut OsRng);
    let public = city.recovery().public();
    let mut file = made(&key);
    assert_eq!(
        error(file.open_with_recovery(city.recovery())),
        KeyFileError::NoSlot
    );
    let new = NewSlot::Recovery { public: &public };
    file.add_slot(&key, new, &mut OsRng).unwrap();
    let (_dir, path) = saved(&file);
    let file = KeyFile::load(&path, Purpose::Database).unwrap();
    let opened = file.open_with_recovery(city.recovery()).unwrap();
    assert_eq!(opened.as_bytes(), key.as_bytes());
    let other = CityKeys::generate(&mut OsRng);
    assert_eq!(
        error(file.open_with_recovery(other.recovery())),
        KeyFileError::WrongRecoveryKey
    );
}

#[test]
fn slots_are_added_and_removed_and_the_last_one_stays() {
    let key = Key::generate(&mut OsRng);
    let mut file = made(&key);
    assert_eq!(error(file.remove_slot(0)), KeyFileError::LastSlot);
    assert_eq!(error(file.remove_slot(1)), KeyFileError::NoSlot);
    let second = Passphrase::typed("another long one");
    let other = Key::generate(&mut OsRng);
    assert_eq!(
        error(file.add_slot(&other, slot("IT", &second), &mut OsRng)),
        KeyFileError::OtherKey
    );
    file.add_slot(&key, slot("IT", &second), &mut OsRng)
        .unwrap();
    let told: Vec<_> = file
        .slots()
        .map(|it| (it.kind, it.label.to_owned()))
        .collect();
    assert_eq!(
        told,
        [
            (SlotKind::Passphrase, "keeper".to_owned()),
            (SlotKind::Passphrase, "IT".to_owned())
        ]
    );
    file.remove_slot(0).unwrap();
    assert_eq!(
        error(file.open_with(&Passphrase::typed(RIGHT))),
        KeyFileError::WrongPassphrase
    );
    assert_eq!(file.open_with(&second).unwrap().as_bytes(), key.as_bytes());
}

#[test]
fn a_short_passphrase_is_refused_before_anything_is_made() {
    let key = Key::generate(&mut OsRng);
    let short = Passphrase::typed("0 1 2 3 4 5 6");
    let made = KeyFile::create(Purpose::Database, &key, slot("keeper", &short), &mut OsRng);
    assert_eq!(error(made), KeyFileError::PassphraseTooShort);
}

#[test]
fn damage_a_later_version_and_another_file_are_told_apart() {
    let (_dir, path) = saved(&made(&Key::generate(&mut OsRng)));
    let damaged = |change: &dyn Fn(&str) -> String| error(loaded(&path, change));
    assert_eq!(
        damaged(&|text| text.replace("keeper", "Keeper")),
        KeyFileError::Damaged
    );
    assert_eq!(
        damaged(&|text| text[..text.len() / 2].to_owned()),
        KeyFileError::Damaged
    );
    assert_eq!(
        damaged(&|text| text.replace("\"passes\": 3", "\"passes\": 1")),
        KeyFileError::Damaged
    );
    assert_eq!(
        damaged(&|text| text.replace("\"version\": 1", "\"version\": 2")),
        KeyFileError::Newer
    );
    assert_eq!(
        damaged(&|_| "{\"a\": 1}".to_owned()),
        KeyFileError::NotAKeyFile
    );
    assert_eq!(damaged(&|_| String::new()), KeyFileError::NotAKeyFile);
    let missing = error(KeyFile::load(
        &path.with_extension("none"),
        Purpose::Database,
    ));
    assert!(matches!(missing, KeyFileError::Unreadable { .. }));
}

#[test]
fn every_changed_letter_is_noticed_or_means_nothing() {
    let (_dir, path) = saved(&made(&Key::generate(&mut OsRng)));
    let before = std::fs::read(&path).unwrap();
    for place in 0..before.len() {
        let mut text = before.clone();
        text[place] ^= 1;
        std::fs::write(&path, &text).unwrap();
        if let Ok(file) = KeyFile::load(&path, Purpose::Database) {
            // Blanks between the parts say nothing: written again, it is the file as it was.
            file.save(&path).unwrap();
            assert_eq!(std::fs::read(&path).unwrap(), before, "byte {place}");
        }
    }
}

#[test]
fn neither_the_key_nor_the_passphrase_stands_in_the_file() {
    let key = Key::generate(&mut OsRng);
    let (_dir, path) = saved(&made(&key));
    let text = std::fs::read_to_string(&path).unwrap();
    for shown in [
        data_encoding::HEXLOWER.encode(key.as_bytes()),
        data_encoding::BASE64.encode(key.as_bytes()),
        "さくら".to_owned(),
    ] {
        assert!(!text.contains(&shown));
    }
}

#[test]
fn a_failed_save_leaves_the_old_file() {
    let (dir, path) = saved(&made(&Key::generate(&mut OsRng)));
    let before = std::fs::read(&path).unwrap();
    let blocked = dir.path().join("folder.key");
    std::fs::create_dir_all(blocked.join("inside")).unwrap();
    let file = KeyFile::load(&path, Purpose::Database).unwrap();
    let failed = error(file.save(&blocked));
    assert!(
        matches!(failed, KeyFileError::NotWritten { .. }),
        "{failed}"
    );
    assert_eq!(std::fs::read(&path).unwrap(), before);
    assert_eq!(std::fs::read_dir(dir.path()).unwrap().count(), 2);
}

#[test]
fn the_citys_keys_are_not_taken_for_those_of_a_ledger() {
    let city = CityKeys::generate(&mut OsRng);
    let passphrase = Passphrase::typed(RIGHT);
    let first = slot("IT", &passphrase);
    let file = KeyFile::create(Purpose::City, city.secret(), first, &mut OsRng).unwrap();
    let (_dir, path) = saved(&file);
    assert_eq!(
        error(KeyFile::load(&path, Purpose::Database)),
        KeyFileError::OtherPurpose
    );
    let file = KeyFile::load(&path, Purpose::City).unwrap();
    let secret = file.open_with(&passphrase).unwrap();
    assert_eq!(CityKeys::from_secret(secret).public(), city.public());
}
