//! Reading each row that can still be read.

use std::collections::BTreeSet;

use rusqlite::{Connection, Row};

use super::copy::Copy;
use super::pages::Pages;
use crate::error::Fault;
use crate::open::meta;
use crate::quarantine::Refused;
use crate::rows::{self, DeviceRow};
use crate::{DatabaseKey, LedgerError, RealmId, Signed, StreamId, SubjectId, SubjectKey};

/// Rows that fail one after another before a table is given up.
const MOST_LOST_TOGETHER: u32 = 50;

/// What was read.
pub struct Rescued {
    identity: Option<(RealmId, StreamId)>,
    pub events: Vec<Signed>,
    pub devices: Vec<DeviceRow>,
    pub keys: Vec<(SubjectId, SubjectKey)>,
    pub erased: Vec<SubjectId>,
    pub refused: Vec<Refused>,
    pub devices_whole: bool,
    pub keys_whole: bool,
    pub erased_whole: bool,
}

impl Rescued {
    /// From its own row, or else from an event.
    pub fn identity(&self) -> Option<(RealmId, StreamId)> {
        self.identity.or_else(|| {
            let header = self.events.iter().find_map(|event| event.header().ok())?;
            Some((header.realm, header.stream))
        })
    }
}

/// Reads all tables of the copy.
pub fn all(copy: &Copy, key: &DatabaseKey) -> Result<Rescued, Fault> {
    let mut tables = Tables {
        copy,
        key,
        db: Some(copy.open(key)?),
        // One whose first page had to be replaced has other damage that no reading would meet.
        damaged: copy.first_page_replaced,
    };
    let identity = tables.read(|db| Ok((meta(db, "realm")?, meta(db, "stream")?)))?;
    let event = "header, signature, payload";
    let read_event = |row: &Row| Ok(rows::read_signed(row, 1)?);
    let (mut events, _) = tables.rows(("event", "event_in_order"), event, read_event)?;
    let waiting = ("waiting", "sqlite_autoindex_waiting_1");
    events.extend(tables.rows(waiting, event, read_event)?.0);
    let device = ("device", "sqlite_autoindex_device_1");
    let (devices, device_count) = tables.rows(device, DeviceRow::COLUMNS, |row| {
        Ok(DeviceRow::read(row, 1)?)
    })?;
    let keys = ("subject_key", "sqlite_autoindex_subject_key_1");
    let (keys, key_count) = tables.rows(keys, "subject, key", |row| {
        Ok((SubjectId(row.get(1)?), SubjectKey::new(row.get(2)?)))
    })?;
    let erased = ("erased", "sqlite_autoindex_erased_1");
    let (erased, erased_count) =
        tables.rows(erased, "subject", |row| Ok(SubjectId(row.get(1)?)))?;
    let refused = ("refused", "sqlite_autoindex_refused_1");
    let (refused, _) = tables.rows(refused, Refused::COLUMNS, |row| Refused::read(row, 1))?;
    let mut rescued = Rescued {
        identity: identity.map(|(realm, stream)| (RealmId(realm), StreamId(stream))),
        events,
        devices,
        keys,
        erased_whole: erased_count == Some(erased.len()),
        erased,
        refused,
        devices_whole: false,
        keys_whole: false,
    };
    if tables.damaged {
        drop(tables);
        let pages = Pages::of(&copy.file, key).map_err(|error| LedgerError::Io {
            file: copy.file.clone(),
            problem: error.to_string(),
        })?;
        // Events first: they tell the stream, by which the devices' cards are checked.
        pages.each_row(|row| rescued.sift(row));
        pages.each_row(|row| rescued.sift_device(row));
    }
    let distinct: BTreeSet<_> = rescued
        .keys
        .iter()
        .map(|(of, key)| (of.0, key.tag()))
        .collect();
    rescued.keys_whole = key_count == Some(distinct.len());
    rescued.devices_whole = device_count == Some(rescued.devices.len());
    Ok(rescued)
}

struct Tables<'a> {
    copy: &'a Copy,
    key: &'a DatabaseKey,
    db: Option<Connection>,
    damaged: bool,
}

impl Tables<'_> {
    /// Runs a reading; `None` when it met damage. SQLCipher gives nothing more on a connection that did.
    fn read<T>(
        &mut self,
        work: impl FnOnce(&Connection) -> Result<T, Fault>,
    ) -> Result<Option<T>, Fault> {
        let db = match self.db.take() {
            Some(db) => db,
            None => self.copy.open(self.key)?,
        };
        match work(&db) {
            Ok(read) => {
                self.db = Some(db);
                Ok(Some(read))
            }
            Err(fault) => match fault.told(&self.copy.file) {
                LedgerError::Damaged { .. } | LedgerError::Io { .. } => {
                    self.damaged = true;
                    Ok(None)
                }
                other => Err(other.into()),
            },
        }
    }

    /// All rows of a table that can be read, and how many there are, if an index tells.
    fn rows<T>(
        &mut self,
        (table, index): (&str, &str),
        columns: &str,
        read: impl Fn(&Row) -> Result<T, Fault>,
    ) -> Result<(Vec<T>, Option<usize>), Fault> {
        // An index lies in pages of its own, and tells which rows there are.
        let known = self.read(|db| {
            let sql = format!("SELECT rowid FROM {table} INDEXED BY {index}");
            let mut every = db.prepare(&sql)?;
            let numbers = every.query_map([], |row| row.get(0))?;
            Ok(numbers.collect::<Result<BTreeSet<i64>, _>>()?)
        })?;
        let sql = format!("SELECT rowid, {columns} FROM {table} WHERE rowid >= ?1 ORDER BY rowid");
        let mut found = Vec::new();
        let (mut from, mut lost_together) = (1, 0);
        loop {
            let mut next = from;
            let whole = self.read(|db| {
                let mut every = db.prepare(&sql)?;
                let mut rows = every.query([from])?;
                while let Some(row) = rows.next()? {
                    found.push(read(row)?);
                    next = row.get::<_, i64>(0)? + 1;
                }
                Ok(())
            })?;
            if whole.is_some() {
                // Without an index, what was read at one go is all.
                let all = (lost_together == 0).then_some(found.len());
                return Ok((found, known.map(|known| known.len()).or(all)));
            }
            lost_together = if next > from { 1 } else { lost_together + 1 };
            let stuck = match &known {
                Some(known) => known.range(next..).next().copied(),
                None => Some(next),
            };
            match stuck {
                // The pages themselves are read later: not each row of a lost part need be tried.
                Some(stuck) if lost_together < MOST_LOST_TOGETHER => from = stuck + 1,
                _ => return Ok((found, known.map(|known| known.len()))),
            }
        }
    }
}
