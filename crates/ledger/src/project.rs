//! Keeping the states of entities in step with the events.

use std::collections::{BTreeMap, BTreeSet, btree_map::Entry};

use rusqlite::{OptionalExtension, params};

use crate::error::Fault;
use crate::rows::{self, Opened};
use crate::{DeviceId, Entity, Event, Header, Ledger, LedgerError, Projection, Signed, canonical};

/// Where an event stands among all of its realm.
pub(crate) type Order = (u64, DeviceId, u64);

/// A state, and the last event that is in it.
pub(crate) struct Projected<S> {
    pub state: S,
    pub last: Order,
}

/// States that changed, as they are now.
pub(crate) type Changed<S> = Vec<(Entity, S)>;

/// States that one transaction touches, written once at its end.
pub(crate) type Touched<S> = BTreeMap<Entity, Projected<S>>;

/// When an entity is folded whose events do not all come last.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Folding {
    /// With the events that came.
    Now,
    /// Once, when all parts are here.
    Later,
}

/// What follows from events for the states.
pub(crate) struct BroughtUp<S> {
    pub changed: Changed<S>,
    /// They have no state any more.
    pub gone: BTreeSet<Entity>,
    /// To be folded later.
    pub behind: BTreeSet<Entity>,
}

impl<P: Projection> Ledger<P> {
    /// The entity whose state an event changes; none for an erased subject's.
    pub(crate) fn projected_entity(&self, header: &Header) -> Result<Option<Entity>, Fault> {
        let Some(entity) = self.projection.entity(header) else {
            return Ok(None);
        };
        match entity.subject() {
            Some(subject) if rows::is_erased(&self.db, subject)? => Ok(None),
            _ => Ok(Some(entity)),
        }
    }

    /// An event with its payload opened and upgraded.
    pub(crate) fn event(&self, signed: &Signed, header: Header) -> Result<Event, Fault> {
        let hash = signed.hash();
        let opened = match &signed.payload {
            Some(sealed) => rows::open_payload(&self.db, sealed, &header)?,
            None => Opened::NoKey,
        };
        let mut version = header.version;
        let payload = match opened {
            Opened::Payload(payload) => {
                let (upgraded, payload) = self.upgrades.read(&header.kind, version, payload);
                version = upgraded;
                Some(payload)
            }
            Opened::NoKey | Opened::Changed => None,
        };
        Ok(Event {
            header,
            hash,
            version,
            payload,
        })
    }

    /// Applies an event that is the last one of its entity.
    pub(crate) fn apply_last(
        &self,
        touched: &mut Touched<P::State>,
        entity: Entity,
        event: &Event,
    ) -> Result<(), Fault> {
        let projected = match touched.entry(entity) {
            Entry::Occupied(entry) => entry.into_mut(),
            Entry::Vacant(entry) if self.behind.contains(&entity) => {
                // The event is among them.
                if let Some(folded) = self.fold(entity)? {
                    entry.insert(folded);
                }
                return Ok(());
            }
            Entry::Vacant(entry) => {
                let kept = self.kept(entity)?.unwrap_or_else(|| Projected {
                    state: self.projection.empty(entity),
                    last: event.header.order(),
                });
                entry.insert(kept)
            }
        };
        self.projection.apply(&mut projected.state, event);
        projected.last = event.header.order();
        Ok(())
    }

    /// The state as its table has it; none of an entity that is behind.
    pub(crate) fn kept(&self, entity: Entity) -> Result<Option<Projected<P::State>>, Fault> {
        let mut find = self.db.prepare_cached(
            "SELECT state, entity.lamport, device.id, last FROM entity
                 JOIN device ON device.number = last >> 40
                 WHERE entity.name = ?1 AND entity.lamport IS NOT NULL",
        )?;
        let row = find.query_row([entity.to_bytes()], |row| {
            let (_, seq) = rows::parted(row.get(3)?);
            let last = (row.get(1)?, DeviceId(row.get(2)?), seq);
            let state = row.get_ref(0)?.as_blob().map(canonical::from_bytes);
            Ok((state, last))
        });
        match row.optional()? {
            None => Ok(None),
            Some((state, last)) => {
                let state = state.ok().flatten().ok_or(Fault::Row)?;
                Ok(Some(Projected { state, last }))
            }
        }
    }

    /// Folds all events of an entity; `None` when it has none or was erased.
    pub(crate) fn fold(&self, entity: Entity) -> Result<Option<Projected<P::State>>, Fault> {
        if let Some(subject) = entity.subject()
            && rows::is_erased(&self.db, subject)?
        {
            return Ok(None);
        }
        let mut projected: Option<Projected<P::State>> = None;
        self.walk_entity(entity, &mut |event| {
            let so_far = projected.get_or_insert_with(|| Projected {
                state: self.projection.empty(entity),
                last: event.header.order(),
            });
            self.projection.apply(&mut so_far.state, &event);
            so_far.last = event.header.order();
            Ok(())
        })?;
        Ok(projected)
    }

