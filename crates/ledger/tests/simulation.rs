//! Many small worlds: ledgers that meet at random, with wrong clocks, repeats, lost and late batches.
//!
//! Each seed is one world; a failure prints it, and the same seed gives the same world again.

#![allow(clippy::unwrap_used, reason = "helpers of tests")]

#[path = "common/seeds.rs"]
mod seeds;
mod support;

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Instant;

use ledger::{Batch, Entity, Ledger, Now, StreamId};
use proptest::prelude::*;
use rand_chacha::ChaCha8Rng;
use rand_core::RngCore;
use seeds::{failing, seeds};
use support::{ACTOR, Notes, in_memory, note, of_stream, rng, subject};
use zeroize::Zeroizing;

struct World {
    rng: ChaCha8Rng,
    ledgers: Vec<Ledger<Notes>>,
    /// Of how many shelters the PCs are.
    shelters: u64,
    /// Days by which each clock is wrong.
    wrong: Vec<i64>,
    /// Batches that were made and may arrive at any time, more than once, or never.
    on_the_way: Vec<(usize, Batch)>,
    written: u64,
}

fn stream(number: u64) -> StreamId {
    StreamId([100 + u8::try_from(number).unwrap(); 16])
}

impl World {
    fn new(seed: u64, ledgers: u64) -> Self {
        let mut dice = rng(seed);
        let shelters = 1 + u64::from(dice.next_u32()) % ledgers.min(3);
        Self {
            ledgers: (0..ledgers)
                .map(|at| of_stream(stream(at % shelters), seed * 16 + at))
                .collect(),
            shelters,
            wrong: (0..ledgers)
                .map(|_| i64::from(dice.next_u32() % 4000) - 2000)
                .collect(),
            rng: dice,
            on_the_way: Vec::new(),
            written: 0,
        }
    }

    fn dice(&mut self, sides: usize) -> usize {
        usize::try_from(self.rng.next_u32()).unwrap() % sides
    }

    fn now(&mut self, at: usize) -> Now {
        Now {
            wall_ms: (20_000 + self.wrong[at]) * 86_400_000 + i64::from(self.rng.next_u32() % 1000),
            boot: [0; 8],
            mono_ms: 0,
        }
    }

    fn step(&mut self) {
        let at = self.dice(self.ledgers.len());
        match self.dice(20) {
            0..=8 => self.write(at),
            9..=13 => self.ask(at),
            14..=17 => self.arrive(),
            18 => self.erase(at),
            _ => self.ledgers[at].rebuild().unwrap(),
        }
    }

    fn write(&mut self, at: usize) {
        let now = self.now(at);
        let drafts = (0..=self.dice(3))
            .map(|_| {
                let person = u8::try_from(self.dice(5)).unwrap();
                self.written += 1;
                note(
                    (person > 0).then(|| subject(person)),
                    &format!("{at}.{}", self.written),
                )
            })
            .collect();
        // It fails when the person was erased, and then leaves nothing behind.
        let _ = self.ledgers[at].append(drafts, ACTOR, now, &mut self.rng);
    }

    fn erase(&mut self, at: usize) {
        if self.dice(3) == 0 {
            let now = self.now(at);
            let person = subject(u8::try_from(1 + self.dice(4)).unwrap());
            let ground = Zeroizing::new(b"request".to_vec());
            let _ = self.ledgers[at].erase(person, ground, ACTOR, now, &mut self.rng);
        }
    }

    /// One asks another for what it lacks; the answer is on its way.
    fn ask(&mut self, from: usize) {
        let to = self.dice(self.ledgers.len());
        let limit = 1 + self.dice(6);
        let have = self.ledgers[to].have().unwrap();
        let mut batch = self.ledgers[from].events_after(&have, limit).unwrap();
        for at in (1..batch.events.len()).rev() {
            let other = self.dice(at + 1);
            batch.events.swap(at, other);
        }
        self.on_the_way.push((to, batch));
    }

    fn arrive(&mut self) {
        if self.on_the_way.is_empty() {
            return;
        }
        let which = self.dice(self.on_the_way.len());
        // Also with another one than it was meant for, and it may come again.
        let to = match self.dice(4) {
            0 => self.dice(self.ledgers.len()),
            _ => self.on_the_way[which].0,
        };
        let batch = match self.dice(3) {
            0 => self.on_the_way[which].1.clone(),
            _ => self.on_the_way.swap_remove(which).1,
        };
        let as_part = self.dice(2) == 0;
        let ledger = &mut self.ledgers[to];
        // At times the last part never comes.
        let imported = if as_part {
            ledger.import_part(batch, 0)
        } else {
            ledger.import(batch, 0)
        };
        assert_eq!(imported.unwrap().refused.len(), 0);
        if as_part && self.dice(2) == 0 {
            self.ledgers[to].settle().unwrap();
        }
    }

