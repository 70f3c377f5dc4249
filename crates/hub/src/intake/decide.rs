//! The decision, one event after another.

use std::collections::{BTreeMap, BTreeSet};

use ledger::{
    DeviceId, ERASED_KIND, Header, MOST_PAYLOAD_BYTES, RealmId, Reason, Signed, StreamId, SubjectId,
};
use sync::{REALM_LOG, Refusal, Role, Standing, Stored};

use super::check::{Checked, CheckedEvent};
use super::known::{Here, Known};
use super::offered::{Offered, OfferedEvent, OfferedKey};
use super::plan::{ApartRow, Plan, Row, RowKind};
use super::sealing::{KeyTag, payload_of, payload_tag, sealed_for};
use crate::store::Device;

/// A leap of the counter beyond this is damage, as in the ledger.
pub(super) const MOST_LEAP: u64 = 1 << 32;
/// Most bytes of a sealed payload: what sealing adds is the key's name, the nonce, the packing and the tag.
const MOST_SEALED_BYTES: usize = MOST_PAYLOAD_BYTES + 8 + 24 + 1 + 16;

/// Decides what becomes of an offer. `now_ms` is kept with what is new.
pub fn decide(offer: Checked, known: Known, now_ms: i64) -> Plan {
    let Checked { offered, events } = offer;
    let Offered {
        realm,
        by,
        cards,
        events: offered,
        not_events,
        keys,
        erased,
    } = offered;
    let standing = known.devices.get(&by).map(|device| device.standing);
    let mut intake = Intake {
        realm,
        now_ms,
        trusted: standing == Some(Standing::Admitted),
        known,
        changed: BTreeSet::new(),
        named: BTreeSet::new(),
        cards: BTreeMap::new(),
        rows: Vec::new(),
        filled: Vec::new(),
        apart: Vec::new(),
        erased: BTreeSet::new(),
        new: 0,
        refused: Vec::new(),
    };
    if let Some(id) = intake.known.admits
        && let Some(device) = intake.known.devices.get(&id)
    {
        let card = device.card.clone();
        intake.log_card(&card);
        intake.changed.insert(id);
    }
    for card in cards {
        intake.take_card(card);
    }
    if intake.trusted {
        for subject in erased {
            intake.erase(subject);
        }
    }
    for signed in not_events {
        intake.refuse(None, signed, Reason::NotAnEvent);
    }
    for (event, signature) in offered.into_iter().zip(events) {
        intake.take(event, signature);
    }
    intake.finish(keys)
}

struct Intake {
    realm: RealmId,
    now_ms: i64,
    /// Whether who offers is let in, so that others are let in and subjects erased at its word.
    trusted: bool,
    known: Known,
    changed: BTreeSet<DeviceId>,
    named: BTreeSet<DeviceId>,
    cards: BTreeMap<StreamId, Vec<Row>>,
    rows: Vec<(Header, Row)>,
    filled: Vec<(DeviceId, u64)>,
    apart: Vec<ApartRow>,
    /// Only those that were not before.
    erased: BTreeSet<SubjectId>,
    new: u32,
    refused: Vec<Refusal>,
}

enum Step {
    Continues,
    Waits,
    Known,
    /// Not stored and not refused: what lies between is asked for.
    Gap,
    Refused(Reason),
}

impl Intake {
    fn take_card(&mut self, card: ledger::DeviceCard) {
        let id = card.device();
        if self.known.devices.contains_key(&id) || !self.known.locked.contains(&card.stream) {
            return;
        }
        let standing = match self.known.revoked.get(&id) {
            // Who shut it out vouches for what it wrote before.
            Some(&from) => Standing::Revoked { from },
            None if self.trusted => Standing::Admitted,
            None => Standing::Asking,
        };
        if matches!(
            standing,
            Standing::Admitted | Standing::Revoked { from: 2.. }
        ) {
            self.log_card(&card);
        }
        let joined = Device {
            card,
            role: Role::Desk,
            standing,
            seq: 0,
            hash: [0; 32],
            lamport: 0,
            joined_ms: self.now_ms,
        };
        self.known.devices.insert(id, joined);
        self.changed.insert(id);
    }

    fn log_card(&mut self, card: &ledger::DeviceCard) {
        self.known.streams.insert(SubjectId(card.stream.0));
        let rows = self.cards.entry(card.stream).or_default();
        rows.push(Row::card(card));
    }

