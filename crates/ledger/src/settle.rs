//! States that are made once, after the last of many batches, and not with each.

use std::collections::BTreeSet;

use crate::error::Fault;
use crate::project::{Changed, Touched};
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
    /// Makes the states anew that [`Self::import_part`] left behind, in one transaction; after an error they are still
    /// behind.
    ///
    /// What is written meanwhile stands on all that is here: then the state that it changes is made anew at once.
    pub fn settle(&mut self) -> Result<Settled<P::State>, LedgerError> {
        self.settle_some(usize::MAX)
    }

    /// The same for so many of them, for who has other work between.
    pub fn settle_some(&mut self, most: usize) -> Result<Settled<P::State>, LedgerError> {
        let some: Vec<Entity> = self.behind.iter().take(most).copied().collect();
        if some.is_empty() {
            return Ok(Settled::default());
        }
        let settled = self.change(|| self.fold_behind(&some))?;
        for entity in some {
            self.behind.remove(&entity);
        }
        Ok(settled)
    }

    /// Whether states lack events that are here.
    pub fn is_behind(&self) -> bool {
        !self.behind.is_empty()
    }

    /// Where a program ended between two parts.
    pub(crate) fn settle_opened(&mut self) -> Result<(), LedgerError> {
        self.behind = self.reading(|| self.read_behind())?;
        match self.settle() {
            // What is there can be read.
            Err(LedgerError::DiskFull { .. }) => Ok(()),
            settled => settled.map(drop),
        }
    }

    /// After a change that made these states from all that is here.
    pub(crate) fn not_behind(&mut self, changed: &Changed<P::State>) {
        for (entity, _) in changed {
            self.behind.remove(entity);
        }
    }

    fn fold_behind(&self, some: &[Entity]) -> Result<Settled<P::State>, Fault> {
        let mut settled = Settled::default();
        for entity in some {
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
