//! Giving another ledger what it lacks.

use std::collections::BTreeSet;

use rusqlite::params;

use crate::error::Fault;
use crate::project::Order;
use crate::rows::{self, DeviceRow};
use crate::{
    Batch, DeviceId, Have, Ledger, LedgerError, Projection, Reason, Signed, SubjectId, SubjectKey,
    seal,
};

impl<P: Projection> Ledger<P> {
    /// The last event of each device that is here.
    pub fn have(&self) -> Result<Have, LedgerError> {
        self.reading(|| {
            let devices = DeviceRow::every(&self.db)?.into_iter();
            Ok(devices
                .filter(|device| device.seq > 0)
                .map(|device| (device.id, (device.seq, device.hash)))
                .collect())
        })
    }

    /// At most `limit` events that a ledger with `have` lacks, each after those before it, with what they need.
    ///
    /// Where the other's hash is not ours, the event with that number goes along, so that it shows there too.
    pub fn events_after(&self, have: &Have, limit: usize) -> Result<Batch, LedgerError> {
        self.reading(|| {
            let devices = DeviceRow::every(&self.db)?;
            let mut lacking: Vec<Order> = Vec::new();
            for device in &devices {
                let after = self.known_to(have, device)?;
                self.orders_after(device, after, limit, &mut lacking)?;
            }
            lacking.sort_unstable();
            let more = lacking.len() > limit;
            lacking.truncate(limit);

            let mut batch = Batch::empty(self.realm, self.stream);
            batch.more = more;
            batch.erased = rows::every_erased(&self.db)?;
            batch.cards = devices.into_iter().map(|device| device.card).collect();
            let mut subjects = BTreeSet::new();
            for (_, device, seq) in lacking {
                let signed = self.signed_at(device, seq)?;
                let header = signed.header().map_err(|_| Fault::Row)?;
                subjects.insert(seal::sealed_for(&header));
                batch.events.push(signed);
            }
            // What is not asked for by number goes with every last part, so that it gets through at all.
            if !more {
                subjects.insert(SubjectId(self.stream.0));
                batch.events.extend(self.second_histories()?);
            }
            for subject in subjects {
                let keys = rows::keys_of(&self.db, subject)?;
                batch
                    .keys
                    .extend(keys.into_iter().map(|key| (subject, key)));
            }
            Ok(batch)
        })
    }

    /// All keys: for a ledger that has the events and came to them without the keys.
    pub fn every_key(&self) -> Result<Vec<(SubjectId, SubjectKey)>, LedgerError> {
        self.reading(|| {
            let sql = "SELECT subject, key FROM subject_key ORDER BY subject, tag";
            let mut every = self.db.prepare_cached(sql)?;
            let rows = every.query_map([], |row| {
                Ok((SubjectId(row.get(0)?), SubjectKey::new(row.get(1)?)))
            })?;
            Ok(rows.collect::<Result<_, _>>()?)
        })
    }

    /// The event that shows each second history, and ours with the same number: so that the device itself
    /// and all who trust it come to hear of it.
    fn second_histories(&self) -> Result<Vec<Signed>, Fault> {
        let mut find = self.db.prepare_cached(
            "SELECT r.header, r.signature, r.payload, e.header, e.signature, e.payload
             FROM refused r JOIN event e ON e.device = r.device AND e.seq = r.seq
             WHERE r.reason = ?1 GROUP BY r.device",
        )?;
        let mut found = find.query([Reason::Equivocation.code()])?;
        let mut both = Vec::new();
        while let Some(row) = found.next()? {
            both.push(rows::read_signed(row, 0)?);
            both.push(rows::read_signed(row, 3)?);
        }
        Ok(both)
    }

    /// Up to where the other ledger has the device's events as we have them.
    fn known_to(&self, have: &Have, device: &DeviceRow) -> Result<u64, Fault> {
        match have.get(&device.id) {
            None | Some((0, _)) => Ok(0),
            Some((seq, _)) if *seq > device.seq => Ok(device.seq),
            Some((seq, hash)) => {
                let same = self.signed_at(device.id, *seq)?.hash() == *hash;
                Ok(if same { *seq } else { seq - 1 })
            }
        }
    }

    fn orders_after(
        &self,
        device: &DeviceRow,
        after: u64,
        limit: usize,
        orders: &mut Vec<Order>,
    ) -> Result<(), Fault> {
        // One more than fits, so that it shows whether there is more.
        let most = i64::try_from(limit).unwrap_or(i64::MAX).saturating_add(1);
        let mut find = self.db.prepare_cached(
            "SELECT lamport, seq FROM event WHERE device = ?1 AND seq > ?2 ORDER BY seq LIMIT ?3",
        )?;
        let mut found = find.query(params![device.id.0, after, most])?;
        while let Some(row) = found.next()? {
            orders.push((row.get(0)?, device.id, row.get(1)?));
        }
        Ok(())
    }

    fn signed_at(&self, device: DeviceId, seq: u64) -> Result<Signed, Fault> {
        let mut find = self.db.prepare_cached(
            "SELECT header, signature, payload FROM event WHERE device = ?1 AND seq = ?2",
        )?;
        Ok(find.query_row(params![device.0, seq], |row| rows::read_signed(row, 0))?)
    }
}
