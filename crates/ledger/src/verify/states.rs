//! Derived states against a fresh fold of their events.

use std::collections::BTreeSet;

use super::{Check, Place, What};
use crate::error::Fault;
use crate::rows::DeviceRow;
use crate::{Entity, LedgerError, Projection, canonical};

impl<P: Projection> Check<'_, P> {
    pub fn states(&mut self) -> Result<(), Fault> {
        let mut kept = BTreeSet::new();
        let sql =
            "SELECT name, state, lamport, last FROM entity WHERE state IS NOT NULL ORDER BY name";
        let mut every = self.ledger.db.prepare(sql)?;
        let mut found = every.query([])?;
        while let Some(row) = found.next()? {
            let name = row.get_ref(0)?.as_blob().map_err(|_| Fault::Row)?;
            let Some(entity) = Entity::from_bytes(name) else {
                self.found(Place::File, What::RowDiffers);
                continue;
            };
            kept.insert(entity);
            let place = Place::Entity(entity);
            let Some(fresh) = self.ledger.fold(entity)? else {
                self.found(place, What::StateDiffers);
                continue;
            };
            let bytes = canonical::to_bytes(&fresh.state).ok_or(LedgerError::StateNotKept)?;
            let (lamport, device, seq) = fresh.last;
            let device = DeviceRow::find(&self.ledger.db, device)?.ok_or(Fault::Row)?;
            let same = row.get_ref(1)?.as_blob() == Ok(&bytes[..])
                && row.get(2) == Ok(lamport)
                && row.get(3) == Ok(device.event(seq));
            self.expect(same, place, What::StateDiffers);
        }
        for entity in self.ledger.entities_with_events()? {
            if !kept.contains(&entity) && self.ledger.fold(entity)?.is_some() {
                self.found(Place::Entity(entity), What::StateMissing);
            }
        }
        Ok(())
    }
}
