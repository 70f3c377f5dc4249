//! What is on a booth's disk, and what follows from it.

use std::collections::BTreeMap;

use jiff::civil::Date;
use polling::booth::{Gate, Local};
use polling::election::Election;
use polling::elector::Elector;
use polling::eligibility::Visit;
use polling::fact::{Fact, Written};
use polling::plain::{Actor, BoothId, DeviceId, ElectorId, Mark, Moment};
use polling::status::ElectorState;

use crate::town;

/// A fact as it travels between booths.
#[derive(Clone)]
pub struct Entry {
    pub device: usize,
    pub seq: u64,
    pub lamport: u64,
    pub at: u64,
    pub elector: Option<ElectorId>,
    pub fact: Fact,
}

/// One booth's disk. It survives everything.
pub struct Disk {
    pub booth: BoothId,
    pub logs: [Vec<Entry>; 3],
    pub lamport: u64,
    states: BTreeMap<ElectorId, ElectorState>,
    roll: Vec<Elector>,
    pub election: Election,
    pub day: Date,
    /// For a crippled booth: it takes every elector for its own.
    pub everybody_is_mine: bool,
}

impl Disk {
    pub fn new(booth: BoothId, election: Election, everybody_is_mine: bool) -> Self {
        Self {
            booth,
            logs: [Vec::new(), Vec::new(), Vec::new()],
            lamport: 0,
            states: BTreeMap::new(),
            roll: (0..=crate::world::ELECTORS).map(town::elector).collect(),
            election,
            day: town::day(0),
            everybody_is_mine,
        }
    }

    /// Takes an entry in if it is the next one of its device.
    pub fn take(&mut self, entry: Entry) -> bool {
        let log = &mut self.logs[entry.device];
        if entry.seq != log.len() as u64 {
            return false;
        }
        self.lamport = self.lamport.max(entry.lamport);
        let elector = entry.elector;
        log.push(entry);
        if let Some(elector) = elector {
            self.states.insert(elector, self.fold(elector));
        }
        true
    }

    pub fn have(&self) -> [u64; 3] {
        [0, 1, 2].map(|device: usize| self.logs[device].len() as u64)
    }

    pub fn state(&self, elector: &ElectorId) -> ElectorState {
        self.states.get(elector).cloned().unwrap_or_default()
    }

    fn fold(&self, elector: ElectorId) -> ElectorState {
        let mut entries: Vec<&Entry> = self
            .logs
            .iter()
            .flatten()
            .filter(|entry| entry.elector == Some(elector))
            .collect();
        entries.sort_by_key(|entry| (entry.lamport, entry.device));
        let mut state = ElectorState::default();
        for entry in entries {
            state.apply(&entry.fact, &written(entry));
        }
        state
    }
}

pub fn written(entry: &Entry) -> Written {
    let device = u8::try_from(entry.device).unwrap();
    let mut mark = entry.seq.to_be_bytes();
    mark[0] = device;
    Written {
        mark: Mark(mark),
        device: DeviceId([device; 16]),
        seq: entry.seq,
        stream: [device; 16],
        actor: Actor([device; 8]),
        entered: Moment(i64::try_from(entry.at).unwrap()),
        occurred: None,
        basis: Vec::new(),
    }
}

impl Local for Disk {
    fn gate(&self, elector: &ElectorId) -> Gate {
        let visit = Visit::early(self.day);
        let state = self.states.get(elector);
        let empty = ElectorState::default();
        let mut gate = Gate::of(
            &self.roll[usize::from(elector.0[0])],
            state.unwrap_or(&empty),
            &self.election,
            &visit,
            &self.booth,
        );
        if self.everybody_is_mine {
            gate.home = Some(self.booth.clone());
        }
        gate
    }
}
