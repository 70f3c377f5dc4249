//! Each device's chain, event by event.

use std::collections::BTreeMap;

use rusqlite::Row;
use sha2::{Digest, Sha256};

use super::{Check, Place, What};
use crate::error::Fault;
use crate::rows::{self, DeviceRow, Opened};
use crate::seal::{self, ERASED_KIND};
use crate::signed::fits;
use crate::{Entity, Header, Projection, Signed};

/// Where a chain is while it is walked.
#[derive(Clone, Copy, Default)]
struct Head {
    seq: u64,
    hash: [u8; 32],
    lamport: u64,
}

impl<P: Projection> Check<'_, P> {
    pub fn chains(&mut self) -> Result<(), Fault> {
        let devices: BTreeMap<i64, DeviceRow> = DeviceRow::every(&self.ledger.db)?
            .into_iter()
            .map(|device| (device.number, device))
            .collect();
        let mut heads: BTreeMap<i64, Head> = BTreeMap::new();
        let names = self.names()?;
        let mut every = self.ledger.db.prepare(
            "SELECT number, header, signature, payload, lamport, subject, entity
             FROM event ORDER BY number",
        )?;
        let mut found = every.query([])?;
        while let Some(row) = found.next()? {
            self.events += 1;
            let (number, seq) = rows::parted(row.get(0)?);
            let Some(device) = devices.get(&number) else {
                self.found(Place::File, What::RowDiffers);
                continue;
            };
            let head = heads.entry(number).or_default();
            self.event(row, seq, head, device, &names)?;
        }
        for (number, device) in &devices {
            self.end(device, heads.get(number).copied().unwrap_or_default());
        }
        Ok(())
    }

    /// Which entities the numbers are of.
    fn names(&self) -> Result<BTreeMap<i64, Entity>, Fault> {
        let mut every = self.ledger.db.prepare("SELECT number, name FROM entity")?;
        let mut found = every.query([])?;
        let mut names = BTreeMap::new();
        while let Some(row) = found.next()? {
            let name = row.get_ref(1)?.as_blob().map_err(|_| Fault::Row)?;
            // One that is none is missing where events ask for it.
            if let Some(entity) = Entity::from_bytes(name) {
                names.insert(row.get(0)?, entity);
            }
        }
        Ok(names)
    }

    fn event(
        &mut self,
        row: &Row,
        seq: u64,
        head: &mut Head,
        device: &DeviceRow,
        names: &BTreeMap<i64, Entity>,
    ) -> Result<(), Fault> {
        let place = Place::Event(device.id, seq);
        if seq > head.seq + 1 {
            let first_gone = Place::Event(device.id, head.seq + 1);
            self.found(first_gone, What::Missing { through: seq - 1 });
        }
        let Ok(signed) = rows::read_signed(row, 1) else {
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
        let fits = self.row_fits(row, &header, (seq, device), names)?;
        self.expect(fits, place, What::RowDiffers);
        let follows = before.seq + 1 != seq || header.prev == before.hash;
        self.expect(follows, place, What::ChainBroken);
        self.expect(header.lamport > before.lamport, place, What::LamportFell);
        head.lamport = header.lamport;
        let key = device.key();
        let well_signed = key.is_ok_and(|key| signed.is_signed_by(&key));
        self.expect(well_signed, place, What::BadSignature);
        self.payload(place, &header, &signed)
    }

    /// Whether the columns, which searches use, say what the signed header says.
    fn row_fits(
        &self,
        row: &Row,
        header: &Header,
        (seq, device): (u64, &DeviceRow),
        names: &BTreeMap<i64, Entity>,
    ) -> Result<bool, Fault> {
        let is = |column: usize, expected: Option<Entity>| -> Result<bool, Fault> {
            let number: Option<i64> = row.get(column).map_err(|_| Fault::Row)?;
            // A number that is nobody's differs from none.
            Ok(number.map(|number| names.get(&number)) == expected.as_ref().map(Some))
        };
        let belongs = self.ledger.projection.entity(header);
        let subject = seal::payload_of(header).map(Entity::Subject);
        Ok((header.device, header.seq) == (device.id, seq)
            && (header.realm, header.stream) == (self.ledger.realm, device.card.stream)
            && row.get(4) == Ok(header.lamport)
            && is(5, subject)?
            && (!self.ledger.projection.projects() || is(6, belongs)?))
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
    fn end(&mut self, device: &DeviceRow, walked: Head) {
        if device.seq > walked.seq {
            let through = device.seq;
            let first_gone = Place::Event(device.id, walked.seq + 1);
            self.found(first_gone, What::Missing { through });
        } else {
            let noted = (device.seq, device.hash, device.lamport);
            let same = noted == (walked.seq, walked.hash, walked.lamport);
            self.expect(same, Place::Device(device.id), What::HeadDiffers);
        }
    }
}
