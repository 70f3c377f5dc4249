//! What no type can tell: whether the parts of a file fit together.

use std::collections::BTreeSet;

use jiff::ToSpan;
use jiff::civil::Time;

use crate::eligibility::Rules;
use crate::plain::DistrictId;

use super::places::{Places, Step};
use super::{Ballot, Booth, Election, Fault, OutageRule, Wrong};

use Step::{Element, Key};

/// Longest time from the first day of early voting to election day; the longest campaign has 17 days.
const LONGEST_PERIOD_DAYS: i64 = 31;

/// A number with its extension fits in; more would push the standing line off the screen.
const LONGEST_PHONE: usize = 40;

/// Everything that is wrong, in the order of the lines.
pub(super) fn faults(election: &Election, places: &Places<'_>) -> Vec<Fault> {
    let mut checks = Checks {
        election,
        places,
        faults: Vec::new(),
    };
    checks.head();
    checks.districts();
    checks.ballots();
    checks.reasons();
    checks.booths();
    checks.allotment();
    let mut faults = checks.faults;
    faults.sort_by_key(|fault| fault.line);
    faults
}

struct Checks<'a, 't> {
    election: &'a Election,
    places: &'a Places<'t>,
    faults: Vec<Fault>,
}

impl Checks<'_, '_> {
    fn wrong(&mut self, path: &[Step], wrong: Wrong) {
        let keys = path.iter().filter_map(|step| match step {
            Key(key) => Some(*key),
            Element(_) => None,
        });
        self.faults.push(Fault {
            line: self.places.line(path),
            field: keys.collect::<Vec<_>>().join("."),
            wrong,
        });
    }

    /// What the rule asks for and is not there is told at the rule's line.
    fn phone(&mut self) {
        match &self.election.phone {
            None if self.election.outage == OutageRule::Voice => self.faults.push(Fault {
                line: self.places.line(&[Key("outage")]),
                field: "phone".to_owned(),
                wrong: Wrong::NoPhone,
            }),
            Some(phone) if !is_phone(phone) => self.wrong(&[Key("phone")], Wrong::Phone),
            _ => {}
        }
    }

    fn not_empty(&mut self, path: &[Step], text: &str) {
        if text.trim().is_empty() {
            self.wrong(path, Wrong::Empty);
        }
    }

