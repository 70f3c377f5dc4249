//! A device is let in: what waited of it is taken as if it came now.

use ledger::{RealmId, Signed};
use sync::Standing;

use super::check::{Checked, CheckedEvent};
use super::known::Known;
use super::offered::{Offered, OfferedEvent};
use crate::store::Device;

/// The events of a device that wait, whose signatures were looked at when they came.
pub fn waiting(realm: RealmId, device: &Device, waiting: Vec<Signed>) -> Checked {
    let mut events: Vec<_> = waiting
        .into_iter()
        .filter_map(|signed| {
            let header = signed.header().ok()?;
            let hash = signed.hash();
            Some(OfferedEvent {
                header,
                hash,
                signed,
            })
        })
        .collect();
    events.sort_by_key(|event| event.header.order());
    Checked {
        events: vec![CheckedEvent::Signed; events.len()],
        offered: Offered {
            realm,
            by: device.card.device(),
            cards: Vec::new(),
            events,
            not_events: Vec::new(),
            keys: Vec::new(),
            erased: Vec::new(),
        },
    }
}

impl Known {
    /// The same, for a device that is let in now: its chain begins anew with what waits.
    pub fn admitting(&mut self, mut device: Device) {
        device.standing = Standing::Admitted;
        device.seq = 0;
        device.hash = [0; 32];
        device.lamport = 0;
        let id = device.card.device();
        self.here.retain(|(of, _), _| *of != id);
        self.admits = Some(id);
        self.devices.insert(id, device);
    }
}
