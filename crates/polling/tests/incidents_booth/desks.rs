//! Desks that share one authority and, while their link is there, their facts.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use ed25519_dalek::SigningKey;
use jiff::civil::{Date, date};
use polling::booth::{Act, DeskRefusal, Flow, Gate, Input, Local, Output, Setting, Staff, Stage};
use polling::claim::{Authority as _, ClaimAnswer, ClaimBook, Lot, Question, VoiceKey};
use polling::election::{Election, OutageRule, SlipMode};
use polling::elector::{BirthDate, Elector, Person, Sex};
use polling::eligibility::Visit;
use polling::fact::{Fact, Means, Written};
use polling::plain::{Actor, BallotId, BoothId, DeviceId, DistrictId, ElectorId, Mark, Moment};
use polling::role::Role;
use polling::status::ElectorState;

pub const CLERK: Staff = Staff {
    actor: Actor([1; 8]),
    role: Role::Clerk,
};
pub const OFFICER: Staff = Staff {
    actor: Actor([2; 8]),
    role: Role::Officer,
};

/// Seventeen today, and eighteen on election day.
pub const YOUNG: u8 = 9;

pub fn ballot(name: &str) -> BallotId {
    BallotId::new(name).unwrap()
}

pub fn who(number: u8) -> ElectorId {
    ElectorId([number; 16])
}

/// An invented elector of a district.
pub fn elector(number: u8, district: &str) -> Elector {
    Elector {
        id: who(number),
        number: format!("{number:07}"),
        district: DistrictId::new(district).unwrap(),
        page_line: (1, u32::from(number)),
        person: Person {
            name: format!("架空　{number}"),
            kana: "カクウ".to_owned(),
            former_name: String::new(),
            birth: BirthDate {
                year: 1980,
                month: 1,
                day: 1,
            },
            sex: Sex::Other,
            address: "架空".to_owned(),
        },
        registered_on: None,
        marks: BTreeSet::new(),
        strike_off_on: None,
        ballots: None,
        already: BTreeMap::new(),
        ticket: None,
    }
}

/// What a desk has on its disk.
pub struct Copy {
    pub roll: BTreeMap<ElectorId, Elector>,
    pub states: BTreeMap<ElectorId, ElectorState>,
    pub election: Election,
    pub booth: BoothId,
    pub today: Date,
}

impl Local for Copy {
    fn gate(&self, elector: &ElectorId) -> Gate {
        let Some(known) = self.roll.get(elector) else {
            return Gate::default();
        };
        let visit = Visit::early(self.today);
        let state = self.states.get(elector).cloned().unwrap_or_default();
        Gate::of(known, &state, &self.election, &visit, &self.booth)
    }
}

pub struct Desk {
    pub flow: Flow,
    pub copy: Copy,
    pub book: Rc<RefCell<ClaimBook>>,
    pub voice: VoiceKey,
    /// Whether the authority can be reached.
    pub link: bool,
    /// Whether the disk takes anything.
    pub disk: bool,
    pub facts: Vec<(Option<ElectorId>, Fact)>,
    pub now: u64,
    lots: u64,
    marks: u8,
}

/// The first one is the city hall, the second the branch in the east, the third the bus.
pub fn desks(rule: OutageRule) -> [Desk; 3] {
    let mut election = Election::parse(include_str!("../../examples/election.toml")).unwrap();
    election.outage = rule;
    election.ballots.truncate(2);
    let book = ClaimBook::new(SigningKey::from_bytes(&[1; 32]), 1);
    let key = book.verifying_key();
    let book = Rc::new(RefCell::new(book));
    let voice = VoiceKey::new([3; 32]);
    [0, 1, 2].map(|number: usize| {
        let booth = election.booths[number].id.clone();
        let setting = Setting {
            booth: booth.clone(),
            rule,
            patience: u64::from(election.patience_seconds) * 1000,
            early: true,
            roll: [1; 8],
            election: election.hash(),
            authority: key,
            voice: voice.clone(),
        };
        let mut roll: BTreeMap<ElectorId, Elector> =
            (1..=9).map(|one| (who(one), elector(one, "001"))).collect();
        if let Some(young) = roll.get_mut(&who(YOUNG)) {
            // Of age on the fifth, two days after today and three before election day.
            young.person.birth = BirthDate {
                year: 2008,
                month: 2,
                day: 6,
            };
        }
        Desk {
            flow: Flow::new(setting, 0),
            copy: Copy {
                roll,
                states: BTreeMap::new(),
                election: election.clone(),
                booth,
                today: date(2026, 2, 3),
            },
            book: book.clone(),
            voice: voice.clone(),
            link: true,
            disk: true,
            facts: Vec::new(),
            now: 0,
            lots: u64::try_from(number).unwrap() * 1000,
            marks: u8::try_from(number).unwrap() * 80,
        }
    })
}

