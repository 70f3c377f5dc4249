//! The faults stop; what must be true then.

use crate::list::{events, kept, list};

use super::{World, raise};
use ledger::Have;

impl World {
    /// All that is on the way arrives, and then everybody meets everybody over links that work.
    pub fn heal(&mut self) {
        while !self.mail.is_empty() {
            self.deliver_some();
        }
        for _ in 0..self.sticks.len() {
            let desk = self.any_desk();
            self.read_some_stick(desk);
        }
        // Also after a restore: what any desk holds now, all hold in the end.
        let mut held = Have::new();
        for desk in 0..self.desks.len() {
            raise(&mut held, &self.ledger(desk).have().unwrap());
        }
        self.held = held;
        // A round brings all to the last desk and from it to the first; the second brings it to all.
        for _ in 0..2 {
            for from in 0..self.desks.len() {
                for to in (0..self.desks.len()).filter(|to| *to != from) {
                    loop {
                        let batch = self.asked(from, to, 7, false);
                        let more = batch.more;
                        self.take_in(to, batch);
                        if !more {
                            break;
                        }
                    }
                }
            }
        }
    }

    /// Whether all desks hold the same set, all of it whole, and show the list that follows from it.
    pub fn check(&self) -> Result<(), String> {
        let first = self.ledger(0);
        let (have, erased) = (first.have().unwrap(), first.erased().unwrap());
        let states = first.entity_bytes().unwrap();
        let mut with_held = have.clone();
        raise(&mut with_held, &self.held);
        if with_held != have {
            return Err("an event that a desk held is lost".into());
        }
        for desk in 1..self.desks.len() {
            let other = self.ledger(desk);
            // Names of devices without events may differ: a desk restored twice never wrote between.
            if other.have().unwrap() != have {
                return Err(format!("desk {desk} has other events"));
            }
            if other.erased().unwrap() != erased {
                return Err(format!("desk {desk} knows of other erasures"));
            }
            if other.entity_bytes().unwrap() != states {
                return Err(format!("desk {desk} has other states"));
            }
        }
        let seen: usize = have
            .values()
            .map(|(seq, _)| usize::try_from(*seq).unwrap())
            .sum();
        if seen != events(first).len() {
            return Err("the ends of the chains do not fit the events".into());
        }
        if !self.restored && seen != self.written {
            return Err(format!(
                "{} events were confirmed, {seen} are there",
                self.written
            ));
        }
        if kept(first) != list(first) {
            return Err("the list does not follow from the events".into());
        }
        for desk in 0..self.desks.len() {
            let ledger = self.ledger(desk);
            let report = ledger.verify().unwrap();
            if !report.is_sound() {
                return Err(format!("desk {desk}: {:?}", report.problems));
            }
            if !self.restored && ledger.stats().unwrap().waiting > 0 {
                return Err(format!("desk {desk} waits for events that all have"));
            }
        }
        Ok(())
    }
}
