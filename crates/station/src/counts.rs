//! What stays of a counter session: which form, when, how long (件数の記録). Never who.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use advice::{Advice, Advise, Bilingual};
use jiff::civil::{Date, DateTime};
use rusqlite::{Connection, ErrorCode, OpenFlags, params};

/// Version of the tables below, kept in SQLite's `user_version`.
const SCHEMA_VERSION: i64 = 1;

/// The database of what was printed.
#[derive(Debug)]
pub struct Counts {
    database: Connection,
}

/// How often one form was printed, and how long that took.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormCount {
    /// Id of the form.
    pub form_id: String,
    /// Sessions that ended with this form on paper.
    pub sessions: u32,
    /// Median seconds from card to paper.
    pub median_seconds: u32,
}

/// Why a count could not be kept or read.
#[derive(Debug, thiserror::Error)]
pub enum CountsError {
    /// A later version of Kazashi wrote this file.
    #[error("{} has schema version {found}, this program knows {SCHEMA_VERSION}", file.display())]
    Newer {
        /// The database file.
        file: PathBuf,
        /// The version that it states.
        found: i64,
    },
    /// The file is not a database, or a damaged one.
    #[error("{} is damaged", file.display())]
    Damaged {
        /// The database file.
        file: PathBuf,
    },
    /// The file could not be opened or written.
    #[error("{}: {problem}", file.display())]
    Unusable {
        /// The database file.
        file: PathBuf,
        /// What SQLite or the system said.
        problem: String,
    },
    /// A form id is lower-case letters, digits and hyphens; anything else might be about a person.
    #[error("not a form id")]
    NotAFormId,
}

impl Advise for CountsError {
    fn advice(&self) -> Advice {
        match self {
            Self::Newer { file, found } => Advice::new(
                "counts-newer",
                Bilingual::new(
                    format!(
                        "件数の記録 {} は新しい版の Kazashi のものです（形式 {found}）。",
                        file.display()
                    ),
                    format!(
                        "The counts in {} are from a newer Kazashi (format {found}).",
                        file.display()
                    ),
                ),
                Bilingual::new("Kazashi を新しい版にしてください。", "Update Kazashi."),
            ),
            Self::Damaged { file } => Advice::new(
                "counts-damaged",
                Bilingual::new(
                    format!("件数の記録 {} が壊れています。", file.display()),
                    format!("The counts in {} are damaged.", file.display()),
                ),
                Bilingual::new(
                    "ファイルを別の場所に移してください。次に使うとき新しく作ります。",
                    "Move the file away; a new one is made at the next use.",
                ),
            ),
            Self::Unusable { file, problem } => Advice::new(
                "counts-unusable",
                Bilingual::new(
                    format!("件数の記録 {} を使えません（{problem}）。", file.display()),
                    format!(
                        "The counts in {} cannot be used ({problem}).",
                        file.display()
                    ),
                ),
                Bilingual::new(
                    "空き容量とフォルダーの権限を確かめてください。",
                    "Check the free space and the permissions of the folder.",
                ),
            ),
            Self::NotAFormId => Advice::new(
                "not-a-form-id",
                Bilingual::new(
                    "様式の名前ではありません。",
                    "This is not the id of a form.",
                ),
                Bilingual::new(
                    "様式の id は英小文字・数字・ハイフンだけです。",
                    "A form's id is lower-case letters, digits and hyphens.",
                ),
            ),
        }
    }
}

