//! An invented election and its invented electors.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::{Date, date};
use polling::election::{Election, OutageRule};
use polling::elector::{BirthDate, Elector, Person, Sex};
use polling::plain::{DistrictId, ElectorId};

/// Two kinds of ballots and three booths, of which the bus has no districts allotted.
pub fn election(rule: OutageRule) -> Election {
    let mut election = Election::parse(include_str!("../../examples/election.toml")).unwrap();
    election.outage = rule;
    election.ballots.truncate(2);
    election
}

/// Days on which both kinds are open: the second half of the wild part, and what comes after it, is of the second.
pub fn day(now: u64) -> Date {
    if now < crate::world::WILD / 2 {
        date(2026, 2, 3)
    } else {
        date(2026, 2, 4)
    }
}

/// Some are not of age yet: one comes of age on the second day, the others until election day.
fn birth(number: u8) -> BirthDate {
    let (year, month, day) = match number {
        3 => (2008, 2, 8),
        4 => (2008, 2, 5),
        _ => (1980, 1, 1),
    };
    BirthDate { year, month, day }
}

/// An elector of one of the districts.
pub fn elector(number: u8) -> Elector {
    let district = format!("00{}", number % 6 + 1);
    Elector {
        id: ElectorId([number; 16]),
        number: format!("{number:07}"),
        district: DistrictId::new(district).unwrap(),
        page_line: (1, u32::from(number)),
        person: Person {
            name: format!("架空　{number}"),
            kana: "カクウ".to_owned(),
            former_name: String::new(),
            birth: birth(number),
            sex: Sex::Other,
            address: "架空".to_owned(),
        },
        registered_on: None,
        marks: BTreeSet::new(),
        strike_off_on: None,
        ballots: None::<BTreeSet<_>>,
        already: BTreeMap::new(),
        ticket: None,
    }
}
