//! Each device's chain, event by event.

use std::collections::BTreeMap;

use rusqlite::Row;
use sha2::{Digest, Sha256};

use super::{Check, Place, What};
use crate::error::Fault;
use crate::rows::{self, DeviceRow, Opened};
use crate::seal::{self, ERASED_KIND};
use crate::signed::fits;
use crate::{DeviceId, Entity, Header, Projection, Signed};

/// Where a chain is while it is walked.
#[derive(Clone, Copy, Default)]
struct Head {
    seq: u64,
    hash: [u8; 32],
    lamport: u64,
}

impl<P: Projection> Check<'_, P> {
    pub fn chains(&mut self) -> Result<(), Fault> {
        let devices: BTreeMap<DeviceId, DeviceRow> = DeviceRow::every(&self.ledger.db)?
            .into_iter()
            .map(|device| (device.id, device))
            .collect();
        let mut heads: BTreeMap<DeviceId, Head> = BTreeMap::new();
        let mut every = self.ledger.db.prepare(
            "SELECT device, seq, header, signature, payload, id, hash, lamport, subject, entity
             FROM event ORDER BY device, seq",
        )?;
        let mut found = every.query([])?;
        while let Some(row) = found.next()? {
            self.events += 1;
            let (Ok(device), Ok(seq)) = (row.get(0), row.get(1)) else {
                self.found(Place::File, What::Damaged);
                continue;
            };
            let device = DeviceId(device);
            let head = heads.entry(device).or_default();
            self.event(row, (device, seq), head, devices.get(&device))?;
        }
        for (id, device) in &devices {
            self.end(*id, device, heads.get(id).copied().unwrap_or_default());
        }
        Ok(())
    }

    fn event(
        &mut self,
        row: &Row,
        (device, seq): (DeviceId, u64),
        head: &mut Head,
        known: Option<&DeviceRow>,
    ) -> Result<(), Fault> {
        let place = Place::Event(device, seq);
        if seq > head.seq + 1 {
            let first_gone = Place::Event(device, head.seq + 1);
            self.found(first_gone, What::Missing { through: seq - 1 });
        }
        let Ok(signed) = rows::read_signed(row, 2) else {
            self.found(place, What::RowDiffers);
            return Ok(());
        };
        let before = std::mem::replace(
            head,
            Head {
                seq,
                hash: Sha256::digest(&signed.header_bytes).into(),
                lamport: head.lamport,
            },
        );
        let Ok(header) = signed.header() else {
            self.found(place, What::NotAHeader);
            return Ok(());
        };
        self.expect(self.row_fits(row, &header, head)?, place, What::RowDiffers);
        let follows = before.seq + 1 != seq || header.prev == before.hash;
        self.expect(follows, place, What::ChainBroken);
        self.expect(header.lamport > before.lamport, place, What::LamportFell);
        head.lamport = header.lamport;
        let key = known.and_then(|device| device.key().ok());
        let well_signed = key.is_some_and(|key| signed.is_signed_by(&key));
        self.expect(well_signed, place, What::BadSignature);
        self.payload(place, &header, &signed)
    }

    /// Whether the columns, which searches use, say what the signed header says.
    fn row_fits(&self, row: &Row, header: &Header, head: &Head) -> Result<bool, Fault> {
        let bytes = |column: usize| -> Result<Option<Vec<u8>>, Fault> {
            row.get(column).map_err(|_| Fault::Row)
        };
        let is = |column: usize, expected: Option<&[u8]>| -> Result<bool, Fault> {
            Ok(bytes(column)?.as_deref() == expected)
        };
        let belongs = self.ledger.projection.entity(header).map(Entity::to_bytes);
        let subject = seal::payload_of(header).map(|id| id.0);
        Ok(is(0, Some(&header.device.0))?
            && header.seq == head.seq
            && (header.realm, header.stream) == (self.ledger.realm, self.ledger.stream)
            && is(5, Some(&header.id.0))?
            && is(6, Some(&head.hash))?
            && row.get(7) == Ok(header.lamport)
            && is(8, subject.as_ref().map(|id| &id[..]))?
            && (!self.ledger.projection.projects() || is(9, belongs.as_deref())?))
    }

    fn payload(&mut self, place: Place, header: &Header, signed: &Signed) -> Result<(), Fault> {
        if let (ERASED_KIND, Some(subject)) = (header.kind.as_str(), header.subject) {
            let done = self.erased.contains(&subject);
            self.expect(done, place, What::ErasureMissing);
        }
        let erased = seal::payload_of(header).is_some_and(|id| self.erased.contains(&id));
        let what = match &signed.payload {
            None if erased => return Ok(()),
            None => What::PayloadMissing,
            Some(_) if erased => What::NotErased,
            Some(sealed) if !fits(sealed, header) => What::PayloadDiffers,
            Some(sealed) => match rows::open_payload(&self.ledger.db, sealed, header)? {
                Opened::Payload(_) => return Ok(()),
                Opened::Changed => What::PayloadDiffers,
                Opened::NoKey => {
                    self.keyless.insert(seal::sealed_for(header));
                    return Ok(());
                }
            },
        };
        self.found(place, what);
        Ok(())
    }

    /// Whether the chain ends where its end was noted.
    fn end(&mut self, id: DeviceId, device: &DeviceRow, walked: Head) {
        if device.seq > walked.seq {
            let through = device.seq;
            let first_gone = Place::Event(id, walked.seq + 1);
            self.found(first_gone, What::Missing { through });
        } else {
            let noted = (device.seq, device.hash, device.lamport);
            let same = noted == (walked.seq, walked.hash, walked.lamport);
            self.expect(same, Place::Device(id), What::HeadDiffers);
        }
    }
}