    /// The faults stop; all meet in a ring, and after two rounds all are one.
    fn heal(&mut self) {
        for _ in 0..2 {
            for from in 0..self.ledgers.len() {
                let to = (from + 1) % self.ledgers.len();
                loop {
                    let have = self.ledgers[to].have().unwrap();
                    let mut batch = self.ledgers[from].events_after(&have, 100).unwrap();
                    let more = batch.more;
                    // Keys may have come after their events.
                    batch.keys = self.ledgers[from].every_key().unwrap();
                    self.ledgers[to].import(batch, 0).unwrap();
                    if !more {
                        break;
                    }
                }
            }
        }
    }

    fn check(&mut self, seed: u64) {
        let have = self.ledgers[0].have().unwrap();
        let states = self.ledgers[0].entity_bytes().unwrap();
        let erased = self.ledgers[0].erased().unwrap();
        let total: u64 = have.values().map(|(seq, _)| seq).sum();
        for (at, ledger) in self.ledgers.iter_mut().enumerate() {
            let place = format!("seed {seed}, ledger {at}");
            assert_eq!(ledger.have().unwrap(), have, "{place}");
            assert_eq!(ledger.stats().unwrap().events, total, "{place}");
            assert_eq!(ledger.stats().unwrap().waiting, 0, "{place}");
            let streams = ledger.stream_stats().unwrap();
            assert_eq!(streams.len() as u64, self.shelters, "{place}");
            let of_streams: u64 = streams.iter().map(|one| one.events).sum();
            assert_eq!(of_streams, total, "{place}");
            assert_eq!(ledger.erased().unwrap(), erased, "{place}");
            assert!(
                ledger.entity_bytes().unwrap() == states,
                "{place}: states differ"
            );
            for subject in &erased {
                assert!(
                    ledger.entity(Entity::Subject(*subject)).unwrap().is_none(),
                    "{place}"
                );
            }
            for (_, page) in ledger.entities().unwrap() {
                assert_eq!(page.unreadable, 0, "{place}");
            }
            ledger.rebuild().unwrap();
            assert!(
                ledger.entity_bytes().unwrap() == states,
                "{place}: rebuilt differs"
            );
        }
        if !seed.is_multiple_of(4) {
            return;
        }
        let last = self.ledgers.last().unwrap();
        assert_eq!(last.verify().unwrap().problems, [], "seed {seed}");
    }
}

fn run(seed: u64, ledgers: u64, steps: usize) -> u64 {
    let mut world = World::new(seed, ledgers);
    for _ in 0..steps {
        world.step();
    }
    world.heal();
    world.check(seed);
    world.written
}

/// Runs so many worlds from a first seed on; a panic tells which one it was.
#[expect(clippy::print_stdout, reason = "read by people")]
fn worlds(first: u64, usual: u64, ledgers: u64, steps: usize, least_written: u64) {
    let began = Instant::now();
    let seeds = seeds(usual);
    let written = AtomicU64::new(0);
    let failed = failing(seeds, |seed| {
        written.fetch_add(run(first + seed, ledgers, steps), Ordering::Relaxed);
        Ok(())
    });
    assert_eq!(failed, []);
    assert!(written.into_inner() > seeds * least_written);
    println!("{ledgers} ledgers: {seeds} seeds in {:?}", began.elapsed());
}

#[test]
fn two_ledgers_become_one() {
    worlds(0, 1300, 2, 20, 5);
}

#[test]
fn three_ledgers_become_one() {
    worlds(10_000, 900, 3, 30, 8);
}

#[test]
fn ten_ledgers_become_one() {
    worlds(20_000, 60, 10, 120, 40);
}

/// The same history told with other clocks gives the same list: no clock decides an order.
#[test]
fn clocks_do_not_order() {
    let lines = |wrong: [i64; 3]| {
        let mut world = World::new(1, 3);
        world.wrong = wrong.to_vec();
        for at in [0, 1, 2, 1, 0, 2, 2, 0] {
            world.write(at);
            world.heal();
        }
        world.ledgers[0].entities().unwrap()
    };
    assert_eq!(lines([0, 0, 0]), lines([-3650, 3650, 1]));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    /// One set of events, cut into batches in two ways.
    #[test]
    fn a_union_does_not_depend_on_order_or_parts(
        seed in 0..10_000_u64,
        first in proptest::collection::vec((0..30_usize, 1..8_usize), 1..8),
        second in proptest::collection::vec((0..30_usize, 1..8_usize), 1..8),
    ) {
        let mut world = World::new(seed, 2);
        for at in [0, 1, 0, 0, 1, 1, 0] {
            world.write(at);
            world.ask(at);
            world.arrive();
        }
        world.heal();
        let whole = world.ledgers[0].events_after(&ledger::Have::new(), 1000).unwrap();
        let told = |parts: &[(usize, usize)], seed| {
            let mut ledger = in_memory(seed);
            for (from, length) in parts {
                let mut batch = whole.clone();
                batch.events = whole.events.iter().skip(*from).take(*length).cloned().collect();
                ledger.import_part(batch, 0).unwrap();
            }
            ledger.import_part(whole.clone(), 0).unwrap();
            ledger.settle().unwrap();
            ledger.entity_bytes().unwrap()
        };
        let states = world.ledgers[0].entity_bytes().unwrap();
        prop_assert_eq!(&told(&first, seed + 20_000), &states);
        prop_assert_eq!(&told(&second, seed + 40_000), &states);
    }
}
