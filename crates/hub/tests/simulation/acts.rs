//! What happens to a world while faults last, and how it heals.

use ledger::{Batch, Have, SubjectId};
use sync::Standing;
use sync::client::State;
use zeroize::Zeroizing;

use crate::notes::{ledger, note};
use crate::world::{ACTOR, World};

/// So many people there are; notes meet on them.
const PEOPLE: usize = 5;
const YEAR_MS: i64 = 31_557_600_000;

fn person(number: usize) -> SubjectId {
    SubjectId([u8::try_from(number).unwrap() + 1; 16])
}

impl World {
    pub fn act(&mut self) {
        let at = self.dice(self.desks.len());
        let hub = self.dice(self.hubs.len());
        if self.desks[at].dead {
            return;
        }
        if self.desks[at].forward.is_some() {
            // Of a hub's exchange only the link can be cut; the hub itself has its own faults.
            self.desks[at].cut ^= true;
            return;
        }
        let plan = self.plan;
        match self.dice(100) {
            0..=37 => self.write(at),
            38..=45 => self.meet(at),
            46..=48 => self.arrive_late(),
            49..=52 if plan.erases => self.erase(at),
            53..=62 => self.desks[at].cut ^= true,
            63..=65 => self.hubs[hub].down ^= true,
            66..=69 => self.restart(at),
            70..=72 => self.kill_hub(hub),
            73..=77 => self.snapshot(hub),
            78..=81 if plan.restores => self.restore(hub),
            82..=83 => self.die(at),
            84..=86 => self.back_up(at),
            87..=88 => self.restore_desk(at),
            89 if plan.clones => self.clone_disk(at),
            90..=91 => {
                let full = !self.hubs[hub].full;
                self.hubs[hub].set_full(&self.runtime, full);
            }
            92..=93 => self.desks[at].full ^= true,
            94 => {
                let years = self.dice(20);
                self.hubs[hub].wrong_ms = i64::try_from(years).unwrap() * YEAR_MS - 10 * YEAR_MS;
            }
            95..=96 if plan.revokes => self.revoke(at),
            97..=99 => self.admit(),
            _ => {}
        }
    }

    pub fn write(&mut self, at: usize) {
        if self.desks[at].full {
            return;
        }
        let many = 1 + self.dice(4);
        let drafts = (0..many).map(|_| {
            let about = self.dice(PEOPLE + 1);
            self.written += 1;
            let text = format!("{at}.{}", self.written);
            note((about > 0).then(|| person(about - 1)), &text)
        });
        let drafts = drafts.collect();
        let now = self.clock(at);
        let desk = &mut self.desks[at];
        // It fails when the person was erased or the PC is suspended, and then leaves nothing behind.
        let _ = desk.ledger.append(drafts, ACTOR, now, &mut self.rng);
        desk.client.wake(&mut desk.ledger);
        self.wake(at, 1);
    }

    fn erase(&mut self, at: usize) {
        let who = person(self.dice(PEOPLE));
        let now = self.clock(at);
        let ground = Zeroizing::new(b"request".to_vec());
        let desk = &mut self.desks[at];
        let _ = desk.ledger.erase(who, ground, ACTOR, now, &mut self.rng);
        desk.client.wake(&mut desk.ledger);
        self.wake(at, 1);
    }

    /// What one desk has goes to a neighbour by stick, now or much later.
    fn meet(&mut self, from: usize) {
        let to = self.dice(self.desks.len());
        if self.desks[to].dead
            || self.desks[to].forward.is_some()
            || self.desks[to].realm != self.desks[from].realm
        {
            return;
        }
        let have = match self.dice(3) {
            0 => Have::new(),
            _ => self.desks[to].ledger.have().unwrap(),
        };
        let limit = 1 + self.dice(40);
        let batch = self.desks[from].ledger.events_after(&have, limit).unwrap();
        if self.dice(4) == 0 {
            self.late.push((to, batch));
        } else {
            self.hand_over(to, batch);
        }
    }

    fn arrive_late(&mut self) {
        if self.late.is_empty() {
            return;
        }
        let which = self.dice(self.late.len());
        let (to, batch) = self.late.swap_remove(which);
        if !self.desks[to].dead {
            self.hand_over(to, batch);
        }
    }

    fn hand_over(&mut self, to: usize, batch: Batch) {
        let desk = &mut self.desks[to];
        if desk.full {
            return;
        }
        desk.ledger.import(batch, 0).unwrap();
        desk.client.wake(&mut desk.ledger);
        self.wake(to, 1);
    }

    /// What a hub knows of the exchange with another one ends with its process.
    fn restart_forwarders(&mut self) {
        for at in 0..self.desks.len() {
            if self.desks[at].forward.is_some() {
                self.restart(at);
            }
        }
    }

    fn kill_hub(&mut self, hub: usize) {
        let now = self.now;
        let hub = &mut self.hubs[hub];
        hub.started = now;
        hub.services = hub.services.iter().map(|_| hub.process()).collect();
        self.restart_forwarders();
    }

    fn snapshot(&mut self, hub: usize) {
        let hub = &mut self.hubs[hub];
        let taken = self.runtime.block_on(hub.sqlite().snapshot()).unwrap();
        hub.snapshots.push(taken);
    }

