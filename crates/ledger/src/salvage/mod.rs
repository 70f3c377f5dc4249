//! Saving what can be read of a damaged ledger into a new one.

mod copy;
mod pages;
mod record;
mod rescue;
mod sift;

use std::collections::BTreeMap;
use std::path::Path;

use rand_core::CryptoRngCore;

use crate::error::Fault;
use crate::quarantine::Refused;
use crate::{Batch, DatabaseKey, DeviceId, Identity, Ledger, LedgerError, Projection};

use copy::Copy;
use rescue::Rescued;

/// What was saved, and what is missing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Salvaged {
    /// Events that are in the new ledger.
    pub events: u64,
    /// Events that were read and wait for those before them; they come in when a neighbour has these.
    pub waiting: u64,
    /// Events that were read and are not valid any more.
    pub refused: u64,
    /// Events whose payload alone could not be read.
    pub without_payload: u64,
    /// Events that are missing, by device: from the first number through the last one.
    pub missing: Vec<(DeviceId, u64, u64)>,
    /// Whether all notes on where each device's chain ends were read, so that `missing` is all.
    pub ends_known: bool,
    /// Whether all keys were read; without, [`Ledger::verify`] names whose data cannot be opened.
    pub keys_whole: bool,
    /// Whether the whole list of erased subjects was read.
    pub erased_whole: bool,
}

/// Copies every readable valid event of a damaged ledger into a new one, which gets a device key of its own.
///
/// The damaged file is only read. `to` must not be there yet; the copy that is worked on lies beside
/// it while this runs. Where a neighbour or a hub has what is missing, the next import brings it back.
pub fn salvage<P: Projection>(
    file: &Path,
    key: &DatabaseKey,
    to: (&Path, &DatabaseKey),
    device_name: &str,
    projection: P,
    (wall_ms, rng): (i64, &mut impl CryptoRngCore),
) -> Result<(Ledger<P>, Salvaged), LedgerError> {
    let (to, to_key) = to;
    if to.exists() {
        return Err(LedgerError::Exists {
            file: to.to_path_buf(),
        });
    }
    let copy = Copy::of(file, to, key)?;
    let rescued = rescue::all(&copy, key).map_err(|fault| fault.told(file))?;
    let known = rescued.realm().zip(rescued.stream());
    let (realm, stream) = known.ok_or_else(|| LedgerError::Damaged {
        file: file.to_path_buf(),
    })?;
    let identity = Identity {
        realm,
        stream,
        device_name: device_name.to_owned(),
    };
    let mut ledger = Ledger::create(to, to_key, &identity, projection, rng)?;
    let salvaged = fill(&mut ledger, rescued, wall_ms)?;
    Ok((ledger, salvaged))
}

fn fill<P: Projection>(
    ledger: &mut Ledger<P>,
    rescued: Rescued,
    wall_ms: i64,
) -> Result<Salvaged, LedgerError> {
    let mut batch = Batch::empty(ledger.realm());
    batch.events = rescued.events;
    batch.keys = rescued.keys;
    batch.erased = rescued.erased;
    batch.revoked = rescued.revoked;
    batch.cards = rescued.devices.iter().map(|row| row.card.clone()).collect();
    let imported = ledger.import(batch, wall_ms)?;
    ledger.take_refused(&rescued.refused)?;

    let have = ledger.have()?;
    let waiting = ledger.waiting_numbers()?;
    let mut missing = Vec::new();
    for device in &rescued.devices {
        let mut next = have.get(&device.id).map_or(1, |(seq, _)| seq + 1);
        let waits = waiting.get(&device.id).map_or(&[][..], Vec::as_slice);
        for seq in waits.iter().copied().chain([device.seq + 1]) {
            if seq > next {
                missing.push((device.id, next, seq - 1));
            }
            next = next.max(seq + 1);
        }
    }
    let stats = ledger.stats()?;
    Ok(Salvaged {
        events: stats.events,
        waiting: stats.waiting,
        refused: imported.refused.len() as u64,
        without_payload: ledger.payloads_missing()?,
        missing,
        ends_known: rescued.devices_whole,
        keys_whole: rescued.keys_whole,
        erased_whole: rescued.erased_whole,
    })
}

impl<P: Projection> Ledger<P> {
    /// Takes over what another file had refused, with the suspensions that follow from it.
    fn take_refused(&mut self, every: &[Refused]) -> Result<(), LedgerError> {
        self.change(|| {
            for refused in every {
                refused.keep(&self.db)?;
                if let (Some(device), true) = (refused.device, refused.reason.suspends()) {
                    let sql = "UPDATE device SET suspended = 1 WHERE id = ?1";
                    self.db.execute(sql, [device.0])?;
                }
            }
            Ok(())
        })
    }

    /// Events without a payload whose subject was not erased.
    fn payloads_missing(&self) -> Result<u64, LedgerError> {
        self.reading(|| {
            let sql = "SELECT count(*) FROM event WHERE payload IS NULL
                       AND (subject IS NULL OR subject NOT IN (SELECT number FROM entity
                       WHERE substr(name, 2) IN (SELECT subject FROM erased)))";
            Ok(self.db.query_row(sql, [], |row| row.get(0))?)
        })
    }

    fn waiting_numbers(&self) -> Result<BTreeMap<DeviceId, Vec<u64>>, LedgerError> {
        self.reading(|| {
            let sql = "SELECT DISTINCT device, seq FROM waiting ORDER BY device, seq";
            let mut every = self.db.prepare(sql)?;
            let mut found = every.query([])?;
            let mut numbers: BTreeMap<DeviceId, Vec<u64>> = BTreeMap::new();
            while let Some(row) = found.next()? {
                let device = DeviceId(row.get(0)?);
                numbers.entry(device).or_default().push(row.get(1)?);
            }
            Ok::<_, Fault>(numbers)
        })
    }
}
