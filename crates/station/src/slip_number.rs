//! The number on the slip (番号札), counted anew each day. A file of its own, with no word about anybody.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use advice::{Advice, Advise, Bilingual};
use jiff::civil::Date;
use rusqlite::{Connection, ErrorCode, TransactionBehavior, params};

/// Version of the table below, kept in SQLite's `user_version`.
const SCHEMA_VERSION: i64 = 1;

/// Gives out the numbers of the day.
#[derive(Debug)]
pub struct SlipNumbers {
    database: Connection,
    file: PathBuf,
}

/// Why there is no number.
#[derive(Debug, thiserror::Error)]
pub enum SlipNumberError {
    /// A later version of Kazashi wrote this file.
    #[error("{} has schema version {found}, this program knows {SCHEMA_VERSION}", file.display())]
    Newer {
        /// The file of the numbers.
        file: PathBuf,
        /// The version that it states.
        found: i64,
    },
    /// The file is not a database, or a damaged one.
    #[error("{} is damaged", file.display())]
    Damaged {
        /// The file of the numbers.
        file: PathBuf,
    },
    /// The file could not be opened or written.
    #[error("{}: {problem}", file.display())]
    Unusable {
        /// The file of the numbers.
        file: PathBuf,
        /// What SQLite or the system said.
        problem: String,
    },
}

impl Advise for SlipNumberError {
    fn advice(&self) -> Advice {
        let (Self::Newer { file, .. } | Self::Damaged { file } | Self::Unusable { file, .. }) =
            self;
        let file = file.display();
        match self {
            Self::Newer { found, .. } => Advice::new(
                "slip-numbers-newer",
                Bilingual::new(
                    format!(
                        "受付番号の記録 {file} は新しい版の Kazashi のものです（形式 {found}）。"
                    ),
                    format!(
                        "The slip numbers in {file} are from a newer Kazashi (format {found})."
                    ),
                ),
                Bilingual::new("Kazashi を新しい版にしてください。", "Update Kazashi."),
            ),
            Self::Damaged { .. } => Advice::new(
                "slip-numbers-damaged",
                Bilingual::new(
                    format!("受付番号の記録 {file} が壊れています。"),
                    format!("The slip numbers in {file} are damaged."),
                ),
                Bilingual::new(
                    "ファイルを別の場所に移してください。番号は1から始まります。",
                    "Move the file away; numbers begin at 1 again.",
                ),
            ),
            Self::Unusable { problem, .. } => Advice::new(
                "slip-numbers-unusable",
                Bilingual::new(
                    format!("受付番号の記録 {file} を使えません（{problem}）。"),
                    format!("The slip numbers in {file} cannot be used ({problem})."),
                ),
                Bilingual::new(
                    "空き容量とフォルダーの権限を確かめてください。",
                    "Check the free space and the permissions of the folder.",
                ),
            ),
        }
    }
}

impl SlipNumbers {
    /// Opens the file, making it on first use.
    pub fn open(file: &Path) -> Result<Self, SlipNumberError> {
        if let Some(dir) = file.parent() {
            fs::create_dir_all(dir).map_err(|error| SlipNumberError::Unusable {
                file: file.to_path_buf(),
                problem: error.to_string(),
            })?;
        }
        let named = |error: rusqlite::Error| from_sqlite(file, &error);
        let mut database = Connection::open(file).map_err(named)?;
        // Several windows of one PC may want a number at the same moment.
        let patience = Duration::from_secs(5);
        database.busy_timeout(patience).map_err(named)?;
        let change = database
            .transaction_with_behavior(TransactionBehavior::Immediate)
            .map_err(named)?;
        let found: i64 = change
            .query_row("PRAGMA user_version", [], |row| row.get(0))
            .map_err(named)?;
        match found {
            SCHEMA_VERSION => {}
            0 => change
                .execute_batch(
                    "CREATE TABLE slip_number (
                         day  TEXT PRIMARY KEY CHECK (day GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
                         last INTEGER NOT NULL CHECK (last > 0)
                     ) STRICT",
                )
                .and_then(|()| change.pragma_update(None, "user_version", SCHEMA_VERSION))
                .map_err(named)?,
            found => {
                return Err(SlipNumberError::Newer {
                    file: file.to_path_buf(),
                    found,
                });
            }
        }
        change.commit().map_err(named)?;
        Ok(Self {
            database,
            file: file.to_path_buf(),
        })
    }

