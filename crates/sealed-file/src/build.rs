//! Which SQLite this program was built with.

use std::sync::Once;
use std::thread::sleep;
use std::time::Duration;

use rusqlite::Connection;

/// Before it, two connections that write and checkpoint at once can corrupt a file in WAL mode.
const LEAST_SQLITE: i32 = 3_051_003;

/// The SQLite of this build could lose or show what it keeps.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum UnfitBuild {
    /// It can lose what it wrote.
    #[error("SQLite {found} is too old")]
    TooOld {
        /// Its version, such as `3.40.1`.
        found: String,
    },
    /// It does not encrypt.
    #[error("SQLite does not encrypt")]
    NotEncrypted,
}

/// Refuses a build whose SQLite could lose or show what it keeps, and has a new connection say nothing by itself.
pub fn check_build(db: &Connection) -> Result<(), UnfitBuild> {
    // More than there are statements; the usual 16 would have them prepared again and again.
    db.set_prepared_statement_cache_capacity(64);
    if rusqlite::version_number() < LEAST_SQLITE {
        return Err(UnfitBuild::TooOld {
            found: rusqlite::version().to_owned(),
        });
    }
    // A plain SQLite does not know the pragma and gives no row.
    let cipher = db.query_row("PRAGMA cipher_version", [], |row| row.get::<_, String>(0));
    if !cipher.is_ok_and(|version| !version.is_empty()) {
        return Err(UnfitBuild::NotEncrypted);
    }
    // It would write each damaged page to standard error; the errors say it once.
    let _ = db.execute_batch("PRAGMA cipher_log_level = NONE");
    Ok(())
}

/// Has SQLCipher's ciphers set up before this returns.
///
/// The first connection of a process sets them up, and SQLite lets other threads on while that goes on: a key that comes
/// meanwhile is refused, as if a file could not be made or opened.
pub(crate) fn wait_for_ciphers() {
    static UP: Once = Once::new();
    UP.call_once(|| {
        for _ in 0..100 {
            let up = Connection::open_in_memory()
                // What has this key is empty and gone at once.
                .and_then(|db| db.execute_batch("PRAGMA key = 'none'"));
            if up.is_ok() {
                return;
            }
            sleep(Duration::from_millis(10));
        }
    });
}
