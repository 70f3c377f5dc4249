//! Three booths, one authority, and everything that can go wrong between them.

use std::collections::{BTreeMap, VecDeque};

use ed25519_dalek::SigningKey;
use polling::booth::{Asking, Input, Setting, Stage};
use polling::claim::{
    Authority as _, ClaimAnswer, ClaimBook, FromAuthority, Question, ToAuthority, VoiceKey,
};
use polling::election::OutageRule;
use polling::fact::{Authority, Fact, Word};
use polling::plain::{BoothId, ClaimId, ElectorId};

use crate::desk::Desk;
use crate::dice::Dice;
use crate::disk::{Disk, Entry};
use crate::net::{Net, Parcel};
use crate::person::{Envelopes, Person, Vote};
use crate::town;

/// What is broken on purpose, to see that the judge finds it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Cripple {
    Nothing,
    /// A booth takes every elector for one of its own districts.
    EverybodyIsMine,
    /// The authority does not ask the home booth.
    NobodyIsAsked,
    /// A restarted booth draws a new claim instead of asking for the old one.
    RedrawnClaim,
    /// The program hears that facts are stored while they are not.
    StoredTooEarly,
}

/// When a claim became known where.
#[derive(Clone)]
pub struct Story {
    pub ground: Authority,
    pub accepted: u64,
    /// As of when the booth's copy was, then.
    pub copy_of: u64,
    pub at_hub: Option<u64>,
    pub told: Option<u64>,
    pub contested: bool,
}

pub struct World {
    pub now: u64,
    pub dice: Dice,
    pub net: Net,
    pub book: ClaimBook,
    pub hub: [Vec<Entry>; 3],
    pub desks: Vec<Desk>,
    pub booths: Vec<BoothId>,
    pub queues: Vec<VecDeque<ElectorId>>,
    pub held: Vec<(ElectorId, ClaimId)>,
    pub votes: Vec<Vote>,
    pub envelopes: Vec<Envelopes>,
    pub stories: BTreeMap<ClaimId, Story>,
    pub calm: bool,
    pub rule: OutageRule,
    pub faults: Vec<String>,
    pub tells: bool,
    /// When each claim was granted.
    pub granted: BTreeMap<ClaimId, u64>,
    cripple: Cripple,
    voice: VoiceKey,
}

/// How long the wild part lasts, in milliseconds.
pub const WILD: u64 = 14_000;
const STEP: u64 = 50;
pub const ELECTORS: u8 = 7;

impl World {
    pub fn new(seed: u64, rule: OutageRule, cripple: Cripple) -> Self {
        let election = town::election(rule);
        let key = SigningKey::from_bytes(&[7; 32]);
        let book = ClaimBook::new(key, 1);
        let voice = VoiceKey::new([9; 32]);
        let booths: Vec<BoothId> = election.booths.iter().map(|one| one.id.clone()).collect();
        let desk = |number: usize| {
            let mine = cripple == Cripple::EverybodyIsMine;
            let setting = Setting {
                booth: booths[number].clone(),
                rule,
                patience: 800,
                early: true,
                roll: [1; 8],
                election: [2; 8],
                authority: book.verifying_key(),
                voice: voice.clone(),
            };
            let mut desk = Desk {
                number,
                disk: Disk::new(booths[number].clone(), election.clone(), mine),
                setting,
                flow: None,
                writing: VecDeque::new(),
                person: None,
                off_until: 0,
                shared: 0,
                offered: 0,
                fresh: 0,
                acts_at: 0,
                signs: true,
                forgets_asked: cripple == Cripple::RedrawnClaim,
            };
            desk.start(0);
            desk
        };
        let desks = (0..3).map(desk).collect();
        Self {
            now: 0,
            dice: Dice::new(seed),
            net: Net::new(),
            book,
            hub: [Vec::new(), Vec::new(), Vec::new()],
            desks,
            booths,
            queues: vec![VecDeque::new(), VecDeque::new(), VecDeque::new()],
            held: Vec::new(),
            votes: Vec::new(),
            envelopes: Vec::new(),
            stories: BTreeMap::new(),
            calm: false,
            rule,
            faults: Vec::new(),
            tells: false,
            granted: BTreeMap::new(),
            cripple,
            voice,
        }
    }

