//! Rows of the tables as values.

use ed25519_dalek::VerifyingKey;
use rusqlite::{Connection, OptionalExtension, Row, params};
use zeroize::Zeroizing;

use crate::error::Fault;
use crate::{DeviceCard, DeviceId, Header, Signed, SubjectId, SubjectKey, seal};

/// Head of a device's chain, and whether it is trusted.
pub struct DeviceRow {
    pub id: DeviceId,
    pub card: DeviceCard,
    pub seq: u64,
    pub hash: [u8; 32],
    pub lamport: u64,
    pub suspended: bool,
}

impl DeviceRow {
    /// Columns for [`Self::read`].
    pub const COLUMNS: &str = "id, public_key, name, signature, seq, hash, lamport, suspended";

    pub fn find(db: &Connection, id: DeviceId) -> Result<Option<Self>, Fault> {
        let columns = Self::COLUMNS;
        let mut find = db.prepare_cached(&format!("SELECT {columns} FROM device WHERE id = ?1"))?;
        Ok(find
            .query_row([id.0], |row| Self::read(row, 0))
            .optional()?)
    }

    pub fn every(db: &Connection) -> Result<Vec<Self>, Fault> {
        let columns = Self::COLUMNS;
        let mut every = db.prepare_cached(&format!("SELECT {columns} FROM device ORDER BY id"))?;
        let rows = every.query_map([], |row| Self::read(row, 0))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// The row from its columns, which begin at `first`.
    pub fn read(row: &Row, first: usize) -> rusqlite::Result<Self> {
        Ok(Self {
            id: DeviceId(row.get(first)?),
            card: DeviceCard {
                public_key: row.get(first + 1)?,
                name: row.get(first + 2)?,
                signature: row.get(first + 3)?,
            },
            seq: row.get(first + 4)?,
            hash: row.get(first + 5)?,
            lamport: row.get(first + 6)?,
            suspended: row.get(first + 7)?,
        })
    }

    pub fn key(&self) -> Result<VerifyingKey, Fault> {
        VerifyingKey::from_bytes(&self.card.public_key).map_err(|_| Fault::Row)
    }

    /// Adds a device without events; `false` when it is known.
    pub fn add(
        db: &Connection,
        card: &DeviceCard,
        private: Option<&[u8; 32]>,
    ) -> Result<bool, Fault> {
        let added = db.execute(
            "INSERT OR IGNORE INTO device
             (id, public_key, name, signature, seq, hash, lamport, suspended, private_key)
             VALUES (?1, ?2, ?3, ?4, 0, ?5, 0, 0, ?6)",
            params![
                card.device().0,
                card.public_key,
                card.name,
                card.signature,
                [0_u8; 32],
                private
            ],
        )?;
        Ok(added == 1)
    }

    pub fn move_head(db: &Connection, header: &Header, hash: &[u8; 32]) -> Result<(), Fault> {
        db.prepare_cached("UPDATE device SET seq = ?2, hash = ?3, lamport = ?4 WHERE id = ?1")?
            .execute(params![header.device.0, header.seq, hash, header.lamport])?;
        Ok(())
    }
}

/// Keeps one event; its place in the chain was checked.
pub fn insert_event(
    db: &Connection,
    signed: &Signed,
    header: &Header,
    hash: &[u8; 32],
    entity: Option<&[u8]>,
) -> Result<(), Fault> {
    db.prepare_cached(
        "INSERT INTO event
         (device, seq, id, hash, lamport, subject, entity, header, signature, payload)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
    )?
    .execute(params![
        header.device.0,
        header.seq,
        header.id.0,
        hash,
        header.lamport,
        seal::payload_of(header).map(|id| id.0),
        entity,
        signed.header_bytes,
        signed.signature,
        signed.payload,
    ])?;
    DeviceRow::move_head(db, header, hash)
}

/// The event from columns `header, signature, payload`, in this order from `first` on.
pub fn read_signed(row: &Row, first: usize) -> rusqlite::Result<Signed> {
    Ok(Signed {
        header_bytes: row.get(first)?,
        signature: row.get(first + 1)?,
        payload: row.get(first + 2)?,
    })
}

/// Highest counter in the stream; 0 before the first event.
pub fn highest_lamport(db: &Connection) -> Result<u64, Fault> {
    let mut highest = db.prepare_cached("SELECT coalesce(max(lamport), 0) FROM event")?;
    Ok(highest.query_row([], |row| row.get(0))?)
}

/// Whether a subject was erased.
pub fn is_erased(db: &Connection, subject: SubjectId) -> Result<bool, Fault> {
    let mut find = db.prepare_cached("SELECT 1 FROM erased WHERE subject = ?1")?;
    Ok(find.exists([subject.0])?)
}

/// All erased subjects.
pub fn every_erased(db: &Connection) -> Result<Vec<SubjectId>, Fault> {
    let mut every = db.prepare_cached("SELECT subject FROM erased ORDER BY subject")?;
    let rows = every.query_map([], |row| row.get(0).map(SubjectId))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// The keys of one subject, or of the stream under its id.
pub fn keys_of(db: &Connection, subject: SubjectId) -> Result<Vec<SubjectKey>, Fault> {
    let mut find =
        db.prepare_cached("SELECT key FROM subject_key WHERE subject = ?1 ORDER BY tag")?;
    let rows = find.query_map([subject.0], |row| row.get(0).map(SubjectKey::new))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Keeps a key; `false` when it is known.
pub fn add_key(db: &Connection, subject: SubjectId, key: &SubjectKey) -> Result<bool, Fault> {
    let mut add = db.prepare_cached(
        "INSERT OR IGNORE INTO subject_key (subject, tag, key) VALUES (?1, ?2, ?3)",
    )?;
    Ok(add.execute(params![subject.0, key.tag(), key.expose()])? == 1)
}

/// Whether the key that sealed a payload is here, and what is under the seal.
pub enum Opened {
    /// The payload.
    Payload(Zeroizing<Vec<u8>>),
    /// The key is not here.
    NoKey,
    /// The key is here and does not open it.
    Changed,
}

/// Opens a payload with the key that its first bytes name.
pub fn open_payload(db: &Connection, sealed: &[u8], header: &Header) -> Result<Opened, Fault> {
    let Some(tag) = seal::key_tag(sealed) else {
        return Ok(Opened::Changed);
    };
    let subject = seal::sealed_for(header);
    let mut find =
        db.prepare_cached("SELECT key FROM subject_key WHERE subject = ?1 AND tag = ?2")?;
    let key = find
        .query_row(params![subject.0, tag], |row| {
            row.get(0).map(SubjectKey::new)
        })
        .optional()?;
    let Some(key) = key else {
        return Ok(Opened::NoKey);
    };
    Ok(seal::open(sealed, &key, header).map_or(Opened::Changed, Opened::Payload))
}
