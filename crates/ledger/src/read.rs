//! Reading events and states.

use std::collections::BTreeMap;

use rusqlite::Rows;

use crate::error::Fault;
use crate::rows::{self, DeviceRow};
use crate::{Entity, Event, Header, Ledger, LedgerError, Projection, Signed, canonical};

impl<P: Projection> Ledger<P> {
    /// The events of one entity in their order, also of an erased one (then without payloads).
    pub fn events_of(&self, entity: Entity) -> Result<Vec<Event>, LedgerError> {
        self.reading(|| {
            let mut events = Vec::new();
            self.walk_entity(entity, &mut |event| {
                events.push(event);
                Ok(())
            })?;
            Ok(events)
        })
    }

    /// Hands over all events in their order: (Lamport counter, device, number).
    pub fn each_event(&self, mut each: impl FnMut(Event)) -> Result<(), LedgerError> {
        self.reading(|| {
            // Each chain is in order, so that the least of their next events is the next of all.
            let sql = "SELECT header, signature, payload FROM event
                       WHERE number BETWEEN ?1 AND ?2 ORDER BY number";
            let devices = DeviceRow::every(&self.db)?;
            let mut chains = Vec::with_capacity(devices.len());
            for _ in &devices {
                chains.push(self.db.prepare(sql)?);
            }
            let mut next = BTreeMap::new();
            for (chain, device) in chains.iter_mut().zip(&devices) {
                let mut rows = chain.query([device.event(1), device.event(device.seq)])?;
                if let Some((header, signed)) = read_next(&mut rows)? {
                    next.insert(header.order(), (rows, header, signed));
                }
            }
            while let Some((_, (mut rows, header, signed))) = next.pop_first() {
                each(self.event(&signed, header)?);
                if let Some((header, signed)) = read_next(&mut rows)? {
                    next.insert(header.order(), (rows, header, signed));
                }
            }
            Ok(())
        })
    }

    /// The state of one entity; `None` when nothing was told of it, or it was erased.
    pub fn entity(&self, entity: Entity) -> Result<Option<P::State>, LedgerError> {
        self.reading(|| {
            let sql = "SELECT state FROM entity WHERE name = ?1 AND state IS NOT NULL";
            let mut find = self.db.prepare_cached(sql)?;
            let mut found = find.query([entity.to_bytes()])?;
            let Some(row) = found.next()? else {
                return Ok(None);
            };
            let bytes = row.get_ref(0)?.as_blob().map_err(|_| Fault::Row)?;
            Ok(Some(canonical::from_bytes(bytes).ok_or(Fault::Row)?))
        })
    }

    /// All states, those of streams first, then by id: what a desk loads at its start.
    pub fn entities(&self) -> Result<Vec<(Entity, P::State)>, LedgerError> {
        let mut every = Vec::new();
        self.each_state_bytes(|entity, bytes| {
            let state = canonical::from_bytes(bytes).ok_or(Fault::Row)?;
            every.push((entity, state));
            Ok(())
        })?;
        Ok(every)
    }

    /// All states in the bytes that the tables have: two ledgers of the same set have the same.
    pub fn entity_bytes(&self) -> Result<Vec<(Entity, Vec<u8>)>, LedgerError> {
        let mut every = Vec::new();
        self.each_state_bytes(|entity, bytes| {
            every.push((entity, bytes.to_vec()));
            Ok(())
        })?;
        Ok(every)
    }

    fn each_state_bytes(
        &self,
        mut each: impl FnMut(Entity, &[u8]) -> Result<(), Fault>,
    ) -> Result<(), LedgerError> {
        self.reading(|| {
            let sql = "SELECT name, state FROM entity WHERE state IS NOT NULL ORDER BY name";
            let mut find = self.db.prepare_cached(sql)?;
            let mut found = find.query([])?;
            while let Some(row) = found.next()? {
                let name = row.get_ref(0)?.as_blob().map_err(|_| Fault::Row)?;
                let entity = Entity::from_bytes(name).ok_or(Fault::Row)?;
                each(entity, row.get_ref(1)?.as_blob().map_err(|_| Fault::Row)?)?;
            }
            Ok(())
        })
    }
}

fn read_next(rows: &mut Rows) -> Result<Option<(Header, Signed)>, Fault> {
    let Some(row) = rows.next()? else {
        return Ok(None);
    };
    let signed = rows::read_signed(row, 0)?;
    let header = signed.header().map_err(|_| Fault::Row)?;
    Ok(Some((header, signed)))
}