impl Counts {
    /// Opens the database, making it on first use.
    pub fn open(file: &Path) -> Result<Self, CountsError> {
        if let Some(dir) = file.parent() {
            fs::create_dir_all(dir).map_err(|error| CountsError::Unusable {
                file: file.to_path_buf(),
                problem: error.to_string(),
            })?;
        }
        let named = |error: rusqlite::Error| from_sqlite(file, &error);
        let mut database = Connection::open(file).map_err(named)?;
        // Two windows of one PC may count at the same moment.
        database
            .busy_timeout(Duration::from_secs(5))
            .map_err(named)?;
        let change = database
            .transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)
            .map_err(named)?;
        let found: i64 = change
            .query_row("PRAGMA user_version", [], |row| row.get(0))
            .map_err(named)?;
        match found {
            SCHEMA_VERSION => {}
            0 => {
                change
                    .execute_batch(
                        "CREATE TABLE session (
                             form_id TEXT NOT NULL CHECK (form_id <> '' AND form_id NOT GLOB '*[^a-z0-9-]*'),
                             day     TEXT NOT NULL CHECK (day GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
                             hour    INTEGER NOT NULL CHECK (hour BETWEEN 0 AND 23),
                             seconds INTEGER NOT NULL CHECK (seconds >= 0)
                         ) STRICT;
                         CREATE INDEX session_by_day ON session (day, form_id);",
                    )
                    .and_then(|()| change.pragma_update(None, "user_version", SCHEMA_VERSION))
                    .map_err(named)?;
            }
            found => {
                return Err(CountsError::Newer {
                    file: file.to_path_buf(),
                    found,
                });
            }
        }
        change.commit().map_err(named)?;
        Ok(Self { database })
    }

    /// Looks at a database without making or changing it; `None` when there is none yet.
    pub fn check(file: &Path) -> Result<Option<u32>, CountsError> {
        if !file.exists() {
            return Ok(None);
        }
        let named = |error: rusqlite::Error| from_sqlite(file, &error);
        let database =
            Connection::open_with_flags(file, OpenFlags::SQLITE_OPEN_READ_ONLY).map_err(named)?;
        let version: i64 = database
            .query_row("PRAGMA user_version", [], |row| row.get(0))
            .map_err(named)?;
        if version > SCHEMA_VERSION {
            return Err(CountsError::Newer {
                file: file.to_path_buf(),
                found: version,
            });
        }
        let verdict: String = database
            .query_row("PRAGMA quick_check(1)", [], |row| row.get(0))
            .map_err(named)?;
        if verdict != "ok" {
            return Err(CountsError::Damaged {
                file: file.to_path_buf(),
            });
        }
        if version == 0 {
            return Ok(Some(0));
        }
        database
            .query_row("SELECT count(*) FROM session", [], |row| row.get(0))
            .map(Some)
            .map_err(named)
    }

    /// Counts one session: the form, when it came out of the printer, and how long from card to paper.
    pub fn record(
        &self,
        form_id: &str,
        printed: DateTime,
        card_to_paper: Duration,
    ) -> Result<(), CountsError> {
        let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        if form_id.is_empty() || !form_id.chars().all(plain) {
            return Err(CountsError::NotAFormId);
        }
        let seconds = i64::try_from(card_to_paper.as_secs()).unwrap_or(i64::MAX);
        self.database
            .execute(
                "INSERT INTO session (form_id, day, hour, seconds) VALUES (?1, ?2, ?3, ?4)",
                params![form_id, printed.date().to_string(), printed.hour(), seconds],
            )
            .map(drop)
            .map_err(|error| self.named(&error))
    }

    /// Counts from `first` to `last` (both included), most frequent form first.
    pub fn by_form(&self, first: Date, last: Date) -> Result<Vec<FormCount>, CountsError> {
        let read = || -> rusqlite::Result<Vec<FormCount>> {
            let mut rows = self.database.prepare(
                "WITH ranked AS (
                     SELECT form_id, seconds,
                            row_number() OVER (PARTITION BY form_id ORDER BY seconds) AS place,
                            count(*)     OVER (PARTITION BY form_id) AS sessions
                     FROM session WHERE day BETWEEN ?1 AND ?2)
                 SELECT form_id, sessions, seconds FROM ranked
                 WHERE place = (sessions + 1) / 2 ORDER BY sessions DESC, form_id",
            )?;
            rows.query_map(params![first.to_string(), last.to_string()], |row| {
                Ok(FormCount {
                    form_id: row.get(0)?,
                    sessions: row.get(1)?,
                    median_seconds: u32::try_from(row.get::<_, i64>(2)?).unwrap_or(u32::MAX),
                })
            })?
            .collect()
        };
        read().map_err(|error| self.named(&error))
    }

    fn named(&self, error: &rusqlite::Error) -> CountsError {
        from_sqlite(Path::new(self.database.path().unwrap_or_default()), error)
    }
}