    /// A list with at least one element, whose ids differ.
    fn ids<'i>(
        &mut self,
        list: &'static str,
        id: &'static str,
        ids: impl Iterator<Item = &'i str>,
    ) {
        let mut seen = BTreeSet::new();
        let mut count = 0;
        for (index, one) in ids.enumerate() {
            count += 1;
            if !seen.insert(one) {
                let path = [Key(list), Element(index), Key(id)];
                self.wrong(&path, Wrong::Twice(one.to_owned()));
            }
        }
        if count == 0 {
            self.wrong(&[Key(list)], Wrong::Empty);
        }
    }

    fn head(&mut self) {
        let election = self.election;
        self.not_empty(&[Key("name")], &election.name);
        self.not_empty(&[Key("city")], &election.city);
        self.not_empty(&[Key("addressee")], &election.addressee);
        if !(1..=47).contains(&election.prefecture) {
            self.wrong(&[Key("prefecture")], Wrong::Prefecture(election.prefecture));
        }
        if Rules::of(election.rules).is_none() {
            self.wrong(&[Key("rules")], Wrong::Rules(election.rules));
        }
        if !(1..=30).contains(&election.patience_seconds) {
            let wrong = Wrong::Patience(election.patience_seconds);
            self.wrong(&[Key("patience_seconds")], wrong);
        }
        self.phone();
    }

    fn districts(&mut self) {
        let districts = &self.election.districts;
        self.ids(
            "district",
            "id",
            districts.iter().map(|one| one.id.as_str()),
        );
        for (index, district) in districts.iter().enumerate() {
            let path = [Key("district"), Element(index), Key("name")];
            self.not_empty(&path, &district.name);
        }
    }

    /// Districts that something names; each must be one of the file's.
    fn known(
        &mut self,
        list: &'static str,
        index: usize,
        key: &'static str,
        ids: &BTreeSet<DistrictId>,
    ) {
        for id in ids {
            if self.election.district(id).is_none() {
                let path = [Key(list), Element(index), Key(key)];
                self.wrong(&path, Wrong::NoSuchDistrict(id.to_string()));
            }
        }
    }

    fn ballots(&mut self) {
        let ballots = &self.election.ballots;
        self.ids("ballot", "id", ballots.iter().map(|one| one.id.as_str()));
        for (index, ballot) in ballots.iter().enumerate() {
            let at = |key| [Key("ballot"), Element(index), Key(key)];
            self.not_empty(&at("name"), &ballot.name);
            self.not_empty(&at("election"), &ballot.election);
            self.not_empty(&at("paper"), &ballot.paper);
            if !is_colour(&ballot.colour) {
                self.wrong(&at("colour"), Wrong::Colour);
            }
            self.period(index, ballot);
            self.known("ballot", index, "districts", &ballot.districts);
        }
    }

    fn period(&mut self, index: usize, ballot: &Ballot) {
        let day = self.election.day;
        let at = |key| [Key("ballot"), Element(index), Key(key)];
        if ballot.early_to >= day {
            self.wrong(&at("early_to"), Wrong::NotBeforeTheDay(day));
        }
        if ballot.early_from > ballot.early_to {
            self.wrong(&at("early_from"), Wrong::EndsBeforeItBegins);
        }
        let earliest = day.saturating_sub(LONGEST_PERIOD_DAYS.days());
        if ballot.early_from < earliest {
            self.wrong(&at("early_from"), Wrong::TooLong);
        }
    }

    fn reasons(&mut self) {
        let reasons = &self.election.reasons;
        let numbers: Vec<String> = reasons.iter().map(|one| one.number.to_string()).collect();
        self.ids("reason", "number", numbers.iter().map(String::as_str));
        for (index, reason) in reasons.iter().enumerate() {
            let at = |key| [Key("reason"), Element(index), Key(key)];
            if !(1..=6).contains(&reason.number) {
                self.wrong(&at("number"), Wrong::Reason(reason.number));
            }
            self.not_empty(&at("text"), &reason.text);
            self.not_empty(&at("short"), &reason.short);
            self.not_empty(&at("english"), &reason.english);
        }
    }

    fn booths(&mut self) {
        let booths = &self.election.booths;
        self.ids("booth", "id", booths.iter().map(|one| one.id.as_str()));
        for (index, booth) in booths.iter().enumerate() {
            let path = [Key("booth"), Element(index), Key("name")];
            self.not_empty(&path, &booth.name);
            self.known("booth", index, "home_of", &booth.home_of);
            self.hours(index, booth);
        }
    }

    fn hours(&mut self, index: usize, booth: &Booth) {
        let at = |key| [Key("booth"), Element(index), Key(key)];
        match (time(&booth.opens), time(&booth.closes)) {
            (Some(opens), Some(closes)) if opens >= closes => {
                self.wrong(&at("closes"), Wrong::ClosesBeforeItOpens);
            }
            (Some(_), Some(_)) => {}
            (opens, closes) => {
                if opens.is_none() {
                    self.wrong(&at("opens"), Wrong::Time);
                }
                if closes.is_none() {
                    self.wrong(&at("closes"), Wrong::Time);
                }
            }
        }
    }

    fn allotment(&mut self) {
        let mut allotted = BTreeSet::new();
        for (index, booth) in self.election.booths.iter().enumerate() {
            for district in &booth.home_of {
                if !allotted.insert(district) {
                    let path = [Key("booth"), Element(index), Key("home_of")];
                    self.wrong(&path, Wrong::OfTwoBooths(district.to_string()));
                }
            }
        }
        if self.election.outage != OutageRule::HomeBooth {
            return;
        }
        for (index, district) in self.election.districts.iter().enumerate() {
            if !allotted.contains(&district.id) {
                let path = [Key("district"), Element(index), Key("id")];
                self.wrong(&path, Wrong::OfNoBooth(district.id.to_string()));
            }
        }
    }
}

/// People write brackets, extensions and full-width digits; only what cannot be dialled or shown is refused.
fn is_phone(text: &str) -> bool {
    text.chars()
        .any(|letter| letter.is_ascii_digit() || ('０'..='９').contains(&letter))
        && text.chars().count() <= LONGEST_PHONE
        && !text.chars().any(char::is_control)
}

fn is_colour(text: &str) -> bool {
    text.strip_prefix('#')
        .is_some_and(|hex| hex.len() == 6 && hex.bytes().all(|byte| byte.is_ascii_hexdigit()))
}

/// A time `HH:MM`.
pub(super) fn time(text: &str) -> Option<Time> {
    let (hour, minute) = text.split_once(':')?;
    let digits = |part: &str| part.len() == 2 && part.bytes().all(|byte| byte.is_ascii_digit());
    if !digits(hour) || !digits(minute) {
        return None;
    }
    Time::new(hour.parse().ok()?, minute.parse().ok()?, 0, 0).ok()
}
