//! Reading each row that can still be read.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use rusqlite::{Connection, OptionalExtension, Row};

use super::copy::Copy;
use super::pages::Pages;
use crate::error::Fault;
use crate::open::meta;
use crate::quarantine::Refused;
use crate::rows::{self, DeviceRow};
use crate::{
    DatabaseKey, DeviceId, Header, LedgerError, RealmId, Signed, StreamId, SubjectId, SubjectKey,
};

/// Rows that fail one after another before a table is given up.
const MOST_LOST_TOGETHER: u32 = 50;

/// What was read.
pub struct Rescued {
    realm: Option<RealmId>,
    /// The stream that the PC wrote into, where its row or the PC's own card could be read.
    pub own_stream: Option<StreamId>,
    pub events: Vec<Signed>,
    pub devices: Vec<DeviceRow>,
    pub keys: Vec<(SubjectId, SubjectKey)>,
    pub erased: Vec<SubjectId>,
    pub revoked: Vec<(DeviceId, u64)>,
    pub refused: Vec<Refused>,
    pub devices_whole: bool,
    pub keys_whole: bool,
    pub erased_whole: bool,
}

impl Rescued {
    /// From its own row, or else from an event.
    pub fn realm(&self) -> Option<RealmId> {
        let told = || most_told(&self.events, |header| header.realm);
        self.realm.or_else(told)
    }

    /// From its own row or the PC's card; else that of most events, since neighbours bring less than is written here.
    pub fn stream(&self) -> Option<StreamId> {
        let told = || most_told(&self.events, |header| header.stream);
        self.own_stream.or_else(told)
    }

    /// Whether its device signed it; of a device that could not be read, nothing speaks against it.
    fn is_as_signed(&self, event: &Signed) -> bool {
        let Ok(header) = event.header() else {
            return false;
        };
        let mut devices = self.devices.iter();
        let device = devices.find(|device| device.id == header.device);
        device.is_none_or(|device| device.key().is_ok_and(|key| event.is_signed_by(&key)))
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
    let realm = tables.read(|db| Ok(RealmId(meta(db, "realm")?)))?;
    let own_stream = tables.read(|db| Ok(StreamId(meta(db, "stream")?)))?;

    let event = "header, signature, payload";
    let read_event = |row: &Row| Ok(rows::read_signed(row, 1)?);
    let (mut events, _) = tables.rows(("event", "event_of_entity"), event, read_event)?;
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
    let own_stream = match own_stream {
        Some(stream) => Some(stream),
        None => tables.read(own_card)?.flatten(),
    };
    let erased = ("erased", "sqlite_autoindex_erased_1");
    let (erased, erased_count) =
        tables.rows(erased, "subject", |row| Ok(SubjectId(row.get(1)?)))?;
    let revoked = ("revoked", "sqlite_autoindex_revoked_1");
    let (revoked, _) = tables.rows(revoked, "device, from_seq", |row| {
        Ok((DeviceId(row.get(1)?), row.get(2)?))
    })?;
    let refused = ("refused", "sqlite_autoindex_refused_1");
    let (refused, _) = tables.rows(refused, Refused::COLUMNS, |row| Refused::read(row, 1))?;
    let mut rescued = Rescued {
        realm,
        own_stream,
        events,
        devices,
        keys,
        erased_whole: erased_count == Some(erased.len()),
        erased,
        revoked,
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
        // Events first: they tell the realm, by which the devices' cards are checked; and these tell which events
        // are as they were signed.
        let read: HashSet<[u8; 32]> = rescued.events.iter().map(Signed::hash).collect();
        let mut sifted = Vec::new();
        pages.each_row(|row| rescued.sift(row, &mut sifted));
        sifted.retain(|event| !read.contains(&event.hash()));
        rescued.realm = rescued
            .realm
            .or_else(|| most_told(&sifted, |header| header.realm));
        pages.each_row(|row| rescued.sift_device(row));
        sifted.retain(|event| rescued.is_as_signed(event));
        rescued.events.append(&mut sifted);
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

/// What most events say, since a damaged one can say anything.
fn most_told<T: Ord>(events: &[Signed], of: impl Fn(&Header) -> T) -> Option<T> {
    let mut told: BTreeMap<T, usize> = BTreeMap::new();
    for header in events.iter().filter_map(|event| event.header().ok()) {
        *told.entry(of(&header)).or_default() += 1;
    }
    let most = told.into_iter().max_by_key(|(_, events)| *events);
    most.map(|(told, _)| told)
}

fn own_card(db: &Connection) -> Result<Option<StreamId>, Fault> {
    let sql = "SELECT stream FROM device WHERE private_key IS NOT NULL";
    let found = db.query_row(sql, [], |row| row.get(0).map(StreamId));
    Ok(found.optional()?)
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
