//! One booth: its disk, its program, its clerk, and who stands before the desk.

use std::collections::VecDeque;

use polling::booth::{Act, Flow, Input, Output, Setting, Token};
use polling::fact::Fact;
use polling::plain::ElectorId;

use crate::disk::{Disk, Entry};
use crate::person::Person;

/// One append, and as of when the copy was when it was decided.
pub struct Write {
    pub due: u64,
    pub token: Token,
    pub elector: Option<ElectorId>,
    pub facts: Vec<Fact>,
    pub copy_of: u64,
}

pub struct Desk {
    pub number: usize,
    pub disk: Disk,
    pub setting: Setting,
    /// `None` while the PC is off.
    pub flow: Option<Flow>,
    /// Appends on their way to the disk.
    pub writing: VecDeque<Write>,
    pub person: Option<Person>,
    pub off_until: u64,
    pub shared: u64,
    pub offered: u64,
    /// When it last asked and then got everything that the hub had.
    pub fresh: u64,
    pub acts_at: u64,
    pub signs: bool,
    /// For a crippled booth: forgets at a restart what it had asked.
    pub forgets_asked: bool,
}

impl Desk {
    pub fn start(&mut self, now: u64) {
        let mut flow = Flow::new(self.setting.clone(), now);
        for entry in &self.disk.logs[self.number] {
            if self.forgets_asked && matches!(entry.fact, Fact::Asked(_)) {
                continue;
            }
            flow.learn(entry.elector, &entry.fact);
        }
        self.flow = Some(flow);
    }

    /// The PC stops at this instant. What is half written is either on the disk or not.
    pub fn crash(&mut self, now: u64, off_until: u64, keep: bool) -> (Vec<Entry>, u64) {
        self.flow = None;
        self.off_until = off_until;
        let writing = std::mem::take(&mut self.writing);
        match writing.into_iter().next() {
            Some(write) if keep => {
                let entries = self.write(now, write.elector, write.facts);
                (entries, write.copy_of)
            }
            _ => (Vec::new(), 0),
        }
    }

    pub fn write(&mut self, now: u64, elector: Option<ElectorId>, facts: Vec<Fact>) -> Vec<Entry> {
        let mut entries = Vec::new();
        for fact in facts {
            let entry = Entry {
                device: self.number,
                seq: self.disk.logs[self.number].len() as u64,
                lamport: self.disk.lamport + 1,
                at: now,
                elector,
                fact,
            };
            assert!(self.disk.take(entry.clone()));
            entries.push(entry);
        }
        entries
    }

    pub fn step(&mut self, now: u64, input: Input) -> Vec<Output> {
        match &mut self.flow {
            Some(flow) => flow.step(now, input, &self.disk).unwrap_or_default(),
            None => Vec::new(),
        }
    }

    pub fn act(&mut self, now: u64, act: Act) -> Option<Vec<Output>> {
        self.flow
            .as_mut()?
            .step(now, Input::Act(act), &self.disk)
            .ok()
    }
}
