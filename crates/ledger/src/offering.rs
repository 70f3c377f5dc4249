//! What a ledger lets go to a hub and signs for it, piece by piece.

use std::collections::BTreeSet;

use ed25519_dalek::Signer;
use zeroize::Zeroizing;

use crate::error::Fault;
use crate::project::Order;
use crate::rows::{self, DeviceRow};
use crate::{
    Batch, DeviceCard, DeviceId, Have, Ledger, LedgerError, Projection, Signed, StreamId,
    SubjectId, SubjectKey, seal, sums,
};

/// What a session's words begin with; no event, card or bundle begins so.
const SESSION: &[u8] = b"kazashi.session.1";

impl<P: Projection> Ledger<P> {
    /// Signs what a hub gave to sign, to open a session: it must begin with `kazashi.session.1` and this realm.
    ///
    /// Anything else gets no signature, so that nobody has an event signed by asking for a session.
    pub fn sign_session(&self, said: &[u8]) -> Option<[u8; 64]> {
        said.strip_prefix(SESSION)?.strip_prefix(&self.realm().0)?;
        Some(self.signing.sign(said).to_bytes())
    }

    /// Opens a box that was sealed to this device (libsodium's sealed box, to the X25519 form of its key).
    pub fn unseal(&self, sealed: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
        let secret = crypto_box::SecretKey::from(self.signing.to_scalar_bytes());
        secret.unseal(sealed).ok().map(Zeroizing::new)
    }

    /// What this device says of itself.
    pub fn card(&self) -> Result<DeviceCard, LedgerError> {
        self.reading(|| {
            let own = DeviceRow::find(&self.db, self.device)?;
            Ok(own.ok_or(Fault::Row)?.card)
        })
    }

    /// Every stream of which a device is known, the own one among them.
    pub fn streams(&self) -> Result<Vec<StreamId>, LedgerError> {
        self.reading(|| rows::every_stream(&self.db))
    }

    /// One event of a device as it was signed, if it is here.
    pub fn signed(&self, device: DeviceId, seq: u64) -> Result<Option<Signed>, LedgerError> {
        self.reading(|| match DeviceRow::find(&self.db, device)? {
            Some(row) if (1..=row.seq).contains(&seq) => rows::event_at(&self.db, row.event(seq)),
            _ => Ok(None),
        })
    }

    /// The keys of these subjects, as far as they are here; a subject can have several.
    pub fn keys_of(
        &self,
        subjects: &[SubjectId],
    ) -> Result<Vec<(SubjectId, SubjectKey)>, LedgerError> {
        self.reading(|| self.keys_for(subjects.iter().copied()))
    }

    /// How many subjects are erased, and the exclusive or of the SHA-256 of each.
    pub fn erased_sum(&self) -> Result<(u64, [u8; 32]), LedgerError> {
        self.reading(|| {
            let sql = "SELECT count(*) FROM erased";
            let count = self.db.query_row(sql, [], |row| row.get(0))?;
            Ok((count, sums::kept(&self.db, sums::ERASED)?))
        })
    }

    /// How many events a ledger with `have` lacks, and when the oldest of this device among them was written.
    pub fn count_after(&self, have: &Have) -> Result<(u64, Option<i64>), LedgerError> {
        self.reading(|| {
            let (mut count, mut oldest) = (0, None);
            for device in DeviceRow::every(&self.db)? {
                let after = self.known_to(have, &device)?;
                count += device.seq - after;
                if device.id == self.device
                    && let Some(first) = rows::event_at(&self.db, device.event(after + 1))?
                {
                    oldest = first.header().ok().map(|header| header.wall_ms);
                }
            }
            Ok((count, oldest))
        })
    }

    /// Events that a ledger with `have` lacks, each after those before it, with cards and keys; those of this device
    /// first. At most `limit` events, and after the first one at most `bytes` of headers and payloads.
    pub fn lacked_by(&self, have: &Have, limit: usize, bytes: usize) -> Result<Batch, LedgerError> {
        self.reading(|| {
            let mut batch = Batch::empty(self.realm);
            let mut subjects = BTreeSet::new();
            let mut room = bytes;
            let mut devices = DeviceRow::every(&self.db)?;
            devices.sort_by_key(|device| device.id != self.device);
            for device in &devices {
                let after = self.known_to(have, device)?;
                let left = limit - batch.events.len();
                let mut lacking: Vec<(Order, i64)> = Vec::new();
                self.orders_after(device, after, left, &mut lacking)?;
                if lacking.is_empty() {
                    continue;
                }
                batch.more |= lacking.len() > left;
                lacking.truncate(left);
                let mut of_device = false;
                for (_, number) in lacking {
                    let signed = rows::event_at(&self.db, number)?.ok_or(Fault::Row)?;
                    let payload = signed.payload.as_ref().map_or(0, Vec::len);
                    let size = signed.header_bytes.len() + payload + 64;
                    if size > room && !batch.events.is_empty() {
                        batch.more = true;
                        break;
                    }
                    room = room.saturating_sub(size);
                    let header = signed.header().map_err(|_| Fault::Row)?;
                    subjects.insert(seal::sealed_for(&header));
                    batch.events.push(signed);
                    of_device = true;
                }
                if of_device {
                    batch.cards.push(device.card.clone());
                }
                if batch.more {
                    break;
                }
            }
            batch.keys = self.keys_for(subjects)?;
            Ok(batch)
        })
    }

    pub(crate) fn keys_for(
        &self,
        subjects: impl IntoIterator<Item = SubjectId>,
    ) -> Result<Vec<(SubjectId, SubjectKey)>, Fault> {
        let mut every = Vec::new();
        for subject in subjects {
            let keys = rows::keys_of(&self.db, subject)?;
            every.extend(keys.into_iter().map(|key| (subject, key)));
        }
        Ok(every)
    }

    /// The event that shows each second history, and ours with the same number, with the cards of these devices.
    pub fn second_histories(&self) -> Result<Batch, LedgerError> {
        self.reading(|| {
            let mut batch = Batch::empty(self.realm);
            batch.events = self.both_histories()?;
            let of = batch.events.iter().filter_map(|event| event.header().ok());
            for device in of.map(|header| header.device).collect::<BTreeSet<_>>() {
                let row = DeviceRow::find(&self.db, device)?.ok_or(Fault::Row)?;
                batch.cards.push(row.card);
            }
            Ok(batch)
        })
    }
}
