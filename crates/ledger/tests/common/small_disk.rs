//! A disk so small that a test can fill it.

use std::path::Path;
use std::process::{Command, Output};

const CHILD: &str = "KAZASHI_TEST_SMALL_DISK";

/// Runs `act` on a disk of `size`, such as `16k`, in another process that runs the test `name` again.
///
/// A disk needs a mount, which a namespace of one's own gives also to a user who is not root; where the system forbids
/// that, the test says so and is skipped.
pub fn on_a_small_disk(name: &str, size: &str, act: impl FnOnce(&Path)) {
    if let Some(folder) = std::env::var_os(CHILD) {
        act(Path::new(&folder));
        println!("small disk done");
        return;
    }
    let dir = tempfile::tempdir().unwrap();
    let mount = format!("mount -t tmpfs -o size={size} none \"${CHILD}\"");
    if !unshare(dir.path(), &mount).is_ok_and(|mounted| mounted.status.success()) {
        eprintln!("skipped: this system lets no user mount a tmpfs in a namespace of their own");
        return;
    }
    let test = format!("{mount} && exec \"$PROGRAM\" --exact {name} --nocapture");
    let ran = unshare(dir.path(), &test).unwrap();
    let told =
        String::from_utf8_lossy(&ran.stdout).into_owned() + &String::from_utf8_lossy(&ran.stderr);
    assert!(
        ran.status.success() && told.contains("small disk done"),
        "{told}"
    );
}

fn unshare(folder: &Path, script: &str) -> std::io::Result<Output> {
    Command::new("unshare")
        .args(["--user", "--map-root-user", "--mount", "sh", "-c", script])
        .env(CHILD, folder)
        .env("PROGRAM", std::env::current_exe()?)
        .output()
}
