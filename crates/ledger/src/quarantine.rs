//! What was refused, kept for a person to look at (隔離).

use rusqlite::{Connection, Row, params};
use sha2::{Digest, Sha256};

use crate::error::Fault;
use crate::{DeviceId, Header, Ledger, LedgerError, Projection, Reason, Signed, rows, seal, sums};

/// An event that was not taken in. Its payload is sealed.
#[derive(Clone)]
pub struct Refused {
    /// Why.
    pub reason: Reason,
    /// When, by this PC's clock, milliseconds since 1970 UTC.
    pub wall_ms: i64,
    /// The device that it names; `None` when the bytes are no header.
    pub device: Option<DeviceId>,
    /// The number that it names.
    pub seq: Option<u64>,
    /// The bytes as they came.
    pub signed: Signed,
    subject: Option<[u8; 16]>,
    payload_hash: [u8; 32],
}

impl Refused {
    pub(crate) fn new(
        header: Option<&Header>,
        reason: Reason,
        wall_ms: i64,
        signed: Signed,
    ) -> Self {
        Self {
            reason,
            wall_ms,
            device: header.map(|header| header.device),
            seq: header.map(|header| header.seq),
            subject: header.and_then(seal::payload_of).map(|id| id.0),
            payload_hash: hash_of(signed.payload.as_deref()),
            signed,
        }
    }

    /// Names the refused bytes; of the payload only the hash is in it, since that can be erased.
    pub(crate) fn id(&self) -> [u8; 32] {
        Sha256::new()
            .chain_update(self.payload_hash)
            .chain_update(&self.signed.signature)
            .chain_update(&self.signed.header_bytes)
            .finalize()
            .into()
    }

    /// Keeps it; the same bytes a second time change nothing, and give `false`.
    pub(crate) fn keep(&self, db: &Connection) -> Result<bool, Fault> {
        let id = self.id();
        let mut keep = db.prepare_cached(
            "INSERT OR IGNORE INTO refused
             (id, reason, wall_ms, device, seq, subject, payload_hash, header, signature, payload)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
        )?;
        let kept = keep.execute(params![
            id,
            self.reason.code(),
            self.wall_ms,
            self.device.map(|id| id.0),
            self.seq,
            self.subject,
            self.payload_hash,
            self.signed.header_bytes,
            self.signed.signature,
            self.signed.payload,
        ])?;
        if kept == 1 {
            sums::keep(db, sums::REFUSED, &self.summed())?;
        }
        Ok(kept == 1)
    }

    /// All that must not change of it.
    pub(crate) fn summed(&self) -> Vec<u8> {
        let id = self.id();
        let parts: [&[u8]; 3] = [
            &id,
            &self.wall_ms.to_be_bytes(),
            self.reason.code().as_bytes(),
        ];
        parts.concat()
    }

    /// Whether the payload, unless it was erased, is the one that came.
    pub(crate) fn payload_is_kept(&self) -> bool {
        let payload = self.signed.payload.as_deref();
        payload.is_none() || hash_of(payload) == self.payload_hash
    }

    /// What the columns say of the header.
    pub(crate) fn names(&self) -> (Option<DeviceId>, Option<u64>, Option<[u8; 16]>) {
        (self.device, self.seq, self.subject)
    }

    /// Columns for [`Self::read`].
    pub(crate) const COLUMNS: &str =
        "reason, wall_ms, device, seq, subject, payload_hash, header, signature, payload";

    /// How many these are.
    pub(crate) const COLUMN_COUNT: usize = 9;

    /// The row from its columns, which begin at `first`.
    pub(crate) fn read(row: &Row, first: usize) -> Result<Self, Fault> {
        let reason: String = row.get(first)?;
        let device: Option<[u8; 16]> = row.get(first + 2)?;
        Ok(Self {
            reason: Reason::from_code(&reason).ok_or(Fault::Row)?,
            wall_ms: row.get(first + 1)?,
            device: device.map(DeviceId),
            seq: row.get(first + 3)?,
            subject: row.get(first + 4)?,
            payload_hash: row.get(first + 5)?,
            signed: rows::read_signed(row, first + 6)?,
        })
    }
}

fn hash_of(payload: Option<&[u8]>) -> [u8; 32] {
    Sha256::digest(payload.unwrap_or_default()).into()
}

impl<P: Projection> Ledger<P> {
    /// All that was ever refused, the earliest first.
    pub fn refused(&self) -> Result<Vec<Refused>, LedgerError> {
        self.reading(|| {
            let columns = Refused::COLUMNS;
            let sql = format!("SELECT {columns} FROM refused ORDER BY wall_ms, id");
            let mut every = self.db.prepare_cached(&sql)?;
            let mut found = every.query([])?;
            let mut refused = Vec::new();
            while let Some(row) = found.next()? {
                refused.push(Refused::read(row, 0)?);
            }
            Ok(refused)
        })
    }
}