    /// The next number of this day, from 1. A number is given out once, also when its slip is never printed.
    pub fn next(&mut self, day: Date) -> Result<u32, SlipNumberError> {
        let take = |database: &mut Connection| -> rusqlite::Result<u32> {
            let change = database.transaction_with_behavior(TransactionBehavior::Immediate)?;
            let number = change.query_row(
                "INSERT INTO slip_number (day, last) VALUES (?1, 1)
                 ON CONFLICT (day) DO UPDATE SET last = last + 1 RETURNING last",
                params![day.to_string()],
                |row| row.get(0),
            )?;
            // How many came on a day is for the counts to keep, not for this file.
            change.execute(
                "DELETE FROM slip_number WHERE day < ?1",
                params![day.to_string()],
            )?;
            change.commit()?;
            Ok(number)
        };
        take(&mut self.database).map_err(|error| from_sqlite(&self.file, &error))
    }
}

fn from_sqlite(file: &Path, error: &rusqlite::Error) -> SlipNumberError {
    let file = file.to_path_buf();
    match error.sqlite_error_code() {
        Some(ErrorCode::NotADatabase | ErrorCode::DatabaseCorrupt) => {
            SlipNumberError::Damaged { file }
        }
        _ => SlipNumberError::Unusable {
            file,
            problem: error.to_string(),
        },
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn numbers_begin_at_one_each_day_and_go_on_after_a_restart() {
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("new/slips.sqlite");
        let (monday, tuesday) = (date(2026, 11, 2), date(2026, 11, 3));
        let mut numbers = SlipNumbers::open(&file).unwrap();
        assert_eq!(numbers.next(monday).unwrap(), 1);
        assert_eq!(numbers.next(monday).unwrap(), 2);
        drop(numbers);
        let mut again = SlipNumbers::open(&file).unwrap();
        assert_eq!(again.next(monday).unwrap(), 3);
        assert_eq!(again.next(tuesday).unwrap(), 1);
        let days: u32 = again
            .database
            .query_row("SELECT count(*) FROM slip_number", [], |row| row.get(0))
            .unwrap();
        assert_eq!(days, 1, "yesterday is forgotten");
    }

    #[test]
    fn two_windows_never_give_out_the_same_number() {
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("slips.sqlite");
        let day = date(2026, 11, 2);
        let desks: Vec<_> = (0..4)
            .map(|_| {
                let file = file.clone();
                std::thread::spawn(move || {
                    let mut numbers = SlipNumbers::open(&file).unwrap();
                    let twenty = (0..20).map(|_| numbers.next(day).unwrap());
                    twenty.collect::<Vec<u32>>()
                })
            })
            .collect();
        let mut all: Vec<u32> = desks
            .into_iter()
            .flat_map(|desk| desk.join().unwrap())
            .collect();
        all.sort_unstable();
        assert_eq!(all, (1..=80).collect::<Vec<u32>>());
    }

    #[test]
    fn a_newer_and_a_damaged_file_are_told_apart_and_left_as_they_are() {
        let dir = tempfile::tempdir().unwrap();
        let newer = dir.path().join("newer");
        let numbers = SlipNumbers::open(&newer).unwrap();
        numbers
            .database
            .pragma_update(None, "user_version", 2)
            .unwrap();
        drop(numbers);
        assert!(matches!(
            SlipNumbers::open(&newer),
            Err(SlipNumberError::Newer { found: 2, .. })
        ));
        let damaged = dir.path().join("damaged");
        let text = "no database, and long enough to be looked at".repeat(20);
        fs::write(&damaged, &text).unwrap();
        assert!(matches!(
            SlipNumbers::open(&damaged),
            Err(SlipNumberError::Damaged { .. })
        ));
        assert_eq!(fs::read_to_string(&damaged).unwrap(), text);
    }
}