    /// Hands over the events of an entity in their order.
    pub(crate) fn walk_entity(
        &self,
        entity: Entity,
        each: &mut dyn FnMut(Event) -> Result<(), Fault>,
    ) -> Result<(), Fault> {
        let Some(number) = rows::entity_number(&self.db, entity)? else {
            return Ok(());
        };
        let mut find = self.db.prepare_cached(
            "SELECT header, signature, payload FROM event WHERE entity = ?1 ORDER BY lamport",
        )?;
        let mut found = find.query([number])?;
        // Those of one count are of several devices, whose numbers in this file are not their order.
        let mut of_one_count: Vec<(Header, Signed)> = Vec::new();
        while let Some(row) = found.next()? {
            let signed = rows::read_signed(row, 0)?;
            let header = signed.header().map_err(|_| Fault::Row)?;
            if of_one_count
                .first()
                .is_some_and(|(first, _)| first.lamport < header.lamport)
            {
                self.hand_over(&mut of_one_count, each)?;
            }
            of_one_count.push((header, signed));
        }
        self.hand_over(&mut of_one_count, each)
    }

    fn hand_over(
        &self,
        events: &mut Vec<(Header, Signed)>,
        each: &mut dyn FnMut(Event) -> Result<(), Fault>,
    ) -> Result<(), Fault> {
        events.sort_by_key(|(header, _)| header.order());
        for (header, signed) in events.drain(..) {
            each(self.event(&signed, header)?)?;
        }
        Ok(())
    }

    /// Brings states up to the new events: on top where all of them are last, else from the first event on.
    ///
    /// `new` has the events of each entity that came in; an entity with none is folded anew, as a key came in.
    /// What is to be folded [`Folding::Later`] is left as it is.
    pub(crate) fn bring_up(
        &self,
        new: BTreeMap<Entity, Vec<(Order, Event)>>,
        folding: Folding,
    ) -> Result<BroughtUp<P::State>, Fault> {
        let mut touched = Touched::new();
        let mut gone = BTreeSet::new();
        let mut behind = BTreeSet::new();
        for (entity, mut events) in new {
            if folding == Folding::Later && self.behind.contains(&entity) {
                continue;
            }
            events.sort_by_key(|(order, _)| *order);
            let first = events.first().map(|(order, _)| *order);
            let kept = self.kept(entity)?;
            let has_state = kept.is_some();
            let on_top = match (&kept, first) {
                (Some(kept), Some(first)) => kept.last < first,
                _ => false,
            };
            if let (true, Some(kept)) = (on_top, kept) {
                touched.insert(entity, kept);
                for (_, event) in &events {
                    self.apply_last(&mut touched, entity, event)?;
                }
            } else if folding == Folding::Later && has_state {
                self.leave_behind(entity)?;
                behind.insert(entity);
            } else if let Some(folded) = self.fold(entity)? {
                touched.insert(entity, folded);
            } else {
                self.forget_state(entity)?;
                gone.insert(entity);
            }
        }
        Ok(BroughtUp {
            changed: self.keep(touched)?,
            gone,
            behind,
        })
    }

    /// Writes the touched states.
    pub(crate) fn keep(&self, touched: Touched<P::State>) -> Result<Changed<P::State>, Fault> {
        let mut keep = self.db.prepare_cached(
            "INSERT INTO entity (name, state, lamport, last)
             VALUES (?1, ?2, ?3, (SELECT number FROM device WHERE id = ?4) << 40 | ?5)
             ON CONFLICT (name) DO UPDATE SET state = excluded.state,
             lamport = excluded.lamport, last = excluded.last",
        )?;
        let mut changed = Vec::with_capacity(touched.len());
        for (entity, Projected { state, last }) in touched {
            let bytes = canonical::to_bytes(&state).ok_or(LedgerError::StateNotKept)?;
            keep.execute(params![entity.to_bytes(), *bytes, last.0, last.1.0, last.2])?;
            changed.push((entity, state));
        }
        Ok(changed)
    }

    pub(crate) fn forget_state(&self, entity: Entity) -> Result<(), Fault> {
        self.db
            .prepare_cached(
                "UPDATE entity SET state = NULL, lamport = NULL, last = NULL WHERE name = ?1",
            )?
            .execute([entity.to_bytes()])?;
        Ok(())
    }
}