    /// The wild part, then the calm one until nothing moves any more.
    pub fn run(&mut self) {
        self.plan();
        while self.now < WILD {
            self.weather();
            self.round();
        }
        self.calm = true;
        self.net.calm = true;
        self.net.up = [true; 3];
        for queue in &mut self.queues {
            queue.clear();
        }
        for desk in &mut self.desks {
            desk.off_until = self.now;
        }
        let end = self.now + 60_000;
        while self.now < end && !self.is_settled() {
            self.round();
        }
        if !self.is_settled() {
            self.faults.push("it does not come to rest".to_owned());
            for desk in self.desks.iter().filter(|_| self.tells) {
                let flow = desk.flow.as_ref();
                println!(
                    "{:?} {:?} {:?}, held {}",
                    flow.map(polling::booth::Flow::stage),
                    flow.map(polling::booth::Flow::debts),
                    desk.person
                        .as_ref()
                        .map(|person| (person.elector, person.gone)),
                    self.held.len()
                );
            }
        }
    }

    fn round(&mut self) {
        self.now += STEP;
        self.book
            .at_hour(i64::try_from(self.now / 3_600_000).unwrap());
        for parcel in self.net.arrived(self.now, &mut self.dice) {
            self.deliver(parcel);
        }
        for at in 0..3 {
            self.desks[at].disk.day = crate::town::day(self.now);
            if self.desks[at].flow.is_none() {
                if self.now >= self.desks[at].off_until {
                    self.desks[at].start(self.now);
                }
                continue;
            }
            self.disk_writes(at);
            let outputs = self.desks[at].step(self.now, Input::Tick);
            self.carry_out(at, outputs);
            if self.now >= self.desks[at].acts_at {
                let pause = if self.calm { 0 } else { self.dice.below(400) };
                self.desks[at].acts_at = self.now + pause;
                self.clerk(at);
                self.doors(at);
                self.envelopes(at);
            }
            if self.now >= self.desks[at].offered + 300 {
                self.offer(at);
            }
        }
    }

    fn disk_writes(&mut self, at: usize) {
        let early = self.cripple == Cripple::StoredTooEarly;
        if early {
            let tokens: Vec<_> = self.desks[at].writing.iter().map(|one| one.token).collect();
            for token in tokens {
                let outputs = self.desks[at].step(self.now, Input::Stored(token));
                self.carry_out(at, outputs);
            }
        }
        while self.desks[at]
            .writing
            .front()
            .is_some_and(|one| one.due <= self.now)
        {
            let Some(write) = self.desks[at].writing.pop_front() else {
                break;
            };
            let token = write.token;
            if !self.calm && !early && self.dice.in_thousand(10) {
                let outputs = self.desks[at].step(self.now, Input::NotStored(token));
                self.carry_out(at, outputs);
                continue;
            }
            let entries = self.desks[at].write(self.now, write.elector, write.facts);
            self.written(at, &entries, write.copy_of);
            let outputs = self.desks[at].step(self.now, Input::Stored(token));
            self.carry_out(at, outputs);
        }
    }

    /// The witness writes down what really happened.
    pub fn written(&mut self, at: usize, entries: &[Entry], copy_of: u64) {
        for entry in entries {
            if self.tells {
                println!(
                    "{} {at}: {:?} {}",
                    self.now,
                    entry.elector.map(|one| one.0[0]),
                    crate::weather::told(&entry.fact)
                );
            }
            match (&entry.fact, entry.elector) {
                (Fact::Accepted(accepted), Some(_)) => {
                    let granted = matches!(accepted.authority, Authority::Granted(_));
                    let story = Story {
                        ground: accepted.authority.clone(),
                        accepted: self
                            .granted
                            .get(&accepted.claim)
                            .copied()
                            .unwrap_or(self.now),
                        copy_of,
                        at_hub: None,
                        told: granted.then_some(self.now),
                        contested: false,
                    };
                    if self.stories.insert(accepted.claim, story).is_some() {
                        self.faults.push("one claim was accepted twice".to_owned());
                    }
                }
                (Fact::Held(held), Some(elector)) => self.held.push((elector, held.hold)),
                (Fact::Released(released), _) => {
                    self.held.retain(|(_, hold)| *hold != released.hold);
                }
                (Fact::Told(told), _) => {
                    if let Some(story) = self.stories.get_mut(&told.claim) {
                        story.told.get_or_insert(self.now);
                        story.contested |= matches!(told.word, Word::Contested(_));
                    }
                }
                _ => {}
            }
        }
    }

