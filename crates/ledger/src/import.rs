//! Taking in what another ledger has: a set union.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::ToSql;

use crate::error::Fault;
use crate::intake::{Intake, Taken};
use crate::project::Folding;
use crate::quarantine::Refused;
use crate::rows::{self, DeviceRow};
use crate::seal::ERASED_KIND;
use crate::{
    Batch, DeviceCard, DeviceId, Entity, Header, Ledger, LedgerError, Projection, Signed,
    SubjectId, SubjectKey, waiting,
};

/// What an import did.
pub struct Imported<S> {
    /// Events that are new here, also those that had waited for others.
    pub new: usize,
    /// Events of the batch that were here already, or had been refused before.
    pub known: usize,
    /// Events that wait, in all: for those before them, or for their device's card.
    pub waiting: usize,
    /// Events that were refused for the first time; their bytes are kept.
    pub refused: Vec<Refused>,
    /// Cards that their devices did not sign; they are dropped.
    pub bad_cards: usize,
    /// Devices that this batch showed to have two histories.
    pub suspended: Vec<DeviceId>,
    /// Each state that changed, as it is now.
    pub changed: Vec<(Entity, S)>,
    /// Entities that have no state any more, as their subject was erased.
    pub gone: Vec<Entity>,
}

/// What one transaction did.
struct TakenIn<S> {
    imported: Imported<S>,
    /// To be folded later.
    behind: BTreeSet<Entity>,
    /// Whether anybody was.
    erased: bool,
}

impl<P: Projection> Ledger<P> {
    /// Takes a batch in, in one transaction. Repeats and the order of events and batches change nothing.
    ///
    /// `wall_ms` is the PC's clock, kept with what is refused.
    pub fn import(
        &mut self,
        batch: Batch,
        wall_ms: i64,
    ) -> Result<Imported<P::State>, LedgerError> {
        let settled = self.settle()?;
        let mut imported = self.take(batch, wall_ms, Folding::Now)?;
        imported.changed.splice(0..0, settled.changed);
        imported.gone.splice(0..0, settled.gone);
        Ok(imported)
    }

    /// Takes one of many batches in; [`Self::settle`] has to follow the last one.
    ///
    /// States whose new events do not come last stay as they were until then, so that each is made anew once, and not with
    /// every batch. Where the program ends before that, opening the ledger does it.
    pub fn import_part(
        &mut self,
        batch: Batch,
        wall_ms: i64,
    ) -> Result<Imported<P::State>, LedgerError> {
        self.take(batch, wall_ms, Folding::Later)
    }

    fn take(
        &mut self,
        batch: Batch,
        wall_ms: i64,
        folding: Folding,
    ) -> Result<Imported<P::State>, LedgerError> {
        if batch.realm != self.realm {
            return Err(LedgerError::OtherRealm);
        }
        let taken = self.change(|| {
            self.note_missing_states()?;
            self.take_batch(batch, wall_ms, folding)
        })?;
        self.behind.extend(taken.behind);
        if taken.erased {
            self.sweep();
        }
        Ok(taken.imported)
    }

    fn take_batch(
        &self,
        batch: Batch,
        wall_ms: i64,
        folding: Folding,
    ) -> Result<TakenIn<P::State>, Fault> {
        let (joined, bad_cards) = self.take_cards(&batch.cards)?;
        let mut gone = self.take_erased(batch.erased)?;
        let shut = self.take_revoked(&batch.revoked, wall_ms)?;
        let readable = self.take_keys(&batch.keys)?;
        let mut intake = Intake::new(self, wall_ms)?;
        for device in joined {
            intake.take_waiting(device)?;
        }
        for (header, signed) in in_order(batch.events, &mut intake)? {
            intake.take(&header, signed)?;
        }
        let Taken {
            events,
            filled,
            known,
            mut refused,
            suspended,
        } = intake.taken;
        refused.splice(0..0, shut.refused);

        let told_erased = events
            .iter()
            .filter(|(header, _)| header.kind == ERASED_KIND)
            .filter_map(|(header, _)| header.subject);
        gone.append(&mut self.take_erased(told_erased.collect())?);
        let erased = !gone.is_empty();

        // What became readable lies anywhere among an entity's events: those are folded from the first one on.
        let mut touched: BTreeMap<Entity, Vec<_>> = BTreeMap::new();
        let anew = self.entities_of_keys(&readable)?.into_iter();
        let anew: BTreeSet<Entity> = anew.chain(filled).chain(shut.entities).collect();
        let new = events.len();
        for (header, signed) in events {
            if let Some(entity) = self.projected_entity(&header)?
                && !anew.contains(&entity)
            {
                let order = header.order();
                let event = self.event(&signed, header)?;
                touched.entry(entity).or_default().push((order, event));
            }
        }
        touched.extend(anew.into_iter().map(|entity| (entity, Vec::new())));
        let brought_up = self.bring_up(touched, folding)?;
        gone.extend(brought_up.gone);
        let imported = Imported {
            new,
            known,
            waiting: waiting::count(&self.db)?,
            refused,
            bad_cards,
            suspended,
            changed: brought_up.changed,
            gone: gone.into_iter().collect(),
        };
        Ok(TakenIn {
            imported,
            behind: brought_up.behind,
            erased,
        })
    }

