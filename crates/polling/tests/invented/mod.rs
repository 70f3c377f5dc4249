//! Invented electors and facts (架空). Nobody of these names lives at these addresses.
#![allow(dead_code, reason = "each test file uses some of it")]

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use jiff::civil::{Date, date};
use polling::claim::Lot;
use polling::election::{Ballot, Election, SlipMode};
use polling::elector::{Already, BirthDate, Elector, MarkKind, Person, RollMark, Sex};
use polling::eligibility::{Case, Decision, Visit};
use polling::fact::{
    AbsenteeStep, Accepted, Asked, Authority, Declined, Fact, Held, Issued, LeftDesk, Means,
    Withdrawn, WithdrawnBecause, Written,
};
use polling::plain::{
    Actor, BallotId, BoothId, ClaimId, DeviceId, DistrictId, ElectorId, Mark, Moment,
};
use polling::status::ElectorState;

/// The sample: House, review four days later, governor, and a council seat of the east.
pub fn election() -> Election {
    static SAMPLE: LazyLock<Election> = LazyLock::new(|| {
        let text = include_str!("../../examples/election.toml");
        Election::parse(text).expect("the sample is right")
    });
    SAMPLE.clone()
}

pub fn ballot_id(name: &str) -> BallotId {
    BallotId::new(name).expect("a name")
}

pub fn booth_id(name: &str) -> BoothId {
    BoothId::new(name).expect("a name")
}

pub fn district(name: &str) -> DistrictId {
    DistrictId::new(name).expect("a name")
}

pub fn ballot<'e>(election: &'e Election, name: &str) -> &'e Ballot {
    election
        .ballot(&ballot_id(name))
        .expect("a ballot of the sample")
}

pub fn born(year: i16, month: i8, day: i8) -> BirthDate {
    BirthDate { year, month, day }
}

/// An elector of the district of the town hall, with no mark.
pub fn elector() -> Elector {
    Elector {
        id: ElectorId([1; 16]),
        number: "0000001".to_owned(),
        district: district("001"),
        page_line: (1, 1),
        person: Person {
            name: "風見 花子".to_owned(),
            kana: "カザミ ハナコ".to_owned(),
            former_name: String::new(),
            birth: born(1980, 5, 5),
            sex: Sex::Female,
            address: "風見市本町1-1".to_owned(),
        },
        registered_on: Some(date(2015, 6, 1)),
        marks: BTreeSet::new(),
        strike_off_on: None,
        ballots: None,
        already: BTreeMap::new(),
        ticket: Some("T0000001".to_owned()),
    }
}

pub fn mark(kind: MarkKind, since: Option<Date>) -> RollMark {
    RollMark {
        kind,
        since,
        until: None,
        detail: String::new(),
    }
}

/// What an early-voting place decides on a day.
pub fn early(
    elector: &Elector,
    state: &ElectorState,
    election: &Election,
    name: &str,
    day: Date,
) -> Decision {
    decide(elector, state, election, name, &Visit::early(day))
}

pub fn decide(
    elector: &Elector,
    state: &ElectorState,
    election: &Election,
    name: &str,
    visit: &Visit,
) -> Decision {
    let ballot = ballot(election, name);
    let case = Case {
        elector,
        state,
        ballot,
        election,
        visit,
    };
    case.decide()
}

/// Writes facts of one elector, one after another, and folds them.
#[derive(Default, Clone)]
pub struct Story {
    pub facts: Vec<(Fact, Written)>,
}

impl Story {
    /// One more fact of a PC, that settles the facts of `basis`.
    pub fn write(&mut self, device: u8, at: Moment, basis: &[Mark], fact: Fact) -> Mark {
        let number = u64::try_from(self.facts.len()).expect("few facts");
        let mark = Mark(number.to_be_bytes());
        let written = Written {
            mark,
            device: DeviceId([device; 16]),
            seq: number,
            stream: [device; 16],
            actor: Actor([device; 8]),
            entered: at,
            occurred: None,
            basis: basis.to_vec(),
        };
        self.facts.push((fact, written));
        mark
    }

