//! What is measured beside ours, on the same disk and processor in the same run.

use std::fs::File;
use std::io::{Seek, SeekFrom, Write};
use std::path::Path;
use std::time::{Duration, Instant};

use ed25519_dalek::{Signer, SigningKey};
use rand_core::{OsRng, RngCore};
use rusqlite::{Connection, params};

use crate::{Row, people};

/// How long the disk takes to have 4 KiB for certain: nothing confirmed can be quicker.
pub fn row(folder: &Path) -> Row {
    let mut file = File::create(folder.join("floor")).unwrap();
    let mut times: Vec<Duration> = (0..500)
        .map(|_| {
            file.seek(SeekFrom::Start(0)).unwrap();
            file.write_all(&[1; 4096]).unwrap();
            let start = Instant::now();
            file.sync_data().unwrap();
            start.elapsed()
        })
        .collect();
    times.sort();
    let micros = |time: Duration| format!("{} µs", time.as_micros());
    Row {
        what: "floor: the disk confirms 4 KiB (`fdatasync`), median".into(),
        ours: micros(times[times.len() / 2]),
        against: format!(
            "slowest of {}: {}",
            times.len(),
            micros(times[times.len() - 1])
        ),
        ratio: String::new(),
    }
}

/// A table in SQLCipher set as ours is, of rows as large as our payloads; no signature, no chain, no list.
pub struct Bare(Connection);

impl Bare {
    pub fn new(file: &Path) -> Self {
        let database = Connection::open(file).unwrap();
        database
            .execute_batch(
                "PRAGMA key = \"x'000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f'\";
                 PRAGMA locking_mode = EXCLUSIVE;
                 PRAGMA journal_mode = WAL;
                 PRAGMA synchronous = FULL;
                 PRAGMA secure_delete = ON;
                 CREATE TABLE person (number INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE, text BLOB NOT NULL) STRICT",
            )
            .unwrap();
        Self(database)
    }

    pub fn insert(&self, number: usize) {
        let (mut id, mut text) = ([0; 16], [0; people::PAYLOAD_BYTES]);
        OsRng.fill_bytes(&mut id);
        OsRng.fill_bytes(&mut text);
        let number = i64::try_from(number).unwrap();
        let mut insert = self
            .0
            .prepare_cached("INSERT INTO person VALUES (?1, ?2, ?3)")
            .unwrap();
        insert.execute(params![number, id, text]).unwrap();
    }
}

/// How long checking so many signatures takes, without anything about it.
pub fn signature_checks(count: usize) -> Duration {
    let key = SigningKey::generate(&mut OsRng);
    let header = [7; 300];
    let signature = key.sign(&header);
    let public = key.verifying_key();
    let start = Instant::now();
    for _ in 0..count {
        public.verify_strict(&header, &signature).unwrap();
    }
    start.elapsed()
}