    fn restore(&mut self, hub: usize) {
        let count = self.hubs[hub].snapshots.len();
        if count == 0 {
            return;
        }
        let which = self.dice(count);
        let hub = &mut self.hubs[hub];
        hub.set_full(&self.runtime, false);
        let old = hub.snapshots[which].clone();
        self.runtime.block_on(hub.sqlite().restore(old)).unwrap();
        self.restart_forwarders();
    }

    /// A PC that is lost with all that only it had.
    fn die(&mut self, at: usize) {
        let living = self
            .desks
            .iter()
            .filter(|desk| !desk.dead && !desk.hq && desk.forward.is_none());
        let living = living.count();
        if self.dice(2) == 0 && living > 2 {
            self.desks[at].dead = true;
        }
    }

    fn back_up(&mut self, at: usize) {
        let desk = &mut self.desks[at];
        let all = desk.ledger.events_after(&Have::new(), usize::MAX / 2);
        let mut all = all.unwrap();
        all.keys = desk.ledger.every_key().unwrap();
        desk.backups.push(all);
    }

    /// A PC begins again from an old backup: with a new key, and without those who were erased since.
    fn restore_desk(&mut self, at: usize) {
        let count = self.desks[at].backups.len();
        if count == 0 || self.desks[at].hq || self.desks[at].revoked {
            return;
        }
        let which = self.dice(count);
        let seed = self.fresh_seed();
        let desk = &mut self.desks[at];
        desk.ledger = ledger(desk.realm, desk.stream, seed);
        desk.seed = seed;
        desk.full = false;
        desk.ledger.import(desk.backups[which].clone(), 0).unwrap();
        self.enrol(at);
        // What was kept of the exchange is still on the disk, and of another device.
        self.restart(at);
    }

    /// The disk of a PC is copied and both go on.
    fn clone_disk(&mut self, at: usize) {
        let desk = &self.desks[at];
        let (device, realm) = (desk.ledger.device(), desk.realm);
        if desk.backups.is_empty() || desk.hq || !self.cloned.is_empty() {
            return;
        }
        // The copy takes the place of another PC of the same realm, which is thrown away.
        let others = self.desks.iter().enumerate();
        let mut others = others.filter(|(other, it)| {
            *other != at && !it.hq && it.forward.is_none() && it.realm == realm
        });
        let Some((other, _)) = others.next() else {
            return;
        };
        let mut twin = ledger(desk.realm, desk.stream, desk.seed);
        assert_eq!(twin.device(), device);
        let backup = desk.backups.last().unwrap().clone();
        twin.import(backup, 0).unwrap();
        self.cloned.push(device);
        let (seed, stream) = (self.desks[at].seed, self.desks[at].stream);
        let desk = &mut self.desks[other];
        (desk.ledger, desk.seed, desk.stream) = (twin, seed, stream);
        desk.backups.clear();
        desk.saved = State::default();
        desk.dead = false;
        self.restart(other);
        self.write(at);
        self.write(other);
    }

    fn revoke(&mut self, at: usize) {
        if self.desks[at].hq {
            return;
        }
        let hub = self.dice(self.hubs.len());
        let desk = &mut self.desks[at];
        let (realm, device) = (desk.realm, desk.ledger.device());
        let store = self.hubs[hub].store.clone();
        if self.runtime.block_on(store.revoke(realm, device)).is_ok() {
            desk.revoked = true;
            self.shut_out.push((realm, device));
        }
    }

    /// After a restore an administrator revokes anew whom no hub remembers; from hub to hub it goes by itself.
    fn revoke_again(&mut self) {
        for (realm, device) in self.shut_out.clone() {
            let stores: Vec<_> = self.hubs.iter().map(|hub| hub.store.clone()).collect();
            let knows = |store: &std::sync::Arc<hub::store::Store>| {
                let known = self.runtime.block_on(store.revocations(realm)).unwrap();
                known.iter().any(|(id, _)| *id == device)
            };
            if !stores.iter().any(knows) {
                for store in stores {
                    // Not where it was never heard of.
                    let _ = self.runtime.block_on(store.revoke(realm, device));
                }
            }
        }
    }

    fn admit(&mut self) {
        for hub in &self.hubs {
            for realm in self.runtime.block_on(hub.store.realms()).unwrap() {
                let devices = self.runtime.block_on(hub.store.devices(realm.id)).unwrap();
                for device in devices {
                    if device.standing == Standing::Asking {
                        let admitted = hub.store.admit(realm.id, device.card.device());
                        // Not while the disk is full.
                        let _ = self.runtime.block_on(admitted);
                    }
                }
            }
        }
    }

    /// No further fault happens, and what was broken is put right.
    pub fn heal(&mut self) {
        self.faults = false;
        for hub in &mut self.hubs {
            hub.down = false;
            hub.set_full(&self.runtime, false);
        }
        for at in 0..self.desks.len() {
            self.desks[at].cut = false;
            self.desks[at].full = false;
            if !self.desks[at].dead {
                self.wake(at, 1);
            }
        }
        self.admit();
    }

    /// The administrator goes on letting in who asks.
    pub fn go_on(&mut self, for_ms: u64) {
        self.revoke_again();
        self.run_until(self.now + for_ms);
        self.admit();
    }
}
