//! Runs a program under the recorder, and reads what it wrote down.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use tempfile::TempDir;

use crate::disk::{Disk, Image};

/// The file of the directory whose lines are promises, and which no disk holds.
pub const PROMISES: &str = "promises";

/// A change of the directory, in the order in which the program made them.
pub enum Step {
    Opened {
        fd: u32,
        name: String,
        emptied: bool,
    },
    Written {
        fd: u32,
        offset: usize,
        bytes: Vec<u8>,
    },
    Truncated {
        fd: u32,
        size: usize,
    },
    Synced {
        fd: u32,
    },
    Closed {
        fd: u32,
    },
    Unlinked {
        name: String,
    },
    Renamed {
        from: String,
        to: String,
    },
}

/// A folder in memory where the system has one: what a cut does is computed, and waits for no disk.
pub fn folder() -> TempDir {
    let memory = Path::new("/dev/shm");
    if memory.is_dir() {
        tempfile::tempdir_in(memory).unwrap()
    } else {
        tempfile::tempdir().unwrap()
    }
}

/// The recorder, compiled once in this run.
fn recorder() -> &'static Path {
    static LIBRARY: OnceLock<PathBuf> = OnceLock::new();
    LIBRARY.get_or_init(|| {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR"));
        let source = folder.join(format!("recorder-{}.c", std::process::id()));
        // Tests of other crates use it too, wherever they lie.
        fs::write(&source, include_str!("recorder.c")).unwrap();
        let draft = folder.join(format!("recorder-{}.so", std::process::id()));
        let compiled = Command::new("cc")
            .args([
                "-O1", "-Wall", "-Werror", "-shared", "-fPIC", "-pthread", "-o",
            ])
            .args([&draft, &source])
            .status()
            .unwrap();
        assert!(compiled.success(), "the recorder does not compile");
        fs::remove_file(source).unwrap();
        // Another run may have the last one loaded.
        let library = folder.join("recorder.so");
        fs::rename(draft, &library).unwrap();
        library
    })
}

/// Runs the test `child` of this program with `variables`, in a folder of its own, and gives its steps.
///
/// The child finds its folder in `KAZASHI_RECORD_DIR`.
pub fn record(child: &str, variables: &[(&str, &str)]) -> Vec<Step> {
    let here = folder();
    let files = here.path().join("files");
    fs::create_dir(&files).unwrap();
    let files = files.canonicalize().unwrap();
    let log = here.path().join("log");
    let ran = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", child, "--ignored", "--nocapture"])
        .env("LD_PRELOAD", recorder())
        .env("KAZASHI_RECORD_DIR", &files)
        .env("KAZASHI_RECORD_LOG", &log)
        .envs(variables.iter().copied())
        .output()
        .unwrap();
    let told =
        String::from_utf8_lossy(&ran.stdout).into_owned() + &String::from_utf8_lossy(&ran.stderr);
    assert!(ran.status.success(), "{told}");
    let steps = read(&fs::read(&log).unwrap());
    // A change that the recorder missed would make every cut a fiction.
    let mut disk = Disk::default();
    for step in &steps {
        disk.apply(step);
    }
    assert!(
        disk.as_seen() == found(&files),
        "the recorder missed a change"
    );
    assert!(!disk.promised().is_empty(), "{told}");
    steps
}

/// The files of a folder, without the promises and the shared memory.
fn found(folder: &Path) -> Image {
    let mut image = Image::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        if name != PROMISES && !name.ends_with("-shm") {
            image.insert(name, fs::read(&path).unwrap());
        }
    }
    image
}

fn read(log: &[u8]) -> Vec<Step> {
    let mut steps = Vec::new();
    let mut rest = log;
    while !rest.is_empty() {
        let (head, after) = rest.split_at(17);
        let fd = u32::from_ne_bytes(head[1..5].try_into().unwrap());
        let number = u64::from_ne_bytes(head[5..13].try_into().unwrap());
        let length = u32::from_ne_bytes(head[13..17].try_into().unwrap());
        let (bytes, after) = after.split_at(length as usize);
        let text = || String::from_utf8(bytes.to_vec()).unwrap();
        let size = usize::try_from(number).unwrap();
        steps.push(match head[0] {
            b'O' => Step::Opened {
                fd,
                name: text(),
                emptied: number == 2,
            },
            b'W' => Step::Written {
                fd,
                offset: size,
                bytes: bytes.to_vec(),
            },
            b'T' => Step::Truncated { fd, size },
            b'S' => Step::Synced { fd },
            b'C' => Step::Closed { fd },
            b'U' => Step::Unlinked { name: text() },
            b'R' => {
                let both = text();
                let (from, to) = both.split_once('\0').unwrap();
                Step::Renamed {
                    from: from.to_owned(),
                    to: to.to_owned(),
                }
            }
            _ => panic!(
                "the program used {}, which the recorder cannot follow",
                text()
            ),
        });
        rest = after;
    }
    steps
}
