//! A stick that is full or write-protected: told as such, and nothing is left on it.
//!
//! Such a stick needs a mount, which a namespace of one's own gives also to a user who is not root;
//! where the system forbids that, this test says so and is skipped.

// Helpers of a test file are not seen as tests by the lint.
#![allow(clippy::unwrap_used, clippy::print_stdout, clippy::print_stderr)]
#![cfg(target_os = "linux")]

mod support;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;

use ledger::{BackupError, BundleError, BundleKey, BundleWriter, Have, Ledger, Written};
use support::{ACTOR, Notes, add, create, note, now, rng, subject};

const INSIDE: &str = "KAZASHI_TEST_SMALL_STICK";
const NAME: &str = "a_full_and_a_write_protected_stick_are_told_apart_and_keep_what_they_had";

#[test]
fn a_full_and_a_write_protected_stick_are_told_apart_and_keep_what_they_had() {
    if let Ok(stick) = std::env::var(INSIDE) {
        on_the_stick(Path::new(&stick));
        return;
    }
    let dir = tempfile::tempdir().unwrap();
    let unshare = |script: &str| {
        Command::new("unshare")
            .args(["--user", "--map-root-user", "--mount", "sh", "-c", script])
            .env(INSIDE, dir.path())
            .env("PROGRAM", std::env::current_exe().unwrap())
            .output()
    };
    let mount = format!("mount -t tmpfs -o size=512k none \"${INSIDE}\"");
    if !unshare(&mount).is_ok_and(|mounted| mounted.status.success()) {
        eprintln!("skipped: this system lets no user mount a tmpfs in a namespace of their own");
        return;
    }
    let script = format!("{mount} && exec \"$PROGRAM\" --exact {NAME} --nocapture");
    let ran = unshare(&script).unwrap();
    let told =
        String::from_utf8_lossy(&ran.stdout).into_owned() + &String::from_utf8_lossy(&ran.stderr);
    assert!(
        ran.status.success() && told.contains("stick done"),
        "{told}"
    );
}

fn bundle(ledger: &Ledger<Notes>, file: &Path) -> Result<Written, BundleError> {
    let key = BundleKey::new([5; 32]);
    let writer = BundleWriter::begin(file, ledger, &Have::new(), &key, None, 1, &mut rng(90));
    writer?.finish(ledger)
}

fn files(stick: &Path) -> BTreeMap<String, Vec<u8>> {
    let entries = fs::read_dir(stick).unwrap().map(Result::unwrap);
    entries
        .map(|it| {
            let name = it.file_name().to_string_lossy().into_owned();
            (name, fs::read(it.path()).unwrap())
        })
        .collect()
}

fn on_the_stick(stick: &Path) {
    let home = tempfile::tempdir().unwrap();
    let mut ledger = create(&home.path().join("shelter.ledger"), 1);
    add(&mut ledger, Some(subject(1)), "見本", 2);
    let (to, backup) = (stick.join("bundle"), stick.join("backup"));
    bundle(&ledger, &to).unwrap();
    ledger.back_up(&backup).unwrap();
    let before = files(stick);

    // More than the stick holds.
    for seed in 0..6 {
        let drafts = (0..100).map(|it| note(Some(subject(it)), &"見本".repeat(100)));
        let appended = ledger.append(drafts.collect(), ACTOR, now(), &mut rng(100 + seed));
        appended.unwrap();
    }
    let told = bundle(&ledger, &to).err();
    assert_eq!(told, Some(BundleError::NoRoom { file: to.clone() }));
    let told = ledger.back_up(&backup).err();
    let no_room = BackupError::NoRoom {
        file: backup.clone(),
    };
    assert_eq!(told, Some(no_room));
    assert!(files(stick) == before, "the stick has changed");

    let stick_name = stick.to_str().unwrap();
    let mut remount = Command::new("mount");
    remount.args(["-o", "remount,ro", stick_name]);
    assert!(remount.status().unwrap().success());
    let told = bundle(&ledger, &to).err();
    assert!(matches!(told, Some(BundleError::NotWritten { .. })));
    let told = ledger.back_up(&backup).err();
    assert!(matches!(told, Some(BackupError::NotWritten { .. })));
    assert!(files(stick) == before, "the stick has changed");
    // The ledger itself goes on.
    add(&mut ledger, Some(subject(1)), "外出", 3);
    assert!(ledger.verify().unwrap().is_sound());
    println!("stick done");
}
