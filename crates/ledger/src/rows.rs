//! Rows of the tables as values.

use ed25519_dalek::VerifyingKey;
use rusqlite::{Connection, OptionalExtension, Row, params};
use zeroize::Zeroizing;

use crate::error::Fault;
use crate::{DeviceCard, DeviceId, Entity, Header, Signed, StreamId, SubjectId, SubjectKey, seal};

/// Bits of an event's number that hold its place in the device's chain.
const SEQ_BITS: u32 = 40;

/// Head of a device's chain, and whether it is trusted.
pub struct DeviceRow {
    /// In this file only.
    pub number: i64,
    pub id: DeviceId,
    pub card: DeviceCard,
    pub seq: u64,
    pub hash: [u8; 32],
    pub lamport: u64,
    pub suspended: bool,
}

impl DeviceRow {
    /// Columns for [`Self::read`].
    pub const COLUMNS: &str =
        "number, id, public_key, stream, name, signature, seq, hash, lamport, suspended";

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
            number: row.get(first)?,
            id: DeviceId(row.get(first + 1)?),
            card: DeviceCard {
                public_key: row.get(first + 2)?,
                stream: StreamId(row.get(first + 3)?),
                name: row.get(first + 4)?,
                signature: row.get(first + 5)?,
            },
            seq: row.get(first + 6)?,
            hash: row.get(first + 7)?,
            lamport: row.get(first + 8)?,
            suspended: row.get(first + 9)?,
        })
    }

    pub fn key(&self) -> Result<VerifyingKey, Fault> {
        VerifyingKey::from_bytes(&self.card.public_key).map_err(|_| Fault::Row)
    }

    /// The number of one of its events in this file.
    pub fn event(&self, seq: u64) -> i64 {
        event_number(self.number, seq)
    }

    /// Adds a device without events; `false` when it is known.
    pub fn add(
        db: &Connection,
        card: &DeviceCard,
        private: Option<&[u8; 32]>,
    ) -> Result<bool, Fault> {
        let added = db.execute(
            "INSERT OR IGNORE INTO device
             (id, public_key, stream, name, signature, seq, hash, lamport, suspended, private_key)
             VALUES (?1, ?2, ?3, ?4, ?5, 0, ?6, 0, 0, ?7)",
            params![
                card.device().0,
                card.public_key,
                card.stream.0,
                card.name,
                card.signature,
                [0_u8; 32],
                private
            ],
        )?;
        Ok(added == 1)
    }

    fn move_head(&self, db: &Connection, header: &Header, hash: &[u8; 32]) -> Result<(), Fault> {
        db.prepare_cached("UPDATE device SET seq = ?2, hash = ?3, lamport = ?4 WHERE number = ?1")?
            .execute(params![self.number, header.seq, hash, header.lamport])?;
        Ok(())
    }
}

/// The number of a device's event, from the device's own.
pub fn event_number(device: i64, seq: u64) -> i64 {
    // No header has a number of more bits.
    device << SEQ_BITS | seq.cast_signed()
}

/// The device's number and the event's place in its chain.
pub fn parted(event: i64) -> (i64, u64) {
    let seq = event & ((1 << SEQ_BITS) - 1);
    (event >> SEQ_BITS, seq.unsigned_abs())
}

/// The number of an entity in this file, where it has one.
pub fn entity_number(db: &Connection, entity: Entity) -> Result<Option<i64>, Fault> {
    let mut find = db.prepare_cached("SELECT number FROM entity WHERE name = ?1")?;
    let found = find.query_row([entity.to_bytes()], |row| row.get(0));
    Ok(found.optional()?)
}

/// The number of an entity in this file; a new one where it had none.
pub fn number_entity(db: &Connection, entity: Entity) -> Result<i64, Fault> {
    if let Some(number) = entity_number(db, entity)? {
        return Ok(number);
    }
    db.prepare_cached("INSERT INTO entity (name) VALUES (?1)")?
        .execute([entity.to_bytes()])?;
    Ok(db.last_insert_rowid())
}

/// Keeps one event; its place in the device's chain was checked.
pub fn insert_event(
    db: &Connection,
    signed: &Signed,
    header: &Header,
    (device, hash): (&DeviceRow, &[u8; 32]),
    entity: Option<Entity>,
) -> Result<(), Fault> {
    let number = |entity| number_entity(db, entity);
    let subject = seal::payload_of(header).map(Entity::Subject);
    let of_subject = subject.map(number).transpose()?;
    let of_entity = if entity == subject {
        of_subject
    } else {
        entity.map(number).transpose()?
    };
    db.prepare_cached(
        "INSERT INTO event (number, lamport, subject, entity, header, signature, payload)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
    )?
    .execute(params![
        device.event(header.seq),
        header.lamport,
        of_subject,
        of_entity,
        signed.header_bytes,
        signed.signature,
        signed.payload,
    ])?;
    device.move_head(db, header, hash)
}

/// The event of this number, if it is here.
pub fn event_at(db: &Connection, number: i64) -> Result<Option<Signed>, Fault> {
    let sql = "SELECT header, signature, payload FROM event WHERE number = ?1";
    let mut find = db.prepare_cached(sql)?;
    let found = find.query_row([number], |row| read_signed(row, 0));
    Ok(found.optional()?)
}

/// The event from columns `header, signature, payload`, in this order from `first` on.
pub fn read_signed(row: &Row, first: usize) -> rusqlite::Result<Signed> {
    Ok(Signed {
        header_bytes: row.get(first)?,
        signature: row.get(first + 1)?,
        payload: row.get(first + 2)?,
    })
}

/// Highest counter in the realm, as far as it is here; 0 before the first event.
pub fn highest_lamport(db: &Connection) -> Result<u64, Fault> {
    let mut highest = db.prepare_cached("SELECT coalesce(max(lamport), 0) FROM device")?;
    Ok(highest.query_row([], |row| row.get(0))?)
}

/// Whether a subject was erased.
pub fn is_erased(db: &Connection, subject: SubjectId) -> Result<bool, Fault> {
    let mut find = db.prepare_cached("SELECT 1 FROM erased WHERE subject = ?1")?;
    Ok(find.exists([subject.0])?)
}

/// Every stream of which a device is known, this PC's own among them.
pub fn every_stream(db: &Connection) -> Result<Vec<StreamId>, Fault> {
    let mut every = db.prepare_cached("SELECT DISTINCT stream FROM device ORDER BY stream")?;
    let rows = every.query_map([], |row| row.get(0).map(StreamId))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Whether this is a stream's id, under which the stream's own keys are kept.
pub fn is_stream(db: &Connection, id: SubjectId) -> Result<bool, Fault> {
    let mut find = db.prepare_cached("SELECT 1 FROM device WHERE stream = ?1")?;
    Ok(find.exists([id.0])?)
}

/// All erased subjects.
pub fn every_erased(db: &Connection) -> Result<Vec<SubjectId>, Fault> {
    let mut every = db.prepare_cached("SELECT subject FROM erased ORDER BY subject")?;
    let rows = every.query_map([], |row| row.get(0).map(SubjectId))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// The keys of one subject, or of a stream under its id.
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