    /// The devices that are new, and how many cards are not what their devices signed.
    fn take_cards(&self, cards: &[DeviceCard]) -> Result<(Vec<DeviceId>, usize), Fault> {
        let (mut joined, mut bad) = (Vec::new(), 0);
        for card in cards {
            // Every batch brings all cards, and most are known.
            if DeviceRow::find(&self.db, card.device())?.is_some() {
                continue;
            }
            if card.check(self.realm).is_none() {
                bad += 1;
            } else if DeviceRow::add(&self.db, card, None)? {
                joined.push(card.device());
            }
        }
        Ok((joined, bad))
    }

    /// The entities of those that were not erased here before.
    fn take_erased(&self, subjects: Vec<SubjectId>) -> Result<BTreeSet<Entity>, Fault> {
        let mut gone = BTreeSet::new();
        for subject in subjects {
            if self.forget_subject(subject)? {
                gone.insert(Entity::Subject(subject));
            }
        }
        Ok(gone)
    }

    /// The subjects that have a key now which they had not.
    fn take_keys(&self, keys: &[(SubjectId, SubjectKey)]) -> Result<BTreeSet<SubjectId>, Fault> {
        let mut readable = BTreeSet::new();
        for (subject, key) in keys {
            // A list of erased subjects that named a stream before anybody knew it takes no key from it.
            let is_open =
                !rows::is_erased(&self.db, *subject)? || rows::is_stream(&self.db, *subject)?;
            if is_open && rows::add_key(&self.db, *subject, key)? {
                readable.insert(*subject);
            }
        }
        Ok(readable)
    }

    /// The entities that have payloads under these keys.
    fn entities_of_keys(&self, subjects: &BTreeSet<SubjectId>) -> Result<Vec<Entity>, Fault> {
        let mut entities = Vec::new();
        for subject in subjects {
            if rows::is_stream(&self.db, *subject)? {
                // What a stream's own key seals has no subject.
                let of_stream = "SELECT name FROM entity WHERE number IN (
                    SELECT event.entity FROM device CROSS JOIN event
                    ON event.number BETWEEN device.number << 40 AND device.number + 1 << 40
                    WHERE device.stream = ?1 AND event.subject IS NULL)";
                self.read_names(of_stream, subject.0, &mut entities)?;
            } else if let Some(number) = rows::entity_number(&self.db, Entity::Subject(*subject))? {
                let of_subject = "SELECT name FROM entity WHERE number IN (
                    SELECT entity FROM event WHERE entity = ?1 AND subject = ?1
                    UNION SELECT entity FROM event
                    WHERE subject = ?1 AND subject <> ifnull(entity, 0))";
                self.read_names(of_subject, number, &mut entities)?;
            }
        }
        Ok(entities)
    }

    fn read_names(
        &self,
        sql: &str,
        of: impl ToSql,
        entities: &mut Vec<Entity>,
    ) -> Result<(), Fault> {
        let mut find = self.db.prepare_cached(sql)?;
        let mut found = find.query([of])?;
        while let Some(row) = found.next()? {
            let name = row.get_ref(0)?.as_blob().map_err(|_| Fault::Row)?;
            entities.push(Entity::from_bytes(name).ok_or(Fault::Row)?);
        }
        Ok(())
    }
}

/// Parts what are events from what are not, and brings them into their order.
fn in_order<P: Projection>(
    events: Vec<Signed>,
    intake: &mut Intake<P>,
) -> Result<Vec<(Header, Signed)>, Fault> {
    let mut read = Vec::with_capacity(events.len());
    for signed in events {
        match signed.header() {
            Ok(header) => read.push((header, signed)),
            Err(_) => intake.refuse_bytes(signed)?,
        }
    }
    read.sort_by_key(|(header, _)| header.order());
    Ok(read)
}
