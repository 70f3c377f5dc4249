//! States that are made once, after the last of many batches, and not with each.

use std::collections::BTreeSet;

use crate::error::Fault;
use crate::project::Touched;
use crate::{Entity, Ledger, LedgerError, Projection};

/// States that were made after the last of many batches.
pub struct Settled<S> {
    /// Each of them.
    pub changed: Vec<(Entity, S)>,
    /// Entities that have no state.
    pub gone: Vec<Entity>,
}

impl<S> Default for Settled<S> {
    fn default() -> Self {
        Self {
            changed: Vec::new(),
            gone: Vec::new(),
        }
    }
}

impl<P: Projection> Ledger<P> {
    /// Makes the states anew that [`Self::import_part`] left behind, in one transaction.
    ///
    /// After an error they are still behind: nothing is written here until this has succeeded.
    pub fn settle(&mut self) -> Result<Settled<P::State>, LedgerError> {
        if self.behind.is_empty() {
            return Ok(Settled::default());
        }
        let settled = self.change(|| self.fold_behind())?;
        self.behind.clear();
        Ok(settled)
    }

    /// Where a program ended between two parts.
    pub(crate) fn settle_opened(&mut self) -> Result<(), LedgerError> {
        self.behind = self.reading(|| self.read_behind())?;
        match self.settle() {
            // What is there can be read; nothing is written until there is room.
            Err(LedgerError::DiskFull { .. }) => Ok(()),
            settled => settled.map(drop),
        }
    }

    fn fold_behind(&self) -> Result<Settled<P::State>, Fault> {
        let mut settled = Settled::default();
        for entity in &self.behind {
            if let Some(folded) = self.fold(*entity)? {
                let kept = self.keep(Touched::from([(*entity, folded)]))?;
                settled.changed.extend(kept);
            } else {
                self.forget_state(*entity)?;
                settled.gone.push(*entity);
            }
        }
        Ok(settled)
    }

    /// Notes that a state lacks events which are here.
    pub(crate) fn leave_behind(&self, entity: Entity) -> Result<(), Fault> {
        let sql = "UPDATE entity SET lamport = NULL WHERE name = ?1";
        let mut leave = self.db.prepare_cached(sql)?;
        leave.execute([entity.to_bytes()])?;
        Ok(())
    }

    fn read_behind(&self) -> Result<BTreeSet<Entity>, Fault> {
        let sql = "SELECT name FROM entity WHERE state IS NOT NULL AND lamport IS NULL";
        let mut every = self.db.prepare(sql)?;
        let rows = every.query_map([], |row| row.get::<_, Vec<u8>>(0))?;
        rows.map(|name| Entity::from_bytes(&name?).ok_or(Fault::Row))
            .collect()
    }
}