    pub fn state(&self) -> ElectorState {
        let mut state = ElectorState::default();
        for (fact, written) in &self.facts {
            state.apply(fact, written);
        }
        state
    }

    /// Asked, granted, handed out and gone.
    pub fn votes(&mut self, claim: u8, booth: &str, at: Moment, ballots: &[&str]) -> Mark {
        self.write(claim, at, &[], asked(claim, booth, ballots));
        let mark = self.write(claim, at, &[], accepted(claim, booth, ballots));
        for ballot in ballots {
            self.write(claim, at, &[], issued(claim, ballot));
        }
        self.write(claim, at, &[], left(claim));
        mark
    }
}

/// A day and hour of Japan.
pub fn moment(year: i16, month: i8, day: i8, hour: i8) -> Moment {
    let at = date(year, month, day).at(hour, 20, 0, 0);
    let japan = jiff::tz::TimeZone::fixed(jiff::tz::offset(9));
    let zoned = at.to_zoned(japan).expect("a time of the calendar");
    Moment(zoned.timestamp().as_millisecond())
}

pub fn claim(number: u8) -> ClaimId {
    ClaimId([number; 16])
}

fn ballots(names: &[&str]) -> Vec<BallotId> {
    let mut ballots: Vec<BallotId> = names.iter().map(|name| ballot_id(name)).collect();
    ballots.sort();
    ballots
}

pub fn asked(number: u8, booth: &str, names: &[&str]) -> Fact {
    Fact::Asked(Asked {
        claim: claim(number),
        ballots: ballots(names),
        booth: booth_id(booth),
        home: None,
        lot: Lot::of(u64::from(number)),
        means: Means::Card,
        reason: Some(2),
        slip: Some(SlipMode::Signed),
        proxy: false,
        braille: false,
        confirmed: Vec::new(),
        absentee: false,
    })
}

pub fn accepted(number: u8, booth: &str, names: &[&str]) -> Fact {
    Fact::Accepted(Accepted {
        claim: claim(number),
        ballots: ballots(names),
        booth: booth_id(booth),
        authority: Authority::Unchecked,
        means: Means::Card,
        reason: Some(2),
        slip: Some(SlipMode::Signed),
        proxy: false,
        braille: false,
        confirmed: Vec::new(),
        interrupted: false,
        roll: [1; 8],
        election: [2; 8],
        absentee: false,
    })
}

/// Papers and envelopes for an absentee vote are handed out at a booth.
pub fn absentee(number: u8, booth: &str, names: &[&str]) -> Fact {
    match accepted(number, booth, names) {
        Fact::Accepted(mut fact) => {
            fact.absentee = true;
            Fact::Accepted(fact)
        }
        other => other,
    }
}

/// What became of them.
pub fn absentee_step(number: u8, names: &[&str], step: Already) -> Fact {
    Fact::AbsenteeStep(AbsenteeStep {
        ballots: ballots(names),
        step,
        claim: Some(claim(number)),
    })
}

pub fn issued(number: u8, ballot: &str) -> Fact {
    Fact::Issued(Issued {
        claim: claim(number),
        ballot: ballot_id(ballot),
        absentee: false,
    })
}

pub fn declined(number: u8, ballot: &str) -> Fact {
    Fact::Declined(Declined {
        claim: claim(number),
        ballot: ballot_id(ballot),
        absentee: false,
    })
}

pub fn left(number: u8) -> Fact {
    Fact::LeftDesk(LeftDesk {
        claim: claim(number),
    })
}

pub fn withdrawn(number: u8, names: &[&str]) -> Fact {
    Fact::Withdrawn(Withdrawn {
        claim: claim(number),
        ballots: ballots(names),
        because: WithdrawnBecause::WrongElector,
        note: "別の人".to_owned(),
        second: Actor([9; 8]),
        absentee: false,
    })
}

pub fn held(hold: u8, booth: &str) -> Fact {
    Fact::Held(Held {
        hold: claim(hold),
        booth: booth_id(booth),
        note: "名簿を確認".to_owned(),
    })
}