    fn offer(&mut self, at: usize) {
        let desk = &mut self.desks[at];
        desk.offered = self.now;
        let from = usize::try_from(desk.shared).unwrap();
        let own = desk.disk.logs[at][from..].to_vec();
        let parcel = Parcel::Offer(at, self.now, desk.disk.have(), own);
        self.net.send(self.now, parcel, &mut self.dice);
    }

    fn deliver(&mut self, parcel: Parcel) {
        match parcel {
            Parcel::Up(at, message) => {
                let answer = self.crippled(message).put(&mut self.book);
                self.witness(&answer);
                let parcel = Parcel::Down(at, answer);
                self.net.send(self.now, parcel, &mut self.dice);
            }
            Parcel::Down(at, answer) => {
                let outputs = self.desks[at].step(self.now, Input::Heard(answer));
                self.carry_out(at, outputs);
            }
            Parcel::Offer(at, asked, have, entries) => {
                for entry in entries {
                    if entry.seq == self.hub[at].len() as u64 {
                        if let Fact::Accepted(accepted) = &entry.fact
                            && let Some(story) = self.stories.get_mut(&accepted.claim)
                        {
                            story.at_hub = Some(self.now);
                        }
                        self.hub[at].push(entry);
                    }
                }
                let shared = self.hub[at].len() as u64;
                let mut more = Vec::new();
                for device in (0..3).filter(|device| *device != at) {
                    let from = usize::try_from(have[device]).unwrap();
                    more.extend(self.hub[device].iter().skip(from).cloned());
                }
                let parcel = Parcel::Share(at, asked, shared, more);
                self.net.send(self.now, parcel, &mut self.dice);
            }
            Parcel::Share(at, asked, shared, entries) => {
                let desk = &mut self.desks[at];
                if desk.flow.is_none() {
                    return;
                }
                desk.shared = desk.shared.max(shared);
                for entry in entries {
                    desk.disk.take(entry);
                }
                desk.fresh = desk.fresh.max(asked);
                let outputs = desk.step(self.now, Input::CopyIsFresh);
                self.carry_out(at, outputs);
            }
        }
    }

    fn witness(&mut self, answer: &FromAuthority) {
        if let FromAuthority::Claim {
            id,
            answer: ClaimAnswer::Granted(_),
            ..
        } = answer
        {
            self.granted.entry(*id).or_insert(self.now);
        }
    }

    fn crippled(&self, message: ToAuthority) -> ToAuthority {
        match message {
            ToAuthority::Claim(mut request) if self.cripple == Cripple::NobodyIsAsked => {
                request.home = None;
                ToAuthority::Claim(request)
            }
            other => other,
        }
    }

    /// Outage rule 3: somebody at the authority makes the claim that is read out, and reads the code back.
    pub fn telephone(&mut self, asking: &Asking) -> Option<String> {
        let one = &asking.request;
        let read_out = self.voice.question(asking.lot, one);
        let question = Question::heard(&read_out).unwrap();
        let (ballots, booth) = (one.ballots.clone(), one.booth.clone());
        let request = self.voice.asked(question, one.elector, ballots, booth, 1);
        let request = request.unwrap();
        assert_eq!(request.id, asking.request.id);
        match self.book.claim(&request) {
            ClaimAnswer::Granted(_) => {
                self.granted.entry(request.id).or_insert(self.now);
                Some(self.voice.code(&request))
            }
            _ => None,
        }
    }

    pub fn arrive(&mut self, elector: ElectorId) -> Person {
        Person {
            elector,
            papers: [].into(),
            claim: None,
            absentee: false,
            patience: 500 + self.dice.below(4_000),
            gone: false,
            came: self.now,
        }
    }

    fn is_settled(&self) -> bool {
        let still = |desk: &Desk| {
            desk.writing.is_empty()
                && desk.person.is_none()
                && desk.flow.as_ref().is_some_and(|flow| {
                    flow.debts().is_empty()
                        && *flow.stage() == Stage::Waiting
                        && flow.unfinished().is_empty()
                        && flow.still_at_desk().next().is_none()
                })
        };
        let lengths = self.hub.each_ref().map(|log| log.len() as u64);
        self.held.is_empty()
            && self.envelopes.is_empty()
            && self
                .desks
                .iter()
                .all(|desk| still(desk) && desk.disk.have() == lengths)
    }
}
