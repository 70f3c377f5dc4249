//! Writing a bundle.

use std::fs::File;
use std::io::{BufWriter, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use ed25519_dalek::Signer;
use rand_core::CryptoRngCore;
use tempfile::NamedTempFile;
use zeroize::Zeroizing;

use super::digest::Running;
use super::error::Fault;
use super::pieces::Sealing;
use super::read::check_whole;
use super::record::{EVENTS, End, Head, Record};
use super::start::{LENGTH_AT, Start};
use super::{BundleError, BundleKey};
use crate::rows::DeviceRow;
use crate::{
    Batch, DeviceCard, Have, Ledger, LedgerError, Projection, RealmId, SubjectId, durable,
};

/// A bundle that is being written under another name. Dropped before [`Self::finish`], it leaves
/// nothing behind.
///
/// The ledger is needed for each part only, so a desk can go on between the parts.
pub struct BundleWriter {
    file: PathBuf,
    draft: BufWriter<NamedTempFile>,
    start: Start,
    key: Zeroizing<[u8; 32]>,
    sealing: Sealing,
    running: Running,
    have: Have,
    events: u64,
    done: bool,
}

/// A finished bundle, read back from where it lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Written {
    /// Events in it.
    pub events: u64,
    /// Bytes of the file.
    pub bytes: u64,
}

impl BundleWriter {
    /// Begins a bundle of all that a ledger with `have` lacks; all there is, when `have` is empty.
    ///
    /// With `recovery`, the public half of the city's recovery key, the city hall can open it too.
    /// `wall_ms` is the PC's clock.
    pub fn begin<P: Projection>(
        file: &Path,
        ledger: &Ledger<P>,
        have: &Have,
        key: &BundleKey,
        recovery: Option<&[u8; 32]>,
        wall_ms: i64,
        rng: &mut impl CryptoRngCore,
    ) -> Result<Self, BundleError> {
        let carrier = card(ledger)?;
        let realm = ledger.realm();
        let mut writer = Self::begin_as(file, realm, carrier, key, recovery, wall_ms, rng)?;
        writer.have.clone_from(have);
        Ok(writer)
    }

    /// Begins one whose parts come from elsewhere than a ledger, such as a hub's database; `carrier` is the card of who
    /// signs it at its [`Self::end`].
    pub fn begin_as(
        file: &Path,
        realm: RealmId,
        carrier: DeviceCard,
        key: &BundleKey,
        recovery: Option<&[u8; 32]>,
        wall_ms: i64,
        rng: &mut impl CryptoRngCore,
    ) -> Result<Self, BundleError> {
        let mut begin = || -> Result<Self, Fault> {
            let (start, file_key) = Start::new(realm, key, recovery, &mut *rng);
            let mut draft = BufWriter::new(durable::draft(file)?);
            draft.write_all(&start.to_bytes(0))?;
            let hash = start.hash();
            Ok(Self {
                file: file.to_path_buf(),
                draft,
                sealing: Sealing::new(&file_key, &start.piece_nonce, hash),
                running: Running::new(&hash),
                key: file_key,
                start,
                have: Have::new(),
                events: 0,
                done: false,
            })
        };
        let head = Record::Head(Head { carrier, wall_ms });
        begin()
            .and_then(|mut writer| writer.put(&head).map(|()| writer))
            .map_err(|fault| fault.of_writing(file.to_path_buf()))
    }

    /// Writes the next part; false when there was none left.
    pub fn write_part<P: Projection>(&mut self, ledger: &Ledger<P>) -> Result<bool, BundleError> {
        if self.done {
            return Ok(false);
        }
        let batch = ledger.events_after(&self.have, EVENTS)?;
        self.done = !batch.more;
        self.put_part(batch)?;
        Ok(!self.done)
    }

    /// Puts a part into it: events after those before them, with their cards and keys.
    pub fn put_part(&mut self, batch: Batch) -> Result<(), BundleError> {
        let put = || -> Result<(), Fault> {
            for event in &batch.events {
                let header = event.header().map_err(|_| Fault::Changed)?;
                self.have.insert(header.device, (header.seq, event.hash()));
            }
            self.events += batch.events.len() as u64;
            self.put(&Record::Batch(batch))
        };
        put().map_err(|fault| fault.of_writing(self.file.clone()))
    }

    /// Signs the bundle, reads it back and gives it its name; it is on the disk when this returns.
    pub fn finish<P: Projection>(mut self, ledger: &Ledger<P>) -> Result<Written, BundleError> {
        while self.write_part(ledger)? {}
        let have = self.have.clone();
        let erased = ledger.erased()?;
        self.end(have, erased, |said| ledger.signing.sign(said).to_bytes())
    }

    /// Ends a bundle with what its carrier had in all and all that is erased, signed by the carrier; reads it back and
    /// gives it its name.
    pub fn end(
        self,
        have: Have,
        erased: Vec<SubjectId>,
        sign: impl FnOnce(&[u8]) -> [u8; 64],
    ) -> Result<Written, BundleError> {
        let file = self.file.clone();
        let closed = self.close(have, erased, sign);
        closed.map_err(|fault| fault.of_writing(file))
    }

    fn close(
        mut self,
        have: Have,
        erased: Vec<SubjectId>,
        sign: impl FnOnce(&[u8]) -> [u8; 64],
    ) -> Result<Written, Fault> {
        self.put(&Record::End(End {
            have,
            events: self.events,
            erased,
        }))?;
        let said = std::mem::replace(&mut self.running, Running::new(&[0; 32])).said();
        let signature = sign(&said).to_vec();
        self.put(&Record::Signature(signature))?;
        self.sealing.finish(&mut self.draft)?;

        let mut draft = self
            .draft
            .into_inner()
            .map_err(std::io::IntoInnerError::into_error)?;
        let bytes = draft.stream_position()?;
        draft.seek(SeekFrom::Start(LENGTH_AT))?;
        draft.write_all(&bytes.to_be_bytes())?;
        draft.as_file().sync_all()?;
        // By its name, as the next PC will open it.
        let mut written = File::open(draft.path())?;
        let start = Start::read(&mut written, bytes)?;
        let checked = check_whole(&start, &self.key, written, |_| Ok(()))?;
        if start.hash() != self.start.hash() || checked.info.events != self.events {
            return Err(Fault::Changed);
        }
        durable::keep(draft, &self.file)?;
        Ok(Written {
            events: self.events,
            bytes,
        })
    }

    fn put(&mut self, record: &Record) -> Result<(), Fault> {
        let bytes = record.to_bytes().ok_or(LedgerError::StateNotKept)?;
        if !matches!(record, Record::Signature(_)) {
            self.running.add(&bytes);
        }
        self.sealing.write(&bytes, &mut self.draft)
    }
}

fn card<P: Projection>(ledger: &Ledger<P>) -> Result<DeviceCard, LedgerError> {
    ledger.reading(|| {
        let own = DeviceRow::find(&ledger.db, ledger.device)?;
        Ok(own.ok_or(crate::error::Fault::Row)?.card)
    })
}
