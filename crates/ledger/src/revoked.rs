//! Devices that are shut out from one of their events on (失効).

use std::collections::BTreeSet;

use rusqlite::{Connection, OptionalExtension, params};

use crate::error::Fault;
use crate::quarantine::Refused;
use crate::rows::{self, DeviceRow};
use crate::{DeviceId, Entity, Ledger, LedgerError, Projection, Reason, Signed, sums, waiting};

/// What taking revocations in did.
#[derive(Default)]
pub struct Shut {
    /// Entities that events were taken out of.
    pub entities: BTreeSet<Entity>,
    /// These events, kept apart now.
    pub refused: Vec<Refused>,
}

/// The first number of the device that is not valid any more, if it is revoked.
pub fn revoked_from(db: &Connection, device: DeviceId) -> Result<Option<u64>, Fault> {
    let mut find = db.prepare_cached("SELECT from_seq FROM revoked WHERE device = ?1")?;
    Ok(find.query_row([device.0], |row| row.get(0)).optional()?)
}

/// All that must not change of a row.
pub fn summed(device: DeviceId, from: u64) -> Vec<u8> {
    [&device.0[..], &from.to_be_bytes()].concat()
}

/// All revoked devices, each with the first number that is not valid any more.
pub fn every(db: &Connection) -> Result<Vec<(DeviceId, u64)>, Fault> {
    let mut every = db.prepare_cached("SELECT device, from_seq FROM revoked ORDER BY device")?;
    let rows = every.query_map([], |row| Ok((DeviceId(row.get(0)?), row.get(1)?)))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

impl<P: Projection> Ledger<P> {
    /// All revoked devices, each with the first number that is not valid any more.
    pub fn revoked(&self) -> Result<Vec<(DeviceId, u64)>, LedgerError> {
        self.reading(|| every(&self.db))
    }

    /// Notes revocations; of two for one device the earlier event counts, in whatever order they come.
    pub(crate) fn take_revoked(
        &self,
        revoked: &[(DeviceId, u64)],
        wall_ms: i64,
    ) -> Result<Shut, Fault> {
        let mut shut = Shut::default();
        for &(device, from) in revoked {
            let before = revoked_from(&self.db, device)?;
            // Numbers begin with 1, and the table takes none that no header has.
            if from == 0 || from >> 40 != 0 || before.is_some_and(|before| before <= from) {
                continue;
            }
            if let Some(before) = before {
                // The sum is an exclusive or: once more takes the row out again.
                sums::keep(&self.db, sums::REVOKED, &summed(device, before))?;
            }
            sums::keep(&self.db, sums::REVOKED, &summed(device, from))?;
            self.db
                .prepare_cached(
                    "INSERT OR REPLACE INTO revoked (device, from_seq) VALUES (?1, ?2)",
                )?
                .execute(params![device.0, from])?;
            self.keep_tail_apart(device, from, wall_ms, &mut shut)?;
        }
        Ok(shut)
    }

    /// Takes the events from a number on out of the chain; their bytes stay.
    fn keep_tail_apart(
        &self,
        id: DeviceId,
        from: u64,
        wall_ms: i64,
        shut: &mut Shut,
    ) -> Result<(), Fault> {
        if let Some(device) = DeviceRow::find(&self.db, id)?
            && device.seq >= from
        {
            for seq in from..=device.seq {
                let signed = rows::event_at(&self.db, device.event(seq))?.ok_or(Fault::Row)?;
                let header = signed.header().map_err(|_| Fault::Row)?;
                shut.entities.extend(self.projected_entity(&header)?);
                let refused = Refused::new(Some(&header), Reason::Revoked, wall_ms, signed);
                refused.keep(&self.db)?;
                shut.refused.push(refused);
            }
            self.db.execute(
                "DELETE FROM event WHERE number BETWEEN ?1 AND ?2",
                [device.event(from), device.event(device.seq)],
            )?;
            let last = rows::event_at(&self.db, device.event(from - 1))?;
            let header = last.as_ref().map(Signed::header).transpose();
            let header = header.map_err(|_| Fault::Row)?;
            self.db.execute(
                "UPDATE device SET seq = ?2, hash = ?3, lamport = ?4 WHERE id = ?1",
                params![
                    id.0,
                    from - 1,
                    last.map_or([0; 32], |last| last.hash()),
                    header.map_or(0, |header| header.lamport),
                ],
            )?;
        }
        for signed in waiting::take_from(&self.db, id, from)? {
            let header = signed.header().map_err(|_| Fault::Row)?;
            let refused = Refused::new(Some(&header), Reason::Revoked, wall_ms, signed);
            if refused.keep(&self.db)? {
                shut.refused.push(refused);
            }
        }
        Ok(())
    }
}