fn from_sqlite(file: &Path, error: &rusqlite::Error) -> CountsError {
    let file = file.to_path_buf();
    match error.sqlite_error_code() {
        Some(ErrorCode::NotADatabase | ErrorCode::DatabaseCorrupt) => CountsError::Damaged { file },
        _ => CountsError::Unusable {
            file,
            problem: error.to_string(),
        },
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn at(day: i8, hour: i8) -> DateTime {
        date(2026, 11, day).at(hour, 5, 0, 0)
    }

    #[test]
    fn sessions_are_counted_by_form_and_day() {
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("new/counts.sqlite");
        let counts = Counts::open(&file).unwrap();
        for seconds in [40, 10, 90] {
            counts
                .record("juminhyo-request", at(2, 9), Duration::from_secs(seconds))
                .unwrap();
        }
        counts
            .record("juminhyo-request", at(3, 9), Duration::from_secs(1))
            .unwrap();
        counts
            .record("inkan", at(2, 16), Duration::from_secs(7))
            .unwrap();
        drop(counts);
        let again = Counts::open(&file).unwrap();
        let day = date(2026, 11, 2);
        assert_eq!(
            again.by_form(day, day).unwrap(),
            [("juminhyo-request", 3, 40), ("inkan", 1, 7)].map(|(id, sessions, median_seconds)| {
                FormCount {
                    form_id: id.to_owned(),
                    sessions,
                    median_seconds,
                }
            })
        );
        assert_eq!(Counts::check(&file).unwrap(), Some(5));
    }

    #[test]
    fn only_a_form_id_can_be_kept() {
        let dir = tempfile::tempdir().unwrap();
        let counts = Counts::open(&dir.path().join("c")).unwrap();
        for id in ["見本花子", "", "a b", "A"] {
            let refused = counts.record(id, at(1, 1), Duration::ZERO);
            assert!(matches!(refused, Err(CountsError::NotAFormId)));
        }
        assert!(
            counts
                .database
                .execute(
                    "INSERT INTO session VALUES ('見本', '2026-11-01', 1, 1)",
                    []
                )
                .is_err()
        );
    }

    #[test]
    fn a_newer_file_is_refused_and_untouched() {
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("c");
        Counts::open(&file)
            .unwrap()
            .database
            .pragma_update(None, "user_version", 2)
            .unwrap();
        let before = fs::read(&file).unwrap();
        assert!(matches!(
            Counts::open(&file),
            Err(CountsError::Newer { found: 2, .. })
        ));
        assert!(matches!(
            Counts::check(&file),
            Err(CountsError::Newer { found: 2, .. })
        ));
        assert_eq!(fs::read(&file).unwrap(), before);
    }

    #[test]
    fn a_damaged_file_is_its_own_error() {
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("c");
        fs::write(
            &file,
            "this is no database, and long enough to be looked at".repeat(20),
        )
        .unwrap();
        assert!(matches!(
            Counts::open(&file),
            Err(CountsError::Damaged { .. })
        ));
        assert!(matches!(
            Counts::check(&file),
            Err(CountsError::Damaged { .. })
        ));
    }

    #[test]
    fn looking_makes_no_file() {
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("c");
        assert_eq!(Counts::check(&file).unwrap(), None);
        assert!(!file.exists());
    }
}
