//! Opening the encrypted file, and what its faults mean.

use std::path::Path;

use rusqlite::Connection;
use sealed_file::{Meaning, NotOpened, meaning};

use super::schema;
use crate::{RollError, RollKey};

/// A fault on the way, before the file's name is put to it.
#[derive(Debug)]
pub(crate) enum Fault {
    Sqlite(rusqlite::Error),
    /// A row that no program of ours wrote.
    Row,
    Told(RollError),
}

impl From<rusqlite::Error> for Fault {
    fn from(error: rusqlite::Error) -> Self {
        Self::Sqlite(error)
    }
}

impl From<RollError> for Fault {
    fn from(error: RollError) -> Self {
        Self::Told(error)
    }
}

impl Fault {
    pub(crate) fn told(self, file: &Path) -> RollError {
        let file = file.to_path_buf();
        let error = match self {
            Self::Told(error) => return error,
            Self::Row => return RollError::Damaged { file },
            Self::Sqlite(error) => error,
        };
        match meaning(&error) {
            Meaning::Damaged => RollError::Damaged { file },
            Meaning::DiskFull => RollError::DiskFull { file },
            Meaning::InUse => RollError::InUse { file },
            // SQLite names what it could not do, never a value.
            Meaning::Other => RollError::Io {
                file,
                problem: error
                    .sqlite_error_code()
                    .map_or_else(|| "SQLite".to_owned(), |code| format!("{code:?}")),
            },
        }
    }
}

/// Makes an empty database that is not safe before [`super::sync_file`]: a cut leaves a draft that nobody opens.
pub(crate) fn create(draft: &Path, key: &RollKey) -> Result<Connection, Fault> {
    let made = schema::KIND.create(draft, key.expose());
    let db = made.map_err(|error| not_opened(draft, error))?;
    schema::set_up_draft(&db)?;
    schema::make_tables(&db)?;
    Ok(db)
}

/// Opens a copy to change it as a draft.
pub(crate) fn open_to_write(draft: &Path, key: &RollKey) -> Result<Connection, RollError> {
    let opened = schema::KIND.open(draft, key.expose(), schema::set_up_draft);
    opened.map_err(|error| not_opened(draft, error).told(draft))
}

/// Opens a roll, only to read.
pub(crate) fn open(file: &Path, key: &RollKey) -> Result<Connection, RollError> {
    let opened = schema::KIND.open_to_read(file, key.expose(), schema::set_up);
    opened.map_err(|error| not_opened(file, error).told(file))
}

fn not_opened(file: &Path, error: NotOpened) -> Fault {
    let file = file.to_path_buf();
    Fault::Told(match error {
        NotOpened::Missing => RollError::Missing { file },
        NotOpened::WrongKey => RollError::WrongKey { file },
        NotOpened::Damaged => RollError::Damaged { file },
        NotOpened::OtherKind => RollError::NotARoll { file },
        NotOpened::OtherVersion { .. } => RollError::OtherVersion { file },
        NotOpened::Unfit(_) => RollError::NotEncrypted,
        NotOpened::Sqlite(error) => return Fault::Sqlite(error),
    })
}

#[cfg(test)]
mod tests {
    #![allow(
        clippy::unwrap_used,
        reason = "a test that cannot set up its parts has to stop there"
    )]

    use advice::Advise;

    use super::*;

    #[test]
    fn a_roll_of_earlier_tables_is_told_to_be_of_another_version_and_left_as_it_is() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("roll.db");
        let key = RollKey::new([1; 32]);
        let earlier = create(&file, &key).unwrap();
        earlier.pragma_update(None, "user_version", 1).unwrap();
        drop(earlier);
        let before = std::fs::read(&file).unwrap();
        let Err(error) = open(&file, &key) else {
            panic!("opened");
        };
        assert_eq!(error.advice().code, "roll-other-version");
        assert!(std::fs::read(&file).unwrap() == before);
    }
}
