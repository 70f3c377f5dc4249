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

/// A day on which both kinds are open.
pub fn today() -> Date {
    date(2026, 2, 3)
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
            birth: BirthDate {
                year: 1980,
                month: 1,
                day: 1,
            },
            sex: Sex::Other,
            address: "架空".to_owned(),
        },
        registered_on: None,
        mark: None,
        strike_off_on: None,
        ballots: None::<BTreeSet<_>>,
        already: BTreeMap::new(),
        ticket: None,
    }
}
