//! Adding facts of this PC.

use rand_core::CryptoRngCore;
use sha2::{Digest, Sha256};

use crate::error::Fault;
use crate::project::Touched;
use crate::revoked;
use crate::rows::{self, DeviceRow};
use crate::seal::{self, ERASED_KIND, MOST_PAYLOAD_BYTES, SEAL_BYTES};
use crate::{
    ActorId, Draft, Entity, Event, EventId, Header, Ledger, LedgerError, MOST_BASIS, Now,
    Projection, Signed, SubjectId, SubjectKey, is_kind,
};

/// What an append did; it is on the disk.
pub struct Appended<S> {
    /// The events, in the order of their drafts.
    pub events: Vec<Event>,
    /// Each state that changed, as it is now.
    pub changed: Vec<(Entity, S)>,
}

impl<P: Projection> Ledger<P> {
    /// Makes events of drafts, in one transaction: they are on the disk when this returns, or on an error none is.
    pub fn append(
        &mut self,
        drafts: Vec<Draft>,
        actor: ActorId,
        now: Now,
        rng: &mut impl CryptoRngCore,
    ) -> Result<Appended<P::State>, LedgerError> {
        for draft in &drafts {
            check(draft)?;
        }
        let appended = self.change(|| {
            self.note_missing_states()?;
            let mut touched = Touched::new();
            let mut events = Vec::with_capacity(drafts.len());
            for draft in drafts {
                events.push(self.append_one(draft, actor, now, rng, &mut touched)?);
            }
            let changed = self.keep(touched)?;
            Ok(Appended { events, changed })
        })?;
        self.not_behind(&appended.changed);
        Ok(appended)
    }

    pub(crate) fn append_one(
        &self,
        draft: Draft,
        actor: ActorId,
        now: Now,
        rng: &mut impl CryptoRngCore,
        touched: &mut Touched<P::State>,
    ) -> Result<Event, Fault> {
        let own = DeviceRow::find(&self.db, self.device)?.ok_or(Fault::Row)?;
        if own.suspended {
            return Err(LedgerError::DeviceSuspended.into());
        }
        if revoked::revoked_from(&self.db, self.device)?.is_some() {
            return Err(LedgerError::DeviceRevoked.into());
        }
        if let Some(subject) = draft.subject {
            if rows::is_stream(&self.db, subject)? {
                return Err(STREAM_AS_SUBJECT.into());
            }
            if rows::is_erased(&self.db, subject)? {
                return Err(LedgerError::SubjectErased.into());
            }
        }
        let mut header = Header {
            realm: self.realm,
            stream: self.stream,
            id: EventId::new(now.wall_ms, rng),
            device: self.device,
            seq: own.seq + 1,
            prev: own.hash,
            lamport: 1 + rows::highest_lamport(&self.db)?,
            basis: draft.basis,
            kind: draft.kind,
            version: draft.version,
            wall_ms: now.wall_ms,
            occurred: draft.occurred,
            boot: now.boot,
            mono_ms: now.mono_ms,
            actor,
            subject: draft.subject,
            payload_len: 0,
            payload_hash: [0; 32],
        };
        let key = self.key_to_seal(&header, rng)?;
        let sealed = seal::seal(&draft.payload, &key, &header, rng).ok_or(TOO_LONG)?;
        header.payload_len = u32::try_from(sealed.len()).map_err(|_| TOO_LONG)?;
        header.payload_hash = Sha256::digest(&sealed).into();

        let signed = Signed::new(&header, sealed, &self.signing);
        let hash = signed.hash();
        let belongs = self.projection.entity(&header);
        rows::insert_event(&self.db, &signed, &header, (&own, &hash), belongs)?;
        let (version, payload) = self
            .upgrades
            .read(&header.kind, header.version, draft.payload);
        let event = Event {
            header,
            hash,
            version,
            payload: Some(payload),
        };
        if let Some(entity) = self.projected_entity(&event.header)? {
            self.apply_last(touched, entity, &event)?;
        }
        Ok(event)
    }

    /// The key under which the event is sealed; a new one for a new subject.
    fn key_to_seal(
        &self,
        header: &Header,
        rng: &mut impl CryptoRngCore,
    ) -> Result<SubjectKey, Fault> {
        let subject: SubjectId = seal::sealed_for(header);
        if let Some(key) = rows::keys_of(&self.db, subject)?.into_iter().next() {
            return Ok(key);
        }
        let key = SubjectKey::random(rng);
        rows::add_key(&self.db, subject, &key)?;
        Ok(key)
    }
}

const TOO_LONG: LedgerError = LedgerError::DraftInvalid {
    problem: "payload too long",
};

const STREAM_AS_SUBJECT: LedgerError = LedgerError::DraftInvalid {
    problem: "a stream is no subject",
};

fn check(draft: &Draft) -> Result<(), LedgerError> {
    let problem = if !is_kind(&draft.kind) {
        "not a kind"
    } else if draft.kind == ERASED_KIND {
        "erasing is a function of its own"
    } else if draft.basis.len() > MOST_BASIS {
        "too many events as basis"
    } else if draft.payload.len() > MOST_PAYLOAD_BYTES {
        return Err(TOO_LONG);
    } else {
        return Ok(());
    };
    Err(LedgerError::DraftInvalid { problem })
}

/// Most bytes of a sealed payload that another ledger may send.
pub(crate) const MOST_SEALED_BYTES: usize = MOST_PAYLOAD_BYTES + SEAL_BYTES;
