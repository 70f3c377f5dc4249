//! A sealed file is opened by its key and nothing else, and tells why it does not open.

// Helpers of a test file are not seen as tests by the lint.
#![allow(clippy::unwrap_used)]

use std::fs;
use std::path::PathBuf;
use std::time::Duration;

use rusqlite::Connection;
use sealed_file::{Kind, NotOpened};
use tempfile::TempDir;

const KIND: Kind = Kind {
    application_id: 0x4b7a_5465,
    version: 3,
    salt: Some(b"kazashi.ledger.salt.1"),
    patience: Duration::from_millis(50),
};
const DRAWN: Kind = Kind { salt: None, ..KIND };
const KEY: [u8; 32] = [7; 32];

fn file_of(kind: &Kind) -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("sealed.db");
    let db = kind.create(&file, &KEY).unwrap();
    db.execute_batch("CREATE TABLE word (text TEXT); INSERT INTO word VALUES ('somebody')")
        .unwrap();
    kind.mark(&db).unwrap();
    drop(db);
    (folder, file)
}

fn opened(kind: &Kind, file: &std::path::Path, key: &[u8; 32]) -> Result<Connection, NotOpened> {
    kind.open(file, key, |_| Ok(()))
}

#[test]
fn the_key_opens_what_was_made_with_it_and_nothing_is_readable_without() {
    for kind in [KIND, DRAWN] {
        let (_folder, file) = file_of(&kind);
        let db = kind.open_to_read(&file, &KEY, |_| Ok(())).unwrap();
        let word = db.query_row("SELECT text FROM word", [], |row| row.get::<_, String>(0));
        assert_eq!(word.unwrap(), "somebody");
        assert!(db.execute("DELETE FROM word", []).is_err(), "only to read");
        let bytes = fs::read(&file).unwrap();
        assert!(!bytes.windows(8).any(|part| part == b"somebody"));
    }
}

#[test]
fn a_wrong_key_a_damaged_first_page_and_another_file_are_told_apart() {
    let (folder, file) = file_of(&KIND);
    assert!(matches!(
        opened(&KIND, &file, &[8; 32]),
        Err(NotOpened::WrongKey)
    ));
    let mut bytes = fs::read(&file).unwrap();
    bytes[100] ^= 1;
    fs::write(&file, &bytes).unwrap();
    assert!(matches!(
        opened(&KIND, &file, &KEY),
        Err(NotOpened::Damaged)
    ));
    let other = folder.path().join("other");
    fs::write(&other, b"a letter to somebody else").unwrap();
    assert!(matches!(
        opened(&KIND, &other, &KEY),
        Err(NotOpened::OtherKind)
    ));
    let none = folder.path().join("none");
    assert!(matches!(
        opened(&KIND, &none, &KEY),
        Err(NotOpened::Missing)
    ));
    assert!(!none.exists(), "opening makes no file");
}

#[test]
fn another_kind_and_another_version_are_told_apart() {
    let (_folder, file) = file_of(&KIND);
    let other = Kind {
        application_id: 1,
        ..KIND
    };
    assert!(matches!(
        opened(&other, &file, &KEY),
        Err(NotOpened::OtherKind)
    ));
    let later = Kind { version: 4, ..KIND };
    assert!(matches!(
        opened(&later, &file, &KEY),
        Err(NotOpened::OtherVersion { found: 3 })
    ));
}

#[test]
fn the_salt_is_what_another_program_calculates() {
    let mut key = [0; 32];
    for (at, byte) in (0..).zip(&mut key) {
        *byte = at;
    }
    // Python: hmac.new(bytes(range(32)), b"kazashi.ledger.salt.1", "sha256").digest()[:16]
    let salt = 0x04a0_7d43_d1d4_e226_3ff0_6914_bac9_49c4_u128.to_be_bytes();
    assert_eq!(KIND.salt(&key), Some(salt));
    assert_eq!(DRAWN.salt(&key), None);
    let (_folder, file) = file_of(&KIND);
    assert_eq!(
        Some(&fs::read(&file).unwrap()[..16]),
        KIND.salt(&KEY).as_ref().map(|salt| &salt[..])
    );
}
