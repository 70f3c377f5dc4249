//! Desks, the links and sticks between them, and chance.

mod healing;

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

use ledger::{Batch, Entity, Have, Identity, Ledger, Now, StreamId, SubjectId};
use rand_chacha::ChaCha8Rng;
use tempfile::TempDir;
use zeroize::Zeroizing;

use crate::dice::Dice;
use crate::support::{ACTOR, Notes, STREAM, identity, key, note, rng};

const DAY_MS: i64 = 24 * 60 * 60 * 1000;

#[derive(Clone, Copy)]
pub enum Clocks {
    Right,
    /// Wrong by up to a month, each its own way, and set at times.
    Wrong,
}

/// A way to synchronise that loses, to show that the simulation finds it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    None,
    /// The sender takes what it sent for what arrived.
    TrustsTheLink,
    /// The receiver drops what does not follow at once, and asks for what comes after it.
    SkipsGaps,
}

struct Desk {
    ledger: Option<Ledger<Notes>>,
    /// On a disk, or else in memory only and never restarted.
    file: Option<PathBuf>,
    backup: Option<PathBuf>,
    clock_wrong_ms: i64,
    /// What it asked with earlier, for a question that arrives late.
    asked_before: Have,
    /// With [`Fault::SkipsGaps`]: what it says it has.
    claims: Have,
}

pub struct World {
    dice: Dice,
    rng: ChaCha8Rng,
    clocks: Clocks,
    fault: Fault,
    shelters: usize,
    desks: Vec<Desk>,
    /// On the way, to whom.
    mail: Vec<(usize, Batch)>,
    /// Written once, and taken in anywhere at any time.
    sticks: Vec<Vec<u8>>,
    /// With [`Fault::TrustsTheLink`]: what each desk believes of another.
    believed: BTreeMap<(usize, usize), Have>,
    minutes: i64,
    texts: u32,
    /// How many events were confirmed in all.
    written: usize,
    restored: bool,
    /// What all desks held together when the faults stopped.
    held: Have,
    folder: TempDir,
}

impl World {
    pub fn new(seed: u64, desks: usize, clocks: Clocks, fault: Fault) -> Self {
        let memory = std::path::Path::new("/dev/shm");
        let folder = if memory.is_dir() {
            tempfile::tempdir_in(memory)
        } else {
            tempfile::tempdir()
        };
        let mut world = Self {
            shelters: 1 + usize::try_from(seed / 8 % 4).unwrap(),
            dice: Dice::new(seed),
            rng: rng(seed),
            clocks,
            fault,
            desks: Vec::new(),
            mail: Vec::new(),
            sticks: Vec::new(),
            believed: BTreeMap::new(),
            minutes: 0,
            texts: 0,
            written: 0,
            restored: false,
            held: Have::new(),
            folder: folder.unwrap(),
        };
        let on_disks = seed.is_multiple_of(3) && desks < 10;
        for number in 0..desks {
            world.add_desk(number, on_disks);
        }
        world
    }

    fn add_desk(&mut self, number: usize, on_disk: bool) {
        // Three of four worlds are of several shelters.
        let stream = match number % self.shelters {
            0 => STREAM,
            other => StreamId([u8::try_from(other).unwrap(); 16]),
        };
        let identity = Identity {
            stream,
            ..identity(&format!("PC {number}"))
        };
        let file = on_disk.then(|| self.folder.path().join(format!("{number}.kzl")));
        let ledger = match &file {
            Some(file) => Ledger::create(file, &key(), &identity, Notes::default(), &mut self.rng),
            None => Ledger::in_memory(&identity, Notes::default(), &mut self.rng),
        };
        self.desks.push(Desk {
            ledger: Some(ledger.unwrap()),
            file,
            backup: None,
            clock_wrong_ms: 0,
            asked_before: Have::new(),
            claims: Have::new(),
        });
        self.set_clock(number);
    }

    pub fn ledger(&self, desk: usize) -> &Ledger<Notes> {
        self.desks[desk].ledger.as_ref().unwrap()
    }

    fn ledger_mut(&mut self, desk: usize) -> &mut Ledger<Notes> {
        self.desks[desk].ledger.as_mut().unwrap()
    }

