//! What must be true of every world: while it goes on, and once it has healed.

use std::collections::{BTreeMap, BTreeSet};

use hub::store::{Limit, PageOrDiffers, StoreError};
use ledger::{DeviceId, Entity, Have, RealmId, StreamId, SubjectId};
use sync::{HeadsAfter, Item, Mark};

use crate::hubs::Hub;
use crate::world::World;

/// A desk, and its states in bytes.
type Listed = (usize, Vec<(Entity, Vec<u8>)>);

/// All that a hub gives out.
struct Given {
    have: Have,
    stream_of: BTreeMap<DeviceId, StreamId>,
    /// Devices with events in a log; of one that was shut out while it only asked there are none.
    in_logs: BTreeSet<DeviceId>,
    erased_sum: (u64, [u8; 32]),
    payloads: BTreeSet<SubjectId>,
    keys: BTreeSet<SubjectId>,
    lacks: usize,
    standing: BTreeMap<DeviceId, sync::Standing>,
}

impl World {
    fn given(&self, hub: &Hub, realm: RealmId) -> Result<Given, StoreError> {
        let run = |realm| -> Result<Given, StoreError> {
            let on = &self.runtime;
            let devices = on.block_on(hub.store.devices(realm))?;
            let mut given = Given {
                have: Have::new(),
                stream_of: BTreeMap::new(),
                in_logs: BTreeSet::new(),
                erased_sum: (0, [0; 32]),
                payloads: BTreeSet::new(),
                keys: BTreeSet::new(),
                lacks: 0,
                standing: BTreeMap::new(),
            };
            for device in &devices {
                let id = device.card.device();
                given.stream_of.insert(id, device.card.stream);
                given.standing.insert(id, device.standing);
            }
            let after = HeadsAfter {
                known: BTreeMap::new(),
                wait_s: 0,
            };
            for head in on.block_on(hub.store.heads(realm, after))? {
                let has = on.block_on(hub.store.has(realm, head.stream))?;
                given.lacks += has.lacks_keys.len() + has.lacks_payloads.len();
                given.erased_sum = (has.erased, has.erased_sum);
                given.have.extend(has.have);
                let mut mark = Mark::START;
                while mark != head.mark {
                    let limit = Limit {
                        items: 100,
                        bytes: 1 << 20,
                    };
                    let page = hub.store.page(realm, head.stream, vec![mark], limit);
                    let PageOrDiffers::Page(page) = on.block_on(page)? else {
                        return Err(StoreError::Failed("its own history differs".to_owned()));
                    };
                    given
                        .keys
                        .extend(page.keys.iter().map(|(subject, _)| subject));
                    for item in page.items {
                        mark = mark.after(&item.hash());
                        if let Item::Event(signed) = &item {
                            let header = signed.header().unwrap();
                            given.in_logs.insert(header.device);
                            let of_person = header.kind != "subject.erased";
                            let subject = header.subject.filter(|_| of_person);
                            if signed.payload.is_some() {
                                given.payloads.extend(subject);
                            }
                        }
                    }
                    if mark != page.next {
                        return Err(StoreError::Failed(
                            "a history that does not add up".to_owned(),
                        ));
                    }
                }
            }
            Ok(given)
        };
        run(realm)
    }

