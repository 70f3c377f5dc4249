//! Projecting all events anew.

use crate::error::Fault;
use crate::open::set_projection;
use crate::project::Touched;
use crate::{Entity, Header, Ledger, LedgerError, Projection, rows};

impl<P: Projection> Ledger<P> {
    /// Drops all states and derives them from the events again, in one transaction.
    ///
    /// An interruption leaves the former states and their version, so that opening starts over.
    pub fn rebuild(&mut self) -> Result<(), LedgerError> {
        self.change(|| {
            if !self.projection.projects() {
                return self.note_missing_states();
            }
            self.assign_entities()?;
            let forget = "UPDATE entity SET state = NULL, lamport = NULL, last = NULL";
            self.db.execute(forget, [])?;
            for entity in self.entities_with_events()? {
                if let Some(projected) = self.fold(entity)? {
                    self.keep(Touched::from([(entity, projected)]))?;
                }
            }
            set_projection(&self.db, self.projection.version())
        })?;
        self.behind.clear();
        Ok(())
    }

    /// Asks the projection anew to which entity each event belongs.
    fn assign_entities(&self) -> Result<(), Fault> {
        let mut every = self
            .db
            .prepare("SELECT number, header, entity FROM event")?;
        let mut moved: Vec<(i64, Option<i64>)> = Vec::new();
        let mut found = every.query([])?;
        while let Some(row) = found.next()? {
            let header = row.get_ref(1)?.as_blob().map_err(|_| Fault::Row)?;
            let header = Header::from_bytes(header).map_err(|_| Fault::Row)?;
            let belongs = self.projection.entity(&header);
            let belongs = belongs.map(|entity| rows::number_entity(&self.db, entity));
            let belongs = belongs.transpose()?;
            if belongs != row.get(2)? {
                moved.push((row.get(0)?, belongs));
            }
        }
        let mut assign = self
            .db
            .prepare("UPDATE event SET entity = ?2 WHERE number = ?1")?;
        for (row, entity) in moved {
            assign.execute((row, entity))?;
        }
        Ok(())
    }

    /// All entities that have events, erased ones too.
    pub(crate) fn entities_with_events(&self) -> Result<Vec<Entity>, Fault> {
        let mut every = self.db.prepare(
            "SELECT name FROM entity WHERE number IN (SELECT entity FROM event) ORDER BY name",
        )?;
        let rows = every.query_map([], |row| row.get::<_, Vec<u8>>(0))?;
        rows.map(|name| Entity::from_bytes(&name?).ok_or(Fault::Row))
            .collect()
    }
}
