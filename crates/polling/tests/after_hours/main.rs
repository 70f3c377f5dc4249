//! Counting, comparing, settling, freezing.

#![allow(clippy::unwrap_used, reason = "a test")]

mod absentee;
mod counts;
mod frozen;
mod reconciliation;
mod settling;

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::date;
use polling::counts::Counts;
use polling::election::{Election, SlipMode};
use polling::elector::{BirthDate, Elector, Person, Sex};
use polling::fact::{Accepted, Authority, Declined, Exchanged, Fact, Issued, Means, Written};
use polling::plain::{
    Actor, BallotId, BoothId, ClaimId, DeviceId, DistrictId, ElectorId, Mark, Moment,
};

const NINE: i64 = 1_770_077_400_000;
const HOUR: i64 = 3_600_000;
const DAY: jiff::civil::Date = date(2026, 2, 3);

fn election() -> Election {
    let mut election = Election::parse(include_str!("../../examples/election.toml")).unwrap();
    election.ballots.truncate(2);
    election
}

fn ballot(name: &str) -> BallotId {
    BallotId::new(name).unwrap()
}

fn hall() -> BoothId {
    BoothId::new("city-hall").unwrap()
}

fn written(at: i64, mark: u8) -> Written {
    Written {
        mark: Mark([mark; 8]),
        device: DeviceId([mark; 16]),
        seq: u64::from(mark),
        stream: [1; 16],
        actor: Actor([1; 8]),
        entered: Moment(at),
        occurred: None,
        basis: Vec::new(),
    }
}

fn accepted(claim: u8, booth: &str, authority: Authority) -> Fact {
    Fact::Accepted(Accepted {
        claim: ClaimId([claim; 16]),
        ballots: vec![ballot("house-proportional"), ballot("house-single")],
        booth: BoothId::new(booth).unwrap(),
        authority,
        means: Means::Spoken,
        reason: Some(1),
        slip: Some(SlipMode::Signed),
        proxy: claim == 1,
        braille: false,
        confirmed: Vec::new(),
        interrupted: false,
        roll: [1; 8],
        election: [2; 8],
        absentee: false,
    })
}

fn issued(claim: u8, name: &str) -> Fact {
    Fact::Issued(Issued {
        claim: ClaimId([claim; 16]),
        ballot: ballot(name),
        absentee: false,
    })
}

fn elector(number: u8) -> Elector {
    Elector {
        id: ElectorId([number; 16]),
        number: format!("{number:07}"),
        district: DistrictId::new(format!("00{}", number % 2 + 1)).unwrap(),
        page_line: (1, 100 - u32::from(number)),
        person: Person {
            name: "架空".to_owned(),
            kana: String::new(),
            former_name: String::new(),
            birth: BirthDate {
                year: 1970,
                month: 1,
                day: 1,
            },
            sex: Sex::Female,
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

/// An hour's facts of three electors, one of whom declined a ballot and one of whom got a new paper.
fn a_morning() -> Vec<(u8, Sex, i64, Fact)> {
    let single = || ballot("house-single");
    vec![
        (
            1,
            Sex::Male,
            NINE,
            accepted(1, "city-hall", Authority::Unchecked),
        ),
        (1, Sex::Male, NINE, issued(1, "house-single")),
        (1, Sex::Male, NINE, issued(1, "house-proportional")),
        (
            2,
            Sex::Female,
            NINE,
            accepted(2, "city-hall", Authority::Unchecked),
        ),
        (2, Sex::Female, NINE, issued(2, "house-proportional")),
        (
            2,
            Sex::Female,
            NINE,
            Fact::Declined(Declined {
                claim: ClaimId([2; 16]),
                ballot: single(),
                absentee: false,
            }),
        ),
        (
            3,
            Sex::Female,
            NINE + HOUR,
            accepted(3, "city-hall", Authority::Unchecked),
        ),
        (3, Sex::Female, NINE + HOUR, issued(3, "house-single")),
        (
            3,
            Sex::Female,
            NINE + HOUR,
            Fact::Exchanged(Exchanged {
                claim: ClaimId([3; 16]),
                ballot: single(),
                absentee: false,
            }),
        ),
        (3, Sex::Female, NINE + HOUR, issued(3, "house-proportional")),
    ]
}

fn counted(facts: impl Iterator<Item = (u8, Sex, i64, Fact)>) -> Counts {
    let mut counts = Counts::default();
    for (number, sex, at, fact) in facts {
        counts.add(&hall(), sex, &written(at, number), &fact);
    }
    counts
}
