//! Erasing a person (消去): the key, the sealed payloads and the state go; headers and chain stay.

use rand_core::CryptoRngCore;
use zeroize::Zeroizing;

use crate::error::Fault;
use crate::project::Touched;
use crate::seal::{ERASED_KIND, MOST_PAYLOAD_BYTES};
use crate::{
    ActorId, Draft, Entity, Event, Ledger, LedgerError, Now, Projection, SubjectId, rows, sums,
};

/// What erasing did.
pub struct Erasure<S> {
    /// The event that tells other ledgers.
    pub event: Event,
    /// The entity that has no state any more.
    pub gone: Entity,
    /// Other states that the event changed.
    pub changed: Vec<(Entity, S)>,
}

impl<P: Projection> Ledger<P> {
    /// Erases a subject here and, by its event, on every ledger that this one reaches.
    ///
    /// `ground` is the event's payload, sealed under this PC's stream's key, which stays: who asked, and on
    /// what ground of law. It must not name the person.
    pub fn erase(
        &mut self,
        subject: SubjectId,
        ground: Zeroizing<Vec<u8>>,
        actor: ActorId,
        now: Now,
        rng: &mut impl CryptoRngCore,
    ) -> Result<Erasure<P::State>, LedgerError> {
        if ground.len() > MOST_PAYLOAD_BYTES {
            return Err(LedgerError::DraftInvalid {
                problem: "payload too long",
            });
        }
        let draft = Draft {
            kind: ERASED_KIND.to_owned(),
            version: 1,
            subject: Some(subject),
            basis: Vec::new(),
            occurred: None,
            payload: ground,
        };
        let erasure = self.change(|| {
            let mut touched = Touched::new();
            let event = self.append_one(draft, actor, now, rng, &mut touched)?;
            touched.remove(&Entity::Subject(subject));
            self.forget_subject(subject)?;
            Ok(Erasure {
                event,
                gone: Entity::Subject(subject),
                changed: self.keep(touched)?,
            })
        })?;
        self.sweep();
        self.not_behind(&erasure.changed);
        Ok(erasure)
    }

    /// Removes all of a subject but its headers, and lets none of it come back; `false` when it was so already.
    pub(crate) fn forget_subject(&self, subject: SubjectId) -> Result<bool, Fault> {
        // A list that names a stream would else destroy the stream's own key.
        if rows::is_stream(&self.db, subject)? {
            return Ok(false);
        }
        let added = self.db.execute(
            "INSERT OR IGNORE INTO erased (subject) VALUES (?1)",
            [subject.0],
        )?;
        if added == 0 {
            return Ok(false);
        }
        sums::keep(&self.db, sums::ERASED, &subject.0)?;
        self.db
            .execute("DELETE FROM subject_key WHERE subject = ?1", [subject.0])?;
        // The events that tell of the erasure are their stream's in this column, and keep their payloads.
        if let Some(number) = rows::entity_number(&self.db, Entity::Subject(subject))? {
            for of in [
                "entity = ?1 AND subject = ?1",
                "subject = ?1 AND subject <> ifnull(entity, 0)",
            ] {
                let sql = format!("UPDATE event SET payload = NULL WHERE {of}");
                self.db.execute(&sql, [number])?;
            }
        }
        for table in ["waiting", "refused"] {
            let sql = format!("UPDATE {table} SET payload = NULL WHERE subject = ?1");
            self.db.execute(&sql, [subject.0])?;
        }
        self.forget_state(Entity::Subject(subject))?;
        Ok(true)
    }

    /// Moves the write-ahead log into the file and empties it, so that nothing erased lies in it.
    ///
    /// What failed here is done by the next one, and at the latest when the file is closed.
    pub(crate) fn sweep(&self) {
        let _ = self
            .db
            .query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()));
    }

    /// All subjects erased so far.
    pub fn erased(&self) -> Result<Vec<SubjectId>, LedgerError> {
        self.reading(|| rows::every_erased(&self.db))
    }
}