    /// What keeps the world from being one; `None` when all have the same.
    pub fn differs(&self) -> Option<String> {
        for realm in [RealmId([1; 16]), RealmId([2; 16])] {
            let living: Vec<_> = self
                .desks
                .iter()
                .enumerate()
                .filter(|(_, desk)| desk.realm == realm && desk.is_store() && !desk.revoked)
                .collect();
            let mut all = Have::new();
            let haves = living.iter().map(|(_, desk)| desk.ledger.have().unwrap());
            let haves: Vec<Have> = haves.collect();
            let given: Vec<Given> = self
                .hubs
                .iter()
                .map(|hub| self.given(hub, realm).unwrap())
                .collect();
            let hubs = given.iter().map(|given| &given.have);
            for have in haves.iter().chain(hubs) {
                for (device, last) in have {
                    let known = all.entry(*device).or_insert(*last);
                    if known.0 < last.0 {
                        *known = *last;
                    }
                }
            }
            all.retain(|device, _| !self.cloned.contains(device));
            for (number, given) in given.iter().enumerate() {
                for (device, last) in &all {
                    if given.have.get(device) != Some(last) {
                        let has = given.have.get(device).map(|(seq, _)| seq);
                        return Some(format!(
                            "hub {number} has {device} up to {has:?} of {}",
                            last.0
                        ));
                    }
                }
                if given.lacks > 0 && self.cloned.is_empty() {
                    return Some(format!("hub {number} lacks keys or payloads"));
                }
            }
            // What somebody erased who is shut out from before that goes by the list of the erased alone.
            let sums = || given.iter().map(|given| given.erased_sum);
            if self.cloned.is_empty() && sums().any(|sum| sum != given[0].erased_sum) {
                return Some("the hubs know of different erasures".to_owned());
            }
            for ((at, desk), have) in living.iter().zip(&haves) {
                if desk.ledger.is_behind() {
                    return Some(format!("desk {at} has events that are in no state"));
                }
                let cloned = self.cloned.contains(&desk.ledger.device());
                let follows = |stream: &StreamId| desk.hq || *stream == desk.stream;
                for (device, last) in &all {
                    let given = &given[desk.hub];
                    let stream = given.stream_of.get(device);
                    let shut_out = matches!(
                        given.standing.get(device),
                        Some(sync::Standing::Revoked { .. })
                    );
                    let never_in = shut_out && !given.in_logs.contains(device);
                    if stream.is_some_and(follows) && !never_in && have.get(device) != Some(last) {
                        let has = have.get(device).map(|(seq, _)| seq);
                        return Some(format!(
                            "desk {at} has {device} up to {has:?} of {}",
                            last.0
                        ));
                    }
                }
                let sum = desk.ledger.erased_sum().unwrap();
                if !cloned && self.cloned.is_empty() && sum != given[desk.hub].erased_sum {
                    return Some(format!("desk {at} knows of other erasures than its hub"));
                }
            }
        }
        self.numbers_differ().or_else(|| self.clone_goes_on())
    }

    /// From which event on a device is shut out is one number for all hubs, and for all desks of these.
    fn numbers_differ(&self) -> Option<String> {
        let realm = RealmId([1; 16]);
        let mut told: Option<Vec<(DeviceId, u64)>> = None;
        for (number, hub) in self.hubs.iter().enumerate() {
            let revoked = self.runtime.block_on(hub.store.revocations(realm)).unwrap();
            for device in self.runtime.block_on(hub.store.devices(realm)).unwrap() {
                let id = device.card.device();
                let from = revoked.iter().find(|(of, _)| *of == id);
                if let Some((_, from)) = from
                    && (device.seq >= *from
                        || device.standing != sync::Standing::Revoked { from: *from })
                {
                    return Some(format!("hub {number} has more of {id} than is valid"));
                }
            }
            match &told {
                None => told = Some(revoked),
                Some(other) if *other == revoked => {}
                Some(other) => {
                    return Some(format!("hubs shut out {other:?} and {revoked:?}"));
                }
            }
        }
        let told = told?;
        // Nobody shuts out again, after a restore, whom no hub has ever heard of.
        let known: BTreeSet<_> = told.iter().map(|(id, _)| *id).collect();
        for (at, desk) in self.desks.iter().enumerate() {
            if desk.realm != realm || !desk.is_store() || desk.revoked {
                continue;
            }
            let mut revoked = desk.ledger.revoked().unwrap();
            revoked.retain(|(id, _)| known.contains(id));
            if revoked != told {
                return Some(format!(
                    "desk {at} knows {revoked:?} to be shut out, its hub {told:?}"
                ));
            }
        }
        None
    }

