//! An offer, read: headers parsed and put into their order, keys wrapped for the database.

use std::collections::BTreeSet;

use ledger::{DeviceCard, DeviceId, ERASED_KIND, Header, RealmId, Signed, SubjectId};
use sync::REALM_LOG;

use super::decide::MOST_LEAP;
use super::known::Asked;
use super::sealing::{KeyTag, key_tag, payload_of, sealed_for};
use crate::Secrets;
use crate::store::Opened;

/// What came; nothing of it was compared with anything yet.
pub struct Offered {
    /// Into which realm.
    pub realm: RealmId,
    /// Who offers.
    pub by: DeviceId,
    /// Cards; their signatures were not looked at.
    pub cards: Vec<DeviceCard>,
    /// What has a header, in the order that is the same everywhere.
    pub events: Vec<OfferedEvent>,
    /// What has none.
    pub not_events: Vec<Signed>,
    /// Keys, wrapped.
    pub keys: Vec<OfferedKey>,
    /// Erased subjects.
    pub erased: Vec<SubjectId>,
}

/// One event with its header read.
pub struct OfferedEvent {
    /// What it says of itself.
    pub header: Header,
    /// SHA-256 of the header's bytes.
    pub hash: [u8; 32],
    /// The bytes as they came.
    pub signed: Signed,
}

/// A subject's key as it goes into the database.
#[derive(Clone)]
pub struct OfferedKey {
    /// Whose.
    pub subject: SubjectId,
    /// Its name.
    pub tag: KeyTag,
    /// Sealed under the hub's own key.
    pub wrapped: Vec<u8>,
}

impl Offered {
    /// Reads an offer.
    pub fn read(realm: RealmId, opened: Opened, secrets: &Secrets) -> Self {
        let mut events = Vec::with_capacity(opened.events.len());
        let mut not_events = Vec::new();
        for signed in opened.events {
            match signed.header() {
                Ok(header) => events.push(OfferedEvent {
                    hash: signed.hash(),
                    header,
                    signed,
                }),
                Err(_) => not_events.push(signed),
            }
        }
        events.sort_by_key(|event| event.header.order());
        let keys = opened.keys.iter().map(|(subject, key)| OfferedKey {
            subject: *subject,
            tag: key_tag(key),
            wrapped: secrets.wrap(key.expose()),
        });
        Self {
            realm,
            by: opened.by,
            keys: keys.collect(),
            // Nobody writes into the realm's own log.
            cards: opened
                .cards
                .into_iter()
                .filter(|card| card.stream != REALM_LOG)
                .collect(),
            events,
            not_events,
            erased: opened.erased,
        }
    }

    /// What has to be known of the database to decide.
    pub fn asks(&self) -> Asked {
        let mut devices: BTreeSet<_> = self.cards.iter().map(DeviceCard::device).collect();
        devices.insert(self.by);
        let mut subjects: BTreeSet<_> = self.keys.iter().map(|key| key.subject).collect();
        subjects.extend(self.cards.iter().map(|card| SubjectId(card.stream.0)));
        let mut erasing: BTreeSet<_> = self.erased.iter().copied().collect();
        for OfferedEvent { header, .. } in &self.events {
            devices.insert(header.device);
            subjects.insert(sealed_for(header));
            if header.kind == ERASED_KIND {
                erasing.extend(header.subject);
            }
            subjects.extend(payload_of(header));
        }
        subjects.extend(&erasing);
        Asked {
            devices: devices.into_iter().collect(),
            subjects: subjects.into_iter().collect(),
            erasing: erasing.into_iter().collect(),
            leaps: self
                .events
                .iter()
                .any(|event| event.header.lamport > MOST_LEAP),
        }
    }
}
