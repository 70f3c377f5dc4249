//! Looking at signatures: the costly part, on all cores and outside of a transaction.

use std::collections::BTreeMap;
use std::num::NonZero;
use std::thread;

use ed25519_dalek::VerifyingKey;
use ledger::{DeviceCard, DeviceId};

use super::known::Before;
use super::offered::{Offered, OfferedEvent};

/// Fewer are not worth a thread.
const PER_THREAD: usize = 64;

/// An offer whose signatures were looked at.
pub struct Checked {
    /// The offer; cards that their devices did not sign are gone.
    pub offered: Offered,
    /// For each event, in their order.
    pub events: Vec<CheckedEvent>,
}

/// What the signature of an event says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CheckedEvent {
    /// The device of the header signed it.
    Signed,
    /// Somebody else did.
    NotSigned,
    /// Not looked at: it is here already, or the device is not known.
    NotLookedAt,
}

impl Checked {
    /// Looks at the signatures. `cores` is how many threads may do it; one is the caller's own.
    pub fn new(mut offered: Offered, before: &Before, cores: usize) -> Self {
        let realm = offered.realm;
        let mut keys: BTreeMap<DeviceId, VerifyingKey> = BTreeMap::new();
        for device in before.devices.values() {
            if let Ok(key) = VerifyingKey::from_bytes(&device.card.public_key) {
                keys.insert(device.card.device(), key);
            }
        }
        offered.cards.retain(|card| {
            let id = card.device();
            if keys.contains_key(&id) {
                // The card that is here stays.
                return false;
            }
            card.check(realm)
                .is_some_and(|key| keys.insert(id, key).is_none())
        });
        let events = check_all(&offered.events, &keys, before, cores);
        Self { offered, events }
    }

    /// The streams of its cards that are new.
    pub fn cards(&self) -> &[DeviceCard] {
        &self.offered.cards
    }
}

fn check_all(
    events: &[OfferedEvent],
    keys: &BTreeMap<DeviceId, VerifyingKey>,
    before: &Before,
    cores: usize,
) -> Vec<CheckedEvent> {
    let check = |events: &[OfferedEvent]| -> Vec<CheckedEvent> {
        let checked = events.iter().map(|event| check(event, keys, before));
        checked.collect()
    };
    let parts = (events.len() / PER_THREAD).clamp(1, cores.max(1));
    if parts == 1 {
        return check(events);
    }
    let check = &check;
    thread::scope(|scope| {
        let length = events.len().div_ceil(parts);
        let threads: Vec<_> = events
            .chunks(length)
            .map(|part| (part.len(), scope.spawn(move || check(part))))
            .collect();
        let done = threads.into_iter().flat_map(|(length, thread)| {
            // A panic in there is a bug; what it should have looked at counts as not looked at.
            let nothing = |_| vec![CheckedEvent::NotLookedAt; length];
            thread.join().unwrap_or_else(nothing)
        });
        done.collect()
    })
}

fn check(
    event: &OfferedEvent,
    keys: &BTreeMap<DeviceId, VerifyingKey>,
    before: &Before,
) -> CheckedEvent {
    let header = &event.header;
    let here = before.here.get(&(header.device, header.seq));
    if here.is_some_and(|here| here.hash == event.hash) {
        return CheckedEvent::NotLookedAt;
    }
    match keys.get(&header.device) {
        None => CheckedEvent::NotLookedAt,
        Some(key) if event.signed.is_signed_by(key) => CheckedEvent::Signed,
        Some(_) => CheckedEvent::NotSigned,
    }
}

/// How many threads may look at signatures.
pub(crate) fn cores() -> usize {
    thread::available_parallelism().map_or(1, NonZero::get)
}
