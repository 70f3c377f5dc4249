//! Reading a bundle: whole and checked first, then taken in.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{Read, Seek};
use std::path::{Path, PathBuf};

use ed25519_dalek::Signature;
use zeroize::Zeroizing;

use super::digest::Running;
use super::error::Fault;
use super::pieces::Opening;
use super::record::Record;
use super::start::Start;
use super::{BundleError, Opener};
use crate::{
    Batch, DeviceCard, DeviceId, Entity, Have, Ledger, Projection, RealmId, Refused, SubjectId,
};

/// A bundle that was read to its end and found whole. Nothing of it was taken in yet.
pub struct Bundle {
    path: PathBuf,
    file: File,
    start: Start,
    key: Zeroizing<[u8; 32]>,
    checked: Checked,
}

/// What a bundle says of itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BundleInfo {
    /// Who carries it, and whose shelter's PC that is.
    pub carrier: DeviceCard,
    /// When it was begun by the carrier's clock, milliseconds since 1970 UTC.
    pub wall_ms: i64,
    /// Events in it.
    pub events: u64,
    /// What the carrier had in all: what to leave out of a bundle that goes back to it.
    pub have: Have,
}

pub(super) struct Checked {
    pub info: BundleInfo,
    erased: Vec<SubjectId>,
}

/// What taking a bundle in did, over all its parts.
pub struct Gathered<S> {
    /// Events that are new here.
    pub new: usize,
    /// Events that were here already.
    pub known: usize,
    /// Events that wait for others, in all.
    pub waiting: usize,
    /// Events that were refused; their bytes are kept.
    pub refused: Vec<Refused>,
    /// Devices that were found to have two histories.
    pub suspended: Vec<DeviceId>,
    /// Each state that changed, as it is now; `None` when there is none any more.
    pub changed: BTreeMap<Entity, Option<S>>,
}

impl Bundle {
    /// To which realm a bundle belongs, as its open start says; not checked otherwise.
    pub fn peek(file: &Path) -> Result<RealmId, BundleError> {
        let read = || -> Result<_, Fault> {
            let mut opened = File::open(file)?;
            let length = opened.metadata()?.len();
            let start = Start::read(&mut opened, length)?;
            Ok(start.realm)
        };
        read().map_err(|fault| fault.of_reading(file.to_path_buf()))
    }

    /// Reads a bundle of this realm, whichever shelter's, to its end and checks all of it.
    pub fn open(file: &Path, realm: RealmId, opener: &Opener<'_>) -> Result<Self, BundleError> {
        let open = || -> Result<Self, Fault> {
            let mut bytes = File::open(file)?;
            let length = bytes.metadata()?.len();
            let start = Start::read(&mut bytes, length)?;
            if start.realm != realm {
                return Err(Fault::OtherRealm);
            }
            let key = start.open(opener)?;
            let checked = check_whole(&start, &key, &mut bytes, |_| Ok(()))?;
            Ok(Self {
                path: file.to_path_buf(),
                file: bytes,
                start,
                key,
                checked,
            })
        };
        open().map_err(|fault| fault.of_reading(file.to_path_buf()))
    }

    /// What it says of itself.
    pub fn info(&self) -> &BundleInfo {
        &self.checked.info
    }

    /// Hands over the parts, for one [`Ledger::import`] each, until one is not taken; every one holds all that is erased,
    /// so that nothing comes back in an early part that a later one erases.
    ///
    /// Each part is checked again, since the stick may have been changed or pulled out meanwhile.
    pub fn each_part<E: From<BundleError>>(
        &mut self,
        mut each: impl FnMut(Batch) -> Result<(), E>,
    ) -> Result<(), E> {
        let erased = &self.checked.erased;
        let mut stopped = None;
        let mut read = || -> Result<(), Fault> {
            self.file.rewind()?;
            let length = self.file.metadata()?.len();
            let start = Start::read(&mut self.file, length)?;
            if start.hash() != self.start.hash() {
                return Err(Fault::Changed);
            }
            check_whole(&start, &self.key, &mut self.file, |mut batch| {
                batch.erased.extend(erased);
                each(batch).map_err(|error| {
                    stopped = Some(error);
                    Fault::Stopped
                })
            })?;
            Ok(())
        };
        match (read(), stopped) {
            (_, Some(error)) => Err(error),
            (read, None) => Ok(read.map_err(|fault| fault.of_reading(self.path.clone()))?),
        }
    }

    /// Takes all of it in. `wall_ms` is this PC's clock, kept with what is refused.
    pub fn import_into<P: Projection>(
        &mut self,
        ledger: &mut Ledger<P>,
        wall_ms: i64,
    ) -> Result<Gathered<P::State>, BundleError> {
        let mut all = Gathered {
            new: 0,
            known: 0,
            waiting: 0,
            refused: Vec::new(),
            suspended: Vec::new(),
            changed: BTreeMap::new(),
        };
        let read = self.each_part(|batch| {
            let part = ledger.import_part(batch, wall_ms)?;
            all.new += part.new;
            all.known += part.known;
            all.waiting = part.waiting;
            all.refused.extend(part.refused);
            all.suspended.extend(part.suspended);
            let changed = part
                .changed
                .into_iter()
                .map(|(of, state)| (of, Some(state)));
            all.changed.extend(changed);
            all.changed
                .extend(part.gone.into_iter().map(|of| (of, None)));
            Ok::<(), BundleError>(())
        });
        // Also of a bundle that ended halfway: what came in until then stays.
        let settled = ledger.settle();
        read?;
        let settled = settled?;
        let made = settled.changed.into_iter();
        all.changed
            .extend(made.map(|(of, state)| (of, Some(state))));
        all.changed
            .extend(settled.gone.into_iter().map(|of| (of, None)));
        Ok(all)
    }
}

/// Reads what follows the start, to the end and the signature.
pub(super) fn check_whole(
    start: &Start,
    key: &[u8; 32],
    file: impl Read,
    mut each: impl FnMut(Batch) -> Result<(), Fault>,
) -> Result<Checked, Fault> {
    let hash = start.hash();
    let file = std::io::BufReader::with_capacity(256 * 1024, file);
    let mut opening = Opening::new(key, &start.piece_nonce, hash, file);
    let mut running = Running::new(&hash);
    let Record::Head(head) = Record::read(&mut opening, &mut running)? else {
        return Err(Fault::Changed);
    };
    let carrier_key = head.carrier.check(start.realm);
    let carrier_key = carrier_key.ok_or(Fault::Changed)?;
    let mut events = 0;
    let end = loop {
        match Record::read(&mut opening, &mut running)? {
            Record::Batch(batch) => {
                if batch.realm != start.realm {
                    return Err(Fault::OtherRealm);
                }
                events += batch.events.len() as u64;
                each(batch)?;
            }
            Record::End(end) => break end,
            Record::Head(_) | Record::Signature(_) => return Err(Fault::Changed),
        }
    };
    let said = std::mem::replace(&mut running, Running::new(&hash)).said();
    let Record::Signature(signature) = Record::read(&mut opening, &mut running)? else {
        return Err(Fault::Changed);
    };
    let signature = Signature::from_slice(&signature).map_err(|_| Fault::Changed)?;
    let is_signed = carrier_key.verify_strict(&said, &signature).is_ok();
    if !is_signed || end.events != events || !opening.is_at_end()? {
        return Err(Fault::Changed);
    }
    Ok(Checked {
        info: BundleInfo {
            carrier: head.carrier,
            wall_ms: head.wall_ms,
            events,
            have: end.have,
        },
        erased: end.erased,
    })
}
