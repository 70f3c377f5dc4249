//! The key store of the system, on a real gnome-keyring-daemon behind a message bus of its own.
//!
//! The store is found through the environment of the process, so each test runs itself again
//! inside a private session.

// Helpers of a test file are not seen as tests by the lint.
#![allow(clippy::unwrap_used, clippy::print_stdout)]
#![cfg(target_os = "linux")]

use std::process::Command;

use rand_core::OsRng;
use vault::{
    Cost, Key, KeyFile, KeyFileError, KeyStoreError, NewSlot, Passphrase, Purpose, SlotKind,
    SystemKeyStore,
};

/// Stands in the environment inside the private session.
const INSIDE: &str = "KAZASHI_INSIDE_PRIVATE_SESSION";

/// Waits until it serves, then goes into the background; ends with its message bus.
const UNLOCKED: &str =
    "printf mihon | gnome-keyring-daemon --unlock --components=secrets >/dev/null";

/// True inside the session. Outside, runs the named test inside, after `start`, and gives false.
fn inside(test: &str, start: &str) -> bool {
    if std::env::var_os(INSIDE).is_some() {
        return true;
    }
    for program in ["dbus-run-session", "gnome-keyring-daemon"] {
        let mut found = Command::new("sh");
        found.args(["-c", &format!("command -v {program} >/dev/null")]);
        if !found.status().unwrap().success() {
            println!("skipped: {program} is not installed");
            return false;
        }
    }
    let home = tempfile::tempdir().unwrap();
    let mut session = Command::new("dbus-run-session");
    session.args(["--", "sh", "-c", &format!("{start} && exec \"$@\""), "sh"]);
    session.arg(std::env::current_exe().unwrap());
    session.args(["--exact", test, "--nocapture"]);
    session.env(INSIDE, "1").env("HOME", home.path());
    for folder in ["XDG_RUNTIME_DIR", "XDG_DATA_HOME", "XDG_CONFIG_HOME"] {
        session.env(folder, home.path());
    }
    let output = session.output().unwrap();
    let told = String::from_utf8_lossy(&output.stdout);
    assert!(
        output.status.success() && told.contains("1 passed"),
        "{told}\n{}",
        String::from_utf8_lossy(&output.stderr)
    );
    false
}

fn with_key_store(key: &Key, store: &SystemKeyStore) -> KeyFile {
    let passphrase = Passphrase::typed("見本の合言葉です");
    let first = NewSlot::Passphrase {
        label: "keeper",
        passphrase: &passphrase,
        cost: Cost::USUAL,
    };
    let mut file = KeyFile::create(Purpose::Database, key, first, &mut OsRng).unwrap();
    file.add_slot(key, NewSlot::KeyStore { store }, &mut OsRng)
        .unwrap();
    file
}

#[test]
fn the_key_comes_back_from_the_system_until_it_is_forgotten() {
    let name = "the_key_comes_back_from_the_system_until_it_is_forgotten";
    if !inside(name, UNLOCKED) {
        return;
    }
    let key = Key::generate(&mut OsRng);
    let store = SystemKeyStore::connect().unwrap();
    let mut file = with_key_store(&key, &store);
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("shelter.key");
    file.save(&path).unwrap();

    let store = SystemKeyStore::connect().unwrap();
    let loaded = KeyFile::load(&path, Purpose::Database).unwrap();
    let opened = loaded.open_with_keystore(&store).unwrap();
    assert_eq!(opened.as_bytes(), key.as_bytes());
    // Two files in one store do not disturb each other.
    let other_key = Key::generate(&mut OsRng);
    let other = with_key_store(&other_key, &store);
    assert_eq!(
        loaded.open_with_keystore(&store).unwrap().as_bytes(),
        key.as_bytes()
    );

    loaded.forget_in_keystore(&store).unwrap();
    assert_eq!(
        loaded.open_with_keystore(&store).err().unwrap(),
        KeyFileError::KeyStore(KeyStoreError::NoEntry)
    );
    assert_eq!(
        other.open_with_keystore(&store).unwrap().as_bytes(),
        other_key.as_bytes()
    );
    let kinds: Vec<SlotKind> = file.slots().map(|slot| slot.kind).collect();
    assert_eq!(kinds, [SlotKind::Passphrase, SlotKind::KeyStore]);
    assert_eq!(file.remove_slot(0).err().unwrap(), KeyFileError::LastSlot);
}

#[test]
fn a_key_store_alone_makes_no_file() {
    if !inside("a_key_store_alone_makes_no_file", UNLOCKED) {
        return;
    }
    let store = SystemKeyStore::connect().unwrap();
    let new = NewSlot::KeyStore { store: &store };
    let key = Key::generate(&mut OsRng);
    let made = KeyFile::create(Purpose::Database, &key, new, &mut OsRng);
    assert_eq!(made.err().unwrap(), KeyFileError::LastSlot);
}

#[test]
fn a_locked_store_is_told() {
    let lock = format!("{UNLOCKED} && {LOCK} >/dev/null");
    if !inside("a_locked_store_is_told", &lock) {
        return;
    }
    let store = SystemKeyStore::connect().unwrap();
    let passphrase = Passphrase::typed("見本の合言葉です");
    let first = NewSlot::Passphrase {
        label: "keeper",
        passphrase: &passphrase,
        cost: Cost::USUAL,
    };
    let key = Key::generate(&mut OsRng);
    let mut file = KeyFile::create(Purpose::Database, &key, first, &mut OsRng).unwrap();
    let new = NewSlot::KeyStore { store: &store };
    let failed = file.add_slot(&key, new, &mut OsRng).err().unwrap();
    assert_eq!(failed, KeyFileError::KeyStore(KeyStoreError::Locked));
    assert_eq!(file.slots().count(), 1);
}

/// Nobody can unlock it afterwards, since there is no screen to ask on.
const LOCK: &str = "dbus-send --session --print-reply --dest=org.freedesktop.secrets \
    /org/freedesktop/secrets org.freedesktop.Secret.Service.Lock \
    array:objpath:/org/freedesktop/secrets/collection/login";

#[test]
fn without_a_store_that_is_told() {
    let no_bus = "export DBUS_SESSION_BUS_ADDRESS=unix:path=/nonexistent/bus";
    if !inside("without_a_store_that_is_told", no_bus) {
        return;
    }
    assert_eq!(SystemKeyStore::connect().err(), Some(KeyStoreError::Absent));
}