    fn any_desk(&mut self) -> usize {
        self.dice.below(self.desks.len())
    }

    fn set_clock(&mut self, desk: usize) {
        let days = i64::try_from(self.dice.below(61)).unwrap() - 30;
        if matches!(self.clocks, Clocks::Wrong) {
            self.desks[desk].clock_wrong_ms = days * DAY_MS;
        }
    }

    fn now(&self, desk: usize) -> Now {
        let true_ms = 1_795_000_000_000 + self.minutes * 60_000;
        Now {
            wall_ms: true_ms + self.desks[desk].clock_wrong_ms,
            boot: [1; 8],
            mono_ms: u64::try_from(self.minutes * 60_000).unwrap(),
        }
    }

    /// One thing happens somewhere.
    pub fn step(&mut self) {
        self.minutes += 1;
        let desk = self.any_desk();
        match self.dice.below(100) {
            0..40 => self.write(desk),
            40..66 => self.meet(desk),
            66..78 => self.deliver_some(),
            78..83 => self.write_stick(desk),
            83..90 => self.read_some_stick(desk),
            90..93 => self.erase(desk),
            93..95 => self.set_clock(desk),
            95..97 => self.restart(desk),
            97..99 => self.back_up(desk),
            _ => self.restore(desk),
        }
    }

    /// Somebody new, or a word more of somebody known here, or of the shelter.
    fn write(&mut self, desk: usize) {
        let known = self.ledger(desk).entities().unwrap();
        let subject = match self.dice.below(3) {
            0 => None,
            1 => Some(SubjectId::random(&mut self.rng)),
            _ if known.is_empty() => Some(SubjectId::random(&mut self.rng)),
            _ => match known[self.dice.below(known.len())].0 {
                Entity::Stream(_) => None,
                Entity::Subject(subject) => Some(subject),
            },
        };
        let drafts = (0..=self.dice.below(3)).map(|_| {
            self.texts += 1;
            note(subject, &format!("note {}", self.texts))
        });
        let drafts = drafts.collect();
        let now = self.now(desk);
        let ledger = self.desks[desk].ledger.as_mut().unwrap();
        let appended = ledger.append(drafts, ACTOR, now, &mut self.rng).unwrap();
        self.written += appended.events.len();
    }

    /// Another desk asks this one for what it lacks, over a link that loses, repeats and delays.
    fn meet(&mut self, from: usize) {
        let to = self.any_desk();
        if to == from {
            return;
        }
        let limit = 1 + self.dice.below(12);
        let late = self.dice.below(5) == 0;
        let batch = self.asked(from, to, limit, late);
        let fate = self.dice.below(100);
        if fate >= 80 {
            self.mail.push((to, batch.clone()));
        }
        match fate {
            0..25 => {}
            25..55 => self.mail.push((to, batch)),
            _ => self.take_in(to, batch),
        }
    }

    fn asked(&mut self, from: usize, to: usize, limit: usize, late: bool) -> Batch {
        let mut have = self.ledger(to).have().unwrap();
        if self.fault == Fault::SkipsGaps {
            raise(&mut have, &self.desks[to].claims);
        }
        let fresh = have.clone();
        if late {
            have = std::mem::replace(&mut self.desks[to].asked_before, fresh);
        }
        if self.fault == Fault::TrustsTheLink {
            have = self.believed.get(&(from, to)).cloned().unwrap_or_default();
        }
        let batch = self.ledger(from).events_after(&have, limit).unwrap();
        if self.fault == Fault::TrustsTheLink {
            raise(self.believed.entry((from, to)).or_default(), &ends(&batch));
        }
        batch
    }

    fn take_in(&mut self, desk: usize, mut batch: Batch) {
        if self.fault == Fault::SkipsGaps {
            let mut have = self.ledger(desk).have().unwrap();
            raise(&mut self.desks[desk].claims, &ends(&batch));
            batch.events.retain(|signed| {
                let header = signed.header().unwrap();
                let end = have.entry(header.device).or_default();
                let follows = header.seq <= end.0 + 1;
                if header.seq == end.0 + 1 {
                    *end = (header.seq, signed.hash());
                }
                follows
            });
        }
        let wall_ms = self.now(desk).wall_ms;
        let imported = self.ledger_mut(desk).import(batch, wall_ms).unwrap();
        assert!(imported.refused.is_empty(), "a right event was refused");
        assert!(
            imported.suspended.is_empty(),
            "a right device was suspended"
        );
    }