impl Desk {
    /// One act, with everything that follows from it at once.
    pub fn act(&mut self, act: Act) -> Result<(), DeskRefusal> {
        let outputs = self.flow.step(self.now, Input::Act(act), &self.copy)?;
        self.follow(outputs);
        Ok(())
    }

    /// Time passes, in tenths of a second.
    pub fn wait(&mut self, milliseconds: u64) {
        let end = self.now + milliseconds;
        while self.now < end {
            self.now += 100;
            self.input(Input::Tick);
        }
    }

    pub fn input(&mut self, input: Input) {
        let outputs = self.flow.step(self.now, input, &self.copy).unwrap();
        self.follow(outputs);
    }

    fn follow(&mut self, outputs: Vec<Output>) {
        for output in outputs {
            match output {
                Output::Append {
                    token,
                    elector,
                    facts,
                } if self.disk => {
                    for fact in facts {
                        self.take(elector, &fact);
                        self.facts.push((elector, fact));
                    }
                    self.input(Input::Stored(token));
                }
                Output::Append { token, .. } => self.input(Input::NotStored(token)),
                Output::Send(message) if self.link => {
                    let answer = message.put(&mut *self.book.borrow_mut());
                    self.input(Input::Heard(answer));
                }
                Output::Send(_) | Output::PrintSlip { .. } => {}
            }
        }
    }

    /// A fact, its own or another desk's, arrives on the disk.
    pub fn take(&mut self, elector: Option<ElectorId>, fact: &Fact) {
        let Some(elector) = elector else {
            return;
        };
        self.marks += 1;
        let written = Written {
            mark: Mark([self.marks; 8]),
            device: DeviceId([self.marks; 16]),
            seq: 0,
            stream: [0; 16],
            actor: Actor([1; 8]),
            entered: Moment(0),
            occurred: None,
            basis: Vec::new(),
        };
        let state = self.copy.states.entry(elector).or_default();
        state.apply(fact, &written);
    }

    /// Everything that the other desk has written since a place in its list.
    pub fn hear_from(&mut self, other: &Self) {
        for (elector, fact) in &other.facts {
            self.take(*elector, fact);
        }
        self.input(Input::CopyIsFresh);
    }

    /// Until the officer has the slip in hand.
    pub fn open_page(&mut self, elector: ElectorId) -> Result<(), DeskRefusal> {
        self.act(Act::Found {
            candidates: vec![elector],
            means: Means::Spoken,
        })?;
        self.act(Act::Choose(elector))?;
        if let Stage::Accepted(_) = self.flow.stage() {
            return Ok(());
        }
        self.act(Act::Reason(1))?;
        self.act(Act::SlipInHand(SlipMode::Signed))
    }

    pub fn accept(&mut self) -> Result<(), DeskRefusal> {
        self.accept_by(CLERK)
    }

    pub fn accept_by(&mut self, by: Staff) -> Result<(), DeskRefusal> {
        self.lots += 1;
        let lot = Lot::of(self.lots);
        self.act(Act::Accept { lot, by })
    }

    /// Papers and envelopes for an absentee vote; whether they are on offer then.
    pub fn receive_absentee(&mut self, number: u8) -> bool {
        self.open_page(who(number)).unwrap();
        let _ = self.accept_by(OFFICER);
        self.is_accepted()
    }

    /// Page and acceptance; whether ballots are on offer then.
    pub fn receive(&mut self, number: u8) -> bool {
        self.open_page(who(number)).unwrap();
        let _ = self.accept();
        self.is_accepted()
    }

    pub fn is_accepted(&self) -> bool {
        matches!(self.flow.stage(), Stage::Accepted(_)) && !self.flow.is_storing()
    }

    /// Hands out what is offered and lets the elector go.
    pub fn hand_out(&mut self) {
        for name in ["house-single", "house-proportional"] {
            self.act(Act::Issue(ballot(name))).unwrap();
        }
        self.act(Act::LeaveWithBallots).unwrap();
    }

    /// Somebody at the authority makes the claim that is read out.
    pub fn telephone(&self) -> Option<String> {
        let Stage::Voice(asking) = self.flow.stage() else {
            return None;
        };
        let one = &asking.request;
        let read_out = self.voice.question(asking.lot, one);
        let question = Question::heard(&read_out).unwrap();
        let (ballots, booth) = (one.ballots.clone(), one.booth.clone());
        let request = self.voice.asked(question, one.elector, ballots, booth, 1);
        let request = request.unwrap();
        match self.book.borrow_mut().claim(&request) {
            ClaimAnswer::Granted(_) => Some(self.voice.code(&request)),
            _ => None,
        }
    }

    pub fn withdraw(
        &mut self,
        names: &[&str],
        by: Staff,
        second: Staff,
    ) -> Result<(), DeskRefusal> {
        let ballots: BTreeSet<BallotId> = names.iter().map(|name| ballot(name)).collect();
        self.act(Act::Withdraw {
            ballots,
            because: polling::fact::WithdrawnBecause::WrongKind,
            note: "種類違い".to_owned(),
            by,
            second,
        })
    }
}
