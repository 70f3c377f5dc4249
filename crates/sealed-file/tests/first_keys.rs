//! SQLCipher sets its ciphers up with the first connection of a process: a process of its own for each try.

// Helpers of a test file are not seen as tests by the lint.
#![allow(clippy::unwrap_used)]

use std::process::Command;
use std::sync::Barrier;
use std::time::Duration;

use sealed_file::Kind;

const KIND: Kind = Kind {
    application_id: 0x4b7a_5465,
    version: 1,
    salt: None,
    patience: Duration::from_secs(5),
};
/// Enough to meet what one process in a hundred would fail at.
const PROCESSES: usize = 200;
const CHILD: &str = "KAZASHI_FIRST_KEYS_OF_A_PROCESS";

#[test]
fn keys_that_threads_give_at_once_at_the_start_of_a_process_are_all_taken() {
    if std::env::var_os(CHILD).is_some() {
        return make_files_at_once();
    }
    for _ in 0..PROCESSES {
        let child = Command::new(std::env::current_exe().unwrap())
            .env(CHILD, "1")
            .output()
            .unwrap();
        assert!(
            child.status.success(),
            "{}",
            String::from_utf8_lossy(&child.stdout)
        );
    }
}

fn make_files_at_once() {
    let folder = tempfile::tempdir().unwrap();
    let barrier = Barrier::new(4);
    std::thread::scope(|scope| {
        for number in 0..4 {
            let file = folder.path().join(format!("{number}.db"));
            let barrier = &barrier;
            scope.spawn(move || {
                barrier.wait();
                let db = KIND.create(&file, &[7; 32]).unwrap();
                KIND.mark(&db).unwrap();
            });
        }
    });
}
