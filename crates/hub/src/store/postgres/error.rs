//! What PostgreSQL's errors mean.

use std::error::Error as _;
use std::io;

use deadpool_postgres::PoolError;
use tokio_postgres::Error;
use tokio_postgres::error::{Severity, SqlState};

use crate::store::StoreError;

impl From<Error> for StoreError {
    fn from(error: Error) -> Self {
        let Some(db) = error.as_db_error() else {
            let lost = error.is_closed()
                || error
                    .source()
                    .is_some_and(<dyn std::error::Error>::is::<io::Error>);
            return if lost {
                Self::Busy
            } else {
                Self::Failed("postgres: an answer is not readable".to_owned())
            };
        };
        let code = db.code();
        if *code == SqlState::DISK_FULL {
            return Self::Full;
        }
        let passes = [
            SqlState::T_R_SERIALIZATION_FAILURE,
            SqlState::T_R_DEADLOCK_DETECTED,
            SqlState::LOCK_NOT_AVAILABLE,
            SqlState::ADMIN_SHUTDOWN,
            SqlState::CRASH_SHUTDOWN,
            SqlState::CANNOT_CONNECT_NOW,
            SqlState::TOO_MANY_CONNECTIONS,
            SqlState::QUERY_CANCELED,
            // Another question of the same trip failed before it.
            SqlState::IN_FAILED_SQL_TRANSACTION,
            // The server that was the primary until a moment ago.
            SqlState::READ_ONLY_SQL_TRANSACTION,
        ];
        if passes.contains(code) || code.code().starts_with("08") {
            return Self::Busy;
        }
        // Texts of the server may hold values.
        let table = db.table().unwrap_or("-");
        Self::Failed(format!("postgres {} {table}", code.code()))
    }
}

impl From<PoolError> for StoreError {
    fn from(error: PoolError) -> Self {
        match error {
            PoolError::Backend(error) => error.into(),
            _ => Self::Busy,
        }
    }
}

/// Of a commit: only what the server itself took back is not stored.
pub fn of_commit(error: Error) -> StoreError {
    let db = error.as_db_error();
    let taken_back = db.is_some_and(|db| db.parsed_severity() == Some(Severity::Error));
    if taken_back {
        error.into()
    } else {
        StoreError::Unknown
    }
}
