//! A few numbers about a ledger.

use sealed_file::PAGE;

use crate::error::Fault;
use crate::{Ledger, LedgerError, Projection, StreamId};

/// How much of one stream is in a ledger.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StreamStats {
    /// The shelter or roll.
    pub stream: StreamId,
    /// Its devices that are known.
    pub devices: u64,
    /// Their events.
    pub events: u64,
}

/// How much is in a ledger.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stats {
    /// Events in all.
    pub events: u64,
    /// Events of this PC's present key.
    pub own_events: u64,
    /// Devices that are known, this one too.
    pub devices: u64,
    /// Devices with two histories.
    pub suspended: u64,
    /// Entities with a state.
    pub entities: u64,
    /// Erased subjects.
    pub erased: u64,
    /// Events that wait for others or for their device's card.
    pub waiting: u64,
    /// Refused events.
    pub refused: u64,
    /// Bytes of the database, without the write-ahead log.
    pub bytes: u64,
}

impl<P: Projection> Ledger<P> {
    /// Counts of each stream that is known, by id.
    pub fn stream_stats(&self) -> Result<Vec<StreamStats>, LedgerError> {
        self.reading(|| {
            // A device's last number is how many events of it are here: there are no gaps.
            let sql =
                "SELECT stream, count(*), sum(seq) FROM device GROUP BY stream ORDER BY stream";
            let mut every = self.db.prepare_cached(sql)?;
            let rows = every.query_map([], |row| {
                Ok(StreamStats {
                    stream: StreamId(row.get(0)?),
                    devices: row.get(1)?,
                    events: row.get(2)?,
                })
            })?;
            Ok(rows.collect::<Result<_, _>>()?)
        })
    }

    /// Counts.
    pub fn stats(&self) -> Result<Stats, LedgerError> {
        self.reading(|| {
            let count = |sql: &str| -> Result<u64, Fault> {
                Ok(self.db.query_row(sql, [], |row| row.get(0))?)
            };
            Ok(Stats {
                events: count("SELECT count(*) FROM event")?,
                own_events: self.db.query_row(
                    "SELECT seq FROM device WHERE id = ?1",
                    [self.device.0],
                    |row| row.get(0),
                )?,
                devices: count("SELECT count(*) FROM device")?,
                suspended: count("SELECT count(*) FROM device WHERE suspended = 1")?,
                entities: count("SELECT count(*) FROM entity WHERE state IS NOT NULL")?,
                erased: count("SELECT count(*) FROM erased")?,
                waiting: count("SELECT count(*) FROM waiting")?,
                refused: count("SELECT count(*) FROM refused")?,
                bytes: count("PRAGMA page_count")? * PAGE,
            })
        })
    }
}

impl<P: Projection> Ledger<P> {
    /// Lets the file grow no further, so that a test meets a full disk; until it is closed.
    #[doc(hidden)]
    pub fn limit_pages_to_now(&self) -> Result<(), LedgerError> {
        self.reading(|| {
            let sql = "PRAGMA page_count";
            let pages: i64 = self.db.query_row(sql, [], |row| row.get(0))?;
            let sql = format!("PRAGMA max_page_count = {pages}");
            Ok(self.db.query_row(&sql, [], |_| Ok(()))?)
        })
    }
}