    /// What is wrong in a world that has healed.
    pub fn wrong(&mut self) -> Option<String> {
        if let Some(leak) = self.leaks.first() {
            return Some(leak.clone());
        }
        let mut erased: BTreeSet<SubjectId> = BTreeSet::new();
        for desk in self
            .desks
            .iter()
            .filter(|desk| desk.is_store() && !desk.revoked)
        {
            if desk.realm == RealmId([1; 16]) {
                erased.extend(desk.ledger.erased().unwrap());
            }
        }
        if self.cloned.is_empty() {
            for hub in &self.hubs {
                let given = self.given(hub, RealmId([1; 16])).unwrap();
                if let Some(back) = erased.iter().find(|id| given.payloads.contains(id)) {
                    return Some(format!(
                        "a payload of {back}, who was erased, is at the hub"
                    ));
                }
                if erased.iter().any(|id| given.keys.contains(id)) {
                    return Some("the key of an erased person is at the hub".to_owned());
                }
            }
        }
        self.desks_are_sound(&erased)
    }

    /// Whether two histories of one device are taken for one.
    fn clone_goes_on(&self) -> Option<String> {
        let device = self.cloned.first()?;
        let twins = self
            .desks
            .iter()
            .filter(|desk| desk.ledger.device() == *device);
        let twins: Vec<_> = twins.filter(|desk| !desk.dead).collect();
        let [one, two] = &twins[..] else {
            return None;
        };
        let (seq_one, seq_two) = (
            one.ledger.have().unwrap().get(device).map_or(0, |it| it.0),
            two.ledger.have().unwrap().get(device).map_or(0, |it| it.0),
        );
        let both = seq_one.min(seq_two);
        let at = |desk: &crate::world::Desk| desk.ledger.signed(*device, both).unwrap();
        let forked = both > 0 && at(one).map(|it| it.hash()) != at(two).map(|it| it.hash());
        if !forked {
            return None;
        }
        for hub in [one.hub, two.hub] {
            let store = &self.hubs[hub].store;
            let known = self.runtime.block_on(store.device(one.realm, *device));
            let known = known.unwrap().map(|device| device.standing);
            if known != Some(sync::Standing::Suspended) {
                return Some(format!(
                    "two histories of {device}, and hub {hub} has it as {known:?}"
                ));
            }
        }
        let knows = |desk: &crate::world::Desk| desk.ledger.stats().unwrap().suspended > 0;
        (!knows(one) || !knows(two)).then(|| format!("a twin of {device} does not know of it"))
    }

    fn desks_are_sound(&mut self, erased: &BTreeSet<SubjectId>) -> Option<String> {
        let mut states: BTreeMap<Have, Listed> = BTreeMap::new();
        for (at, desk) in self.desks.iter_mut().enumerate() {
            if !desk.is_store() || desk.revoked {
                continue;
            }
            let of_realm = desk.realm == RealmId([1; 16]);
            if self.cloned.is_empty() {
                for subject in erased.iter().filter(|_| of_realm) {
                    let left = desk.ledger.keys_of(&[*subject]).unwrap();
                    let events = desk.ledger.events_of(Entity::Subject(*subject)).unwrap();
                    let read = events.iter().any(|event| event.payload.is_some());
                    if !left.is_empty() || read {
                        return Some(format!("desk {at} has something of an erased person"));
                    }
                }
                for (entity, page) in desk.ledger.entities().unwrap() {
                    if page.unreadable > 0 && of_realm {
                        return Some(format!("desk {at} cannot read all of {entity:?}"));
                    }
                }
                let bytes = desk.ledger.entity_bytes().unwrap();
                let have = desk.ledger.have().unwrap();
                if let Some((other, same)) = states.get(&have) {
                    if *same != bytes {
                        return Some(format!("desks {other} and {at} list differently"));
                    }
                } else {
                    states.insert(have, (at, bytes));
                }
            }
            if desk.ledger.stats().unwrap().waiting > 0 && self.cloned.is_empty() {
                return Some(format!("events wait at desk {at}"));
            }
            if self.seed.is_multiple_of(16) {
                let problems = desk.ledger.verify().unwrap().problems;
                if !problems.is_empty() {
                    return Some(format!("desk {at}: {problems:?}"));
                }
            }
            // Bounded questions, whatever the hub and the link did.
            let most = 600 + self.now / 1000 * 3;
            if desk.asks > most {
                return Some(format!("desk {at} asked {} times", desk.asks));
            }
        }
        None
    }
}