    fn deliver_some(&mut self) {
        if !self.mail.is_empty() {
            let some = self.dice.below(self.mail.len());
            let (to, batch) = self.mail.swap_remove(some);
            self.take_in(to, batch);
        }
    }

    /// Everything of a desk, in bytes.
    fn write_stick(&mut self, desk: usize) {
        let all = self
            .ledger(desk)
            .events_after(&Have::new(), usize::MAX >> 1)
            .unwrap();
        let mut bytes = Vec::new();
        ciborium::into_writer(&all, &mut bytes).unwrap();
        self.sticks.push(bytes);
    }

    fn read_some_stick(&mut self, desk: usize) {
        if self.sticks.is_empty() {
            return;
        }
        let some = self.dice.below(self.sticks.len());
        let mut batch: Batch = ciborium::from_reader(&self.sticks[some][..]).unwrap();
        // In any order, and at times with holes.
        for place in (1..batch.events.len()).rev() {
            batch.events.swap(place, self.dice.below(place + 1));
        }
        if self.dice.below(3) == 0 {
            batch.events.truncate(batch.events.len() / 2);
        }
        self.take_in(desk, batch);
    }

    fn erase(&mut self, desk: usize) {
        let known = self.ledger(desk).entities().unwrap().into_iter();
        let subjects: Vec<SubjectId> = known
            .filter_map(|(entity, _)| match entity {
                Entity::Stream(_) => None,
                Entity::Subject(subject) => Some(subject),
            })
            .collect();
        if subjects.is_empty() {
            return;
        }
        let subject = subjects[self.dice.below(subjects.len())];
        self.texts += 1;
        let ground = Zeroizing::new(format!("ground {}", self.texts).into_bytes());
        let now = self.now(desk);
        let ledger = self.desks[desk].ledger.as_mut().unwrap();
        ledger
            .erase(subject, ground, ACTOR, now, &mut self.rng)
            .unwrap();
        self.written += 1;
    }

    fn restart(&mut self, desk: usize) {
        if let Some(file) = self.desks[desk].file.clone() {
            self.desks[desk].ledger = None;
            let opened = Ledger::open(&file, &key(), Notes::default()).unwrap();
            self.desks[desk].ledger = Some(opened);
        }
    }

    fn back_up(&mut self, desk: usize) {
        if let Some(file) = self.desks[desk].file.clone() {
            self.desks[desk].ledger = None;
            let backup = file.with_extension("backup");
            fs::copy(&file, &backup).unwrap();
            self.desks[desk].backup = Some(backup);
            self.restart(desk);
        }
    }

    /// What was written since the backup and given to nobody is lost; the rest comes back.
    fn restore(&mut self, desk: usize) {
        let Some(backup) = self.desks[desk].backup.clone() else {
            return;
        };
        let file = self.desks[desk].file.clone().unwrap();
        self.desks[desk].ledger = None;
        fs::copy(backup, file).unwrap();
        self.restart(desk);
        self.desks[desk].claims.clear();
        self.desks[desk].asked_before.clear();
        self.restored = true;
        let ledger = self.desks[desk].ledger.as_mut().unwrap();
        ledger.renew_device("PC, restored", &mut self.rng).unwrap();
    }
}

/// The last event of each device in a batch.
fn ends(batch: &Batch) -> Have {
    let mut ends = Have::new();
    for signed in &batch.events {
        let header = signed.header().unwrap();
        raise(
            &mut ends,
            &Have::from([(header.device, (header.seq, signed.hash()))]),
        );
    }
    ends
}

fn raise(have: &mut Have, other: &Have) {
    for (device, end) in other {
        let known = have.entry(*device).or_insert(*end);
        if end.0 > known.0 {
            *known = *end;
        }
    }
}