    /// A list that names a stream would else destroy the stream's own key.
    fn erase(&mut self, subject: SubjectId) {
        let is_new =
            !self.known.erased.contains(&subject) && self.known.locked.contains(&REALM_LOG);
        if is_new && !self.known.streams.contains(&subject) {
            self.known.erased.insert(subject);
            self.erased.insert(subject);
        }
    }

    fn is_closed(&self, subject: SubjectId) -> bool {
        self.known.erased.contains(&subject) && !self.known.streams.contains(&subject)
    }

    fn take(&mut self, event: OfferedEvent, signature: CheckedEvent) {
        let OfferedEvent {
            header,
            hash,
            mut signed,
        } = event;
        self.named.insert(header.device);
        if payload_of(&header).is_some_and(|subject| self.is_closed(subject)) {
            signed.payload = None;
        }
        let place = (header.device, header.seq);
        match self.step(&header, &signed, hash, signature) {
            Step::Gap => {}
            Step::Known => self.fill(&header, signed),
            Step::Refused(reason) => self.refuse(Some(&header), signed, reason),
            step @ (Step::Continues | Step::Waits) => {
                self.known.highest = self.known.highest.max(header.lamport);
                if let Some(device) = self.known.devices.get_mut(&header.device) {
                    device.seq = header.seq;
                    device.hash = hash;
                    device.lamport = header.lamport;
                }
                self.changed.insert(header.device);
                self.new += 1;
                let gone = payload_of(&header).is_some_and(|subject| self.is_closed(subject));
                let mut here = Here { hash, lacks: false };
                if matches!(step, Step::Waits) {
                    let apart = ApartRow::new(Some(&header), None, self.now_ms, signed);
                    self.apart.push(apart);
                } else {
                    here.lacks = signed.payload.is_none() && !gone;
                    if header.kind == ERASED_KIND
                        && let Some(subject) = header.subject
                    {
                        self.erase(subject);
                    }
                    let row = Row::event(&header, signed, here.lacks);
                    self.rows.push((header, row));
                }
                self.known.here.insert(place, here);
            }
        }
    }

    fn step(
        &self,
        header: &Header,
        signed: &Signed,
        hash: [u8; 32],
        signature: CheckedEvent,
    ) -> Step {
        if header.realm != self.realm {
            return Step::Refused(Reason::OtherRealm);
        }
        if signed.signature.len() != 64 {
            return Step::Refused(Reason::BadSignature);
        }
        let too_long = header.payload_len as usize > MOST_SEALED_BYTES;
        if too_long || !signed.payload_fits(header) {
            return Step::Refused(Reason::PayloadDiffers);
        }
        let Some(device) = self.known.devices.get(&header.device) else {
            return Step::Gap;
        };
        if header.stream != device.card.stream {
            return Step::Refused(Reason::OtherStream);
        }
        let here = self.known.here.get(&(header.device, header.seq));
        if here.is_some_and(|here| here.hash == hash) {
            return Step::Known;
        }
        match signature {
            CheckedEvent::Signed if self.known.locked.contains(&header.stream) => {}
            CheckedEvent::NotSigned => return Step::Refused(Reason::BadSignature),
            // The device became known a moment ago; the next offer finds it.
            _ => return Step::Gap,
        }
        if here.is_some() {
            return Step::Refused(Reason::Equivocation);
        }
        let follows = header.seq == device.seq + 1;
        if follows && header.prev != device.hash {
            return Step::Refused(Reason::Forked);
        }
        match device.standing {
            Standing::Suspended => return Step::Refused(Reason::Suspended),
            Standing::Revoked { from } if header.seq >= from => {
                return Step::Refused(Reason::Revoked);
            }
            _ => {}
        }
        if !follows {
            return Step::Gap;
        }
        if header.lamport <= device.lamport {
            Step::Refused(Reason::LamportFell)
        } else if header.lamport > self.known.highest.saturating_add(MOST_LEAP) {
            Step::Refused(Reason::LamportJump)
        } else if device.standing == Standing::Asking {
            Step::Waits
        } else {
            Step::Continues
        }
    }

    /// Adds a payload that an earlier carrier did not have.
    fn fill(&mut self, header: &Header, signed: Signed) {
        let place = (header.device, header.seq);
        let Some(here) = self.known.here.get_mut(&place).filter(|here| here.lacks) else {
            return;
        };
        let locked = self.known.locked.contains(&header.stream);
        let (Some(payload), true) = (signed.payload, locked) else {
            return;
        };
        here.lacks = false;
        // An event that came a moment before, in the same offer, is not written yet.
        let of_now = self
            .rows
            .iter_mut()
            .find(|(other, row)| row.kind == RowKind::Event && (other.device, other.seq) == place);
        if let Some((_, row)) = of_now {
            row.payload = Some(payload);
            row.lacks = false;
            return;
        }
        self.filled.push(place);
        self.rows
            .push((header.clone(), Row::payload(header, payload)));
    }

