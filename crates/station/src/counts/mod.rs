//! What stays of a counter session: which forms, when, how long (件数の記録). Never who.

mod errors;
mod export;
mod record;
mod schema;
mod stored;
mod summary;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::time::Duration;

use jiff::civil::DateTime;
use rusqlite::{Connection, OpenFlags, params};

pub use errors::CountsError;
pub use export::CsvEncoding;
pub use record::{DayHour, DayRange, Ended, PrintedForm, ReadBy, SessionRecord};
pub use summary::{ByWay, Figures, OfDay, OfForm, OfGuide, OfHour, OfWeekday, Summary, Times};

use errors::from_sqlite;
use stored::Stored;

/// The database of what was printed.
#[derive(Debug)]
pub struct Counts {
    database: Connection,
}

impl Counts {
    /// Opens the database, making it on first use and bringing one of an earlier version up.
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
        schema::prepare(&mut database)
            .map_err(named)?
            .map_err(|found| CountsError::Newer {
                file: file.to_path_buf(),
                found,
            })?;
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
        if version > schema::VERSION {
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

    /// Keeps one session.
    pub fn record(&self, session: &SessionRecord) -> Result<(), CountsError> {
        self.keep(session, true)
    }

    /// `whole`: all of the record is known; else only the form and its time from card to paper.
    fn keep(&self, session: &SessionRecord, whole: bool) -> Result<(), CountsError> {
        if session.guide.as_deref().is_some_and(|id| !is_id(id)) {
            return Err(CountsError::NotAGuideId);
        }
        let mut forms: BTreeMap<&str, u32> = BTreeMap::new();
        for form in session.forms.iter().filter(|form| form.count > 0) {
            if !is_id(&form.id) {
                return Err(CountsError::NotAFormId);
            }
            let count = forms.entry(&form.id).or_default();
            *count = count.saturating_add(form.count);
        }
        let write = || -> rusqlite::Result<()> {
            let change = self.database.unchecked_transaction()?;
            let id: i64 = change.query_row(
                "INSERT INTO session (id, day, hour, read_by, ended, guide_id, card_to_paper, at_counter, pages, people)
                 VALUES (random(), ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9) RETURNING id",
                params![
                    session.when.day().to_string(),
                    session.when.hour(),
                    session.read_by.map(ReadBy::word),
                    session.ended.word(),
                    session.guide,
                    session.card_to_paper.map(seconds),
                    whole.then(|| seconds(session.at_counter)),
                    whole.then_some(session.pages),
                    whole.then_some(session.people),
                ],
                |row| row.get(0),
            )?;
            for (form, count) in &forms {
                change.execute(
                    "INSERT INTO session_form (session, form_id, count) VALUES (?1, ?2, ?3)",
                    params![id, form, count],
                )?;
            }
            change.commit()
        };
        write().map_err(|error| self.named(&error))
    }

    /// Keeps one printed form of a session of which no more is known.
    pub fn record_form(
        &self,
        form_id: &str,
        printed: DateTime,
        card_to_paper: Duration,
    ) -> Result<(), CountsError> {
        let session = SessionRecord {
            when: printed.into(),
            read_by: None,
            ended: Ended::Printed,
            guide: None,
            card_to_paper: Some(card_to_paper),
            at_counter: Duration::ZERO,
            pages: 0,
            people: 0,
            forms: vec![PrintedForm {
                id: form_id.to_owned(),
                count: 1,
            }],
        };
        self.keep(&session, false)
    }

    /// The figures of these days.
    pub fn summary(&self, range: DayRange) -> Result<Summary, CountsError> {
        let (first, last) = (range.first.to_string(), range.last.to_string());
        Ok(Summary::of(first, last, &self.stored(range)?))
    }

    fn stored(&self, range: DayRange) -> Result<Vec<Stored>, CountsError> {
        Stored::read(&self.database, range).map_err(|error| self.named(&error))
    }

    fn named(&self, error: &rusqlite::Error) -> CountsError {
        from_sqlite(Path::new(self.database.path().unwrap_or_default()), error)
    }
}

/// Lower-case letters, digits and hyphens: what no name of a person is.
fn is_id(text: &str) -> bool {
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    !text.is_empty() && text.chars().all(plain)
}

fn seconds(time: Duration) -> i64 {
    i64::try_from(time.as_secs()).unwrap_or(i64::MAX)
}
