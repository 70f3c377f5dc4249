//! Giving another ledger what it lacks.

use std::collections::BTreeSet;

use rusqlite::params;

use crate::error::Fault;
use crate::project::Order;
use crate::rows::{self, DeviceRow};
use crate::{
    Batch, Have, Ledger, LedgerError, Projection, Reason, Signed, SubjectId, SubjectKey, revoked,
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
            let mut lacking: Vec<(Order, i64)> = Vec::new();
            for device in &devices {
                let after = self.known_to(have, device)?;
                self.orders_after(device, after, limit, &mut lacking)?;
            }
            lacking.sort_unstable();
            let more = lacking.len() > limit;
            lacking.truncate(limit);

            let mut batch = Batch::empty(self.realm);
            batch.more = more;
            batch.erased = rows::every_erased(&self.db)?;
            batch.revoked = revoked::every(&self.db)?;
            batch.cards = devices.into_iter().map(|device| device.card).collect();
            let mut subjects = BTreeSet::new();
            for (_, number) in lacking {
                let signed = rows::event_at(&self.db, number)?.ok_or(Fault::Row)?;
                let header = signed.header().map_err(|_| Fault::Row)?;
                subjects.insert(seal::sealed_for(&header));
                batch.events.push(signed);
            }
            // What is not asked for by number goes with every last part, so that it gets through at all.
            if !more {
                let streams = rows::every_stream(&self.db)?.into_iter();
                subjects.extend(streams.map(|stream| SubjectId(stream.0)));
                batch.events.extend(self.both_histories()?);
            }
            batch.keys = self.keys_for(subjects)?;
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
    pub(crate) fn both_histories(&self) -> Result<Vec<Signed>, Fault> {
        let mut find = self.db.prepare_cached(
            "SELECT r.header, r.signature, r.payload, e.header, e.signature, e.payload
             FROM refused r JOIN device d ON d.id = r.device
             JOIN event e ON e.number = d.number << 40 | r.seq
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
    pub(crate) fn known_to(&self, have: &Have, device: &DeviceRow) -> Result<u64, Fault> {
        match have.get(&device.id) {
            None | Some((0, _)) => Ok(0),
            Some((seq, _)) if *seq > device.seq => Ok(device.seq),
            Some((seq, hash)) => {
                let here = rows::event_at(&self.db, device.event(*seq))?.ok_or(Fault::Row)?;
                Ok(if here.hash() == *hash { *seq } else { seq - 1 })
            }
        }
    }

    pub(crate) fn orders_after(
        &self,
        device: &DeviceRow,
        after: u64,
        limit: usize,
        orders: &mut Vec<(Order, i64)>,
    ) -> Result<(), Fault> {
        // One more than fits, so that it shows whether there is more.
        let most = i64::try_from(limit).unwrap_or(i64::MAX).saturating_add(1);
        let mut find = self.db.prepare_cached(
            "SELECT lamport, number FROM event WHERE number > ?1 AND number <= ?2
             ORDER BY number LIMIT ?3",
        )?;
        let last = device.event(device.seq);
        let mut found = find.query(params![device.event(after), last, most])?;
        while let Some(row) = found.next()? {
            let number = row.get(1)?;
            let (_, seq) = rows::parted(number);
            orders.push(((row.get(0)?, device.id, seq), number));
        }
        Ok(())
    }
}
