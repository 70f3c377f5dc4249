//! One event after another: is it known, does it continue its device's chain, must it wait or stay out.

use std::collections::BTreeSet;

use rusqlite::params;

use crate::append::MOST_SEALED_BYTES;
use crate::error::Fault;
use crate::quarantine::Refused;
use crate::rows::{self, DeviceRow};
use crate::{DeviceId, Entity, Header, Ledger, Projection, Reason, Signed, revoked, seal, waiting};

/// A leap of the counter beyond this is damage.
const MOST_LEAP: u64 = 1 << 32;

/// What an intake found.
#[derive(Default)]
pub struct Taken {
    pub events: Vec<(Header, Signed)>,
    /// Entities of known events whose payload came now.
    pub filled: BTreeSet<Entity>,
    pub known: usize,
    pub refused: Vec<Refused>,
    pub suspended: Vec<DeviceId>,
}

/// Takes events in, within one transaction.
pub struct Intake<'a, P: Projection> {
    ledger: &'a Ledger<P>,
    wall_ms: i64,
    highest: u64,
    pub taken: Taken,
}

enum Step {
    Continues(Box<DeviceRow>),
    Waits,
    Known,
    Refused(Reason),
}

impl<'a, P: Projection> Intake<'a, P> {
    pub fn new(ledger: &'a Ledger<P>, wall_ms: i64) -> Result<Self, Fault> {
        Ok(Self {
            ledger,
            wall_ms,
            highest: rows::highest_lamport(&ledger.db)?,
            taken: Taken::default(),
        })
    }

    /// Takes one event, and those that waited for it.
    pub fn take(&mut self, header: &Header, signed: Signed) -> Result<(), Fault> {
        if self.take_one(header, signed)? {
            self.take_waiting(header.device)?;
        }
        Ok(())
    }

    /// Keeps bytes that are no event.
    pub fn refuse_bytes(&mut self, signed: Signed) -> Result<(), Fault> {
        self.refuse(None, signed, Reason::NotAnEvent)
    }

    /// Takes the waiting events of a device as far as they continue its chain.
    pub fn take_waiting(&mut self, device: DeviceId) -> Result<(), Fault> {
        while let Some(head) = DeviceRow::find(&self.ledger.db, device)? {
            // Those that the chain has passed are looked at too: they show a second history.
            let Some(signed) = waiting::take(&self.ledger.db, device, head.seq + 1)? else {
                return Ok(());
            };
            let header = signed.header().map_err(|_| Fault::Row)?;
            self.take_one(&header, signed)?;
        }
        Ok(())
    }

    /// Whether the device's chain grew by it.
    fn take_one(&mut self, header: &Header, mut signed: Signed) -> Result<bool, Fault> {
        if let Some(subject) = seal::payload_of(header)
            && rows::is_erased(&self.ledger.db, subject)?
        {
            signed.payload = None;
        }
        match self.step(header, &signed)? {
            Step::Known => {
                self.taken.known += 1;
                self.fill(header, &signed)?;
                Ok(false)
            }
            Step::Waits => {
                waiting::add(&self.ledger.db, header, &signed)?;
                Ok(false)
            }
            Step::Refused(reason) => {
                self.refuse(Some(header), signed, reason)?;
                Ok(false)
            }
            Step::Continues(device) => {
                let belongs = self.ledger.projection.entity(header);
                let hash = signed.hash();
                let db = &self.ledger.db;
                rows::insert_event(db, &signed, header, (&device, &hash), belongs)?;
                self.highest = self.highest.max(header.lamport);
                self.taken.events.push((header.clone(), signed));
                Ok(true)
            }
        }
    }

    fn step(&self, header: &Header, signed: &Signed) -> Result<Step, Fault> {
        if header.realm != self.ledger.realm {
            return Ok(Step::Refused(Reason::OtherRealm));
        }
        if signed.signature.len() != 64 {
            return Ok(Step::Refused(Reason::BadSignature));
        }
        let too_long = header.payload_len as usize > MOST_SEALED_BYTES;
        if too_long || !signed.payload_fits(header) {
            return Ok(Step::Refused(Reason::PayloadDiffers));
        }
        let Some(device) = DeviceRow::find(&self.ledger.db, header.device)? else {
            return Ok(Step::Waits);
        };
        if header.stream != device.card.stream {
            return Ok(Step::Refused(Reason::OtherStream));
        }
        let revoked = revoked::revoked_from(&self.ledger.db, device.id)?;
        if revoked.is_some_and(|from| header.seq >= from) {
            let signed = signed.is_signed_by(&device.key()?);
            return Ok(Step::Refused(if signed {
                Reason::Revoked
            } else {
                Reason::BadSignature
            }));
        }
        let known = rows::event_at(&self.ledger.db, device.event(header.seq))?;
        let known = known.map(|known| known.hash());
        if known == Some(signed.hash()) {
            return Ok(Step::Known);
        }
        if !signed.is_signed_by(&device.key()?) {
            return Ok(Step::Refused(Reason::BadSignature));
        }
        if known.is_some() {
            return Ok(Step::Refused(Reason::Equivocation));
        }
        if header.seq > device.seq + 1 {
            return Ok(Step::Waits);
        }
        Ok(match self.hindrance(header, &device) {
            Some(reason) => Step::Refused(reason),
            None => Step::Continues(Box::new(device)),
        })
    }

    /// What keeps the next event of a chain out.
    fn hindrance(&self, header: &Header, device: &DeviceRow) -> Option<Reason> {
        if header.prev != device.hash {
            Some(Reason::Forked)
        } else if device.suspended {
            Some(Reason::Suspended)
        } else if header.lamport <= device.lamport {
            Some(Reason::LamportFell)
        } else if header.lamport > self.highest.saturating_add(MOST_LEAP) {
            Some(Reason::LamportJump)
        } else {
            None
        }
    }

    /// Adds a payload that an earlier carrier did not have.
    fn fill(&mut self, header: &Header, signed: &Signed) -> Result<(), Fault> {
        let Some(payload) = &signed.payload else {
            return Ok(());
        };
        let mut fill = self.ledger.db.prepare_cached(
            "UPDATE event SET payload = ?2 WHERE number = ?1 AND payload IS NULL",
        )?;
        let device = DeviceRow::find(&self.ledger.db, header.device)?.ok_or(Fault::Row)?;
        if fill.execute(params![device.event(header.seq), payload])? == 1 {
            self.taken
                .filled
                .extend(self.ledger.projected_entity(header)?);
        }
        Ok(())
    }

    fn refuse(
        &mut self,
        header: Option<&Header>,
        signed: Signed,
        reason: Reason,
    ) -> Result<(), Fault> {
        let refused = Refused::new(header, reason, self.wall_ms, signed);
        let is_new = refused.keep(&self.ledger.db)?;
        if let (Some(header), true) = (header, reason.suspends()) {
            let mut suspend = self.ledger.db.prepare_cached(
                "UPDATE device SET suspended = 1 WHERE id = ?1 AND suspended = 0",
            )?;
            if suspend.execute([header.device.0])? == 1 {
                self.taken.suspended.push(header.device);
            }
        }
        if is_new {
            self.taken.refused.push(refused);
        } else {
            self.taken.known += 1;
        }
        Ok(())
    }
}