    fn refuse(&mut self, header: Option<&Header>, signed: Signed, reason: Reason) {
        self.refused.push(Refusal {
            device: header.map(|header| header.device),
            seq: header.map(|header| header.seq),
            reason: reason.code().to_owned(),
        });
        self.apart
            .push(ApartRow::new(header, Some(reason), self.now_ms, signed));
        let device = header.and_then(|header| self.known.devices.get_mut(&header.device));
        if let Some(device) = device.filter(|_| reason.suspends())
            && matches!(device.standing, Standing::Asking | Standing::Admitted)
        {
            device.standing = Standing::Suspended;
            self.changed.insert(device.card.device());
        }
    }

    fn finish(mut self, offered: Vec<OfferedKey>) -> Plan {
        let mut rows = std::mem::take(&mut self.rows);
        for (header, row) in &mut rows {
            // What an event further down in the same offer erases.
            if self.is_closed(sealed_for(header)) {
                row.payload = None;
                row.lacks = false;
            }
        }
        for apart in &mut self.apart {
            if apart
                .subject
                .is_some_and(|subject| self.erased.contains(&subject))
            {
                apart.signed.payload = None;
            }
        }
        let keys = self.take_keys(offered);
        let (named_keys, sealing) = self.name_keys(&rows);

        let mut logs = std::mem::take(&mut self.cards);
        for (stream, subject, tag) in named_keys {
            logs.entry(stream).or_default().push(Row::key(subject, tag));
        }
        for (header, row) in rows {
            logs.entry(header.stream).or_default().push(row);
        }
        if !self.erased.is_empty() {
            let erased = self.erased.iter().copied().map(Row::erased);
            logs.entry(REALM_LOG).or_default().extend(erased);
        }
        let devices = &self.known.devices;
        let have = self.named.iter().filter_map(|id| devices.get(id));
        let have = have.filter(|device| device.seq > 0);
        let stored = Stored {
            have: have
                .map(|device| (device.card.device(), (device.seq, device.hash)))
                .collect(),
            new: self.new,
            refused: self.refused,
        };
        let changed = self.changed.iter().filter_map(|id| devices.get(id));
        Plan {
            devices: changed.cloned().collect(),
            logs,
            filled: self.filled,
            apart: self.apart,
            keys,
            sealing,
            erased: self.erased.into_iter().collect(),
            stored,
        }
    }

    fn take_keys(&mut self, offered: Vec<OfferedKey>) -> Vec<OfferedKey> {
        let mut keys = Vec::new();
        for key in offered {
            if !self.is_closed(key.subject) && self.known.keys.insert((key.subject, key.tag)) {
                keys.push(key);
            }
        }
        keys
    }

    /// Which keys the logs name now, and what is to be remembered of it.
    fn name_keys(&mut self, rows: &[(Header, Row)]) -> (Vec<Named>, BTreeMap<Named, bool>) {
        let mut changes = BTreeMap::new();
        let known = &mut self.known;
        known
            .sealing
            .retain(|(_, subject, _), _| !self.erased.contains(subject));
        for (header, row) in rows {
            let tag = row.payload.as_deref().and_then(payload_tag);
            if let Some(tag) = tag {
                let seal = (header.stream, sealed_for(header), tag);
                if let std::collections::btree_map::Entry::Vacant(vacant) =
                    known.sealing.entry(seal)
                {
                    vacant.insert(false);
                    changes.insert(seal, false);
                }
            }
        }
        // A stream's own key goes to all who follow it, before anything is sealed under it.
        for (subject, tag) in &known.keys {
            let stream = StreamId(subject.0);
            if known.streams.contains(subject) && known.locked.contains(&stream) {
                known
                    .sealing
                    .entry((stream, *subject, *tag))
                    .or_insert(false);
            }
        }
        let mut named = Vec::new();
        for (seal, is_named) in &mut known.sealing {
            if !*is_named && known.keys.contains(&(seal.1, seal.2)) {
                *is_named = true;
                named.push(*seal);
                changes.insert(*seal, true);
            }
        }
        (named, changes)
    }
}

type Named = (StreamId, SubjectId, KeyTag);
