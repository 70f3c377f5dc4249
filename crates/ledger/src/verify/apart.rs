//! Devices, keys, the erased, and what waits or was refused.

use std::collections::BTreeSet;

use ed25519_dalek::SigningKey;
use zeroize::Zeroizing;

use super::{Check, Place, What};
use crate::error::Fault;
use crate::quarantine::Refused;
use crate::rows::{self, DeviceRow};
use crate::{DeviceId, Header, Projection, SubjectId, SubjectKey, revoked, seal, sums, waiting};

impl<P: Projection> Check<'_, P> {
    pub fn apart(&mut self) -> Result<(), Fault> {
        let two_histories = self.refused()?;
        self.devices(&two_histories)?;
        self.keys()?;
        self.erased_sum()?;
        self.revoked()?;
        self.waiting()
    }

    fn devices(&mut self, two_histories: &BTreeSet<DeviceId>) -> Result<(), Fault> {
        for device in DeviceRow::every(&self.ledger.db)? {
            let place = Place::Device(device.id);
            let card = &device.card;
            let signed = card.check(self.ledger.realm).is_some();
            let own_id = card.device() == device.id;
            self.expect(signed && own_id, place, What::CardDiffers);
            let suspended = two_histories.contains(&device.id);
            self.expect(
                suspended == device.suspended,
                place,
                What::SuspensionDiffers,
            );
        }
        let sql = "SELECT id, private_key FROM device WHERE private_key IS NOT NULL";
        let mut own = self.ledger.db.prepare(sql)?;
        let mut found = own.query([])?;
        let mut keys = 0;
        while let Some(row) = found.next()? {
            keys += 1;
            let id = DeviceId(row.get(0)?);
            let private: Zeroizing<[u8; 32]> = Zeroizing::new(row.get(1)?);
            let derived = DeviceId::of(&SigningKey::from_bytes(&private).verifying_key());
            self.expect(derived == id, Place::Device(id), What::CardDiffers);
        }
        let own = Place::Device(self.ledger.device);
        self.expect(keys == 1, own, What::CardDiffers);
        Ok(())
    }

    fn keys(&mut self) -> Result<(), Fault> {
        let sql = "SELECT subject, tag, key FROM subject_key";
        let mut every = self.ledger.db.prepare(sql)?;
        let mut found = every.query([])?;
        while let Some(row) = found.next()? {
            let subject = SubjectId(row.get(0)?);
            let key = SubjectKey::new(row.get(2)?);
            let named = row.get::<_, [u8; 8]>(1)? == key.tag();
            self.expect(named, Place::Subject(subject), What::KeyDiffers);
            let erased =
                self.erased.contains(&subject) && !rows::is_stream(&self.ledger.db, subject)?;
            self.expect(!erased, Place::Subject(subject), What::NotErased);
        }
        for subject in std::mem::take(&mut self.keyless) {
            self.found(Place::Subject(subject), What::KeyMissing);
        }
        Ok(())
    }

    fn erased_sum(&mut self) -> Result<(), Fault> {
        let mut sum = sums::Sum::default();
        for subject in &self.erased {
            sums::add(&mut sum, &subject.0);
        }
        let same = sum == sums::kept(&self.ledger.db, sums::ERASED)?;
        self.expect(same, Place::File, What::ErasureMissing);
        Ok(())
    }

    /// No event from the first invalid one on, and no revocation that is gone.
    fn revoked(&mut self) -> Result<(), Fault> {
        let mut sum = sums::Sum::default();
        for (device, from) in revoked::every(&self.ledger.db)? {
            sums::add(&mut sum, &revoked::summed(device, from));
            let row = DeviceRow::find(&self.ledger.db, device)?;
            let ended = row.is_none_or(|row| row.seq < from);
            self.expect(ended, Place::Device(device), What::NotShutOut);
        }
        let same = sum == sums::kept(&self.ledger.db, sums::REVOKED)?;
        self.expect(same, Place::File, What::RevocationsDiffer);
        Ok(())
    }

    /// The devices that a refused event shows to have two histories.
    fn refused(&mut self) -> Result<BTreeSet<DeviceId>, Fault> {
        let mut sum = sums::Sum::default();
        let mut two_histories = BTreeSet::new();
        let columns = Refused::COLUMNS;
        let sql = format!("SELECT {columns}, id FROM refused");
        let mut every = self.ledger.db.prepare(&sql)?;
        let mut found = every.query([])?;
        while let Some(row) = found.next()? {
            let Ok(refused) = Refused::read(row, 0) else {
                self.found(Place::Refused, What::RowsDiffer);
                continue;
            };
            sums::add(&mut sum, &refused.summed());
            let id: Vec<u8> = row.get(Refused::COLUMN_COUNT)?;
            let fits = id == refused.id() && refused.payload_is_kept();
            self.expect(fits, Place::Refused, What::RowsDiffer);
            let header = Header::from_bytes(&refused.signed.header_bytes).ok();
            let again = Refused::new(
                header.as_ref(),
                refused.reason,
                refused.wall_ms,
                refused.signed.clone(),
            );
            let named = again.names() == refused.names();
            self.expect(named, Place::Refused, What::RowsDiffer);
            let subject = header.as_ref().and_then(seal::payload_of);
            let erased = subject.is_some_and(|id| self.erased.contains(&id));
            let left = erased && refused.signed.payload.is_some();
            self.expect(!left, Place::Refused, What::NotErased);
            if refused.reason.suspends() {
                two_histories.extend(refused.device);
            }
        }
        let same = sum == sums::kept(&self.ledger.db, sums::REFUSED)?;
        self.expect(same, Place::Refused, What::RowsDiffer);
        Ok(two_histories)
    }

    fn waiting(&mut self) -> Result<(), Fault> {
        let mut sum = sums::Sum::default();
        let mut every = self.ledger.db.prepare(
            "SELECT header, signature, payload, device, seq, hash, subject FROM waiting",
        )?;
        let mut found = every.query([])?;
        while let Some(row) = found.next()? {
            let signed = rows::read_signed(row, 0)?;
            sums::add(&mut sum, &waiting::summed(&signed));
            let Ok(header) = signed.header() else {
                self.found(Place::Waiting, What::NotAHeader);
                continue;
            };
            let subject = seal::payload_of(&header);
            let fits = row.get::<_, Vec<u8>>(3)? == header.device.0
                && row.get::<_, u64>(4)? == header.seq
                && row.get::<_, Vec<u8>>(5)? == signed.hash()
                && row.get::<_, Option<[u8; 16]>>(6)? == subject.map(|id| id.0)
                && signed.payload_fits(&header);
            self.expect(fits, Place::Waiting, What::RowsDiffer);
            let erased = subject.is_some_and(|id| self.erased.contains(&id));
            let left = erased && signed.payload.is_some();
            self.expect(!left, Place::Waiting, What::NotErased);
        }
        let same = sum == sums::kept(&self.ledger.db, sums::WAITING)?;
        self.expect(same, Place::Waiting, What::RowsDiffer);
        Ok(())
    }
}
