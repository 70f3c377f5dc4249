//! What a desk, or another hub, wrote comes in.

use std::path::Path;

use ledger::{Batch, Bundle, DeviceCard, DeviceId, Opener, Signed};
use sync::{REALM_LOG, Role, Stored};

use super::{Stick, StickError};
use crate::store::{Admission, Joining, Opened, StoreError};

/// What became of a bundle.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Arrived {
    /// Who carried it.
    pub carrier: DeviceCard,
    /// When it was begun by the carrier's clock, milliseconds since 1970 UTC.
    pub wall_ms: i64,
    /// Events in it.
    pub events: u64,
    /// Those that are new here.
    pub new: u64,
    /// Those that were refused; the hub keeps their bytes.
    pub refused: u64,
    /// Those that could not be taken, since what comes before them is not here.
    pub early: u64,
}

/// Takes a bundle in, part by part, each as an offer of its carrier: twice changes nothing, and one that fails halfway
/// goes on where it stopped. `now_ms` is the hub's clock.
///
/// Who writes a bundle has opened the realm's package; where that is enough to enrol, its carrier is let in by it.
/// Devices that it says are shut out stay as they are: that is said at each hub.
pub fn take_in(hub: &Stick, file: &Path, now_ms: i64) -> Result<Arrived, StickError> {
    let key = hub.key();
    let mut bundle = Bundle::open(file, hub.realm.id, &Opener::Realm(&key))?;
    let info = bundle.info().clone();
    let by = offerer(hub, &info.carrier, now_ms)?;
    let mut arrived = Arrived {
        carrier: info.carrier,
        wall_ms: info.wall_ms,
        events: info.events,
        new: 0,
        refused: 0,
        early: 0,
    };
    bundle.each_part(|part| -> Result<(), StickError> {
        let mut stored = take(hub, by, &part, now_ms)?;
        let new = stored.new;
        let mut early = early(&part.events, &stored);
        if early > 0 {
            // A device that another process made known a moment ago is found the second time.
            stored = take(hub, by, &part, now_ms)?;
            arrived.new += u64::from(stored.new);
            early = self::early(&part.events, &stored);
        }
        arrived.new += u64::from(new);
        arrived.refused += stored.refused.len() as u64;
        arrived.early += early;
        Ok(())
    })?;
    Ok(arrived)
}

/// As whose word it comes.
fn offerer(hub: &Stick, carrier: &DeviceCard, now_ms: i64) -> Result<DeviceId, StoreError> {
    let by_package = hub.realm.admission == Admission::ByPackage;
    // Another hub writes into no stream; where the package lets in, this one answers for what it brings.
    let joining = if carrier.stream == REALM_LOG {
        by_package.then(|| (hub.card(), Role::Forwarder))
    } else {
        Some((carrier.clone(), Role::Desk))
    };
    let Some((card, role)) = joining else {
        return Ok(carrier.device());
    };
    let by = card.device();
    let joining = Joining {
        card,
        role,
        admitted: by_package,
        now_ms,
    };
    hub.wait(|| hub.store.join(hub.realm.id, joining.clone()))?;
    Ok(by)
}

fn take(hub: &Stick, by: DeviceId, part: &Batch, now_ms: i64) -> Result<Stored, StoreError> {
    let offer = || Opened {
        by,
        cards: part.cards.clone(),
        events: part.events.clone(),
        keys: part.keys.clone(),
        erased: part.erased.clone(),
    };
    hub.wait(|| hub.store.take(hub.realm.id, offer(), now_ms))
}

/// How many are neither here nor refused.
fn early(events: &[Signed], stored: &Stored) -> u64 {
    let is_early = |event: &&Signed| {
        event.header().is_ok_and(|header| {
            let here = stored.have.get(&header.device).map_or(0, |(seq, _)| *seq);
            let place = (Some(header.device), Some(header.seq));
            let mut refused = stored.refused.iter();
            header.seq > here && !refused.any(|it| (it.device, it.seq) == place)
        })
    };
    events.iter().filter(is_early).count() as u64
}
